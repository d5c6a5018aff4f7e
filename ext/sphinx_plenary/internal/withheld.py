"""What public texts may neither lead to nor repeat: the ids, pages, titles and words of all that is internal.

Of words there are only digests, of runs of eight: nothing internal can reach a message from here.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cached_property
from hashlib import blake2b
from typing import Any, Final, NamedTuple

from sphinx_plenary.citations import read_target
from sphinx_plenary.internal.marks import Marks
from sphinx_plenary.lint import Document, Markup
from sphinx_plenary.lint.heads import read_head
from sphinx_plenary.lint.markdown import parse
from sphinx_plenary.model import ITEM_TYPES, Origin, made_id, proposal_id
from sphinx_plenary.register import Register

# What of front matter is in an author's own words.
_WORDED: Final = re.compile(
    r"^(?P<indent>[ ]+)(?:abstract|short_title|audience):(?P<words>.*(?:\n(?P=indent)[ ]+.*)*)", re.M
)
# So many words in a row are a quotation; fewer are often the language's own.
RUN: Final = 8
# A title of fewer words than this is found everywhere.
SHORTEST_TITLE: Final = 3
_WORD: Final = re.compile(r"[^\W_]+")
_TITLED: Final = ("message", "action")  # by their authors


class Source(NamedTuple):
    """A page's text, with what of it is internal; ``path`` is what a message shows."""

    docname: str
    path: str
    text: str
    marks: Marks


