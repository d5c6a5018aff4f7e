"""The sheets of a workbook against its export and against the register of today: changes, and what cannot be one.

A cell that is as it was exported is no change, whatever the register says now. A changed one is a change if the
register still says what was exported; else the two clash. Nothing is passed over in silence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from sphinx_plenary import model
from sphinx_plenary.exports.layout import (
    ABOUT,
    ABOUT_COLUMNS,
    CONTRIBUTIONS,
    CUT,
    SOURCE_COLUMNS,
    SOURCES,
    Column,
    contribution_columns,
    plain,
    row_columns,
    sheets,
)
from sphinx_plenary.exports.meta import Meta
from sphinx_plenary.exports.xlsx import EXPORTED, FORM, digest
from sphinx_plenary.facts import Facts
from sphinx_plenary.imports.workbook import Cell, Kind, Page, cell_name
from sphinx_plenary.matrix import EDITIONS, Matrix, build_matrix
from sphinx_plenary.model import OutcomeKind
from sphinx_plenary.register import Register

# Heads stand in the first line; somebody may have put a title above.
_FIRST_LINES: Final = 20
# With so many rows that were lost, whose the strange ones were: beyond, nobody changed an id by mistake.
_GUESSES: Final = 200


@dataclass(frozen=True, order=True)
class Change:
    """A cell of the register that is to be changed.

    ``origin`` is the record's place in the register, ``column`` its column, ``after`` what is to be written there;
    ``place`` is the cell of the workbook, ``about`` and ``head`` what a reader calls it, ``shown`` what it says there.
    """

    origin: model.Origin
    column: str
    before: str
    after: str
    place: str
    about: str
    head: str
    shown: str


@dataclass(frozen=True, order=True)
class Trouble:
    """What of a workbook is not written, and what to do about it."""

    place: str
    what: str
    fix: str


@dataclass
class Review:
    """What a workbook says. ``notes`` are for information: nothing is to be done about them."""

    conference: str
    edition: str
    as_of: date
    changes: list[Change] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass
class _Exported:
    """A sheet as it was exported: its heads, and the digests of each row."""

    heads: tuple[str, ...]
    rows: dict[str, dict[str, str]] = field(default_factory=dict)


class NoExport(Exception):
    """The workbook does not say what was exported."""


def review(pages: Mapping[str, Page], register: Register) -> Review:
    """Compare a workbook with the register. Raises ``NoExport``."""
    (conference, edition, as_of), exported = _exported(pages.get(EXPORTED))
    if conference not in register.conferences:
        raise NoExport(f"the register has no conference {conference!r}, of which the file is")
    found = Review(conference, edition, as_of)
    now = Now(register, conference, edition)
    for name, sheet in exported.items():
        if name in pages:
            _SheetReview(name, pages[name], sheet, now, found).run()
        else:
            found.troubles.append(
                Trouble(name, "the sheet is missing or renamed; nothing of it was read", "give it its name back")
            )
    for name, page in pages.items():
        if name != EXPORTED and name not in exported and page.cells:
            found.troubles.append(
                Trouble(name, f"the sheet is none of the export; {counted(len(page.cells), 'cell')} not read", _KEEP)
            )
    return found


_KEEP: Final = "put what is to be kept into a sheet of the export, or into the register"


def _exported(page: Page | None) -> tuple[tuple[str, str, date], dict[str, _Exported]]:
    rows = page.rows() if page else {}
    lines = [
        [line[column].text if column in line else "" for column in range(1, max(line) + 1)] for line in rows.values()
    ]
    current: _Exported | None = None
    found: dict[str, _Exported] = {}
    try:
        (title, version, conference, edition, day), *rest = lines
        head = (conference, edition, date.fromisoformat(day))
        if (title, version) != FORM or edition not in EDITIONS:
            raise ValueError
        for mark, name, *cells in rest:
            if mark == "sheet":
                found[name] = current = _Exported(tuple(cells))
            elif current is not None:
                current.rows[name] = dict(zip(current.heads[1:], cells, strict=True))
    except ValueError:
        raise NoExport(f"the sheet {EXPORTED!r}, which says what was exported, is missing or was changed") from None
    return head, found


class Now:
    """What the register says today of what a matrix shows, in the words of its cells."""

    def __init__(self, register: Register, conference: str, edition: str) -> None:
        self.register = register
        # Of all days: a proposal may have got a date after that of the export.
        self.matrix: Matrix = build_matrix(Facts(register=register), conference, edition, date.max)
        self.rows = {row.id: row for row in self.matrix.rows()}
        self._row_columns = row_columns(self.matrix)
        self._of_sheet: dict[str, tuple[Column[Any], ...]] = {
            CONTRIBUTIONS: contribution_columns(self.matrix),
            SOURCES: SOURCE_COLUMNS,
            ABOUT: ABOUT_COLUMNS,
        }
        self._cells: dict[tuple[bool, str], dict[str, str]] = {}
        for sheet in sheets(self.matrix, Meta(title="")):
            heads = [column.head for column in sheet.columns]
            for row in sheet.rows:
                self._cells[sheet.name == CONTRIBUTIONS, row[0]] = dict(zip(heads, row, strict=True))

    def column(self, sheet: str, head: str) -> Column[Any] | None:
        listed = self._of_sheet.get(sheet, self._row_columns)
        return next((column for column in listed if column.head == head), None)

    def text(self, sheet: str, id: str, head: str) -> str:
        return self._cells.get((sheet == CONTRIBUTIONS, id), {}).get(head, "")

    def record(self, sheet: str, id: str) -> model.Proposal | model.Outcome | None:
        """The record of the register that the columns of a row which may come back belong to."""
        if sheet == CONTRIBUTIONS:
            return self.register.proposals.get(id)
        row = self.rows.get(id)
        found = [
            one
            for one in self.register.outcomes
            if row
            and one.conference == self.matrix.conference
            and one.outcome is not OutcomeKind.IN_FORCE
            and (one.instrument or one.subject) == (row.instrument or row.title)
        ]
        return found[-1] if found else None

    @staticmethod
    def written(record: model.Proposal | model.Outcome, column: str) -> str:
        """What the register has in a column of a record."""
        match column:
            case "source":
                return "; ".join(record.sources)
            case "proponent":
                assert isinstance(record, model.Proposal)
                return "; ".join(record.proponents)
        value = getattr(record, column)
        return value.isoformat() if isinstance(value, date) else str(value or "")


class _SheetReview:
    """One sheet: finds its heads and rows, then compares cell by cell."""

    def __init__(self, name: str, page: Page, exported: _Exported, now: Now, found: Review) -> None:
        self.name = name
        self.page = page
        self.exported = exported
        self.now = now
        self.found = found
        self.lines = page.rows()

    def trouble(self, place: str, what: str, fix: str) -> None:
        self.found.troubles.append(Trouble(f"{self.name}!{place}" if place else self.name, what, fix))

    def run(self) -> None:
        head_line = self._head_line()
        heads = self._heads(head_line) if head_line else {}
        id_head = self.exported.heads[0]
        if id_head not in heads:
            what = f"no column is headed {id_head!r}; nothing of the sheet was read"
            self.trouble("", what, "write the heads back into one line above the rows")
            return
        merged = set(self._merged())
        known: dict[str, list[int]] = {}
        strange: list[int] = []
        for number, line in self.lines.items():
            if number <= head_line:
                continue
            id = plain(line[heads[id_head]].text) if heads[id_head] in line else ""
            if id in self.exported.rows:
                known.setdefault(id, []).append(number)
            elif any(plain(cell.text) for cell in line.values()):
                strange.append(number)
        lost = [id for id in self.exported.rows if id not in known]
        for number in strange:
            self._strange(number, heads, lost)
        for id in lost:
            self.trouble("", f"the row {id} is gone; the register keeps it", f"to take it out, edit {self._file()}")
        for id, numbers in known.items():
            if len({tuple(self._texts(number, heads).items()) for number in numbers}) > 1:
                rows = " and ".join(map(str, numbers))
                self.trouble(
                    f"{numbers[0]}", f"{id} stands in the rows {rows}, which differ; none was read", "keep one"
                )
                continue
            self._row(id, numbers[0], heads, merged)

    # ---- heads and rows ----------------------------------------------------------------------------------------------

    def _head_line(self) -> int:
        """The first of the lines with the most heads; 0 where none has one."""
        known = set(self.exported.heads)
        scores = {
            number: len(known & {plain(cell.text) for cell in line.values()})
            for number, line in self.lines.items()
            if number <= _FIRST_LINES
        }
        best = max(scores, key=lambda number: (scores[number], -number), default=0)
        return best if best and scores[best] else 0

    def _heads(self, number: int) -> dict[str, int]:
        """Head -> its column."""
        places: dict[str, list[int]] = {}
        for column, cell in self.lines[number].items():
            places.setdefault(plain(cell.text), []).append(column)
        wanted = self.exported.heads
        lacking = [head for head in wanted if head not in places]
        headed = set(self.lines[number])
        for head in [head for head in wanted if len(places.get(head, ())) > 1]:
            names = " and ".join(cell_name(number, column) for column in places.pop(head))
            self.trouble("", f"two columns are headed {head!r}: {names}; neither was read", "keep one")
        for head in [head for head in places if head and head not in wanted]:
            column = places[head][0]
            filled = sum(1 for (row, where) in self.page.cells if where == column and row > number)
            was = wanted[column - 1] if column <= len(wanted) and wanted[column - 1] in lacking else ""
            if was:
                lacking.remove(was)
                what = f"the column {was!r} is headed {head!r}; it was not read"
                self.trouble(cell_name(number, column), what, f"write {was!r} there")
            elif filled:
                what = f"the column {head!r} is none of the export; {counted(filled, 'cell')} not read"
                self.trouble(cell_name(number, column), what, _KEEP)
        filled_columns = {where for (row, where), cell in self.page.cells.items() if row > number and plain(cell.text)}
        for column in sorted(filled_columns - headed):
            what = f"the column {cell_name(1, column).rstrip('1')} has no head; it was not read"
            self.trouble(cell_name(number, column), what, "write its head there, or move what it says")
        for head in lacking:
            what = f"the column {head!r} is gone; the register keeps what it says"
            self.trouble("", what, "export again if it is wanted")
        found = {head: places[head][0] for head in wanted if head in places}
        order = sorted(found, key=lambda head: found[head])
        if order != [head for head in wanted if head in found]:
            self.found.notes.append(f"{self.name}: columns were moved; they were read by their heads")
        return found

    def _merged(self) -> Iterator[tuple[int, int]]:
        """The cells of merged areas, of which only the first has kept its text."""
        rows, columns = list(self.lines), {column for line in self.lines.values() for column in line}
        last = max(columns, default=0) + len(self.exported.heads)
        for top, left, bottom, right in self.page.merged:
            if (top, left) == (bottom, right):
                continue
            name = f"{cell_name(top, left)}:{cell_name(bottom, right)}"
            self.trouble(name, "the cells are merged; none of them was read", "take the merging back")
            for row in rows:
                if top <= row <= bottom:
                    yield from ((row, column) for column in range(left, min(right, last) + 1))

    def _texts(self, number: int, heads: Mapping[str, int]) -> dict[str, str]:
        line = self.lines[number]
        return {head: plain(line[column].text) for head, column in heads.items() if column in line}

    def _strange(self, number: int, heads: Mapping[str, int], lost: list[str]) -> None:
        """A row whose id is none of the export: one whose id was changed, or a new one."""
        texts = self._texts(number, heads)
        id_head = self.exported.heads[0]
        id = texts.pop(id_head, "")
        digests = {head: digest(text) for head, text in texts.items()}
        alike = {one: _shared(digests, self.exported.rows[one]) for one in lost[:_GUESSES]}
        best = max(alike, key=lambda one: alike[one], default="")
        place = cell_name(number, heads[id_head])
        if best and alike[best] > len(texts) / 2:
            lost.remove(best)
            what = f"the id {best!r} was changed to {id!r}; the row was not read"
            self.trouble(place, what, f"write {best!r} there and import again")
            return
        said = "; ".join(f"{head}: {_short(text)}" for head, text in texts.items() if text)
        what = f"the row {id!r} is none of the export" if id else "the row has no id"
        fix = f"to add it, edit {self._file()}"
        self.trouble(place, f"{what}; not written: {said or 'no other cell'}", fix)

    def _file(self) -> str:
        return _FILES.get(self.name, "what names the text: issues.yaml, outcomes.csv, proposals.csv or a paper")

    # ---- cells -------------------------------------------------------------------------------------------------------

    def _row(self, id: str, number: int, heads: Mapping[str, int], merged: set[tuple[int, int]]) -> None:
        digests = self.exported.rows[id]
        for head, column in heads.items():
            if head == self.exported.heads[0] or (number, column) in merged:
                continue
            cell = self.lines[number].get(column, Cell(""))
            text = plain(cell.text)
            if digest(text) != digests[head] or cell.kind in {Kind.FORMULA, Kind.ERROR}:
                self._changed(id, head, cell, text, cell_name(number, column), digests[head])

    def _changed(self, id: str, head: str, cell: Cell, text: str, place: str, exported: str) -> None:
        column = self.now.column(self.name, head)
        about = f"{head} of {id}"
        if column is None or not column.field:
            fix = f"it comes from {column.origin if column else 'an older plenary'}: change it there"
            self.trouble(place, f"{about} was changed to {_short(text)}; not written", fix)
            return
        if cell.kind in _UNREAD or (cell.kind is Kind.DAY and column.field != "date"):
            what = f"{about} is {cell.kind.value}{f', {_short(text)}' if text else ''}; not written"
            self.trouble(place, what, "type it as text, with an apostrophe before it")
            return
        record = self.now.record(self.name, id)
        if record is None:
            what = f"{about} was changed to {_short(text)}, but {column.origin} has no record of it; not written"
            self.trouble(place, what, f"change it in the paper that declares it, or add it to {column.origin}")
            return
        today = self.now.text(self.name, id, head)
        after = column.value(text)
        where = str(record.origin)
        if today == text or column.value(today) == after:
            self.found.notes.append(f"{self.name}!{place}: {about} is {_short(text)} in the register already")
        elif digest(today) != exported:
            what = f"{about} is {_short(text)} here, and was changed to {_short(today)} in the register meanwhile"
            self.trouble(place, what, f"decide, and write it into {where}")
        elif CUT in today or CUT in text:
            self.trouble(place, f"{about} is too long for a cell; not written", f"change it in {where}")
        else:
            if cell.kind is Kind.DAY:
                self.found.notes.append(f"{self.name}!{place}: {about} was typed as a date; it was read as {text}")
            before = self.now.written(record, column.field)
            self.found.changes.append(
                Change(record.origin, column.field, before, after, f"{self.name}!{place}", id, head, text)
            )


_FILES: Final = {CONTRIBUTIONS: "proposals.csv", SOURCES: "sources.csv", ABOUT: "the paper and its settings"}
_UNREAD: Final = frozenset({Kind.FORMULA, Kind.ERROR, Kind.TRUTH, Kind.MOMENT})


def _shared(one: Mapping[str, str], other: Mapping[str, str]) -> int:
    """How many cells say the same."""
    return sum(other.get(head) == value for head, value in one.items())


def _short(text: str) -> str:
    """A text as a message shows it."""
    line = " ".join(text.split())
    return repr(line if len(line) <= 200 else line[:199] + "…") if line else "nothing"


def counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
