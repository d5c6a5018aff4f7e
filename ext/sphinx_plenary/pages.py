"""The look of the pages: our style sheet, tokens and fonts for any HTML theme, and no file that a page does not use."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.config import Config

from sphinx_plenary import design
from sphinx_plenary.domain import PlenaryDomain
from sphinx_plenary.transforms.html import MARKS

HERE = Path(__file__).parent

JQUERY: Final = ("jquery.js", "_sphinx_javascript_frameworks_compat.js")
# What sphinx-needs 9.1 and what it sets up give to every page, used or not (120 kB), by the folder or name of
# the file; and what in a page's text shows that it is used.
UNUSED_UNLESS: Final = {
    "_static/sphinx-needs/": "need",
    "_static/sphinx-data-viewer/": "sphinx-data-viewer",
    "_static/graphviz.css": "graphviz",
    **{f"_static/{file}": "need" for file in JQUERY},
}


def add_static_path(app: Sphinx) -> None:
    app.config.html_static_path.append(str(HERE / "static"))


def add_templates(app: Sphinx, config: Config) -> None:
    config.templates_path.append(str(HERE / "templates"))


def write_tokens(app: Sphinx, builder: Builder) -> None:
    """Before the pages are written, since each names the sheet with its checksum."""
    if builder.format == "html":
        folder = Path(app.outdir, "_static")
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "plenary-tokens.css").write_text(design.css(), encoding="utf-8")


def mark_page(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: nodes.document | None
) -> None:
    """The word for a paper that is not final, for the header of its page; in full it stands above the title."""
    facts = PlenaryDomain.of(app.env).facts
    if facts and (paper := facts.papers.get(pagename)):
        context["plenary_mark"] = MARKS.get(paper.status, "").partition(":")[0]


def drop_unused(
    app: Sphinx, _pagename: str, _template: str, context: dict[str, Any], _doctree: nodes.document | None
) -> None:
    """Sheets and scripts that this page does not use. Another extension's jQuery stays: name it in ``extensions``."""
    body = context.get("body", "")
    classes = {name for part in body.split('class="')[1:] for name in part[: part.find('"')].split()}

    def used(file: object) -> bool:
        name = str(getattr(file, "filename", file))
        signs = [sign for start, sign in UNUSED_UNLESS.items() if name.startswith(start)]
        if name.endswith(JQUERY) and "sphinxcontrib.jquery" in app.config.extensions:
            return True
        return not signs or any(each.startswith(signs[0]) for each in classes)

    for kind in ("css_files", "script_files"):
        context[kind] = [file for file in context[kind] if used(file)]


def setup(app: Sphinx) -> None:
    app.connect("config-inited", add_templates)
    app.connect("builder-inited", add_static_path)
    app.connect("write-started", write_tokens)
    app.connect("html-page-context", mark_page)
    app.connect("html-page-context", drop_unused, priority=900)  # after who adds files for one page
    app.add_css_file("plenary-tokens.css")
    app.add_css_file("plenary.css")
