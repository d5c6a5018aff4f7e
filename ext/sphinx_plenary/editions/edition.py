"""The nouns: an edition of a paper, what it tracks, what it says; and all editions of a site."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Final

# Where the pages of old editions are, and the folder in the register that holds them.
FOLDER: Final = "editions"
# A version that can be the name of a file and of a tag.
VERSION: Final = re.compile(r"[0-9A-Za-z]+(?:[.+_-][0-9A-Za-z]+)*")


@dataclass(frozen=True)
class Tracked:
    """An item as it stood. ``revision`` is the one in force, as ITU writes it; ``section`` the heading over it.

    ``text`` are the author's words in it, by paragraph.
    """

    id: str
    type: str
    title: str
    conference: str = ""
    instrument: str = ""
    revision: str = ""
    section: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    links: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    text: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """What stands under a heading, and not in an item: paragraphs in plain words. The first part may have none."""

    heading: str
    text: tuple[str, ...]


_Day = date  # where a field of that name hides it


@dataclass(frozen=True)
class Edition:
    """A paper at one moment: released as ``version``, or, without a ``path``, as it now is.

    ``path`` is the file it was read from, as messages show it; ``digest`` the SHA-256 of what the paper was made of,
    ``body`` that of its page's body.
    """

    docname: str
    name: str
    version: str
    date: date
    status: str
    kind: str
    conference: str
    title: str
    digest: str
    items: tuple[Tracked, ...] = ()
    parts: tuple[Part, ...] = ()
    body: str = ""
    path: str = ""

    @property
    def page(self) -> str:
        """The page on which this edition stays readable."""
        return f"{FOLDER}/{self.name}/{self.version}"

    @property
    def sort_key(self) -> tuple[_Day, tuple[tuple[int, int, str], ...]]:
        """By day, then by version: 1.9 before 1.10."""
        steps = re.findall(r"[0-9]+|[A-Za-z]+", self.version)
        return (self.date, tuple((1, int(step), "") if step.isdigit() else (0, 0, step) for step in steps))


@dataclass(frozen=True)
class Editions:
    """All that were released."""

    all: tuple[Edition, ...] = ()

    def __iter__(self) -> Iterator[Edition]:
        return iter(self.all)

    @classmethod
    def of(cls, found: Iterable[Edition]) -> Editions:
        return cls(tuple(sorted(found, key=lambda one: (one.docname, one.sort_key))))

    @cached_property
    def _by_paper(self) -> Mapping[str, tuple[Edition, ...]]:
        found: dict[str, list[Edition]] = {}
        for one in self.all:
            found.setdefault(one.docname, []).append(one)
        return {docname: tuple(editions) for docname, editions in found.items()}

    @cached_property
    def by_page(self) -> Mapping[str, Edition]:
        return {one.page: one for one in self.all}

    def of_paper(self, docname: str) -> tuple[Edition, ...]:
        """The editions of a paper, the oldest first."""
        return self._by_paper.get(docname, ())

    def find(self, docname: str, version: str) -> Edition | None:
        return next((one for one in self.of_paper(docname) if one.version == version), None)

    def newest(self, docname: str, but: str = "") -> Edition | None:
        """The newest of a paper, or the newest of another version than ``but``."""
        return next((one for one in reversed(self.of_paper(docname)) if one.version != but), None)

    def before(self, edition: Edition) -> Edition | None:
        """The one released before it."""
        listed = self.of_paper(edition.docname)
        place = next((number for number, one in enumerate(listed) if one.version == edition.version), len(listed))
        return listed[place - 1] if place else None
