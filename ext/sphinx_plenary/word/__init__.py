"""Each paper as a .docx, for colleagues who have Word: pandoc's tree of it, styles, and what Word needs beside.

pandoc is loaded when a file is made: a project that makes none needs no pandoc.
"""

from __future__ import annotations

from sphinx.application import Sphinx

from sphinx_plenary.word.builder import WordBuilder


def setup(app: Sphinx) -> None:
    app.add_builder(WordBuilder)
