"""What a dossier holds: text, dates and ids, the same for every output. Nothing of it says where in the register it is.

So its ``repr`` tells whether a page must be written again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sphinx_plenary.elsewhere import Elsewhere
from sphinx_plenary.matrix import Contribution, Result, Row
from sphinx_plenary.model import InForce, OutcomeKind, Position


class Kind(StrEnum):
    """What a dossier is about; the value is its folder among the pages."""

    INSTRUMENT = "instruments"
    CONFERENCE = "conferences"
    ORGANIZATION = "organizations"
    MESSAGE = "messages"


@dataclass(frozen=True)
class SourceLine:
    id: str
    title: str
    url: str


@dataclass(frozen=True)
class Place:
    """A line of a paper, with the nearest anchor above it and the words of its section.

    ``how`` is ``cited``, ``named`` or the type of the item that stands there; ``file`` only where the line is in
    a file that the page includes.
    """

    line: int
    how: str
    anchor: str = ""
    section: str = ""
    file: str = ""


@dataclass(frozen=True, kw_only=True)
class Where:
    """The places in one page, in their order."""

    docname: str
    title: str
    places: tuple[Place, ...]


@dataclass(frozen=True, kw_only=True)
class Event:
    """What one conference did with a text.

    ``label`` is the revision that it made, ``place`` its city and year, ``title`` one that is new.
    """

    conference: str
    label: str
    place: str
    kind: OutcomeKind | None
    title: str = ""
    detail: str = ""
    sources: tuple[str, ...] = ()
    unconfirmed: bool = False
    current: bool = False


@dataclass(frozen=True, kw_only=True)
class Said:
    """A message, by the page that it stands on."""

    id: str
    title: str
    docname: str
    conference: str


@dataclass(frozen=True, kw_only=True)
class AtConference:
    """A text at a conference: what is wanted and what was decided. ``docname`` is the page that tracks it."""

    conference: str
    row: Row
    docname: str = ""


@dataclass(frozen=True, kw_only=True)
class Dossier:
    """What all dossiers have. ``as_of``: the last day of which the papers or the register say something."""

    id: str
    name: str
    title: str
    as_of: date
    where: tuple[Where, ...] = ()
    sources: tuple[SourceLine, ...] = ()


@dataclass(frozen=True, kw_only=True)
class InstrumentDossier(Dossier):
    """``adopted`` made the text, ``latest`` its present revision, and ``replaced`` is the revision before that.

    ``stands``: its body keeps texts in force until it revises or suppresses them. ``codes`` are what the text was
    called before it had its number, each with its conference.
    """

    kind_name: str
    body_name: str
    standing: InForce
    certain: bool
    suppressed_by: str
    stands: bool
    adopted: Event | None
    latest: Event | None
    replaced: str
    own_sources: tuple[str, ...]
    unconfirmed: bool
    events: tuple[Event, ...]
    codes: tuple[tuple[str, str], ...]
    issues: tuple[tuple[str, tuple[str, ...]], ...]
    at: tuple[AtConference, ...]
    messages: tuple[Said, ...]
    elsewhere: tuple[Elsewhere, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PaperLine:
    docname: str
    title: str
    kind: str
    status: str
    date: date


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One line about a conference: an office and its holder, a number, a deadline."""

    label: str
    value: str
    day: date | None = None
    sources: tuple[str, ...] = ()
    unconfirmed: bool = False


@dataclass(frozen=True, kw_only=True)
class ConferenceDossier(Dossier):
    """``before`` and ``after`` are its body's conferences next to it; ``matrices`` name edition, page and title."""

    body_name: str
    held_by: str
    start: date | None
    end: date | None
    city: str
    country: str
    unconfirmed: bool
    own_sources: tuple[str, ...]
    state: str
    before: str
    after: str
    facts: tuple[Fact, ...]
    deadlines: tuple[Fact, ...]
    officials: tuple[Fact, ...]
    papers: tuple[PaperLine, ...]
    matrices: tuple[tuple[str, str, str], ...]
    issues: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    rows: tuple[Row, ...]
    messages: tuple[Said, ...]


@dataclass(frozen=True, kw_only=True)
class Proposed:
    """A proposal of an organization: ``text`` is the name of the text, or the subject where there is none."""

    conference: str
    instrument: str
    text: str
    contribution: Contribution
    result: Result | None


@dataclass(frozen=True, kw_only=True)
class Taken:
    """A position of an organization on a text."""

    conference: str
    instrument: str
    text: str
    position: Position
    item: str
    docname: str


@dataclass(frozen=True, kw_only=True)
class OrganizationDossier(Dossier):
    kind_name: str
    region: str
    prefix: str
    other_names: tuple[str, ...]
    own_sources: tuple[str, ...]
    unconfirmed: bool
    held: tuple[str, ...]
    facts: tuple[Fact, ...]
    proposals: tuple[Proposed, ...]
    positions: tuple[Taken, ...]


@dataclass(frozen=True, kw_only=True)
class Rested:
    """A text on which a message rests, with what the papers want and what became of it at the conference."""

    instrument: str
    name: str
    title: str
    position: Position | None = None
    result: Result | None = None


@dataclass(frozen=True, kw_only=True)
class MessageDossier(Dossier):
    paper: PaperLine | None
    conference: str
    audience: str
    evidence: str
    rests: tuple[Rested, ...]


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A line of an index."""

    kind: Kind
    id: str
    name: str
    title: str
    note: str = ""
    unconfirmed: bool = False


@dataclass(frozen=True, kw_only=True)
class Index:
    """The dossiers of one kind, in groups; of all kinds, by how many there are, where ``kind`` is None."""

    kind: Kind | None
    as_of: date
    groups: tuple[tuple[str, tuple[Entry, ...]], ...] = ()
    counts: tuple[tuple[Kind, int], ...] = ()
