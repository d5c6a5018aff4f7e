"""Every table as wide as the page and breaking over pages: widths of columns, wide and turned tables, stacked rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from docutils import nodes

from sphinx_plenary import needs
from sphinx_plenary.transforms.parts import line
from sphinx_plenary.transforms.print.places import inside, is_address
from sphinx_plenary.transforms.print.words import break_long_words

# In characters or lines, measured with the fonts and sizes of plenary.sty.
_LONGEST_CELL: Final = 1500
_LONGEST_IN_COLUMN: Final = 22
_SHORT_WORD: Final = 12  # an id of this length stays whole
_MANY_COLUMNS: Final = 8
_LINE: Final = 80
_TURNED_LINE: Final = 160
_LINES_TOGETHER: Final = 20


def shape_tables(doctree: nodes.document, *, breaks_cells: bool, turning: bool) -> None:
    """All tables but those in a cell of another.

    ``breaks_cells``: the engine goes on with a cell on the next page; ``turning``: pages may be turned for tables of
    many columns.
    """
    for table in list(doctree.findall(nodes.table)):
        if not inside(table, nodes.table):
            _shape_table(table, breaks_cells, turning)


def _shape_table(table: nodes.table, breaks_cells: bool, turning: bool) -> None:
    if not breaks_cells and any(len(entry.astext()) > _LONGEST_CELL for entry in table.findall(nodes.entry)):
        table.parent.replace(table, _stacked(table))
        return
    specs = list(table.findall(nodes.colspec))
    rows = list(table.findall(nodes.row))
    own = _own_section(table)
    turned = turning and own is not None and (len(specs) > _MANY_COLUMNS or "plenary-rows" in table["classes"])
    room = _TURNED_LINE if turned else _LINE
    if "colwidths-given" not in table["classes"] or needs.is_view(table):
        for spec, width in zip(specs, _widths(rows, len(specs), room), strict=True):
            spec["colwidth"] = width
        table["classes"] = sorted({*table["classes"], "colwidths-given"} - {"colwidths-auto", ""})
    height = _fit_words(rows, [int(spec["colwidth"]) for spec in specs], room)
    if height > _LINES_TOGETHER or turned:  # a short one goes to the next page as a whole
        table["classes"] = sorted({*table["classes"], "longtable"})
    if own is not None:
        _set_wide(table, own, turned)


def _widths(rows: Iterable[nodes.row], columns: int, room: int) -> list[int]:
    """Widths in thousandths: enough for the longest word of each column, the rest by the amount of text."""
    words, texts = [1] * columns, [1] * columns
    for row in rows:
        for column, entry in _columns(row):
            text = entry.astext()
            pieces = [len(piece) for piece in re.split(r"[\s/_-]+", text)]
            words[column] = max([words[column], *pieces, *(min(len(word), _SHORT_WORD) for word in text.split())])
            texts[column] = max(texts[column], len(text))
    least = [min(word, _LONGEST_IN_COLUMN) + 3 for word in words]
    wish = [max(0.0, min(text, 60) + text**0.5 - need) for text, need in zip(texts, least, strict=True)]
    rest = max(0, room - sum(least)) / (sum(wish) or 1)
    found = [need + rest * more for need, more in zip(least, wish, strict=True)]
    return [max(1, round(1000 * width / sum(found))) for width in found]


def _fit_words(rows: Iterable[nodes.row], widths: list[int], room: int) -> int:
    """Break the words that are longer than their column; return how many lines the table is high, more or less."""
    capacity = [max(3, room * width // sum(widths) - 2) for width in widths]
    height = 0
    for row in rows:
        lines = 1
        for column, entry in _columns(row):
            lines = max(lines, -(-len(entry.astext()) // capacity[column]))
            for text in list(entry.findall(nodes.Text)):
                if not is_address(text):
                    break_long_words(text, capacity[column])
        height += lines
    return height


def _columns(row: nodes.row) -> Iterator[tuple[int, nodes.Element]]:
    """Column and cell, as far as no cell spans."""
    column = 0
    for entry in row:
        assert isinstance(entry, nodes.Element)
        if not entry.get("morecols"):
            yield column, entry
        column += 1 + int(entry.get("morecols", 0))


def _own_section(table: nodes.table) -> nodes.section | None:
    """The section that a table stands in, with nothing narrower between."""
    parent = table.parent
    while isinstance(parent, nodes.container) and not any(_narrows(name) for name in parent["classes"]):
        parent = parent.parent
    return parent if isinstance(parent, nodes.section) else None


def _narrows(name: str) -> bool:
    """Whether a container of ours is narrower than the text, as a card is; a matrix is not."""
    return name.startswith("plenary-") and not name.endswith("matrix")


def _set_wide(table: nodes.table, section: nodes.section, turned: bool) -> None:
    """From the edge of the headings on; a table of many columns on a turned page, with its heading if that is all."""
    if turned and all(isinstance(child, nodes.title) or table in child.findall(nodes.table) for child in section):
        _wrap(section, "plenary-turned")
    else:
        _wrap(table, "plenary-turned" if turned else "plenary-wide")


def _wrap(node: nodes.Element, name: str) -> None:
    # Not by replace_self, which gives the container the ids and classes of the node inside.
    container = nodes.container("", classes=[name])
    node.parent.replace(node, container)
    container.append(node)


def _stacked(table: nodes.table) -> nodes.container:
    """A table with a cell that may be longer than a page -> its rows one below the other, each cell with its head."""
    head = [row for row in table.findall(nodes.row) if isinstance(row.parent, nodes.thead)]
    heads = [entry.astext() for entry in head[-1]] if head else []
    found: list[nodes.Node] = [
        nodes.paragraph("", "", nodes.strong("", "", *child.children))
        for child in table
        if isinstance(child, nodes.title)
    ]
    for row in next(table.findall(nodes.tbody)):
        assert isinstance(row, nodes.row)
        cells: list[nodes.Node] = []
        for index, entry in enumerate(row):
            if index < len(heads) and heads[index]:
                cells.append(line(nodes.inline("", heads[index], classes=["plenary-card-kind"])))
            cells += entry.children
        found.append(nodes.container("", *cells, classes=["plenary-need"]))
    return nodes.container("", *found, ids=list(table["ids"]))
