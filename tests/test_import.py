"""A spreadsheet that comes back: each change is told and no other, what cannot be written is told, nothing is lost."""

from __future__ import annotations

import csv
import io
import os
import shutil
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from conftest import REAL, SMALL, sound
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from making import zipped
from openpyxl.worksheet.worksheet import Worksheet

from sphinx_plenary.cli import main
from sphinx_plenary.exports import FORMATS, Meta, meta_of
from sphinx_plenary.exports.layout import plain
from sphinx_plenary.exports.xlsx import EXPORTED
from sphinx_plenary.facts import Facts
from sphinx_plenary.imports import Change, Review, judged, read_workbook, review
from sphinx_plenary.imports.compare import Now
from sphinx_plenary.imports.table import edited, records
from sphinx_plenary.imports.workbook import Cell, Kind, Page, cell_name
from sphinx_plenary.lint import Unreadable
from sphinx_plenary.lint import package as package_reader
from sphinx_plenary.matrix import build_matrix
from sphinx_plenary.model import Item, Origin
from sphinx_plenary.register import Register

AFTER = date(2022, 11, 20)
PROPOSAL = "PP-22-EUR-44A7-1"
TRACKED = Item(
    *("papers/a", Origin("papers/a.md", 9), "PP-RES-101", "resolution", "PP-RES-101", "PP-22", "PP-RES-101"),
    {"concern": "A wider text"},
)


def exported(register: Register, conference: str = "PP-22", edition: str = "outcomes", day: date = AFTER) -> bytes:
    matrix = build_matrix(Facts(register=register, items=(TRACKED,)), conference, edition, day)
    return FORMATS["xlsx"](matrix, meta_of(register, matrix))


@pytest.fixture(scope="session")
def file(small: Register) -> bytes:
    return exported(small)


def place(page: Worksheet, id: str, head: str) -> tuple[int, int]:
    column = next(cell.column for cell in page[1] if cell.value == head)
    return next(row[0].row for row in page.iter_rows() if row[0].value == id), column


@dataclass
class Desk:
    """A colleague's desk: the file, a copy of the register, and what the command says."""

    folder: Path
    capsys: pytest.CaptureFixture[str]

    @property
    def path(self) -> Path:
        return self.folder / "matrix.xlsx"

    def edit(self, change: Callable[[openpyxl.Workbook], None]) -> None:
        book = openpyxl.load_workbook(self.path)
        change(book)
        book.save(self.path)

    def type(self, sheet: str, id: str, head: str, value: object) -> None:
        self.edit(lambda book: book[sheet].cell(*place(book[sheet], id, head)).__setattr__("value", value))

    def run(self, *options: str) -> tuple[int, str, str]:
        status = main(["import", "matrix.xlsx", *options])
        said = self.capsys.readouterr()
        return status, said.out, said.err

    def register(self) -> Register:
        return sound(self.folder / "data", self.folder)

    def text(self, name: str) -> str:
        return (self.folder / "data" / name).read_text(encoding="utf-8")


