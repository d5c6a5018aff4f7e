"""A project to begin with: few files, which build at once, and a register of what is public about a conference."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from sphinx_plenary.writing import write_all

CONF: Final = '''\
"""Settings of these papers. The documentation says what each means, and which others there are."""

project = {title}
author = {title}
language = "en"

extensions = ["sphinx_plenary"]
suppress_warnings = ["toc.not_included"]  # the home page lists the papers
plenary_register = "data"
plenary_lean_pages = True

html_theme = "pydata_sphinx_theme"
html_title = {title}
html_copy_source = False
html_show_sphinx = False
html_use_index = False  # it would be empty: papers mark no words for it
html_last_updated_fmt = None
html_sidebars = {{"**": []}}
html_theme_options = {{
    "navbar_start": ["navbar-logo", "plenary-mark"],
    "navbar_center": [],
    "navbar_persistent": ["search-button", "theme-switcher"],
    "navbar_end": [],
    "article_header_start": [],
    "primary_sidebar_end": [],
    "secondary_sidebar_items": {{"papers/**": ["page-toc"]}},
    "show_prev_next": False,
    "footer_start": ["copyright"],
    "footer_end": [],
    # The theme need not try at each page whether these are empty: they never are.
    "templates_skip_empty_check": ["navbar-logo.html", "search-button.html", "theme-switcher.html", "copyright.html"],
}}
'''

INDEX: Final = """\
# {title}

What we say about the conferences that we follow.

:::{{papers}}
:coming:
:::
"""

# $(OPTIONS): Sphinx's warnings fail the build, after all of them have been shown.
MAKEFILE: Final = """\
# make papers builds all; make help lists the rest. Once: pip install -r requirements.txt

OPTIONS := -n -W --keep-going -q -c .
# Dates inside outputs are those of the last commit, so that the same commit gives the same bytes.
ifndef SOURCE_DATE_EPOCH
EPOCH := $(shell git log -1 --format=%ct 2>/dev/null)
ifneq ($(EPOCH),)
export SOURCE_DATE_EPOCH := $(EPOCH)
endif
endif

# Said where a build found errors: nothing takes the place of what was there.
stands = || { echo "$(1)/ is as it was: mend what is told above, and run it again." >&2; exit 1; }

.DEFAULT_GOAL := help
.PHONY: help papers html pdf check fix clean

help: ## this list
\t@sed -n 's/^\\([a-z]*\\):.*## \\(.*\\)/  make \\1@\\2/p' $(MAKEFILE_LIST) | awk -F@ '{printf "%-14s %s\\n", $$1, $$2}'

papers: pdf ## the site with the PDFs of all papers, in build/site/
\t@sphinx-build -b html $(OPTIONS) -d build/doctrees/site -D plenary_pdf_folder=pdf \\
\t\tsource build/pages $(call stands,build/site)
\t@rm -rf build/site.new && cp -pR build/pages build/site.new
\t@rm -f build/site.new/schema_violations.json
\t@mkdir -p build/site.new/pdf && cp -p build/pdf/* build/site.new/pdf/
\t@plenary manifest build/site.new && rm -f build/site.new/.plenary-*
\t@plenary publish build/site.new build/site
\t@echo "The site is build/site/index.html, the PDFs are in build/site/pdf/."

html: ## the site without PDFs, in build/html/
\t@sphinx-build -b html $(OPTIONS) -d build/doctrees/html source build/html
\t@echo "The pages are in build/html/; open build/html/index.html."

pdf: ## one accessible PDF for each paper, in build/pdf/
\t@sphinx-build -b typst $(OPTIONS) -d build/doctrees/typst source build/typst $(call stands,build/pdf)
\t@rm -rf build/pdf && mkdir -p build/pdf && cp -p build/typst/accessibility.json build/pdf/
\t@find build/typst -maxdepth 1 -name '*.pdf' -exec cp -p {} build/pdf/ ';'
\t@echo "The PDFs are in build/pdf/."

check: ## check the papers against each other and the register
\t@plenary check --strict

fix: ## mend in the papers what is safe to mend unseen; see first: plenary fix --diff
\t@plenary fix

clean: ## remove what was built
\trm -rf build
"""

IGNORED: Final = "/build/\n/.venv/\n__pycache__/\n"
# Of a register that is copied: what belongs to other papers, and what the package has itself.
LEFT_BEHIND: Final = frozenset({"editions", "schema"})


def starter_register() -> Path:
    """The folder of the register that comes with the package."""
    return Path(__file__).parent / "starter"


def project_files(title: str, register: Path, version: str) -> dict[str, bytes]:
    """The files of a new project, by their paths in its folder."""
    written = {
        "conf.py": CONF.format(title=json.dumps(title, ensure_ascii=False)),
        "Makefile": MAKEFILE,
        "requirements.txt": f"sphinx-plenary=={version}\n",
        ".gitignore": IGNORED,
        "source/index.md": INDEX.format(title=title),
        "source/papers/.gitkeep": "",
    }
    files = {name: text.encode() for name, text in written.items()}
    for path in sorted(register.rglob("*")):
        inside = path.relative_to(register)
        if path.is_file() and inside.parts[0] not in LEFT_BEHIND and path.suffix in {".csv", ".yaml"}:
            files[f"data/{inside.as_posix()}"] = path.read_bytes()
    return files


def taken(folder: Path, files: Mapping[str, bytes]) -> list[str]:
    """What is in the way of the files in the folder itself: a file of that name, or a folder that has one of them."""
    found = set()
    for name in files:
        top = Path(name).parts[0]
        ways = [folder / name, *(folder / parent for parent in Path(name).parents if parent != Path())]
        if os.path.lexists(ways[0]) or any(os.path.lexists(way) and not way.is_dir() for way in ways[1:]):
            found.add(top)
    if (folder / "data").is_dir() and any((folder / "data").iterdir()):
        found.add("data")  # two registers in one folder would be one
    return sorted(found)


def begin(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the files, or none of them. Raises ``OSError``."""
    made = [place for place in (folder, *folder.parents) if not place.exists()]
    made += [folder / top for top in sorted({Path(name).parts[0] for name in files}) if not (folder / top).exists()]
    try:
        for name in files:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
        write_all({folder / name: text for name, text in files.items()})
    except BaseException:
        for place in made:
            if place.is_dir():
                shutil.rmtree(place, ignore_errors=True)
            else:
                place.unlink(missing_ok=True)
        raise
