"""Tables of Markdown, column by column: the cells of a row stand on one line, with ``|`` between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from sphinx_plenary.lint import Document, Span

_RULE: Final = re.compile(r"[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-*:?[ \t]*)*")
_BAR: Final = re.compile(r"(?<!\\)\|")


class Cell(NamedTuple):
    """``column`` counts the bars before it; ``words`` are on one line."""

    span: Span
    column: int
    words: str


class Table(NamedTuple):
    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def column(self, title: re.Pattern[str]) -> tuple[Cell, ...]:
        """The cells under the first head that is such a title."""
        found = next((cell.column for cell in self.head if title.fullmatch(cell.words)), None)
        return tuple(cell for row in self.rows for cell in row if cell.column == found)


def tables(document: Document) -> Iterator[Table]:
    head: tuple[Cell, ...] = ()
    rows: list[tuple[Cell, ...]] = []
    for line, cells in _lines(document):
        below = document.line_of(min(line.end + 1, len(document.text)))
        if "-" in document.text[below.start : below.end] and _RULE.fullmatch(document.text, below.start, below.end):
            if head:
                yield Table(head, tuple(rows))
            head, rows = cells, []
        elif head:
            rows.append(cells)
    if head:
        yield Table(head, tuple(rows))


def _lines(document: Document) -> Iterator[tuple[Span, tuple[Cell, ...]]]:
    """The lines that hold cells, each with its cells."""
    line, cells = Span(0, -1), list[Cell]()
    column = at = 0
    for block in document.blocks:
        if block.kind != "cell":
            continue
        if block.start > line.end:
            if cells:
                yield line, tuple(cells)
            line, cells = document.line_of(block.start), []
            at = line.start
            column = -document.text[line.start : line.end].lstrip(" \t>").startswith("|")
        column += len(_BAR.findall(document.text, at, block.start))
        at = block.start
        words = " ".join(document.plain[block.start : block.end].split())
        cells.append(Cell(Span(block.start, block.end), column, words))
    if cells:
        yield line, tuple(cells)
