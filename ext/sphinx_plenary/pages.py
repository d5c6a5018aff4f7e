"""The look of the pages: our style sheet and fonts, added to any HTML theme."""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util.fileutil import copy_asset

HERE = Path(__file__).parent


def add_static_path(app: Sphinx) -> None:
    app.config.html_static_path.append(str(HERE / "static"))


def setup(app: Sphinx) -> None:
    app.connect("builder-inited", add_static_path)
    app.add_css_file("plenary.css")
