"""What only LaTeX needs: drawings that it can read, links as notes."""

from __future__ import annotations

from sphinx.application import Sphinx

from sphinx_plenary.transforms.latex import drawings, endnotes, notes


def setup(app: Sphinx) -> None:
    for idea in (drawings, notes, endnotes):
        idea.setup(app)
