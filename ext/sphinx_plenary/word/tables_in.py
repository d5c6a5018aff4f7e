"""Tables in a .docx, as pandoc wrote them -> widths in exact lengths, rows that stay whole, heads that repeat."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.etree import ElementTree as ET

from sphinx_plenary.word.heads import TURNED_WIDTH
from sphinx_plenary.word.reference import id_of
from sphinx_plenary.word.styles import size
from sphinx_plenary.word.tables import GROUPS, TURNED, WIDE
from sphinx_plenary.word.xml import piece, w

# A table of so few rows goes to the next page rather than be divided; a row with so long a cell may be divided.
_ROWS_TOGETHER: Final = 6
_LONG_CELL: Final = 500
_LONG_TABLE: Final = 1500


def shape(body: ET.Element, turned: set[ET.Element]) -> None:
    parents = {child: child for child in body}
    for child in body:
        parents.update((table, child) for table in child.iter(w("tbl")))
    for table, child in parents.items():
        if table.tag == w("tbl"):
            _shape(table, child in turned)


def _shape(table: ET.Element, turned: bool) -> None:
    style = table.find(f"{w('tblPr')}/{w('tblStyle')}")
    name = id_of(style.get(w("val"), "")) if style is not None else ""  # pandoc gives names of tables' styles
    if style is not None:
        style.set(w("val"), name)
    hang, width = 0, size("measure")
    if turned:
        width = TURNED_WIDTH
    elif name in {id_of(WIDE), id_of(GROUPS), id_of(TURNED)}:
        hang, width = size("hang"), size("measure") + size("hang")
    _set_widths(table, width, hang)
    rows = table.findall(w("tr"))
    whole = len(rows) <= _ROWS_TOGETHER and sum(len(_text(row)) for row in rows) < _LONG_TABLE
    for number, row in enumerate(rows):
        head = row.find(f"{w('trPr')}/{w('tblHeader')}") is not None
        if all(len(_text(cell)) <= _LONG_CELL for cell in row.findall(w("tc"))):
            _property(row, "trPr", 0, piece("<w:cantSplit/>"))
        if head or (whole and number < len(rows) - 1):
            for properties in _paragraphs(row):
                properties.append(piece("<w:keepNext/>"))


def _set_widths(table: ET.Element, width: int, hang: int) -> None:
    grid = list(table.iter(w("gridCol")))
    shares = [int(column.get(w("w"), "1")) for column in grid]
    widths = [round(width * share / sum(shares)) for share in shares]
    for column, own in zip(grid, widths, strict=True):
        column.set(w("w"), str(own))
    properties = table.find(w("tblPr"))
    assert properties is not None
    for old in ("tblW", "tblInd", "tblLayout"):
        for found in properties.findall(w(old)):
            properties.remove(found)
    place = 1 + next(number for number, one in enumerate(properties) if one.tag == w("tblStyle"))
    properties.insert(place, piece(f'<w:tblW w:type="dxa" w:w="{sum(widths)}"/>'))
    properties.insert(place + 1, piece(f'<w:tblInd w:type="dxa" w:w="{-hang}"/>'))
    properties.insert(place + 2, piece('<w:tblLayout w:type="fixed"/>'))
    for row in table.findall(w("tr")):
        at = 0
        for cell in row.findall(w("tc")):
            span = cell.find(f"{w('tcPr')}/{w('gridSpan')}")
            across = int(span.get(w("val"), "1")) if span is not None else 1
            own = sum(widths[at : at + across])
            _property(cell, "tcPr", 0, piece(f'<w:tcW w:type="dxa" w:w="{own}"/>'))
            at += across


def _property(element: ET.Element, name: str, at: int, made: ET.Element) -> None:
    properties = element.find(w(name))
    if properties is None:
        properties = ET.Element(w(name))
        element.insert(0, properties)
    properties.insert(at, made)


def _paragraphs(row: ET.Element) -> Iterator[ET.Element]:
    """The properties of its paragraphs."""
    for paragraph in row.iter(w("p")):
        properties = paragraph.find(w("pPr"))
        if properties is None:
            properties = piece('<w:pPr><w:pStyle w:val="TableText"/></w:pPr>')
            paragraph.insert(0, properties)
        yield properties


def _text(element: ET.Element) -> str:
    return "".join(text.text or "" for text in element.iter(w("t")))
