"""What every reader gives: one text, what of it is prose, and where each of its characters stands in the file."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Final, NamedTuple

from sphinx_plenary.model import Origin

# Characters of a bare address that belong to the sentence round it when they end it.
_TRAILING: Final = ".,;:!?'\"”’»*_"
_ADDRESS: Final = re.compile(
    r"(?:\b(?:https?|ftp)://|\bwww\.|\bmailto:)[^\s<>\[\]{}|\\^`]++"
    r"|(?<![\w.+-])[\w.+-]{1,64}+@[\w-]{1,63}+(?:\.[\w-]{1,63}+)++",
    re.IGNORECASE,
)


class Span(NamedTuple):
    """Characters ``start`` up to, not including, ``end`` of a text."""

    start: int
    end: int


class Block(NamedTuple):
    """What a sentence cannot cross; ``kind`` is one of paragraph, heading, cell, item, note, head, argument."""

    start: int
    end: int
    kind: str = "paragraph"
    level: int = 0  # of a heading, from 1; 0 where it is not known


class Markup(NamedTuple):
    """What is not prose, or not only: a whole role, link or directive, with the part that says something.

    | kind | name | content |
    | --- | --- | --- |
    | role | of the role: ``res`` | between the backticks: ``101``, ``words <101>`` |
    | directive | of the directive | its argument |
    | option | of the option | its value |
    | link, image | the address | where the address stands; in a docx nowhere: an empty span |
    | address | a bare address | the address |
    | definition | the label | the address |
    | note | the label of a footnote's mark | the label |
    | code, math | the language, if any | all of it |
    | html, comment, front-matter | | all of it |
    """

    kind: str
    start: int
    end: int
    name: str
    content: Span


class Anchor(NamedTuple):
    """Where a line of the file begins in the text; up to the next anchor all is of that line."""

    offset: int
    line: int
    page: int | None = None


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a file, from 1: in a docx ``line`` is the paragraph, in a pdf the line of the ``page``."""

    line: int
    column: int
    page: int | None = None

    def __str__(self) -> str:
        return f"{self.line}:{self.column}" if self.page is None else f"{self.page}:{self.line}:{self.column}"


@dataclass(frozen=True)
class Document:
    """A file as text. All offsets count characters of ``text``, whose lines end with ``\\n`` alone."""

    name: str
    text: str
    prose: tuple[Span, ...]
    blocks: tuple[Block, ...]
    markup: tuple[Markup, ...]
    places: tuple[Anchor, ...]

    def __getstate__(self) -> dict[str, object]:
        """What is kept between builds: without what can be worked out again."""
        return {each.name: self.__dict__[each.name] for each in fields(self)}

    def place(self, offset: int) -> Place:
        """Where a character stands; the end of the text has a place too."""
        anchor = self.places[self._index(offset)]
        return Place(anchor.line, offset - anchor.offset + 1, anchor.page)

    @cached_property
    def plain(self) -> str:
        """The text with a space for each character that is no prose: what rules read, at the same offsets."""
        parts: list[str] = []
        end = 0
        for span in self.prose:
            parts += (_blank(self.text[end : span.start]), self.text[span.start : span.end])
            end = span.end
        return "".join((*parts, _blank(self.text[end:])))

    def of_kind(self, *kinds: str) -> Iterator[Markup]:
        return (markup for markup in self.markup if markup.kind in kinds)

    def origin(self, start: int, end: int) -> Origin:
        """The place of a stretch of the text, as findings have it."""
        first, last = self.place(start), self.place(end)
        return Origin(self.name, first.line, first.column, last.line, last.column, first.page or 0)

    def line_of(self, offset: int) -> Span:
        """The line, in a docx the paragraph, that holds a character, without its end."""
        index = self._index(offset)
        start = self.places[index].offset
        end = self.places[index + 1].offset if index + 1 < len(self.places) else len(self.text)
        return Span(start, end - (end > start and self.text[end - 1] == "\n"))

    def block_at(self, offset: int) -> Block | None:
        """The paragraph, heading, item or cell that holds a character."""
        index = bisect_right(self._starts, offset) - 1
        block = self.blocks[index] if index >= 0 else None
        return block if block is not None and offset < block.end else None

    def _index(self, offset: int) -> int:
        return max(bisect_right(self._offsets, offset) - 1, 0)

    @cached_property
    def _starts(self) -> list[int]:
        return [block.start for block in self.blocks]

    @cached_property
    def _offsets(self) -> list[int]:
        return [anchor.offset for anchor in self.places]


def addresses(text: str) -> Iterator[Markup]:
    """The bare addresses in a text: links that nobody wrote as links."""
    lowered = text.lower()
    if not any(sign in lowered for sign in ("://", "www.", "mailto:", "@")):
        return
    for match in _ADDRESS.finditer(text):
        stop = match.end()
        unopened = match[0].count(")") - match[0].count("(")
        while stop > match.start() and (text[stop - 1] in _TRAILING or (text[stop - 1] == ")" and unopened > 0)):
            stop -= 1
            unopened -= text[stop] == ")"
        if stop > match.start():
            yield Markup("address", match.start(), stop, text[match.start() : stop], Span(match.start(), stop))


def without(spans: Iterable[tuple[int, int]], holes: Iterable[tuple[int, int]]) -> list[Span]:
    """The spans less the holes; both are sorted, and holes may lie in each other."""
    left: list[Span] = []
    pending = iter(holes)
    hole = next(pending, None)
    for start, end in spans:
        at = start
        while hole is not None and hole[0] < end:
            if hole[0] > at:
                left.append(Span(at, hole[0]))
            at = max(at, hole[1])
            if hole[1] > end:
                break  # it reaches into the next span
            hole = next(pending, None)
        if at < end:
            left.append(Span(at, end))
    return left


def line_anchors(text: str) -> tuple[Anchor, ...]:
    """The places of a file whose text is the file's own."""
    anchors = [Anchor(0, 1)]
    anchors += (Anchor(match.end(), line) for line, match in enumerate(re.finditer("\n", text), 2))
    return tuple(anchors)


def plain_document(
    name: str, text: str, blocks: Sequence[Block], places: Sequence[Anchor], links: Iterable[Markup] = ()
) -> Document:
    """A document all of whose blocks are prose, but for the addresses in them."""
    found = list(addresses(text))
    prose = without(((one.start, one.end) for one in blocks), ((one.start, one.end) for one in found))
    markup = sorted([*found, *links], key=lambda one: (one.start, -one.end))
    return Document(name, text, tuple(prose), tuple(blocks), tuple(markup), tuple(places))


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)