class Word(NamedTuple):
    """A word as texts are compared, and where it stands."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Withheld:
    """``runs`` are digests of words in a row, ``titles`` the same of whole titles, by their number of words.

    ``pages`` are the public texts that are no papers. In an internal build alone a run has the place where it
    stands, and ``marks`` say what of each page is internal.
    """

    docnames: frozenset[str] = frozenset()
    ids: frozenset[str] = frozenset()
    runs: Mapping[int, Origin | None] = field(default_factory=dict)
    titles: Mapping[int, Mapping[int, Origin | None]] = field(default_factory=dict)
    pages: Mapping[str, Document] = field(default_factory=dict)
    marks: Mapping[str, Marks] = field(default_factory=dict)

    @cached_property
    def lengths(self) -> Sequence[int]:
        """How many words a run or a title has."""
        return sorted({*self.titles, *([RUN] if self.runs else [])})

    def where(self, run: int, length: int) -> tuple[bool, Origin | None]:
        """Whether a run of that many words is internal, and where it stands."""
        for known in (self.titles.get(length, {}), self.runs if length == RUN else {}):
            if run in known:
                return True, known[run]
        return False, None


def withheld(
    sources: Iterable[Source], register: Register, pages: Mapping[str, Document], *, places: bool
) -> Withheld | None:
    """The index of these pages; None where nothing is internal. ``places``: runs say where they stand.

    What the register says is public, whoever repeats it.
    """
    inside = [source for source in sources if source.marks.any]
    if not inside:
        return None
    ids: set[str] = set()
    runs: dict[int, Origin | None] = {}
    titles: dict[int, dict[int, Origin | None]] = {}
    for source in inside:
        document = parse(source.text, source.path)
        ids.update(_ids(source, document, register))
        for words in _stretches(document, source.marks):
            for run, start, end in runs_of(words, RUN):
                runs.setdefault(run, document.origin(start, end) if places else None)
        for words in _titles(source, document):
            if len(words) >= SHORTEST_TITLE:
                place = document.origin(words[0].start, words[-1].end) if places else None
                titles.setdefault(len(words), {}).setdefault(digest(words), place)
    for text in public_strings(register):
        words = words_of(text)
        for run, _, _ in runs_of(words, RUN):
            runs.pop(run, None)
        for length, known in titles.items():
            for run, _, _ in runs_of(words, length):
                known.pop(run, None)
    whole = frozenset(source.docname for source in inside if source.marks.whole)
    known_ids = {*register.instruments, *register.proposals, *register.conferences, *register.organizations}
    marks = {source.docname: source.marks for source in inside} if places else {}
    return Withheld(whole, frozenset(ids - known_ids), runs, titles, pages, marks)


def words_of(text: str, offset: int = 0) -> list[Word]:
    """The words of a text, without regard to case, form and signs."""
    return [
        Word(unicodedata.normalize("NFKC", match[0]).casefold(), match.start() + offset, match.end() + offset)
        for match in _WORD.finditer(text)
    ]


def digest(words: Iterable[Word]) -> int:
    return int.from_bytes(blake2b(" ".join(word.text for word in words).encode(), digest_size=8).digest())


def runs_of(words: Sequence[Word], length: int) -> Iterator[tuple[int, int, int]]:
    """Each run of that many words: its digest, and where it begins and ends."""
    for first in range(len(words) - length + 1):
        run = words[first : first + length]
        yield digest(run), run[0].start, run[-1].end


def said(document: Document) -> Iterator[tuple[str, int]]:
    """What a page says, stretch by stretch, with the place of each: its prose, titles, options and front matter."""
    yield document.plain, 0
    for one in document.markup:
        if one.kind in {"directive", "option"}:
            yield document.text[slice(*one.content)], one.content.start
        elif one.kind == "front-matter":
            for match in _WORDED.finditer(document.text, one.start, one.end):
                yield match["words"], match.start("words")


def _stretches(document: Document, marks: Marks) -> Iterator[list[Word]]:
    """The words of what is internal."""
    for text, offset in said(document):
        words = words_of(text, offset)
        if marks.whole:
            yield words
            continue
        starts = [word.start for word in words]
        for span in marks.spans:
            yield words[bisect_left(starts, span.start) : bisect_left(starts, span.end)]


def _titles(source: Source, document: Document) -> Iterator[list[Word]]:
    """The titles of internal papers, and of internal items that authors title themselves."""
    if source.marks.whole:
        heading = next((block for block in document.blocks if block.kind == "heading"), None)
        yield words_of(document.text[heading.start : heading.end], heading.start) if heading else []
    for one in _items(source, document):
        if one.name in _TITLED:
            yield words_of(document.text[slice(*one.content)], one.content.start)


def _items(source: Source, document: Document) -> Iterator[Markup]:
    for one in document.of_kind("directive"):
        if one.name in ITEM_TYPES and source.marks.hides(one.start):
            yield one


def _ids(source: Source, document: Document, register: Register) -> Iterator[str]:
    """The ids of internal items, written or made."""
    head = read_head(source.text, source.docname, source.path)
    conference = register.conferences.get(head.paper.conference) if head.paper else None
    body = conference.body if conference else None
    items = list(_items(source, document))
    starts = [one.start for one in items]
    options: list[dict[str, str]] = [{} for _ in items]
    for option in document.of_kind("option"):
        if (index := bisect_left(starts, option.start) - 1) >= 0 and option.start < items[index].end:
            options[index].setdefault(option.name, document.text[slice(*option.content)].strip())
    for one, given in zip(items, options, strict=True):
        about = given.get("conference") or (head.paper.conference if head.paper else "")
        argument = document.text[slice(*one.content)].strip()
        if "id" in given:
            yield given["id"]
        elif one.name in {"message", "action"}:
            yield made_id(one.name, argument)
        elif one.name == "position":
            yield f"POS-{argument}-{_instrument(given.get('resolution', ''), body, register)}"
        elif one.name == "outcome":
            yield f"OUT-{about}-{_instrument(argument, body, register)}"
        elif one.name == "proposal":
            yield proposal_id(about, argument)


def _instrument(target: str, body: str | None, register: Register) -> str:
    read = read_target(target, body, register.bodies)
    return read.instrument if read else target


def public_strings(register: Register) -> Iterator[str]:
    """Every text of the register, and the titles that new papers get of it."""
    for each in fields(register):
        yield from _strings(getattr(register, each.name))
    for kind in register.kinds.values():
        for conference in register.conferences.values():
            yield f"{kind.name}: {conference.name}"


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, list | tuple | set | frozenset):
        for part in value:
            yield from _strings(part)
    elif is_dataclass(value):
        for each in fields(value):
            yield from _strings(getattr(value, each.name))
