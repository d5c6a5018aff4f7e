"""The headings of a document, and the list of contents that an author wrote by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from sphinx_plenary.lint import Block, Document, Span

# "1.", "2.3", "IV.", "a)" before the words of a heading or of an entry of the contents.
_NUMBER: Final = re.compile(
    r"(?:(?:[0-9]{1,3}\.){1,5}[0-9]{0,3}|[0-9]{1,3}(?=[ \t\xa0])|[IVXL]{1,6}\.|[A-Z]\.|[a-zA-Z]\))[ \t\xa0]*(?=\S)"
)
_PAGE: Final = re.compile(r"[0-9]{1,4}|[ivxl]{1,6}")
_LEADERS: Final = " \t\xa0.…·_"
_TYPOGRAPHY: Final = str.maketrans("’‘“”–—‑‐", "''\"\"----")
_CONTENTS: Final = re.compile(
    r"(?:table of )?contents:?|table des matières|sommaire|índice(?: general)?|tabla de contenidos?", re.IGNORECASE
)
_CONTENTS_WORDS: Final = ("ontents", "ONTENTS", "mati", "MATI", "ommaire", "OMMAIRE", "ndice", "NDICE", "ontenido")


class Heading(NamedTuple):
    """``level`` is from 1, or 0 where the file does not say it; ``words`` are those of the heading, on one line."""

    span: Span
    level: int
    words: str


class Entry(NamedTuple):
    """A line of a list of contents: its words, without number and page."""

    span: Span
    words: str


class Contents(NamedTuple):
    """A list of contents, and the headings that come behind it."""

    entries: tuple[Entry, ...]
    headings: tuple[Heading, ...]


def headings(document: Document) -> tuple[Heading, ...]:
    """All headings that have words, in order."""
    found = []
    for block in document.blocks:
        if block.kind == "heading":
            words = " ".join(document.plain[block.start : block.end].split())
            if words:
                found.append(Heading(Span(block.start, block.end), block.level, words))
    return tuple(found)


def bare(words: str) -> str:
    """Words as headings are compared: without number, page, case and the marks at their end."""
    words = without_page(words).translate(_TYPOGRAPHY)
    number = _NUMBER.match(words)
    return " ".join(words[number.end() if number else 0 :].split()).strip(" .:;*_").casefold()


def without_page(words: str) -> str:
    """An entry of the contents without the dots and the page at its end."""
    words = words.strip()
    head = words.rstrip("0123456789ivxl")
    lead = head.rstrip(_LEADERS)
    between = head[len(lead) :]
    far = "\t" in between or "  " in between.replace("\xa0", " ") or len(between.strip()) > 2 or "…" in between
    return lead if far and _PAGE.fullmatch(words, len(head)) else words


def contents(document: Document, all_headings: Sequence[Heading]) -> Contents | None:
    """The first list under the word "Contents", with the headings that follow it."""
    if not any(word in document.plain for word in _CONTENTS_WORDS):
        return None
    for index, block in enumerate(document.blocks):
        if block.end - block.start > 40 or block.kind not in {"heading", "paragraph"}:
            continue
        if _CONTENTS.fullmatch(document.plain[block.start : block.end].strip()) is None:
            continue
        following = document.blocks[index + 1 :]
        entries = tuple(_entries(document, following))
        last = entries[-1].span.end if entries else block.end
        return Contents(entries, tuple(one for one in all_headings if one.span.start >= last))
    return None


def _entries(document: Document, blocks: Sequence[Block]) -> Iterator[Entry]:
    """The entries at the head of these blocks: items, and lines that end with a page."""
    for block in blocks:
        if block.kind == "item":
            lines = [Span(block.start, block.end)]
        elif block.kind == "paragraph":
            lines = [
                Span(block.start + match.start(), block.start + match.end())
                for match in re.finditer(r"[^\n]+", document.plain[block.start : block.end])
            ]
            written = [document.plain[line.start : line.end].strip() for line in lines]
            if not all(without_page(line) != line for line in written):
                return
        else:
            return
        for line in lines:
            words = " ".join(without_page(document.plain[line.start : line.end]).split())
            if words:
                yield Entry(line, words)
