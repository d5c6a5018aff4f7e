"""``.xlsx``: a sheet per table, one of contributions, of sources and about the file; it can come back.

A sheet that is not shown, ``Exported``, has a digest of each cell: so what a colleague changed is told from what
the register changed meanwhile. Every cell is text: nothing that stands in a register becomes a formula.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import datetime, time
from hashlib import sha256
from math import ceil
from typing import TYPE_CHECKING, Any, Final

from sphinx_plenary.citations import plain_date
from sphinx_plenary.design import tokens
from sphinx_plenary.exports.layout import ABOUT, CONTRIBUTIONS, SOURCES, UNCONFIRMED, Column, Sheet, sheets
from sphinx_plenary.exports.meta import Meta
from sphinx_plenary.matrix import Matrix

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

EXPORTED: Final = "Exported"
FORM: Final = ("plenary matrix", "1")
# What a spreadsheet would take for a formula, were it typed.
RISKY: Final = tuple("=+-@\t\r\n＝＋－＠")
_ROWS_TO_CHECK: Final = 2000  # below the rows: room for those that a colleague adds
_MAX_LINKS: Final = 60_000  # Excel allows 65,530 on a sheet
_A4: Final = 9
_LINE: Final = 15.0  # points of a line of the usual font
_HIGHEST: Final = 409.0  # points, of a row in Excel
_FILLED: Final = 0.92  # of a column's width, by a line of words
_ONE_PAGE: Final = 160  # characters that can still be read on one page of A4; wider sheets take two side by side


def written(matrix: Matrix, meta: Meta) -> bytes:
    import xlsxwriter  # here, since only a build that shows a matrix needs it

    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    made = datetime.combine(matrix.as_of, time())
    book.set_properties({"title": meta.title, "comments": f"As of {plain_date(matrix.as_of)}", "created": made})
    looks = _Looks(book)
    drawn = sheets(matrix, meta)
    for sheet in drawn:
        _draw(book.add_worksheet(sheet.name), sheet, looks, f"{meta.title}, as of {plain_date(matrix.as_of)}")
    _note_exported(book.add_worksheet(EXPORTED), matrix, drawn)
    book.close()
    return file.getvalue()


def digest(text: str) -> str:
    """What is kept of an exported cell."""
    return sha256(text.encode()).hexdigest()[:16]


class _Looks:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}
        self.colours: Mapping[str, str] = tokens()["light"]

    def get(self, **properties: Any) -> Format:
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(properties)
        return self._made[key]

    def head(self, comes_back: bool) -> Format:
        colours = {"bg_color": self.colours["panel"], "font_color": self.colours["ink"]}
        if comes_back:
            colours = {"bg_color": self.colours["accent"], "font_color": self.colours["paper"]}
        return self.get(
            bold=True, text_wrap=True, valign="top", bottom=1, bottom_color=self.colours["muted"], **colours
        )

    def cell(self, text: str, column: int, linked: bool) -> Format:
        properties: dict[str, Any] = {
            "text_wrap": True,
            "valign": "top",
            "bottom": 1,
            "bottom_color": self.colours["line"],
        }
        if text.startswith(RISKY):
            properties["quote_prefix"] = True  # so that it stays text when somebody edits the cell
        if linked:
            properties |= {"font_color": self.colours["accent"], "underline": 1}
        elif text == UNCONFIRMED:
            properties |= {"font_color": self.colours["unconfirmed"], "italic": True}
        elif column == 0:
            properties["font_color"] = self.colours["muted"]
        return self.get(**properties)


def _draw(page: Worksheet, sheet: Sheet, looks: _Looks, title: str) -> None:
    for index, column in enumerate(sheet.columns):
        page.set_column(index, index, column.width, looks.get(text_wrap=True, valign="top"))
        page.write_string(0, index, column.head, looks.head(bool(column.field)))
        if column.choices:
            words = {"validate": "list", "source": list(column.choices), "error_message": "Choose one of the list."}
            page.data_validation(1, index, len(sheet.rows) + _ROWS_TO_CHECK, index, words)
    page.set_row(0, _height([column.head for column in sheet.columns], sheet.columns))
    links = 0
    for number, row in enumerate(sheet.rows):
        page.set_row(number + 1, _height(row, sheet.columns))
        for index, text in enumerate(row):
            url = sheet.links.get((number, index), "") if links < _MAX_LINKS else ""
            links += bool(url)
            _write(page, (number + 1, index), text, url, looks.cell(text, index, bool(url)))
    from xlsxwriter.utility import xl_rowcol_to_cell

    page.ignore_errors({"number_stored_as_text": f"A1:{xl_rowcol_to_cell(len(sheet.rows), len(sheet.columns))}"})
    page.freeze_panes(1, sheet.frozen)
    if sheet.rows and sheet.name != ABOUT:
        page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
    page.set_landscape()
    page.set_paper(_A4)
    width = sum(column.width for column in sheet.columns)
    page.fit_to_pages(2 if width > _ONE_PAGE else 1, 0)
    page.repeat_rows(0)
    page.repeat_columns(0, sheet.frozen - 1)
    page.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    page.set_header(f"&L{_quoted(title)}&R{_quoted(sheet.name)}"[:255])
    page.set_footer("&R&P / &N")
    if sheet.name in {CONTRIBUTIONS, SOURCES}:
        page.set_tab_color(looks.colours["muted"])


def _height(row: Sequence[str], columns: Sequence[Column[Any]]) -> float:
    """Points for all lines of the fullest cell: Excel works it out itself, LibreOffice and phones show one line.

    A column's width counts digits, and words break before its end: a line holds a little less.
    """
    lines = 1
    for text, column in zip(row, columns, strict=True):
        if len(text) > column.width * _FILLED or "\n" in text:
            lines = max(lines, sum(max(1, ceil(len(line) / (column.width * _FILLED))) for line in text.split("\n")))
    return min(_LINE * lines, _HIGHEST)


def _write(page: Worksheet, place: tuple[int, int], text: str, url: str, look: Format | None) -> None:
    if text.startswith("<r>") and text.endswith("</r>"):
        text += " "  # XlsxWriter 3.3 would take it for its own mark-up and write it unescaped
    if not text:
        page.write_blank(*place, None, look)
    elif not url or page.write_url(*place, url, look, text) != 0:  # too long for Excel, say
        page.write_string(*place, text, look)


def _quoted(text: str) -> str:
    return text.replace("&", "&&")


def _note_exported(page: Worksheet, matrix: Matrix, drawn: tuple[Sheet, ...]) -> None:
    """A line about the file; for each sheet a line with its heads, and below it one of digests for each row."""
    page.very_hidden()
    lines: list[tuple[str, ...]] = [(*FORM, matrix.conference, matrix.edition, matrix.as_of.isoformat())]
    for sheet in drawn:
        lines.append(("sheet", sheet.name, *(column.head for column in sheet.columns)))
        lines += (("row", row[0], *map(digest, row[1:])) for row in sheet.rows)
    for number, line in enumerate(lines):
        for index, text in enumerate(line):
            _write(page, (number, index), text, "", None)
