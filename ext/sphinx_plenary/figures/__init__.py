"""Facts -> pictures: for each its numbers as a table, words that say what it shows, and a drawing by matplotlib.

``picture`` says what a picture is; each kind has a module; ``pen`` draws and is the only module that imports
matplotlib; ``files`` keeps what was drawn, so that it is drawn again only when something in it changed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from sphinx_plenary.facts import Facts
from sphinx_plenary.figures.coverage import coverage
from sphinx_plenary.figures.lineage import lineage
from sphinx_plenary.figures.outcomes import outcomes
from sphinx_plenary.figures.picture import Picture, Wanted
from sphinx_plenary.figures.proposals import proposals
from sphinx_plenary.figures.revisions import revisions

# Kind -> what makes its picture. The conference that is wanted is one of the register.
KINDS: Final[Mapping[str, Callable[[Facts, Wanted], Picture]]] = {
    "proposals": proposals,
    "revisions": revisions,
    "coverage": coverage,
    "outcomes": outcomes,
    "lineage": lineage,
}
# What of ``Wanted`` an author may choose for each kind, beside the conference and the day.
CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "proposals": ("issues", "regions"),
    "revisions": ("instruments", "issues"),
    "coverage": ("instruments", "issues"),
    "outcomes": ("issues",),
    "lineage": ("from", "to"),
}

__all__ = ["CHOICES", "KINDS", "Picture", "Wanted"]
