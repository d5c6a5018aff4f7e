"""Where on a page a line of its source is: the block after which, or the row under which, a note about it stands.

A doctree knows the first line of a block. In a table in Markdown every row claims the table's; but there a row is a
line, so its line can be counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from docutils import nodes

from sphinx_plenary.nodes import head_cell

# What may hold a note between its parts.
HOLDERS: Final = (
    nodes.document,
    nodes.section,
    nodes.container,
    nodes.list_item,
    nodes.block_quote,
    nodes.definition,
    nodes.footnote,
    nodes.note,
    nodes.admonition,
    nodes.attention,
    nodes.caution,
    nodes.danger,
    nodes.error,
    nodes.hint,
    nodes.important,
    nodes.tip,
    nodes.warning,
    nodes.topic,
    nodes.sidebar,
    nodes.field_body,
)
# Between a table's head and its first row stands the line of dashes.
_DASHES: Final = 1
# The class of a row that holds a note.
ROW: Final = "plenary-finding-row"
_TITLE_BLOCK: Final = "plenary-title-block"


@dataclass(frozen=True)
class Place:
    """Before ``holder``'s child at ``index``; in a table a note is a row of its own."""

    holder: nodes.Element
    index: int


@dataclass(frozen=True)
class _Block:
    line: int
    node: nodes.Element


def place_of(document: nodes.document, line: int, mine: Callable[[str], bool]) -> Place:
    """Where a note about a line stands. ``mine`` says of what docutils names as a source whether it is that file."""
    best: _Block | None = None
    for block in _blocks(document, mine):
        if block.line <= line and (best is None or block.line >= best.line):
            best = block
    if best is None:
        return _under_title(document)
    node = best.node
    if isinstance(node, HOLDERS) and not isinstance(node, nodes.section | nodes.document):
        return Place(node, _first_after(node, line))
    return _after(node)


def _blocks(document: nodes.document, mine: Callable[[str], bool]) -> Iterator[_Block]:
    counted: set[int] = set()  # rows of which the line is known, and what is in them
    for node in document.findall(nodes.Element):
        if isinstance(node, nodes.Inline | nodes.document) or id(node) in counted:
            continue
        if isinstance(node, nodes.table) and node.line and mine(node.source or ""):
            for number, row in enumerate(_rows_of_markdown(node)):
                counted.update(id(part) for part in row.findall(nodes.Element))
                yield _Block(node.line + number + _DASHES * (number > 0), row)
        if node.line and node.source and mine(node.source):
            yield _Block(node.line, node)


def _rows_of_markdown(table: nodes.table) -> list[nodes.row]:
    """Of a table that has a row on each line; else none."""
    rows = [row for row in table.findall(nodes.row) if ROW not in row["classes"]]
    return rows if all(row.line == table.line for row in rows) else []


def _first_after(holder: nodes.Element, line: int) -> int:
    """The child of a block before which what concerns its options stands: the first that an author wrote below.

    Or the first note, which has a line and no source, about this line or one below.
    """
    for index, child in enumerate(holder.children):
        for part in child.findall(nodes.Element):
            if (part.line or 0) > line or (part.line == line and not part.source):
                return index
    return len(holder)


def _after(node: nodes.Element) -> Place:
    """After a block, or after what it is part of where a note cannot stand between the parts."""
    child, parent = node, node.parent
    while parent is not None:
        if isinstance(child, nodes.row):
            return _under_row(child)
        if isinstance(child, nodes.term) and isinstance(parent, nodes.definition_list_item):
            definitions = [part for part in parent if isinstance(part, nodes.definition)]
            if definitions:
                return Place(definitions[0], 0)
        if isinstance(parent, HOLDERS) and not isinstance(child, head_cell | nodes.entry):
            return Place(parent, parent.index(child) + 1)
        child, parent = parent, parent.parent
    return Place(child, len(child))


def _under_row(row: nodes.row) -> Place:
    """Under the head of a table: the first row of what it heads."""
    part = row.parent
    if isinstance(part, nodes.thead):
        bodies = [body for body in part.parent if isinstance(body, nodes.tbody)]
        return Place(bodies[0], 0) if bodies else _after(part.parent)
    return Place(part, part.index(row) + 1)


def _under_title(document: nodes.document) -> Place:
    """What concerns the front matter stands under what it says."""
    for block in document.findall(nodes.container):
        if _TITLE_BLOCK in block["classes"]:
            return _after(block)
    title = next(iter(document.findall(nodes.title)), None)
    return _after(title) if title is not None else Place(document, 0)
