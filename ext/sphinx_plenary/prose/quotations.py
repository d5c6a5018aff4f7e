"""What a text has in the words of others: between quotation marks, and in block quotes."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from typing import Final

from sphinx_plenary.lint import Block, Document, Span

# What opens a quotation, and what closes it.
_PAIRS: Final = (("“", "”"), ("„", "“”"), ("«", "»"))
# The same mark may open and close, and be an apostrophe: what stands beside it tells.
_ALIKE: Final = (('"', '"'), ("'", "'"), ("‘", "’"))
# Between single marks, of which some may be apostrophes.
_MOST: Final = 300
_MARKS: Final = re.compile("[\"'“”„«»‘’]")
_BEFORE_QUOTE: Final = re.compile(r"[ \t]{0,20}(?:(?:[-*+]|[0-9]{1,9}[.)])[ \t]{1,8}){0,9}>")
_QUOTED_LINE: Final = re.compile(r"^[ \t]*+>.*+", re.MULTILINE)


class Quotations:
    """Of one document; a quotation lies in one block."""

    def __init__(self, document: Document) -> None:
        self._document = document

    def holds(self, start: int, end: int) -> bool:
        """Whether any character of a stretch is another's, or an insertion would be in a quotation."""
        index = bisect_left(self.spans, (end, end)) - 1
        if start == end:
            return any(span.start <= start <= span.end for span in self.spans[max(index, 0) : index + 2])
        return index >= 0 and start < self.spans[index].end

    @cached_property
    def spans(self) -> Sequence[Span]:
        """The insides of the quotations, without their marks, in order; none touches another."""
        found = sorted(span for span in self._find() if span.start < span.end)
        ends = accumulate((span.end for span in found), max)
        joined: list[Span] = []
        for span, end in zip(found, ends, strict=True):
            if joined and span.start <= joined[-1].end:
                joined[-1] = Span(joined[-1].start, end)
            else:
                joined.append(Span(span.start, end))
        return joined

    def _find(self) -> Iterator[Span]:
        document = self._document
        has_quotes = ">" in document.text
        for block in document.blocks:
            if has_quotes:
                yield from self._block_quotes(block)
            places: dict[str, list[int]] = {}
            for match in _MARKS.finditer(document.plain, block.start, block.end):
                places.setdefault(match[0], []).append(match.start())
            if places:
                for opener, closers in _PAIRS:
                    yield from self._between(places, opener, closers)
                for opener, closer in _ALIKE:
                    yield from self._between_alike(places, opener, closer)

    def _block_quotes(self, block: Block) -> Iterator[Span]:
        """A block behind ``>``, whole; in a file that is no Markdown the lines that begin so."""
        document = self._document
        mark = _BEFORE_QUOTE.match(document.text, document.line_of(block.start).start)
        if mark and mark.end() <= block.start:
            yield Span(block.start, block.end)
        else:
            yield from (Span(*match.span()) for match in _QUOTED_LINE.finditer(document.text, block.start, block.end))

    @staticmethod
    def _between(places: dict[str, list[int]], opener: str, closers: str) -> Iterator[Span]:
        """The outermost quotations between marks of which one only opens."""
        marks = sorted((place, sign) for sign in (opener, *closers) for place in places.get(sign, ()))
        waiting: list[int] = []
        for place, sign in marks:
            if sign == opener:
                waiting.append(place)
            elif waiting:
                yield Span(waiting.pop() + 1, place)

    def _between_alike(self, places: dict[str, list[int]], opener: str, closer: str) -> Iterator[Span]:
        """A mark that opens stands before a word; of single ones that closes which is no apostrophe."""
        text = self._document.text
        opened: int | None = None
        for place in sorted({*places.get(opener, ()), *places.get(closer, ())}):
            before, after = text[place - 1 : place] or " ", text[place + 1 : place + 2] or " "
            opens = text[place] == opener and not before.isalnum() and not after.isspace()
            if opener != '"' and after.isdigit():
                continue  # '22
            closes = text[place] == closer and (
                opener == '"' or not (before.isspace() or after.isalnum() or place - (opened or 0) > _MOST)
            )
            if opens and (opened is None or before.isspace()):
                opened = place
            elif opened is not None and closes:
                yield Span(opened + 1, place)
                opened = None
