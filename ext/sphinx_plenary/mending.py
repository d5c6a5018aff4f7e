"""A file -> the same with all safe cures applied: none overlaps another; code, comments and quotations stay."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from sphinx_plenary.gather import gather
from sphinx_plenary.lint import Document, parse_document
from sphinx_plenary.lint.files import read_text_file, with_plain_ends
from sphinx_plenary.model import Edit, Origin
from sphinx_plenary.prose import Quotations
from sphinx_plenary.register import Register
from sphinx_plenary.rules import Rule, findings

# What an edit may not touch, whatever a rule says.
UNTOUCHED: Final = ("code", "math", "front-matter", "comment")
# One cure can make room for another; more rounds than these would be two rules at odds.
_ROUNDS: Final = 10
_LINE_END: Final = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True)
class Mended:
    """A file's text before and after; ``data`` is what to write, in the file's own encoding."""

    path: Path
    before: str
    after: str
    data: bytes
    count: int


def mended(path: Path, register: Register, rules: Sequence[Rule], conference: str | None, on: date | None) -> Mended:
    """Apply the edits of these rules' findings until there are none; what may stand by a waiver stays.

    Raises ``Unreadable``.
    """
    file = read_text_file(path, str(path))
    text, count = file.text, 0
    for _ in range(_ROUNDS):
        document = parse_document(with_plain_ends(text), path, str(path))
        facts = gather([document], register, conference, on).facts
        text, applied = apply(text, document, [finding.problem.edits for finding in findings(facts, rules)])
        count += applied
        if not applied:
            break
    return Mended(path, file.text, text, file.bytes_of(text), count)


def apply(raw: str, document: Document, edits: Iterable[tuple[Edit, ...]]) -> tuple[str, int]:
    """The text of a file with the edits, and how many groups of them were applied.

    ``raw`` is the file's text as it stands, with its own line ends; ``document`` was read from it. The edits
    of a group are one cure: all of them or none. Of two that overlap the first in the text is applied.
    """
    places = _Places(raw)
    quoted = Quotations(document).spans  # what others said stays as it was printed
    closed = sorted([*((one.start, one.end) for one in document.of_kind(*UNTOUCHED)), *quoted])
    taken = _Spans()
    chosen: list[tuple[int, int, str]] = []
    applied = 0
    groups = sorted(
        {tuple((*places.span(edit.origin), edit.text) for edit in group) for group in edits if group},
    )
    guarded = _Spans()
    for start, end in closed:
        guarded.add(*places.of_text(document, start, end))
    for group in groups:
        spans = [(start, end) for start, end, _ in group]
        if any(guarded.meet(*span) or taken.meet(*span) for span in spans):
            continue
        if all(raw[start:end] == text for start, end, text in group):
            continue
        chosen += group
        for span in spans:
            taken.add(*span)
        applied += 1
    parts: list[str] = []
    at = 0
    for start, end, text in sorted(chosen):
        parts += (raw[at:start], text)
        at = end
    return "".join((*parts, raw[at:])), applied


class _Spans:
    """Spans of which no two share a character, in their order."""

    def __init__(self) -> None:
        self._spans: list[tuple[int, int]] = []

    def add(self, start: int, end: int) -> None:
        """One that begins inside the last is joined to it."""
        if self._spans and self._spans[-1][0] <= start < self._spans[-1][1]:
            first, last = self._spans.pop()
            start, end = first, max(last, end)
        insort(self._spans, (start, end))

    def meet(self, start: int, end: int) -> bool:
        """Whether a span shares a character with one of these, or is an insertion at the place of another."""
        after = bisect_left(self._spans, (start, end))
        return any(
            one == (start, end) or (one[0] < end and start < one[1])
            for one in self._spans[max(after - 1, 0) : after + 1]
        )


class _Places:
    """Line and column of a file -> the place in its text, whatever its line ends."""

    def __init__(self, raw: str) -> None:
        self._starts = [0, *(match.end() for match in _LINE_END.finditer(raw))]
        self._length = len(raw)

    def at(self, line: int, column: int) -> int:
        return min(self._starts[min(line, len(self._starts)) - 1] + column - 1, self._length)

    def span(self, origin: Origin) -> tuple[int, int]:
        start = self.at(origin.line, origin.column)
        return start, max(self.at(origin.end_line, origin.end_column), start)

    def of_text(self, document: Document, start: int, end: int) -> tuple[int, int]:
        return self.span(document.origin(start, end))
