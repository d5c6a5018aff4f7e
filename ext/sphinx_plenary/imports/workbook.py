"""A stranger's ``.xlsx`` -> sheets of cells as they were typed, or one ``Unreadable``: see decision 16.

Text, numbers and days become text; what is none of them, a formula or an error, is told apart.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from typing import Final

from sphinx_plenary.lint.files import refuse
from sphinx_plenary.lint.package import BROKEN, OLE, Package, Suspect

# A sheet of 10,000 proposals with 13 columns has 130,000 cells.
MAX_CELLS: Final = 1_000_000
# Many cells may have the same text, which the file then holds once.
MAX_TEXT: Final = 64_000_000
_SPACES: Final = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
_ID: Final = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships id",
    "http://purl.oclc.org/ooxml/officeDocument/relationships id",
)
_PLACE: Final = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_ESCAPE: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
# The forms that are days or times: Excel's own, and what of a written one is no text and no colour.
_DATES: Final = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_NO_DATE: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')


class Kind(Enum):
    """What was typed. A ``DAY`` is text as 2022-09-26; a ``MOMENT`` has a time of day besides."""

    TEXT = "text"
    NUMBER = "a number"
    DAY = "a date"
    MOMENT = "a time"
    TRUTH = "true or false"
    ERROR = "an error"
    FORMULA = "a formula"


@dataclass(frozen=True, slots=True)
class Cell:
    """``text`` is what a reader sees, of a formula its last result."""

    text: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True)
class Page:
    """The cells of a sheet that are not empty, by row and column from 1, and the areas that were merged."""

    cells: Mapping[tuple[int, int], Cell] = field(default_factory=dict)
    merged: tuple[tuple[int, int, int, int], ...] = ()

    def rows(self) -> dict[int, dict[int, Cell]]:
        found: dict[int, dict[int, Cell]] = {}
        for (row, column), cell in self.cells.items():
            found.setdefault(row, {})[column] = cell
        return dict(sorted(found.items()))


def read_workbook(data: bytes, name: str) -> dict[str, Page]:
    """The sheets of a file by name, in their order. Raises ``Unreadable``."""
    if data.startswith(OLE):
        what = "this is an old Excel file (.xls), or one that is protected by a password"
        raise refuse(name, what, "save it as .xlsx, without a password")
    try:
        return _Book(Package(data)).pages()
    except Suspect as suspect:
        raise refuse(name, str(suspect), "save it anew; if it came from a stranger, do not open it") from None
    except BROKEN as error:
        if not data.startswith(b"PK"):
            what = "this is no .xlsx, whatever its name says"
            raise refuse(name, what, "save it as .xlsx") from None
        reason = str(error.args[0]) if isinstance(error, KeyError) and error.args else str(error)
        raise refuse(
            name, f"this .xlsx is broken: {reason or type(error).__name__}", "open it, let it be repaired, and save it"
        ) from None


def cell_name(row: int, column: int) -> str:
    """``(2, 28)`` -> ``AB2``."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


class _Book:
    def __init__(self, package: Package) -> None:
        self.package = package
        self.cells = 0
        self.length = 0
        main = next(iter(package.related("", "officeDocument")), "xl/workbook.xml")
        self.parts: dict[str, str] = {}
        self.from_1904 = False
        targets = {id: target for id, _, target in package.relations(main)}
        listed: list[tuple[str, str]] = []

        def start(tag: str, attributes: dict[str, str]) -> None:
            match _label(tag):
                case "sheet":
                    id = next((attributes[key] for key in _ID if key in attributes), "")
                    listed.append((attributes.get("name", ""), targets.get(id, "")))
                case "workbookPr":
                    self.from_1904 = attributes.get("date1904") in {"1", "true"}

        package.parse(main, start)
        if not listed:
            raise ValueError("it has no sheet")
        self.parts = {name: part for name, part in listed if part in package}
        self.strings = self._strings(main)
        self.dates = self._dates(main)

    def _strings(self, main: str) -> list[str]:
        found: list[str] = []
        for part in self.package.related(main, "sharedStrings")[:1]:
            reader = _Words()

            def start(tag: str, attributes: dict[str, str], reader: _Words = reader) -> None:
                reader.start(_label(tag))

            def end(tag: str, reader: _Words = reader) -> None:
                label = _label(tag)
                reader.end(label)
                if label == "si":
                    found.append(reader.take())

            self.package.parse(part, start, EndElementHandler=end, CharacterDataHandler=reader.characters)
        return found

    def _dates(self, main: str) -> list[bool]:
        """Of each look of a cell whether its numbers are days."""
        own: dict[str, bool] = {}
        found: list[bool] = []
        inside = False

        def start(tag: str, attributes: dict[str, str]) -> None:
            nonlocal inside
            match _label(tag):
                case "numFmt":
                    form = _NO_DATE.sub("", attributes.get("formatCode", "")).lower()
                    own[attributes.get("numFmtId", "")] = any(sign in form for sign in "dmyhs")
                case "cellXfs":
                    inside = True
                case "xf" if inside:
                    id = attributes.get("numFmtId", "0")
                    found.append(own.get(id, id.isdecimal() and int(id) in _DATES))

        def end(tag: str) -> None:
            nonlocal inside
            inside = inside and _label(tag) != "cellXfs"

        for part in self.package.related(main, "styles")[:1]:
            self.package.parse(part, start, EndElementHandler=end)
        return found

    def pages(self) -> dict[str, Page]:
        return {name: self._page(part) for name, part in self.parts.items()}

    def _page(self, part: str) -> Page:
        reader = _PageReader(self)
        self.package.parse(
            part, reader.start, EndElementHandler=reader.end, CharacterDataHandler=reader.words.characters
        )
        return Page(reader.found, tuple(reader.merged))

    def count(self, cell: Cell) -> None:
        """Raises ``Suspect`` for more cells or text than a matrix can have."""
        self.cells += 1
        self.length += len(cell.text)
        if self.cells > MAX_CELLS or self.length > MAX_TEXT:
            raise Suspect(f"it has more than {MAX_CELLS:,} cells, or {MAX_TEXT:,} characters in them")

    def moment(self, number: float) -> tuple[str, Kind]:
        """A number of days -> the day, or the day and time."""
        if not self.from_1904 and number < 61:  # Excel has a 29 February 1900
            number += 1
        first = datetime(1904, 1, 1) if self.from_1904 else datetime(1899, 12, 30)
        try:
            moment = first + timedelta(seconds=round(number * 86400))
        except (OverflowError, ValueError):
            return f"{number:g}", Kind.NUMBER
        if moment.time() == datetime.min.time():
            return moment.date().isoformat(), Kind.DAY
        return moment.isoformat(" "), Kind.MOMENT


