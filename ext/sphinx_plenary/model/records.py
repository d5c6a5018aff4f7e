"""What the register holds, in ITU's words. Every record says where it stands and how sure it is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, StrEnum
from functools import lru_cache
from typing import ClassVar

from sphinx_plenary.model.findings import Origin


class Confidence(StrEnum):
    """``seen`` was read in the source named; ``recalled`` is general knowledge, and unconfirmed."""

    SEEN = "seen"
    RECALLED = "recalled"


class OutcomeKind(StrEnum):
    """What a conference did; ``in-force`` says only that the text still stands afterwards."""

    NEW = "new"
    REVISED = "revised"
    NOT_CHANGED = "not-changed"
    SUPPRESSED = "suppressed"
    IN_FORCE = "in-force"
    FORWARDED = "forwarded"
    ADOPTED = "adopted"
    NOT_ADOPTED = "not-adopted"


@dataclass(frozen=True, slots=True)
class InstrumentId:
    """``BODY-KIND-NUMBER[@YEAR]``: ``PP-RES-101``, ``PP-RES-101@2018``, ``UNGA-RES-70/125``."""

    body: str
    kind: str
    number: str
    year: int | None = None

    PATTERN: ClassVar[re.Pattern[str]] = re.compile(
        r"(?P<body>[A-Z][A-Z0-9]*)-(?P<kind>[A-Z]+)-(?P<number>[0-9][0-9A-Z./]*)(?:@(?P<year>[1-9][0-9]{3}))?"
    )

    @classmethod
    def parse(cls, text: str) -> InstrumentId | None:
        """The id that ``text`` is, or None."""
        match = cls.PATTERN.fullmatch(text)
        if match is None:
            return None
        year = match["year"]
        return cls(match["body"], match["kind"], match["number"], int(year) if year else None)

    @property
    def sort_key(self) -> tuple[str, str, tuple[int, ...], int]:
        numbers = tuple(int(part) for part in re.findall(r"[0-9]+", self.number))
        return (self.body, self.kind, numbers, self.year or 0)

    def __str__(self) -> str:
        return f"{self.body}-{self.kind}-{self.number}" + (f"@{self.year}" if self.year else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What each datum of the register has: its place, its sources and how sure it is."""

    origin: Origin
    sources: tuple[str, ...] = ()
    confidence: Confidence = Confidence.SEEN
    note: str = ""

    @property
    def unconfirmed(self) -> bool:
        return self.confidence is Confidence.RECALLED


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Record):
    id: str
    title: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting(Record):
    """A (city, year) under which a body's texts are cited: ``(Rev. Dubai, 2018)``."""

    conference: str
    city: str
    year: int
    names: Mapping[str, str] = field(default_factory=dict)

    def city_in(self, language: str) -> str:
        return self.names.get(language, self.city)

    def named(self, city: str) -> bool:
        """Whether that is its city, in any language; neither accents nor capital letters count."""
        return any(_folded(city) == _folded(name) for name in (self.city, *self.names.values()))

    @property
    def label(self) -> str:
        return f"{self.city}, {self.year}"


