"""What only LaTeX needs: tables and cards that break over pages, links as notes, the list of instruments cited."""

from __future__ import annotations

from sphinx.application import Sphinx

from sphinx_plenary.transforms.latex import drawings, endnotes, instruments, issues, notes, shape


def setup(app: Sphinx) -> None:
    for idea in (issues, instruments, drawings, notes, endnotes, shape):
        idea.setup(app)
