"""``.txt``: a blank line, a bullet or a ruled line ends a block; everything else is prose."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from sphinx_plenary.lint import files
from sphinx_plenary.lint.document import Block, Document, line_anchors, plain_document

_ITEM: Final = re.compile(r"[ \t]*(?:[-*•–◦▪]|\(?(?:[0-9]{1,3}|[a-z]|[ivxl]{1,6})[.)])[ \t]+")
_RULED: Final = re.compile(r"[ \t]*(?:={3,}|-{3,}|_{3,}|\*{3,}|~{3,})[ \t]*")


def read(path: Path, name: str) -> Document:
    return parse(files.read_text(path, name), name)


def parse(text: str, name: str) -> Document:
    """Plain text -> Document, for those who have the text already."""
    return plain_document(name, text, blocks(text), line_anchors(text))


def blocks(text: str) -> list[Block]:
    """The paragraphs and items of plain text."""
    found: list[Block] = []
    open_block: Block | None = None
    start = 0
    for line in text.split("\n"):
        end = start + len(line.rstrip())
        first = start + len(line) - len(line.lstrip())
        item = _ITEM.match(line)
        if open_block and (item or end <= first or _RULED.fullmatch(line)):
            found.append(open_block)
            open_block = None
        if end > first and not _RULED.fullmatch(line):
            if open_block:
                open_block = open_block._replace(end=end)
            else:
                open_block = Block(first, end, "item" if item else "paragraph")
        start += len(line) + 1
    return [*found, open_block] if open_block else found