@pytest.fixture
def desk(data: Path, file: bytes, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.chdir(data.parent)
    (data.parent / "matrix.xlsx").write_bytes(file)
    return Desk(data.parent, capsys)


# there and back ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("edition", ["issues", "outcomes"])
def test_an_export_that_nobody_touched_has_no_change(edition: str, real: Register) -> None:
    for conference in real.conferences:
        data = exported(real, conference, edition, date(2022, 6, 1))
        found = review(read_workbook(data, "m.xlsx"), real)
        assert (found.changes, found.troubles, found.notes) == ([], [], []), conference


def test_nor_has_one_that_another_program_saved(desk: Desk) -> None:
    desk.edit(lambda book: None)
    assert desk.run() == (0, "PP-22, outcomes edition as of 2022-11-20\n\nNothing to write.\n", "")


def pages_with(pages: Mapping[str, Page], sheet: str, where: tuple[int, int], cell: Cell) -> dict[str, Page]:
    return {**pages, sheet: Page({**pages[sheet].cells, where: cell})}


def cells_that_come_back(pages: Mapping[str, Page], now: Now) -> Iterator[tuple[str, tuple[int, int], str, str]]:
    for sheet, page in pages.items():
        if sheet == EXPORTED:
            continue
        heads, *lines = page.rows().items()
        for row, _ in lines:
            for number, head in heads[1].items():
                column, id = now.column(sheet, head.text), page.cells[row, 1].text
                if column and column.field and now.record(sheet, id):
                    yield sheet, (row, number), id, head.text


@settings(max_examples=100)
@given(st.data())
def test_a_changed_cell_is_that_change_and_is_written(small: Register, file: bytes, data: st.DataObject) -> None:
    pages = read_workbook(file, "m.xlsx")
    now = Now(small, "PP-22", "outcomes")
    sheet, where, id, head = data.draw(st.sampled_from(list(cells_that_come_back(pages, now))))
    column = now.column(sheet, head)
    assert column
    typed = data.draw(
        st.sampled_from([*column.choices, "2022-02-03", "PP-RES-1", "itu-c23-34", "CEPT; APT", ""])
        | st.text(st.sampled_from("=+-@'\",;\r\n\t aé😀\x0b_x") | st.characters(exclude_categories=["Cs"]), max_size=30)
    )
    changed = pages_with(pages, sheet, where, Cell(typed))
    found = review(changed, small)
    before = pages[sheet].cells.get(where, Cell("")).text
    if column.value(plain(typed)) == column.value(before):
        assert found.changes == [] and found.troubles == []
        return
    ((change,), []) = found.changes, found.troubles
    assert (change.about, change.head, change.after) == (id, head, column.value(plain(typed)))
    result = judged(found.changes, SMALL, SMALL.parents[1], "PP-22", "outcomes")
    if result.troubles:  # the register would have a fault: no such word, day or source
        assert (result.changes, result.files) == ((), {})
        return
    ((path, written),) = result.files.items()
    assert others(path.read_bytes(), change.origin.line) == others(written, change.origin.line)
    register = register_with(path, written)
    assert now_cells(register) == {**now_cells(small), (sheet == "Contributions", id, head): shown(register, change)}
    again = review(changed, register)
    assert (again.changes, again.troubles) == ([], [])


def others(data: bytes, line: int) -> list[str]:
    """The records of a file but that on a line, as they stand."""
    text = data.decode()
    return [text[one.cells[0][0] : one.cells[-1][1]] for one in records(text) if one.line != line][: line - 1]


def register_with(path: Path, data: bytes) -> Register:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        copy = Path(shutil.copytree(SMALL, Path(folder) / "data"))
        (copy / path.name).write_bytes(data)
        return sound(copy, copy.parent)


def now_cells(register: Register) -> dict[tuple[bool, str, str], str]:
    """The cells of a matrix that come back."""
    now = Now(register, "PP-22", "outcomes")
    found = {}
    for row in now.rows.values():
        for sheet, ids in (("Revisions", [row.id]), ("Contributions", [one.id for one in row.contributions])):
            for id in ids:
                for head in ("Outcome", "What was decided", "Outcome: source", "Outcome: certainty", *_HEADS):
                    column = now.column(sheet, head)
                    if column and column.field:
                        found[sheet == "Contributions", id, head] = now.text(sheet, id, head)
    return found


_HEADS = ("Origin", "Document", "Action", "Key points", "Date", "Result", "Source", "Certainty")


def shown(register: Register, change: Change) -> str:
    now = Now(register, "PP-22", "outcomes")
    sheet = change.place.rpartition("!")[0]
    column = now.column(sheet, change.head)
    text = now.text(sheet, change.about, change.head)
    assert column and column.value(text) == change.after
    return text


def test_apply_writes_what_was_shown_and_no_more(desk: Desk) -> None:
    before = {path.name: path.read_bytes() for path in (desk.folder / "data").glob("*.csv")}
    desk.type("Contributions", PROPOSAL, "Key points", 'Revision, "as agreed"')
    desk.type("Contributions", PROPOSAL, "Origin", "CEPT;France")
    desk.type("Revisions", "PP-RES-11", "What was decided", "abrogated")
    desk.type("Revisions", "PP-RES-101", "Outcome: certainty", "Seen")
    status, out, _ = desk.run()
    assert status == 1
    assert {path.name: path.read_bytes() for path in (desk.folder / "data").glob("*.csv")} == before
    assert out.split("\n\n")[1:] == [
        "PP-RES-11 (data/outcomes.csv:12)\n"
        "  What was decided\n"
        '  - "abrogation of Resolution 11 (Rev. Dubai, 2018) on ITU Telecom events"\n'
        "  + abrogated\n"
        "PP-RES-101 (data/outcomes.csv:17)\n"
        "  Outcome: certainty\n"
        "  - recalled\n"
        "  + seen\n"
        f"{PROPOSAL} (data/proposals.csv:2)\n"
        "  Origin\n"
        "  - CEPT\n"
        "  + CEPT; France\n"
        "  Key points\n"
        "  - Revision to Resolution 130 (cybersecurity)\n"
        '  + Revision, "as agreed"',
        "Where the words changed, see that the source still says so: source and certainty are as they were.",
        "4 cells of 3 records changed; to write: plenary import matrix.xlsx --apply.\n",
    ]
    status, out, _ = desk.run("--apply")
    assert (status, out.splitlines()[-1]) == (0, "4 cells of 3 records written.")
    after = {path.name: path.read_bytes() for path in (desk.folder / "data").glob("*.csv")}
    assert {name for name in after if after[name] != before[name]} == {"proposals.csv", "outcomes.csv"}
    assert (
        'PP-22-EUR-44A7-1,PP-22,PP-RES-130,,MOD,CEPT; France,PP-22/44(Add.7)-E,2022-06-03,"Revision, ""as agreed""",'
        in (desk.text("proposals.csv"))
    )
    desk.register()
    status, out, _ = desk.run()
    assert (status, out.count("in the register already"), out.splitlines()[-1]) == (0, 4, "Nothing to write.")


# what cannot be written -------------------------------------------------------------------------------------------


def told(desk: Desk) -> list[str]:
    """What is not written; all else of the file is as it was."""
    status, out, err = desk.run("--apply")
    *lines, last = out.splitlines()
    assert (status, err) == (1, "") and "not written." in last, out
    return lines[2:]


def test_a_clash_is_told_and_the_register_stays(desk: Desk) -> None:
    proposals = desk.folder / "data" / "proposals.csv"
    proposals.write_text(desk.text("proposals.csv").replace("(cybersecurity)", "(security)"), encoding="utf-8")
    before = proposals.read_bytes()
    desk.type("Contributions", PROPOSAL, "Key points", "Another")
    assert told(desk) == [
        f"Contributions!I2: Key points of {PROPOSAL} is 'Another' here, and was changed to "
        "'Revision to Resolution 130 (security)' in the register meanwhile; "
        "decide, and write it into data/proposals.csv:2"
    ]
    assert proposals.read_bytes() == before


def test_what_only_the_register_changed_is_no_change(desk: Desk) -> None:
    proposals = desk.folder / "data" / "proposals.csv"
    proposals.write_text(desk.text("proposals.csv").replace("(cybersecurity)", "(security)"), encoding="utf-8")
    assert desk.run()[0] == 0


@pytest.mark.parametrize(
    ("sheet", "id", "head", "value", "words"),
    [
        (
            "Contributions",
            PROPOSAL,
            "Region",
            "Mars",
            "was changed to 'Mars'; not written; it comes from organizations.csv",
        ),
        (
            "Contributions",
            PROPOSAL,
            "Key points",
            "=1+1",
            "is a formula; not written; type it as text, with an apostrophe",
        ),
        ("Contributions", PROPOSAL, "Key points", "#N/A", "is an error, '#N/A'; not written"),
        ("Contributions", PROPOSAL, "Result", True, "is true or false, 'TRUE'; not written"),
        ("Contributions", PROPOSAL, "Document", date(2022, 3, 4), "is a date, '2022-03-04'; not written"),
        ("Contributions", PROPOSAL, "Date", datetime(2022, 3, 4, 5), "is a time, '2022-03-04 05:00:00'; not written"),
        ("Contributions", PROPOSAL, "Date", "4 March", "'date' is '4 March'; not written; write it like 2022-06-03"),
        ("Contributions", PROPOSAL, "Date", 44624, "'date' is '44624'; not written; write it like 2022-06-03"),
        ("Contributions", PROPOSAL, "Date", "2022-02-30", "a date that no calendar has"),
        ("Contributions", PROPOSAL, "Action", "CHANGE", "'action' is 'CHANGE'; not written; write one of ADD, MOD"),
        ("Contributions", PROPOSAL, "Source", "nobody", "source 'nobody' is not in the register; not written"),
        (
            "Revisions",
            "PP-RES-130",
            "Title",
            "Security",
            "it comes from instruments.csv and revisions.csv: change it there",
        ),
        ("Revisions", "PP-RES-130", "Contributions", "x", "it comes from the sheet Contributions: change it there"),
        ("Revisions", "PP-RES-101", "Concern", "None", "it comes from the paper that tracks the text: change it there"),
        ("Revisions", "PP-RES-130", "Outcome", "suppressed", "not written"),
        (
            "Revisions",
            "PP-RES-11",
            "What was decided",
            "Rev. Busan, 2014",
            "would be shown as ''; not written; write it into",
        ),
        ("Sources", "itu-pp22-44a7", "Title", "x", "it comes from sources.csv: change it there"),
        ("About", "As of", "What it says", "x", "it comes from the conference, the paper and its settings"),
    ],
)
def test_what_is_not_written_says_why(desk: Desk, sheet: str, id: str, head: str, value: object, words: str) -> None:
    before = {path.name: path.read_bytes() for path in (desk.folder / "data").glob("*.csv")}
    desk.type(sheet, id, head, value)
    (line,) = told(desk)
    assert line.startswith(f"{sheet}!") and words in line
    assert {path.name: path.read_bytes() for path in (desk.folder / "data").glob("*.csv")} == before


def test_one_wrong_change_takes_its_record_with_it_and_no_other(desk: Desk) -> None:
    desk.type("Contributions", PROPOSAL, "Source", "nobody")
    desk.type("Contributions", PROPOSAL, "Document", "PP-22/45-E")
    desk.type("Contributions", "PP-22-RUS-RES-140", "Document", "PP-22/46-E")
    status, out, _ = desk.run("--apply")
    assert status == 1
    assert "Contributions!G2, Contributions!L2: source 'nobody' is not in the register; not written; " in out
    assert "PP-22/45-E" not in desk.text("proposals.csv") and "PP-22/46-E" in desk.text("proposals.csv")
    assert out.endswith("1 cell of 1 record written, 1 thing not written.\n")


def test_a_day_that_excel_made_of_it_is_read_and_said(desk: Desk) -> None:
    desk.type("Contributions", PROPOSAL, "Date", date(2022, 3, 4))
    status, out, _ = desk.run("--apply")
    assert status == 0
    assert f"Contributions!J2: Date of {PROPOSAL} was typed as a date; it was read as 2022-03-04\n" in out
    assert ",2022-03-04," in desk.text("proposals.csv")


def moved(book: openpyxl.Workbook) -> None:
    book["Contributions"].move_range("I1:I9", cols=20)


def renamed(book: openpyxl.Workbook) -> None:
    book["Contributions"]["I1"] = "Points"


def test_columns_that_were_moved_are_read_by_their_heads(desk: Desk) -> None:
    desk.type("Contributions", PROPOSAL, "Key points", "New words")
    desk.edit(moved)
    status, out, _ = desk.run("--apply")
    assert status == 0 and "Contributions: columns were moved; they were read by their heads\n" in out
    assert ",New words," in desk.text("proposals.csv")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            renamed,
            ["Contributions!I1: the column 'Key points' is headed 'Points'; it was not read; write 'Key points' there"],
        ),
        (
            lambda book: book["Contributions"].delete_cols(9),
            ["Contributions: the column 'Key points' is gone; the register keeps what it says; export again if it is "],
        ),
        (
            lambda book: book["Contributions"].__setitem__("N1", "Source"),
            ["Contributions: two columns are headed 'Source': L1 and N1; neither was read; keep one"],
        ),
        (
            lambda book: [book["Contributions"].__setitem__(place, "Mine") for place in ("N1", "N2", "O3")],
            [
                "Contributions!N1: the column 'Mine' is none of the export; 1 cell not read; put what is to be kept ",
                "Contributions!O1: the column O has no head; it was not read; write its head there, or move what ",
            ],
        ),
        (
            lambda book: book["Contributions"].delete_rows(2),
            [f"Contributions: the row {PROPOSAL} is gone; the register keeps it; to take it out, edit proposals.csv"],
        ),
        (
            lambda book: book["Contributions"].__setitem__("A2", "PP-22-EUR-1"),
            [
                f"Contributions!A2: the id '{PROPOSAL}' was changed to 'PP-22-EUR-1'; the row was not read; "
                f"write '{PROPOSAL}' there and import again"
            ],
        ),
        (
            lambda book: book["Contributions"].append(["PP-22-NEW-1", "PP-RES-2", None, None, "Fiji"]),
            [
                "Contributions!A4: the row 'PP-22-NEW-1' is none of the export; not written: Row: 'PP-RES-2'; "
                "Origin: 'Fiji'; to add it, edit proposals.csv"
            ],
        ),
        (
            lambda book: book["Contributions"].append([None, "PP-RES-2"]),
            ["Contributions!A4: the row has no id; not written: Row: 'PP-RES-2'; to add it, edit proposals.csv"],
        ),
        (
            lambda book: book["Contributions"].append([PROPOSAL, "PP-RES-130", None, None, "CEPT", None, "X"]),
            [f"Contributions!2: {PROPOSAL} stands in the rows 2 and 4, which differ; none was read; keep one"],
        ),
        (
            lambda book: [book["Contributions"].__setitem__("I2", "x"), book["Contributions"].merge_cells("I2:I3")],
            ["Contributions!I2:I3: the cells are merged; none of them was read; take the merging back"],
        ),
        (
            lambda book: book.remove(book["Decisions"]),
            ["Decisions: the sheet is missing or renamed; nothing of it was read; give it its name back"],
        ),
        (
            lambda book: book.create_sheet("Mine").append(["a", "b"]),
            [
                "Mine: the sheet is none of the export; 2 cells not read; "
                "put what is to be kept into a sheet of the export, or into the register"
            ],
        ),
        (
            lambda book: book["Decisions"].delete_rows(1),
            ["Decisions: no column is headed 'Row'; nothing of the sheet was read; write the heads back"],
        ),
    ],
)
def test_a_sheet_that_was_rebuilt_is_told(
    desk: Desk, change: Callable[[openpyxl.Workbook], None], words: list[str]
) -> None:
    desk.edit(change)
    found = told(desk)
    assert len(found) == len(words)
    assert all(line.startswith(start) for line, start in zip(found, words, strict=True)), found


