"""The look of the pages: our style sheet, tokens and fonts for any HTML theme; lean pages where the project asks."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder

from sphinx_plenary import design
from sphinx_plenary.config import Settings
from sphinx_plenary.domain import PlenaryDomain
from sphinx_plenary.languages import SCRIPT, SHEET
from sphinx_plenary.translation import _, spoken
from sphinx_plenary.words import INTERNAL, MARKS

STATIC: Final = Path(__file__).parent / "static"
SHEETS: Final = ("plenary-tokens.css", "plenary.css")
MATRIX: Final = "plenary-matrix.js"
# What sphinx-needs 9.1 and what it sets up give to every page, used or not (120 kB).
OF_NEEDS: Final = ("_static/sphinx-needs/", "_static/sphinx-data-viewer/", "_static/graphviz.css")
JQUERY: Final = ("_static/jquery.js", "_static/_sphinx_javascript_frameworks_compat.js")
SWITCHED: Final = "pydata_sphinx_theme"
# What pydata-sphinx-theme tells its switch between versions, in each page anew.
VERSIONS: Final = "DOCUMENTATION_OPTIONS.pagename"


def write_assets(_app: Sphinx, builder: Builder) -> None:
    """Before the pages are written, since each names the sheets with their checksums.

    Not by ``html_static_path``: its value is part of what decides whether all pages are written anew,
    and would hold the place of this package. A book has no room for the fonts.
    """
    if builder.format != "html" or builder.name == "edition":
        return
    folder = Path(builder.outdir, "_static")
    folder.mkdir(parents=True, exist_ok=True)
    book = builder.name == "epub"
    (folder / SHEETS[0]).write_text(design.css(faces=not book, switched=is_switched(builder)), encoding="utf-8")
    shutil.copyfile(STATIC / SHEETS[1], folder / SHEETS[1])
    if not book:
        shutil.copyfile(STATIC / MATRIX, folder / MATRIX)
        (folder / "fonts").mkdir(exist_ok=True)
        for font in sorted(path for path in (STATIC / "fonts").iterdir() if path.is_file()):
            shutil.copyfile(font, folder / "fonts" / font.name)


def is_switched(builder: Builder) -> bool:
    """Whether the pages' theme is pydata-sphinx-theme or made from it, and so has its switch for dark pages."""
    theme = getattr(builder, "theme", None)
    return theme is not None and any(Path(folder).name == SWITCHED for folder in theme.get_theme_dirs())


def mark_page(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: nodes.document | None
) -> None:
    """The word for a paper that is not final, or for an internal build, for the header of its page."""
    if paper := PlenaryDomain.of(app.env).paper(pagename):
        context["plenary_mark"] = MARKS.get(paper.status, "").partition(":")[0]
    if Settings.of(app.config).internal:
        context["plenary_mark"] = _(INTERNAL)


def add_script(
    app: Sphinx, _pagename: str, _template: str, _context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """What filters and sorts a matrix, for pages that show one."""
    if doctree is not None and app.builder.name != "epub":
        tables = doctree.findall(nodes.table)
        if any("plenary-rows" in table["classes"] for table in tables):
            if spoken() != "en":
                app.add_js_file(SCRIPT, loading_method="defer")
            app.add_js_file(MATRIX, loading_method="defer")


def drop_unused(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: nodes.document | None
) -> None:
    """Take sphinx-needs' sheets and scripts from pages that show nothing of it: our own, others on request.

    What tells the name of a page to a switch between versions goes where there is no switch: a file for each page.
    """
    domain = PlenaryDomain.of(app.env)
    notes = domain.notes.get(pagename)
    lean = Settings.of(app.config).lean_pages and not (notes and notes.needs_views)
    unused = OF_NEEDS + JQUERY if lean else OF_NEEDS if pagename in domain.pages else ()
    switched = "switcher" in app.config.html_theme_options
    for kind in ("css_files", "script_files"):
        context[kind] = [
            file
            for file in context.get(kind, ())
            if not str(getattr(file, "filename", file)).startswith(unused)
            and (switched or not str(getattr(file, "attributes", {}).get("body", "")).startswith(VERSIONS))
        ]


def drop_permalinks(app: Sphinx, error: Exception | None) -> None:
    """Where pages are lean and none has a view of sphinx-needs, nothing leads to its page of permanent links."""
    if error is not None or app.builder.format != "html" or not Settings.of(app.config).lean_pages:
        return
    views = any(notes.needs_views for notes in PlenaryDomain.of(app.env).notes.values())
    if not views and "permalink(" not in repr(app.config.needs_layouts):
        Path(app.outdir, Path(app.config.needs_permalink_file).name).unlink(missing_ok=True)


def setup(app: Sphinx) -> None:
    app.connect("write-started", write_assets)
    app.connect("html-page-context", mark_page)
    app.connect("html-page-context", add_script)
    app.connect("build-finished", drop_permalinks)
    app.connect("html-page-context", drop_unused, priority=900)  # after who adds files for one page
    for sheet in (*SHEETS, *((SHEET,) if spoken() != "en" else ())):
        app.add_css_file(sheet)
