"""The sentences of a document: none crosses a block, and a full stop behind "Rev." or "No." ends none."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import Final

from sphinx_plenary.lint import Block, Document, Span

_END: Final = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s)")
# Behind these a full stop ends no sentence; nor behind a single letter, as in "J. Smith".
_SHORT: Final = re.compile(
    r"(?:^|[\s(\[\"“‘'])(?:rev|rév|no|nos|n|res|rés|dec|déc|art|para|paras|add|corr|doc|vol|pp|p|ch|sec|fig|cf|e\.g|i\.e|etc"
    r"|viz|vs|mr|mrs|ms|dr|prof|st|h\.e|op|approx|dept|inc|ltd|co|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec"
    r"|[A-Za-zÀ-ÿ])\.$",
    re.IGNORECASE,
)


class Sentences:
    """Of one document; offsets are those of its text."""

    def __init__(self, document: Document) -> None:
        self.document = document

    def block_at(self, offset: int) -> Block | None:
        """The block that holds a character."""
        return self.document.block_at(offset)

    def at(self, offset: int) -> Span:
        """The sentence that holds a character; outside all blocks, its line."""
        block = self.block_at(offset)
        if block is None:
            return self.document.line_of(offset)
        ends = self._ends(block)
        index = bisect_right(ends, offset)
        return Span(ends[index - 1] if index else block.start, ends[index] if index < len(ends) else block.end)

    def __iter__(self) -> Iterator[Span]:
        """All sentences, without the space around them."""
        plain = self.document.plain
        for block in self.document.blocks:
            start = block.start
            for end in (*self._ends(block), block.end):
                words = plain[start:end]
                if stripped := words.strip():
                    first = start + len(words) - len(words.lstrip())
                    yield Span(first, first + len(stripped))
                start = end

    def _ends(self, block: Block) -> tuple[int, ...]:
        found = self._found.get(block)
        if found is None:
            plain = self.document.plain
            matches = _END.finditer(plain, block.start, block.end)
            found = tuple(match.end() for match in matches if self._is_end(plain, match, block))
            self._found[block] = found
        return found

    def _is_end(self, plain: str, match: re.Match[str], block: Block) -> bool:
        after = plain[match.end() : min(match.end() + 40, block.end)].lstrip()
        opened = self.document.text[match.end() : match.end() + 4].lstrip()[:1] == "{"  # by a role, blanked there
        if after[:1].islower() and not opened:
            return False
        before = plain[max(block.start, match.start() - 12) : match.start() + 1]
        return match.group()[0] != "." or _SHORT.search(before) is None

    @cached_property
    def _found(self) -> dict[Block, tuple[int, ...]]:
        return {}