def test_a_title_above_the_heads_and_another_order_do_no_harm(desk: Desk) -> None:
    def rebuild(book: openpyxl.Workbook) -> None:
        page = book["Revisions"]
        rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=2)]
        page.delete_rows(2, len(rows))
        for row in reversed(rows):
            page.append(row)
        page.insert_rows(1, 2)
        page["A1"] = "Our matrix"

    desk.edit(rebuild)
    assert desk.run() == (0, "PP-22, outcomes edition as of 2022-11-20\n\nNothing to write.\n", "")


def test_a_proposal_that_only_a_paper_declares_is_not_ours_to_write(small: Register) -> None:
    item = Item("a", Origin("a.md", 1), "PP-22-IAP-1", "proposal", "IAP/1", "PP-22", "PP-RES-101", {"action": "NOC"})
    matrix = build_matrix(Facts(register=small, items=(item,)), "PP-22", "issues", AFTER)
    pages = read_workbook(FORMATS["xlsx"](matrix, Meta(title="")), "m.xlsx")
    rows = pages["Contributions"].rows()
    row = next(number for number, line in rows.items() if line[1].text == "PP-22-IAP-1")
    column = next(number for number, cell in rows[1].items() if cell.text == "Action")
    found: Review = review(pages_with(pages, "Contributions", (row, column), Cell("MOD")), small)
    assert found.changes == [] and len(found.troubles) == 1
    assert found.troubles[0].fix == "change it in the paper that declares it, or add it to proposals.csv"


