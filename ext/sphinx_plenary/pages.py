"""The look of the pages: our style sheet, tokens and fonts, added to any HTML theme."""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.builders import Builder

from sphinx_plenary import design

HERE = Path(__file__).parent


def add_static_path(app: Sphinx) -> None:
    app.config.html_static_path.append(str(HERE / "static"))


def write_tokens(app: Sphinx, builder: Builder) -> None:
    """Before the pages are written, since each names the sheet with its checksum."""
    if builder.format == "html":
        folder = Path(app.outdir, "_static")
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "plenary-tokens.css").write_text(design.css(), encoding="utf-8")


def setup(app: Sphinx) -> None:
    app.connect("builder-inited", add_static_path)
    app.connect("write-started", write_tokens)
    app.add_css_file("plenary-tokens.css")
    app.add_css_file("plenary.css")
