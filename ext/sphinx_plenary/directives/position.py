"""``{position} CITEL``: what an organization wants done with a text."""

from __future__ import annotations

from typing import ClassVar

from sphinx_plenary.directives.base import TrackedDirective, filled
from sphinx_plenary.model import Item, Paper, Position


class PositionDirective(TrackedDirective):
    """``{position} CITEL``: what an organization wants done with a text (``:resolution: 130``)."""

    allowed: ClassVar[frozenset[str]] = TrackedDirective.allowed | {
        "resolution",
        "position",
        "proposals",
        "review",
        "reviewed",
    }
    words: ClassVar = {"position": tuple(Position)}

    def item(self, paper: Paper) -> Item | None:
        organization = self.arguments[0].strip() if self.arguments else ""
        if not organization or not self.given.get("resolution"):
            lack = "an organization" if not organization else "':resolution:'"
            self.slip(f"{{position}} lacks {lack}", "write ':::{position} CITEL' and ':resolution: 130'")
            return None
        self.names("org", organization, "")
        instrument = self.reference(self.given["resolution"]).instrument
        title = f"{organization}: {self.given.get('position', 'position')} on {instrument}"
        fields = filled(organization=organization)
        links = {"resolutions": (instrument,), "proposals": self.listed("proposals")}
        return self.build(paper, f"POS-{organization}-{instrument}", title, instrument, fields, links)
