"""One PDF per paper by Typst, which comes as a Python package: tagged, to be read aloud and to be kept.

All look stands in ``plenary.typ``; from here it gets strings and calls only, so that no text can run.
"""

from __future__ import annotations

from sphinx.application import Sphinx

from sphinx_plenary.typst.builder import TypstBuilder


def setup(app: Sphinx) -> None:
    app.add_builder(TypstBuilder)