@lru_cache(1000)
def _folded(name: str) -> str:
    parts = unicodedata.normalize("NFKD", name)
    return " ".join("".join(part for part in parts if not unicodedata.combining(part)).casefold().split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle(Record):
    """How many years there are from one conference of a body to the next."""

    years: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentKind:
    """A kind of text that a body adopts. ``per_conference``: each conference numbers anew from 1.

    ``examples``: a number as in ids, then as it is written with what stands before it, where its form says
    whose it is: ``70/125``, ``A/RES/70/125``.
    """

    id: str
    names: Mapping[str, tuple[str, ...]]
    per_conference: bool = False
    examples: tuple[str, ...] = ()

    def name_in(self, language: str) -> str:
        return (self.names.get(language) or self.names["en"])[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Body(Record):
    """Who adopts texts, and how its texts are cited. All of it is data.

    ``forms`` has, by language, how a text is cited: ``own`` in a paper on a conference of the body,
    ``other`` elsewhere. ``revision_forms`` has the labels ``new`` and ``revised`` likewise. ``cited_as`` are
    words that mean the body in a citation and are no name of it; ``document_prefixes`` open the names of its
    documents where no abbreviation does: ``C24/41``.
    """

    id: str
    organization: str
    names: Mapping[str, tuple[str, ...]]
    abbreviations: tuple[str, ...]
    kinds: Mapping[str, InstrumentKind]
    forms: Mapping[str, Mapping[str, str]]
    revision_forms: Mapping[str, Mapping[str, str]]
    complete: bool = False
    meetings: tuple[Meeting, ...]
    cited_as: tuple[str, ...] = ()
    document_prefixes: tuple[str, ...] = ()
    cycle: Cycle | None = None

    def name_in(self, language: str) -> str:
        return (self.names.get(language) or self.names["en"])[0]

    def meeting(self, year: int, city: str | None = None) -> Meeting | None:
        """The meeting of that year (and city, in any language), or None."""
        for meeting in self.meetings:
            if meeting.year == year and (city is None or meeting.named(city)):
                return meeting
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Conference(Record):
    id: str
    name: str
    body: str
    held_by: str
    start: date | None
    end: date | None
    city: str
    country: str

    def ahead(self, on: date) -> bool:
        """Whether it is sure that it begins after that day: a day that is only recalled is not sure."""
        return self.start is not None and on < self.start and not self.unconfirmed

    def over(self, on: date) -> bool:
        """Whether it is sure that it ended before that day."""
        return self.end is not None and self.end < on and not self.unconfirmed


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline(Record):
    id: str
    conference: str
    what: str
    date: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Organization(Record):
    id: str
    name: str
    kind: str
    region: str
    proposal_prefix: str
    other_names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class State(Record):
    """A State by one of the codes that open the names of its documents: ``USA/16/47``."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision(Record):
    """One state of an instrument's text: its adoption (the first) or a revision."""

    instrument: str
    meeting: Meeting
    title: str
    adoption: bool

    @property
    def year(self) -> int:
        return self.meeting.year


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument(Record):
    id: str
    key: InstrumentId
    title: str
    revisions: tuple[Revision, ...] = ()

    def revision(self, year: int) -> Revision | None:
        return next((revision for revision in self.revisions if revision.year == year), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue(Record):
    id: str
    title: str
    conferences: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal(Record):
    id: str
    conference: str
    instrument: str
    subject: str
    action: str
    proponents: tuple[str, ...]
    document: str
    date: date | None
    summary: str
    result: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionalCode(Record):
    """What a text was called at its conference before it had its number: ``COM5/14``, ``IAP-7``, ``DT/78``."""

    code: str
    conference: str
    instrument: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome(Record):
    conference: str
    instrument: str
    subject: str
    outcome: OutcomeKind
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Official(Record):
    conference: str
    office: str
    name: str
    country: str
    votes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Count(Record):
    """A number about a conference, organization or body: ``what`` is counted, as of when."""

    subject: str
    what: str
    value: int
    as_of: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Abbreviation(Record):
    """One thing that an abbreviation stands for; ``common``: every reader of a policy paper knows it."""

    abbreviation: str
    expansion: str
    language: str
    common: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelling(Record):
    """A word that is written in several ways, each of them right."""

    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Translated(Record):
    """Words of another record, by its id and the column that has them, in another language."""

    record: str
    field: str
    language: str
    text: str


class InForce(Enum):
    """Whether an instrument stands at a date."""

    YES = "in force"
    NOT_YET = "not yet adopted"
    SUPPRESSED = "suppressed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Standing:
    """The answer to "which revision was in force on that date, under which title".

    ``certain`` is False where the register only recalls the revision, or does not know
    what a later conference, ended by that date, did to the text.
    """

    state: InForce
    revision: Revision | None
    title: str
    certain: bool
    suppressed_by: str = ""