@pytest.mark.parametrize(
    "change",
    [
        lambda book: book.remove(book[EXPORTED]),
        lambda book: book[EXPORTED].delete_cols(4),
        lambda book: book[EXPORTED].__setitem__("B1", "2"),
    ],
)
def test_without_what_was_exported_nothing_is_compared(desk: Desk, change: Callable[[openpyxl.Workbook], None]) -> None:
    desk.edit(change)
    status, out, err = desk.run("--apply")
    assert (status, out) == (2, "")
    assert err == (
        "plenary: matrix.xlsx: the sheet 'Exported', which says what was exported, is missing or was changed; "
        "export again, and put the changes into the new file\n"
    )


def test_an_interrupted_write_leaves_both_files(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.type("Contributions", PROPOSAL, "Document", "PP-22/45-E")
    desk.type("Revisions", "PP-RES-11", "What was decided", "abrogated")
    before = {path.name: path.read_bytes() for path in (desk.folder / "data").iterdir() if path.is_file()}
    synced = []

    def fails(file: int) -> None:
        synced.append(file)
        if len(synced) == 2:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fails)
    status, _, err = desk.run("--apply")
    assert (status, err) == (2, "plenary: the register cannot be written (No space left on device); it is as it was\n")
    assert {path.name: path.read_bytes() for path in (desk.folder / "data").iterdir() if path.is_file()} == before


