"""``{message} No Splinternet``: what the organization says, to whom, on what evidence."""

from __future__ import annotations

from typing import ClassVar

from sphinx_plenary.directives.base import TrackedDirective
from sphinx_plenary.model import Item, Paper, made_id


class MessageDirective(TrackedDirective):
    """``{message} No Splinternet``: what the organization says, to whom, on what evidence."""

    allowed: ClassVar[frozenset[str]] = TrackedDirective.allowed | {
        "resolutions",
        "positions",
        "audience",
        "evidence",
        "review",
        "reviewed",
    }

    def item(self, paper: Paper) -> Item | None:
        if not self.arguments:
            self.slip("{message} has no title", "write it behind the name, as in ':::{message} No Splinternet'")
            return None
        title = self.said(self.arguments[0].strip())
        made = made_id(self.name, self.arguments[0].strip())  # the same in every language
        links = {"resolutions": self.instruments("resolutions"), "positions": self.listed("positions")}
        return self.build(paper, made, title, links=links)
