"""``{proposal} EUR/44A7/1``: what a Member State or a region puts forward."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from sphinx_plenary.directives.base import TrackedDirective
from sphinx_plenary.model import ACTIONS, Item, Paper, proposal_id


class ProposalDirective(TrackedDirective):
    """``{proposal} EUR/44A7/1``: what a Member State or a region puts forward (``:resolution:``, ``:action: MOD``)."""

    allowed: ClassVar[frozenset[str]] = TrackedDirective.allowed | {
        "resolution",
        "action",
        "proponent",
        "document",
        "date",
    }
    words: ClassVar = {"action": ACTIONS}

    def item(self, paper: Paper) -> Item | None:
        if not self.arguments:
            self.slip("{proposal} has no code", "write it behind the name, as in ':::{proposal} EUR/44A7/1'")
            return None
        code = self.arguments[0].strip()
        conference = self.given.get("conference") or paper.conference
        target = self.given.get("resolution", "")
        instrument = self.reference(target).instrument if target else ""
        if (written := self.given.get("date", "")) and not _is_day(written):
            self.slip(f"'date' is {written!r}", "write it like 2022-09-08", self.at("date"))
        links = {"resolutions": (instrument,) if instrument else ()}
        return self.build(paper, proposal_id(conference, code), code, instrument, links=links)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