# the register's files ---------------------------------------------------------------------------------------------


@given(
    st.lists(st.lists(st.text("ab ,\"'\r\né", max_size=5), min_size=2, max_size=4), min_size=1, max_size=5),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
    st.booleans(),
)
def test_cells_are_where_csv_finds_them(rows: list[list[str]], end: str, quoting: int, last: bool) -> None:
    file = io.StringIO()
    csv.writer(file, lineterminator=end, quoting=quoting).writerows(rows)  # type: ignore[arg-type]
    text = file.getvalue() if last else file.getvalue().removesuffix(end)
    folded = text.replace("\r\n", "\n").replace("\r", "\n")
    reader = csv.reader(io.StringIO(folded, newline=""), strict=True)
    expected, line = [], 1
    for cells in reader:
        expected.append((line, cells or [""]))
        line = reader.line_num + 1
    found = []
    for record in records(text):
        raw = [text[start:stop] for start, stop in record.cells]
        cells = [part[1:-1].replace('""', '"') if part.startswith('"') else part for part in raw]
        found.append((record.line, [cell.replace("\r\n", "\n").replace("\r", "\n") for cell in cells]))
    assert found == expected


TABLE = '\ufeffid,note\r\n"a","x, ""y"""\r\n\r\nb,\'z\' "q"\r\nc,"two\r\nlines"\r\nd,'