class _Words:
    """Gathers the text of a string: that of its runs, but not how Chinese or Japanese is read aloud."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._open = False
        self._aloud = False

    def start(self, label: str) -> None:
        self._aloud = self._aloud or label == "rPh"
        self._open = label in {"t", "v"} and not self._aloud

    def end(self, label: str) -> None:
        self._aloud = self._aloud and label != "rPh"
        self._open = False

    def characters(self, data: str) -> None:
        if self._open:
            self._parts.append(data)

    def take(self) -> str:
        text = "".join(self._parts)
        self._parts.clear()
        return _ESCAPE.sub(_escaped, text)


def _escaped(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return match[0] if 0xD800 <= code < 0xE000 else chr(code)


class _PageReader:
    """The handlers of one sheet."""

    def __init__(self, book: _Book) -> None:
        self.book = book
        self.found: dict[tuple[int, int], Cell] = {}
        self.merged: list[tuple[int, int, int, int]] = []
        self.words = _Words()
        self.row = 0
        self.column = 0
        self.type = ""
        self.look = 0
        self.formula = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        label = _label(tag)
        self.words.start(label)
        match label:
            case "row":
                number = attributes.get("r", "")
                self.row = int(number) if number else self.row + 1
                self.column = 0
            case "c":
                place = attributes.get("r", "")
                self.row, self.column = _place(place) if place else (self.row, self.column + 1)
                self.type = attributes.get("t", "n")
                self.look = int(attributes.get("s", "0"))
                self.formula = False
                self.words.take()
            case "f":
                self.formula = True
            case "mergeCell":
                first, _, last = attributes.get("ref", "").partition(":")
                self.merged.append((*_place(first), *_place(last or first)))

    def end(self, tag: str) -> None:
        label = _label(tag)
        self.words.end(label)
        if label == "c":
            cell = self._cell(self.words.take())
            if cell.text or cell.kind is not Kind.TEXT:
                self.book.count(cell)
                self.found[self.row, self.column] = cell

    def _cell(self, text: str) -> Cell:
        if self.type == "s" and text:
            index = int(text)
            if not 0 <= index < len(self.book.strings):
                raise ValueError(f"it has no text number {index}")
            text, kind = self.book.strings[index], Kind.TEXT
        elif self.type == "b":
            text, kind = ("TRUE" if text == "1" else "FALSE"), Kind.TRUTH
        elif self.type == "e":
            kind = Kind.ERROR
        elif self.type == "d" and text:
            moment = datetime.fromisoformat(text)
            whole = moment.time() == datetime.min.time()
            text, kind = (moment.date().isoformat(), Kind.DAY) if whole else (moment.isoformat(" "), Kind.MOMENT)
        elif self.type == "n" and text:
            text, kind = self._number(float(text))
        else:
            kind = Kind.TEXT
        return Cell(text, Kind.FORMULA if self.formula else kind)

    def _number(self, number: float) -> tuple[str, Kind]:
        if self.look < len(self.book.dates) and self.book.dates[self.look]:
            return self.book.moment(number)
        return (str(int(number)) if number.is_integer() else repr(number)), Kind.NUMBER


def _label(tag: str) -> str:
    """The name of an element of ours; nothing for one of another namespace."""
    space, _, name = tag.rpartition(" ")
    return name if space in _SPACES else ""


def _place(name: str) -> tuple[int, int]:
    """``AB2`` -> ``(2, 28)``."""
    match = _PLACE.fullmatch(name.replace("$", ""))
    if match is None:
        raise ValueError(f"{name!r} is no cell")
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column
