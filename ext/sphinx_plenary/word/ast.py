"""The pieces of pandoc's own tree of a document, as its JSON has them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, Final

Block = dict[str, Any]
Inline = dict[str, Any]

API: Final = [1, 23, 1]
_NO_ATTRIBUTES: Final = ["", [], []]
_SPACES: Final = re.compile(r"([ \t\r\n]+)")  # no other space: that of a number stays with it


def document(blocks: Iterable[Block]) -> dict[str, Any]:
    return {"pandoc-api-version": API, "meta": {}, "blocks": list(blocks)}


def attributes(id: str = "", style: str = "", **others: str) -> list[Any]:
    pairs = [["custom-style", style]] if style else []
    return [id, [], [*pairs, *([name, value] for name, value in others.items())]]


def text(words: str) -> list[Inline]:
    """Words and the spaces between them."""
    parts = (part for part in _SPACES.split(words) if part)
    return [{"t": "Space"} if part.isspace() and part != "\u00a0" else string(part) for part in parts]


def string(words: str) -> Inline:
    return {"t": "Str", "c": words}


def wrapped(kind: str, inlines: Sequence[Inline]) -> list[Inline]:
    """Emph, Strong, Superscript, Subscript, Strikeout, Underline."""
    return [{"t": kind, "c": list(inlines)}] if inlines else []


def span(inlines: Sequence[Inline], id: str = "", style: str = "") -> Inline:
    return {"t": "Span", "c": [attributes(id, style), list(inlines)]}


def change(kind: str, inlines: Sequence[Inline], author: str, date: str) -> Inline:
    """``insertion`` or ``deletion``: a tracked change of Word."""
    return {"t": "Span", "c": [["", [kind], [["author", author], ["date", date]]], list(inlines)]}


def link(inlines: Sequence[Inline], target: str) -> Inline:
    return {"t": "Link", "c": [_NO_ATTRIBUTES, list(inlines), [target, ""]]}


def image(path: str, alt: str, inches: float) -> Inline:
    return {"t": "Image", "c": [attributes(width=f"{inches:.3f}in"), text(alt), [path, ""]]}


def code(words: str) -> Inline:
    return {"t": "Code", "c": [_NO_ATTRIBUTES, words]}


def note(blocks: Iterable[Block]) -> Inline:
    return {"t": "Note", "c": list(blocks)}


def math(source: str, display: bool) -> Inline:
    return {"t": "Math", "c": [{"t": "DisplayMath" if display else "InlineMath"}, source]}


def xml(source: str) -> Inline:
    """A piece of WordprocessingML in a line; never made of a paper's words without ``escape``."""
    return {"t": "RawInline", "c": ["openxml", source]}


def xml_block(source: str) -> Block:
    return {"t": "RawBlock", "c": ["openxml", source]}


BREAK: Final[Inline] = {"t": "LineBreak"}


def paragraph(inlines: Sequence[Inline], style: str = "") -> Block:
    made: Block = {"t": "Para", "c": list(inlines)}
    return {"t": "Div", "c": [attributes(style=style), [made]]} if style else made


def heading(inlines: Sequence[Inline], level: int) -> Block:
    return {"t": "Header", "c": [level, _NO_ATTRIBUTES, list(inlines)]}


def code_block(words: str) -> Block:
    return {"t": "CodeBlock", "c": [_NO_ATTRIBUTES, words]}


def bullets(items: Iterable[list[Block]]) -> Block:
    return {"t": "BulletList", "c": list(items)}


def numbered(items: Iterable[list[Block]], start: int, style: str, delimiter: str) -> Block:
    return {"t": "OrderedList", "c": [[start, {"t": style}, {"t": delimiter}], list(items)]}


def terms(items: Iterable[tuple[list[Inline], list[Block]]]) -> Block:
    return {"t": "DefinitionList", "c": [[term, [blocks]] for term, blocks in items]}


Cell = list[Any]


def cell(blocks: Iterable[Block], down: int = 1, across: int = 1) -> Cell:
    return [_NO_ATTRIBUTES, {"t": "AlignDefault"}, down, across, list(blocks)]


def table(
    heads: Sequence[Sequence[Cell]],
    rows: Sequence[Sequence[Cell]],
    widths: Sequence[float],
    stubs: int,
    style: str,
    caption: Sequence[Block] = (),
) -> Block:
    """``widths`` in shares of one; the first ``stubs`` columns head their rows."""
    specs = [[{"t": "AlignDefault"}, {"t": "ColWidth", "c": width}] for width in widths]
    head = [_NO_ATTRIBUTES, [[_NO_ATTRIBUTES, list(row)] for row in heads]]
    body = [_NO_ATTRIBUTES, stubs, [], [[_NO_ATTRIBUTES, list(row)] for row in rows]]
    return {
        "t": "Table",
        "c": [attributes(style=style), [None, list(caption)], specs, head, [body], [_NO_ATTRIBUTES, []]],
    }
