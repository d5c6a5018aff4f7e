"""What print needs, whichever engine sets it: tables and cards for pages, the list of instruments cited."""

from __future__ import annotations

from sphinx.application import Sphinx

from sphinx_plenary.transforms.print import flows, instruments, issues, shape


def setup(app: Sphinx) -> None:
    for idea in (issues, instruments, flows, shape):
        idea.setup(app)