def test_all_but_the_changed_cells_stay_as_they_are() -> None:
    text = TABLE.removeprefix("\ufeff")
    assert edited(text, {4: {"note": "n"}}) == text.replace("'z' \"q\"", "n")
    assert edited(text, {2: {"note": 'a"b'}, 7: {"note": "x\ny"}}) == (
        text.replace('"x, ""y"""', '"a""b"') + '"x\r\ny"'
    )
    assert edited(text, {5: {"id": "cc"}}) == text.replace("c,", "cc,")


def test_marks_line_ends_and_quotes_of_a_file_stay(desk: Desk) -> None:
    path = desk.folder / "data" / "proposals.csv"
    lines = desk.text("proposals.csv").splitlines()
    lines[2] = ",".join(f'"{cell}"' for cell in next(csv.reader([lines[2]])))
    path.write_bytes(("\ufeff" + "\r\n".join(lines)).encode())
    desk.type("Contributions", PROPOSAL, "Document", "PP-22/45-E")
    assert desk.run("--apply")[0] == 0
    assert path.read_bytes() == ("\ufeff" + "\r\n".join(lines)).replace("PP-22/44(Add.7)-E", "PP-22/45-E", 1).encode()


# reading ----------------------------------------------------------------------------------------------------------


@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\t<&_"), max_size=20), max_size=6
    )
)
def test_two_readers_read_the_same(words: list[str]) -> None:
    """What openpyxl writes and what we write; of ``_x0041_`` openpyxl makes something else (decision 16)."""
    assume(not any("x005F_" in word or "_x" in word for word in words))
    book = openpyxl.Workbook()
    for row, word in enumerate(words, 1):
        book.active.cell(row, 2).value = word
        book.active.cell(row, 2).data_type = "s"
    file = io.BytesIO()
    book.save(file)
    page = read_workbook(file.getvalue(), "m.xlsx")["Sheet"]
    assert [page.cells.get((row, 2), Cell("")).text for row in range(1, len(words) + 1)] == words


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def parts(sheet: str, space: str = MAIN, strings: str = "", formats: str = "", settings: str = "") -> dict[str, str]:
    """A workbook by hand, with one sheet."""
    relation = '<Relationship Id="{0}" Type="' + OFFICE + '/{1}" Target="{2}"/>'
    inside = "".join(
        relation.format(*one)
        for one in (("r1", "worksheet", "/xl/a.xml"), ("r2", "sharedStrings", "s.xml"), ("r3", "styles", "f.xml"))
    )
    wrap = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    return {
        "_rels/.rels": wrap.format(relation.format("r1", "officeDocument", "xl/w.xml")),
        "xl/w.xml": f'<workbook xmlns="{space}" xmlns:r="{OFFICE}">{settings}'
        '<sheets><sheet name="A" r:id="r1"/></sheets></workbook>',
        "xl/_rels/w.xml.rels": wrap.format(inside),
        "xl/a.xml": f'<worksheet xmlns="{space}"><sheetData>{sheet}</sheetData></worksheet>',
        "xl/s.xml": f'<sst xmlns="{space}">{strings}</sst>',
        "xl/f.xml": f'<styleSheet xmlns="{space}">{formats}</styleSheet>',
    }


