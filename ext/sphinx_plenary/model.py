"""The nouns: what the register holds, what papers declare and cite, and what is found wrong.

What the environment keeps between builds has no slots: without them pickling is several times faster.
Every record says where it stands (``Origin``), so every finding can. The glossary in ``docs/``
explains each noun in ITU's words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, StrEnum
from typing import ClassVar, Final


@dataclass(frozen=True, order=True)
class Origin:
    """A place in a file: ``path`` relative to the project root, ``line`` from 1.

    Where more is known: ``column`` from 1, and the end, exclusive; ``page`` of a PDF. 0 says not known.
    """

    path: str
    line: int
    column: int = 0
    end_line: int = 0
    end_column: int = 0
    page: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


class Severity(StrEnum):
    """How much a finding weighs: an error means that the paper says something wrong."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Problem:
    """What a rule found: where it is, ``what`` is wrong with its value, and the ``fix``."""

    origin: Origin
    what: str
    fix: str

    @property
    def text(self) -> str:
        return f"{self.what}; {self.fix}"


class Confidence(StrEnum):
    """``seen`` was read in the source named; ``recalled`` is general knowledge, and unconfirmed."""

    SEEN = "seen"
    RECALLED = "recalled"


class Position(StrEnum):
    """What an organization wants done with an instrument; ``follow`` takes no side yet."""

    SUPPORT = "support"
    OPPOSE = "oppose"
    NO_CHANGE = "no-change"
    FOLLOW = "follow"


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


class Status(StrEnum):
    """The state of a paper."""

    DRAFT = "draft"
    REVIEW = "review"
    FINAL = "final"


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

    @property
    def label(self) -> str:
        return f"{self.city}, {self.year}"


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

    def meeting(self, year: int, city: str | None = None) -> Meeting | None:
        """The meeting of that year (and city, in any language), or None."""
        for meeting in self.meetings:
            if meeting.year == year and (city is None or city in {meeting.city, *meeting.names.values()}):
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


# ---- what papers declare and cite -------------------------------------------------------------


@dataclass(frozen=True)
class Paper:
    """A paper's front matter. ``lines`` holds the source line of each key."""

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
    lines: Mapping[str, int] = field(default_factory=dict)

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
    may be: then ``instrument`` is empty.
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


@dataclass(frozen=True)
class Item:
    """What a paper declares: a tracked resolution, proposal, position, outcome or message.

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

    def listed(self, option: str) -> tuple[str, ...]:
        return tuple(split_list(self.fields.get(option, "")))


@dataclass(frozen=True)
class Slip:
    """An author's slip seen while a paper was read, to be told by the rule of that ``code``."""

    docname: str
    code: str
    problem: Problem


# Stands in a mention's sentence for what the role prints.
PLACE: Final = "\N{REPLACEMENT CHARACTER}"
ITEM_TYPES: Final = ("resolution", "proposal", "position", "outcome", "message")


# Ids keep the form of the source: PP-RES-101, UNGA-RES-70/125, MSG-SPLINTERNET, PP-22-EUR-44A7-1.
ITEM_ID: Final = re.compile(r"[A-Z0-9][A-Za-z0-9_./@+-]+")


def split_list(text: str) -> list[str]:
    """``101, 102; 133`` -> the parts, without empty ones."""
    return [part for raw in re.split(r"[,;]", text) if (part := raw.strip())]
