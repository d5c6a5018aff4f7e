"""What papers declare, cite and waive. Kept between builds without slots: pickling is several times faster."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from sphinx_plenary.model.findings import Origin, Problem


class Position(StrEnum):
    """What an organization wants done with an instrument; ``follow`` takes no side yet."""

    SUPPORT = "support"
    OPPOSE = "oppose"
    NO_CHANGE = "no-change"
    FOLLOW = "follow"


class ActionState(StrEnum):
    """What became of an action."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class Status(StrEnum):
    """The state of a paper."""

    DRAFT = "draft"
    REVIEW = "review"
    FINAL = "final"


@dataclass(frozen=True)
class Waiver:
    """Findings that an author lets stand: of these ``codes``, on these lines, 0 to 0 for the whole page.

    ``until`` is the last day of papers for which it holds. ``malformed`` says what is wrong with the
    waiver itself: it lets nothing stand then.
    """

    origin: Origin
    codes: tuple[str, ...]
    reason: str
    until: date | None = None
    first_line: int = 0
    last_line: int = 0
    malformed: str = ""

    def covers(self, origin: Origin, code: str) -> bool:
        """Whether a finding at that place is one of those."""
        return (
            code in self.codes
            and origin.path == self.origin.path
            and (self.last_line == 0 or self.first_line <= origin.line <= self.last_line)
        )


_Day = date  # where a field of that name hides it


@dataclass(frozen=True)
class Paper:
    """A paper's front matter. ``lines`` holds the source line of each key, ``as_of`` the day of its matrix.

    ``embargo`` is the day on which it may be published.

    ``date_guessed``: a stranger's file, whose date is a guess from what it cites.
    """

    docname: str
    path: str
    kind: str
    conference: str
    status: Status
    date: date
    version: str
    title: str = ""
    short_title: str = ""
    licence: str = ""
    abstract: str = ""
    language: str = "en"
    link_notes: str = ""
    as_of: _Day | None = None
    embargo: _Day | None = None
    lines: Mapping[str, int] = field(default_factory=dict)
    waivers: tuple[Waiver, ...] = ()
    date_guessed: bool = False
    internal: bool = False

    def origin(self, key: str = "") -> Origin:
        return Origin(self.path, self.lines.get(key, 1))


@dataclass(frozen=True)
class Mention:
    """A name cited by role: ``role`` is conf, conf-dates, conf-place, org, msg or deadline.

    ``text`` is what the author wrote instead of the register's words, if anything;
    ``sentence`` is the source text round the mention, where a rule has to read it, with ``PLACE`` for the role.
    """

    docname: str
    origin: Origin
    role: str
    target: str
    text: str = ""
    sentence: str = ""


@dataclass(frozen=True)
class Citation:
    """An instrument cited by ``{res}``, or in plain ``prose``. ``instrument`` is its id without a year.

    In prose, ``city`` is that of the revision named and ``revised`` whether "Rev." stands there (None
    without a revision); ``flaws`` are slips of form, by name, and ``candidates`` what an ambiguous number
    may be: then ``instrument`` is empty. ``span`` are the characters of the document's text that ``origin``
    is: the number, with a revision of its own; ``whole`` those of the mention, which may list several numbers.
    """

    docname: str
    origin: Origin
    instrument: str
    year: int | None
    text: str = ""
    background: bool = False
    prose: bool = False
    city: str = ""
    revised: bool | None = None
    flaws: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    span: tuple[int, int] = (0, 0)
    whole: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class Item:
    """What a paper declares: a tracked resolution, proposal, position, outcome, message or action.

    ``fields`` are as the author wrote them; ``links`` name other items or instruments;
    ``lines`` hold the source line of each option.
    """

    docname: str
    origin: Origin
    id: str
    type: str
    title: str
    conference: str
    instrument: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    links: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)

    def at(self, *options: str) -> Origin:
        """Where the first of these options that is written stands; the item's own place when none is."""
        lines = [self.lines[option] for option in options if option in self.lines]
        return Origin(self.origin.path, lines[0] if lines else self.origin.line)

    @property
    def day(self) -> date | None:
        """The day of a proposal's document, as far as the author wrote one."""
        return _day_of(self.fields.get("date", ""))

    @property
    def due(self) -> date | None:
        """The day by which an action is to be done."""
        return _day_of(self.fields.get("due", ""))

    @property
    def state(self) -> str:
        """The state of an action, which sphinx-needs calls its status; one that says none of ours is open."""
        written = self.fields.get("status", "")
        return written if written in {*ActionState} else ActionState.OPEN

    @property
    def internal(self) -> bool:
        """Whether it is for the delegation alone; a public build has no such item."""
        return self.fields.get("internal") == "true"

    @property
    def carried_from(self) -> str:
        """The conference from which an item was carried over unreviewed; empty where it was reviewed, or is new."""
        match = CARRIED_OVER.fullmatch(self.fields.get("review", ""))
        return match["conference"] if match else ""

    def listed(self, option: str) -> tuple[str, ...]:
        return tuple(split_list(self.fields.get(option, "")))


@dataclass(frozen=True)
class Heading:
    """A heading of a page: its line, the id by which links reach it, its words."""

    line: int
    id: str
    title: str


@dataclass(frozen=True)
class Slip:
    """An author's slip seen while a paper was read, to be told by the rule of that ``code``."""

    docname: str
    code: str
    problem: Problem


# Stands in a mention's sentence for what the role prints.
PLACE: Final = "\N{REPLACEMENT CHARACTER}"
# Of a proposal, as ITU writes them.
ACTIONS: Final = ("ADD", "MOD", "(MOD)", "SUP", "NOC", "ADD*", "SUP*")
ITEM_TYPES: Final = ("resolution", "proposal", "position", "outcome", "message", "action")


# Ids keep the form of the source: PP-RES-101, UNGA-RES-70/125, MSG-SPLINTERNET, PP-22-EUR-44A7-1.
ITEM_ID: Final = re.compile(r"[A-Z0-9][A-Za-z0-9_./@+-]+")


_BEGINNINGS: Final = {"message": "MSG", "action": "ACT"}

# What ``:review:`` of an item says as long as nobody has read it again for its new conference.
CARRIED_OVER: Final = re.compile(r"carried over from (?P<conference>[A-Z0-9]+(?:-[A-Z0-9]+)*)")


def _day_of(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def proposal_id(conference: str, code: str) -> str:
    """``EUR/44A7/1`` at PP-22 -> ``PP-22-EUR-44A7-1``, here and in the register."""
    return f"{conference}-" + re.sub(r"[^A-Z0-9]+", "-", code.upper()).strip("-")


def made_id(type: str, title: str) -> str:
    """The id of a message or an action that has none of its own: ``No Splinternet`` -> ``MSG-NO-SPLINTERNET``."""
    return f"{_BEGINNINGS[type]}-" + re.sub(r"[^A-Z0-9]+", "-", title.upper()).strip("-")


def split_list(text: str) -> list[str]:
    """``101, 102; 133`` -> the parts, without empty ones."""
    return [part for raw in re.split(r"[,;]", text) if (part := raw.strip())]
