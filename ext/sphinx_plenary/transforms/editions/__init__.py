"""What readers see of editions: the list under a paper's title, their pages, and what changed between two."""

from __future__ import annotations

from sphinx.application import Sphinx

from sphinx_plenary.transforms.editions import changes, listing, page


def setup(app: Sphinx) -> None:
    for room in (changes, listing, page):
        room.setup(app)
