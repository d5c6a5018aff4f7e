"""Builds a small project in a folder of the test's own, in this process, and says what came of it."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.locale import translators
from sphinx.util.docutils import docutils_namespace, patch_docutils

ROOT = Path(__file__).resolve().parents[1]
PROJECTS = ROOT / "tests" / "projects"

CONF = """
project = "Test"
extensions = ["myst_parser", "sphinx_plenary"]
myst_enable_extensions = ["colon_fence", "deflist"]
html_theme = "basic"
needs_build_json = True
needs_reproducible_json = True
latex_engine = "xelatex"
latex_show_urls = "footnote"
plenary_dossiers = False
"""


@dataclass(frozen=True)
class Built:
    out: Path
    doctrees: Path
    status: int
    said: list[str]

    @property
    def findings(self) -> list[str]:
        """Our lines, without Sphinx's mark behind them."""
        return [re.sub(r" \[plenary\.\w+\]$", "", line) for line in self.said if "[plenary." in line]

    def page(self, name: str) -> str:
        return (self.out / f"{name}.html").read_text(encoding="utf-8")


def project(name: str, folder: Path, register: Path = ROOT / "data") -> Path:
    """A copy of a test project with a register beside it."""
    copied = folder / name
    shutil.copytree(register, copied / "data", ignore=shutil.ignore_patterns("editions"))  # those of other papers
    (copied / "data" / "kinds.yaml").unlink()  # of small papers no sections are asked
    shutil.copytree(PROJECTS / name, copied, dirs_exist_ok=True)
    if not (copied / "conf.py").exists():
        (copied / "conf.py").write_text(CONF)
    index = copied / "source" / "index.md"
    if not index.exists():
        index.write_text("# Papers\n\n:::{papers}\n:::\n\n:::{toctree}\n:glob:\n\npapers/*\n:::\n")
    return copied


def build(
    folder: Path,
    builder: str = "html",
    jobs: int = 1,
    out: str = "",
    doctrees: str = "",
    environment: Mapping[str, str] | None = None,
    **settings: object,
) -> Built:
    """Run a builder as an author does, in a process of its own; each output has its own doctrees."""
    target, trees = folder / "build" / (out or builder), folder / "build" / f"doctrees-{doctrees or out or builder}"
    command = [
        sys.executable,
        "-m",
        "sphinx",
        "-b",
        builder,
        "-n",
        "-q",
        "-j",
        str(jobs),
        "-c",
        ".",
        "-d",
        str(trees),
    ]
    command += [part for name, value in settings.items() for part in ("-D", f"{name}={value}")]
    done = subprocess.run(
        [*command, "source", str(target)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT / "ext"), "NO_COLOR": "1", **(environment or {})},
        capture_output=True,
        text=True,
    )
    said = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
    return Built(target, trees, done.returncode, said)


@contextmanager
def in_process(
    folder: Path, out: Path, builder: str = "html", doctrees: Path | None = None, **settings: object
) -> Iterator[Sphinx]:
    """A build in this process that knows nothing of earlier ones: Sphinx adds its languages to those that are there."""
    translators.clear()
    with patch_docutils(folder), docutils_namespace():
        yield Sphinx(
            folder / "source",
            folder,
            out,
            doctrees or out,
            builder,
            confoverrides=settings,
            status=None,
            warning=io.StringIO(),
        )


def resolved_doctree(folder: Path, docname: str, builder: str = "html") -> nodes.document:
    """A page as a builder's writer gets it."""
    return doctrees(folder, [docname], builder)[docname][1]


def doctrees(
    folder: Path, docnames: Iterable[str], builder: str = "html"
) -> dict[str, tuple[nodes.document, nodes.document]]:
    """Pages as they were read, and as a builder's writer gets them."""
    found = {}
    with in_process(folder, folder / "build" / "in-process", builder) as app:
        app.build()
        for docname in docnames:
            app.builder.docnames = {docname}  # what the LaTeX builder sets for each of its documents
            resolved = app.env.get_and_resolve_doctree(docname, app.builder, tags=app.tags)
            found[docname] = (app.env.get_doctree(docname), resolved)
    return found


def pretty(doctree: nodes.document) -> str:
    """A doctree as text for a golden file: no path of this machine, nothing that varies with the version."""
    text = doctree.pformat()
    text = re.sub(r"<document .*?>", "<document>", text, count=1)
    text = re.sub(r"(?<=\n)( *)(?:[0-9a-f]{4} ){2}[0-9a-f]{4}(?=\n)", r"\1DIGEST", text)
    return re.sub(r' docname="[^"]*"', "", text)


def change(path: Path, old: str, new: str) -> None:
    """Edit a file as an author does, after the last build: Sphinx compares the time with that of reading."""
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {path}"
    path.write_text(text.replace(old, new), encoding="utf-8")
    later = time.time() + 5
    os.utime(path, (later, later))


def files(folder: Path) -> dict[str, bytes]:
    """Every file of an output that is published, by name."""
    skipped = {"schema_violations.json", ".plenary-lock"}  # the first holds a speed; neither is published
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in skipped
    }
