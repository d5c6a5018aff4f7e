"""Kinds of paper: what is asked of a paper of each, how it looks, and what a new one begins with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from sphinx_plenary.model.findings import Origin


class Links(StrEnum):
    """Where print has the addresses of links: at the foot of the page, or numbered at the end of the paper."""

    NOTES = "notes"
    ENDNOTES = "endnotes"


class Reports(StrEnum):
    """Whose outcomes a paper must give once its conference is over."""

    OWN = "own"  # of the texts that it tracks
    ALL = "all"  # the newest of the kind also of those that other papers track


class Fill(StrEnum):
    """What ``plenary new`` puts into a section from the register and from earlier papers."""

    DATES = "dates"
    DEADLINES = "deadlines"
    ISSUES = "issues"
    RESOLUTIONS = "resolutions"
    MESSAGES = "messages"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section that papers of a kind have.

    Any word of ``words`` near the beginning of a heading makes it this section's; the first is the heading that a
    new paper gets. ``hint`` tells the author what belongs there, ``text`` is Markdown that a new paper has there.
    """

    words: tuple[str, ...]
    hint: str = ""
    fill: tuple[Fill, ...] = ()
    text: str = ""

    @property
    def heading(self) -> str:
        return self.words[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How print sets a paper: with contents or without, its links, and whether pages are turned for wide tables."""

    contents: bool = True
    links: Links = Links.NOTES
    turned_tables: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperKind:
    """A kind of paper: our own convention, so it has no source.

    ``front_matter`` are keys that its papers must have besides those of every paper, ``keys`` all that they may have
    (empty: any); ``items_need`` are fields that its messages, positions and proposals must have; ``rules`` are codes
    of rules that are off elsewhere.
    """

    origin: Origin
    id: str
    name: str
    front_matter: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    items_need: tuple[str, ...] = ()
    reports: Reports | None = None
    rules: tuple[str, ...] = ()
    look: Look = Look()
    names: Mapping[str, str] = field(default_factory=dict)  # by language, besides English
