"""What a picture is: its numbers as a table, words for who does not see it, and how it is drawn."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from sphinx_plenary.citations import Form, citation_words
from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Instrument, Item
from sphinx_plenary.translation import spoken

if TYPE_CHECKING:
    from sphinx_plenary.figures.pen import Pen

# Behind what the register only recalls, in pictures and tables.
DAGGER: Final = "†"


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What an author asks for. Empty means all; ``start`` and ``end`` are conferences."""

    conference: str
    as_of: date
    instruments: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    start: str = ""
    end: str = ""


class Picture(ABC):
    """A frozen dataclass of plain values, all that is drawn: two with the same ``repr`` look the same."""

    @property
    @abstractmethod
    def lacking(self) -> str:
        """A sentence that says why there is nothing to draw; empty where there is something."""

    @property
    @abstractmethod
    def heads(self) -> tuple[str, ...]:
        """The heads of the table's columns."""

    @property
    @abstractmethod
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The numbers and words that the picture shows, a cell for each head."""

    @property
    def left_out(self) -> str:
        """A sentence on the rows that would say nothing and are not there; empty where all are."""
        return ""

    @property
    @abstractmethod
    def alt(self) -> str:
        """Sentences that say what the picture shows: how much in all, the most, the gaps."""

    @abstractmethod
    def draw(self, pen: Pen) -> float:
        """Draw it from the top down; the height that it took, in points."""


def name_of(facts: Facts, instrument: Instrument, body: str) -> str:
    """``101`` for a resolution of the body in question, else the whole name: ``WTSA Resolution 50``."""
    key = instrument.key
    if key.body == body and key.kind == "RES":
        return key.number
    return citation_words(facts.register.bodies[key.body], key, None, Form.SHORT, key.body == body, spoken())


def chosen(facts: Facts, wanted: Wanted) -> list[Instrument]:
    """The texts that are wanted, in the order of their numbers: those named, else those tracked at the conference.

    Where papers track none, those that the register has under an issue of the conference.
    """
    register = facts.register
    tracked = [item for item in facts.of_type("resolution") if item.conference == wanted.conference]
    ids = set(wanted.instruments) or {item.instrument for item in tracked} or set(_under_issues(facts, wanted))
    if wanted.issues:
        under = _under_issues(facts, wanted) | {item.instrument for item in tracked if _under(item, wanted.issues)}
        ids = ids & under
    found = [register.instruments[id] for id in ids if id in register.instruments]
    return sorted(found, key=lambda each: each.key.sort_key)


def _under_issues(facts: Facts, wanted: Wanted) -> set[str]:
    conference = wanted.conference
    issues = [one for one in facts.register.issues_at(conference) if not wanted.issues or one.id in wanted.issues]
    return {instrument for issue in issues for instrument in issue.conferences[conference]}


def _under(item: Item, issues: Sequence[str]) -> bool:
    return not set(issues).isdisjoint(item.listed("issue"))