def cells(**given: str) -> list[tuple[str, Kind]]:
    page = read_workbook(zipped(parts(**given)), "m.xlsx")["A"]
    return [(cell.text, cell.kind) for _, cell in sorted(page.cells.items())]


DAYS = (
    '<numFmts><numFmt numFmtId="164" formatCode="[$-409]d\\ mmm;@"/>'
    '<numFmt numFmtId="165" formatCode="[Red]0.00&quot;day&quot;"/></numFmts>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs>'
)


WRITTEN: dict[str, tuple[dict[str, str], list[tuple[str, Kind]]]] = {
    "text in the cell, and a cell without a name": (
        {"sheet": '<row><c t="inlineStr"><is><t>a</t></is></c><c><v>1.5</v></c></row>'},
        [("a", Kind.TEXT), ("1.5", Kind.NUMBER)],
    ),
    "runs of text, and how it is read aloud": (
        {
            "sheet": '<row r="1"><c r="A1" t="s"><v>0</v></c></row>',
            "strings": "<si><r><rPr><b/></rPr><t>bo</t></r><r><t>ld</t></r><rPh><t>aloud</t></rPh></si>",
        },
        [("bold", Kind.TEXT)],
    ),
    "escapes": (
        {
            "sheet": '<row><c t="s"><v>0</v></c></row>',
            "strings": "<si><t>_x005F_x000D_ _x0041_ _xD800_</t></si>",
        },
        [("_x000D_ A _xD800_", Kind.TEXT)],
    ),
    "formulas": (
        {"sheet": '<row><c t="str"><f>"x"</f><v>x</v></c><c><f>1+1</f></c></row>'},
        [("x", Kind.FORMULA), ("", Kind.FORMULA)],
    ),
    "truth and errors": (
        {"sheet": '<row><c t="b"><v>1</v></c><c t="e"><v>#REF!</v></c></row>'},
        [("TRUE", Kind.TRUTH), ("#REF!", Kind.ERROR)],
    ),
    "days by Excel's form and by one of the file": (
        {"sheet": '<row><c s="1"><v>44624</v></c><c s="2"><v>44624.25</v></c></row>', "formats": DAYS},
        [("2022-03-04", Kind.DAY), ("2022-03-04 06:00:00", Kind.MOMENT)],
    ),
    "numbers whose form has words and colours": (
        {"sheet": '<row><c s="3"><v>44624</v></c><c s="9"><v>7</v></c></row>', "formats": DAYS},
        [("44624", Kind.NUMBER), ("7", Kind.NUMBER)],
    ),
    "days from 1904": (
        {
            "sheet": '<row><c s="1"><v>43162</v></c></row>',
            "formats": DAYS,
            "settings": '<workbookPr date1904="1"/>',
        },
        [("2022-03-04", Kind.DAY)],
    ),
    "the first day, and one of no calendar": (
        {"sheet": '<row><c s="1"><v>1</v></c><c s="1"><v>1e99</v></c></row>', "formats": DAYS},
        [("1900-01-01", Kind.DAY), ("1e+99", Kind.NUMBER)],
    ),
    "the strict form": (
        {"sheet": '<row><c t="d"><v>2022-03-04T00:00:00</v></c></row>', "space": STRICT},
        [("2022-03-04", Kind.DAY)],
    ),
    "the last column": (
        {"sheet": '<row r="3"><c r="XFD3"><v>1</v></c></row><row><c><v>2</v></c></row>'},
        [("1", Kind.NUMBER), ("2", Kind.NUMBER)],
    ),
}


@pytest.mark.parametrize(("given", "expected"), WRITTEN.values(), ids=WRITTEN)
def test_what_other_programs_write(given: dict[str, str], expected: list[tuple[str, Kind]]) -> None:
    assert cells(**given) == expected


