"""``{outcome} 130``: what a conference did with a text."""

from __future__ import annotations

from typing import ClassVar

from sphinx_plenary.directives.base import TrackedDirective
from sphinx_plenary.model import Item, OutcomeKind, Paper


class OutcomeDirective(TrackedDirective):
    """``{outcome} 130``: what a conference did with a text (``:outcome: revised``, ``:source:``)."""

    allowed: ClassVar[frozenset[str]] = TrackedDirective.allowed | {"outcome", "source"}
    words: ClassVar = {"outcome": tuple(OutcomeKind)}

    def item(self, paper: Paper) -> Item | None:
        if self.arguments and "outcome" in self.options and "outcome" not in self.given:
            return None  # a wrong word, told
        if not self.arguments or not self.given.get("outcome"):
            lack = "a number" if not self.arguments else "':outcome:'"
            self.slip(f"{{outcome}} lacks {lack}", "write ':::{outcome} 130' and ':outcome: revised'")
            return None
        reference = self.instrument()
        if reference is None:
            return None
        instrument = reference.instrument
        conference = self.given.get("conference") or paper.conference
        title = f"{instrument}: {self.given['outcome']}"
        links = {"resolutions": (instrument,)}
        return self.build(paper, f"OUT-{conference}-{instrument}", title, instrument, links=links)