def test_names_of_cells() -> None:
    assert [cell_name(7, column) for column in (1, 26, 27, 702, 703, 16384)] == [
        "A7",
        "Z7",
        "AA7",
        "ZZ7",
        "AAA7",
        "XFD7",
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "the file is empty; is it the right file?"),
        (b"id,title\n", "this is no .xlsx, whatever its name says; save it as .xlsx"),
        (package_reader.OLE + b"x", "this is an old Excel file (.xls), or one that is protected by a password"),
        (b"PK\3\4 and no more", "this .xlsx is broken: its end is missing; open it, let it be repaired, and save it"),
        (zipped({"a": "b"}), "this .xlsx is broken: There is no item named 'xl/workbook.xml' in the archive"),
        (zipped(parts("<row><c><v>x</v></c></row>")), "this .xlsx is broken: could not convert string to float: 'x'"),
        (zipped(parts('<row><c t="s"><v>5</v></c></row>')), "this .xlsx is broken: it has no text number 5"),
        (zipped(parts('<row><c r="?1"/></row>')), "this .xlsx is broken: '?1' is no cell"),
        (zipped(parts("<row>")), "this .xlsx is broken: mismatched tag"),
        (
            zipped({**parts(""), "xl/s.xml": '<!DOCTYPE a [<!ENTITY b "c">]><sst/>'}),
            "it declares entities, which no such file does; save it anew; if it came from a stranger, do not open it",
        ),
        (
            zipped(parts("<row>" + "<c><v>1</v></c>" * 30 + "</row>")),
            "it has more than 20 cells, or 64,000,000 characters in them; save it anew",
        ),
        (zipped(parts("<!--" + " " * 200_000 + "-->")), "it unpacks to more than 0 MB of text and marks; save it anew"),
    ],
)
def test_what_is_no_workbook_is_told_in_words(
    content: bytes, words: str, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sphinx_plenary.imports.workbook.MAX_CELLS", 20)
    monkeypatch.setattr(package_reader, "MAX_XML", 100_000)
    desk.path.write_bytes(content)
    status, out, err = desk.run()
    assert (status, out) == (2, "")
    assert err.startswith(f"plenary: matrix.xlsx: {words}")


def test_one_text_in_many_cells_is_counted_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sphinx_plenary.imports.workbook.MAX_TEXT", 1000)
    sheet = "<row>" + '<c t="s"><v>0</v></c>' * 11 + "</row>"
    with pytest.raises(Unreadable, match="characters in them"):
        read_workbook(zipped(parts(sheet, strings=f"<si><t>{'a' * 100}</t></si>")), "m.xlsx")


def test_a_far_cell_and_a_vast_merging_cost_nothing() -> None:
    made = parts('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    made["xl/a.xml"] = made["xl/a.xml"].replace(
        "</sheetData>", '</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    )
    page = read_workbook(zipped(made), "m.xlsx")["A"]
    assert (list(page.cells), page.merged) == ([(1048576, 16384)], ((1, 1, 1048576, 16384),))


def test_any_broken_file_is_refused_not_raised(file: bytes) -> None:
    """One of our own, with bytes of its parts spoiled."""
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    for name, content in contents.items():
        for at in range(0, len(content), max(len(content) // 12, 1)):
            spoiled = {**contents, name: content[:at] + b"\xff<" + content[at + 1 :]}
            try:
                read_workbook(zipped(spoiled), "m.xlsx")
            except Unreadable as error:
                assert error.problem.text


def test_the_real_register_is_written_as_it_stands(real: Register, tmp_path: Path) -> None:
    """A change in each file of the real register changes one line of each."""
    copy = Path(shutil.copytree(REAL, tmp_path / "data"))
    register = sound(copy, tmp_path)
    pages = read_workbook(exported(register, "PP-22"), "m.xlsx")
    found = review(pages, register)
    proposal = register.proposals[PROPOSAL]
    outcome = next(one for one in register.outcomes if (one.conference, one.instrument) == ("PP-22", "PP-RES-11"))
    now = Now(register, "PP-22", "outcomes")
    blank = Change(proposal.origin, "summary", "", "New", "Contributions!I2", PROPOSAL, "Key points", "New")
    other = replace(
        blank, origin=outcome.origin, column="detail", place="Revisions!O6", about="PP-RES-11", head="What was decided"
    )
    assert now.record("Revisions", "PP-RES-11") == outcome and not found.changes
    result = judged([blank, other], copy, tmp_path, "PP-22", "outcomes")
    assert not result.troubles
    for path, data in result.files.items():
        before, after = path.read_bytes().split(b"\n"), data.split(b"\n")
        assert len(before) == len(after) and sum(one != two for one, two in zip(before, after, strict=True)) == 1
