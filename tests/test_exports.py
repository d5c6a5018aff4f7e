"""The matrix as files: the same words in each format, text that stays text, and the same bytes each time."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import jsonschema_rs
import openpyxl
import pytest
from building import in_process, project
from conftest import REAL, ROOT, SMALL
from docutils import nodes
from hypothesis import given
from hypothesis import strategies as st
from test_matrix import AFTER, BEFORE, ITEMS

from sphinx_plenary.cli import main
from sphinx_plenary.downloads import DownloadsTransform, write_downloads
from sphinx_plenary.exports import FORMATS, Meta, file_name, meta_of
from sphinx_plenary.exports.csv import guarded, unguarded
from sphinx_plenary.exports.layout import MAX_CELL, paragraph
from sphinx_plenary.exports.xlsx import RISKY
from sphinx_plenary.facts import Facts
from sphinx_plenary.matrix import Contribution, Matrix, Row, Table, build_matrix
from sphinx_plenary.register import Register

SITE = "https://example.org/pp"
SIGNS = st.sampled_from("=+-@\t\r\n＝'\"<>&,; _x\0\x0b￾aé😀")
WORDS = st.text(SIGNS | st.characters(exclude_categories=["Cs"]), max_size=20)


@pytest.fixture
def matrix(small: Register) -> Matrix:
    return build_matrix(Facts(register=small, items=ITEMS, declared=ITEMS), "PP-22", "outcomes", AFTER)


@pytest.fixture
def meta(small: Register, matrix: Matrix) -> Meta:
    return replace(
        meta_of(small, matrix, licence="CC BY 4.0", site_url=SITE), page=f"{SITE}/papers/m.html", version="2"
    )


def workbook(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def lines(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def texts(data: bytes, sheet: str) -> list[dict[str, str]]:
    """The lines of a sheet, by head."""
    heads, *rows = workbook(data)[sheet].iter_rows(values_only=True)
    return [{str(head): str(cell or "") for head, cell in zip(heads, row, strict=True)} for row in rows]


def one_row(**fields: object) -> Matrix:
    """A matrix of a row with one contribution."""
    unknown = {"code": "", "proponents": (), "region": "", "document": "", "action": "", "points": ""}
    contribution = Contribution(**{"id": "PP-22-A-1", **unknown, **fields})  # type: ignore[arg-type]
    row = Row(
        id="PP-RES-2",
        instrument="PP-RES-2",
        kind="RES",
        number="2",
        name="Resolution 2",
        title=str(fields.get("points", "")),
        revision="",
        body="PP",
        contributions=(contribution,),
    )
    table = Table(id="revisions", title="Revisions", rows=(row,))
    return Matrix(conference="PP-22", edition="issues", as_of=BEFORE, tables=(table,), issue_titles={}, regions={})


# xlsx -------------------------------------------------------------------------------------------------------------


def test_a_sheet_for_each_table_and_what_belongs_to_them(matrix: Matrix, meta: Meta) -> None:
    book = workbook(FORMATS["xlsx"](matrix, meta))
    assert book.sheetnames == ["Revisions", "Draft new", "Decisions", "Contributions", "Sources", "About", "Exported"]
    assert book["Exported"].sheet_state == "veryHidden"
    page = book["Revisions"]
    assert (page.freeze_panes, page.auto_filter.ref) == ("C2", f"A1:O{page.max_row}")
    assert (page.page_setup.orientation, page.print_title_rows) == ("landscape", "$1:$1")
    assert page.print_title_cols == "$A:$B"
    assert page["C5"].alignment.wrap_text and page.column_dimensions["C"].width > 30
    link = page["A2"].hyperlink
    assert (page["A2"].value, link.target, link.location) == ("PP-RES-2", f"{SITE}/papers/m.html", "row-pp-res-2")
    linked = {cell.value: cell.hyperlink for (cell,) in book["Sources"]["C2:C20"] if cell.value}
    assert linked and all(link and link.target == url for url, link in linked.items())
    assert [validation.formula1 for validation in page.data_validations.dataValidation] == [
        '"New,Revised,Not changed,Suppressed,Forwarded,Adopted,Not adopted"',
        '"seen,unconfirmed"',
    ]
    said = dict(book["About"].iter_rows(values_only=True))
    assert said["As of"] == "20 November 2022 (2022-11-20)"
    assert (said["Version"], said["Licence"], said["Action NOC"]) == ("2", "CC BY 4.0", "no change")
    assert "best-efforts" in said["Please note"] and said["Region Europe"] == "CEPT; its documents begin with EUR"


def test_rows_are_as_high_as_their_words(matrix: Matrix, meta: Meta) -> None:
    """LibreOffice and phones do not find out by themselves."""
    page = workbook(FORMATS["xlsx"](matrix, meta))["Revisions"]
    for number, row in enumerate(page.iter_rows(), 1):
        widths = {cell.column_letter: page.column_dimensions[cell.column_letter].width for cell in row}
        needed = max(1, *(len(str(cell.value or "")) / widths[cell.column_letter] for cell in row))
        assert 15 * needed <= page.row_dimensions[number].height <= 15 * (needed * 1.3 + 2)
    assert page.row_dimensions[3].height > 15


def test_what_a_row_and_a_contribution_say(matrix: Matrix, meta: Meta) -> None:
    data = FORMATS["xlsx"](matrix, meta)
    row = next(row for row in texts(data, "Revisions") if row["Row"] == "PP-RES-130")
    assert (row["No."], row["Revision in force"], row["Outcome"], row["New revision"]) == (
        *("Resolution 130", "Rev. Dubai, 2018", "Revised"),
        "Rev. Bucharest, 2022",
    )
    assert row["Contributions"] == (
        "EUR/44A7/1 (CEPT): MOD Revision to Resolution 130 (cybersecurity). PP-22/44(Add.7)-E, 3 June 2022. "
        "Result: Resolution 130 was revised at PP-22."
    )
    held = next(row for row in texts(data, "Revisions") if row["Row"] == "PP-RES-101")
    assert (held["Position"], held["Concern"]) == ("no change\nCITEL: oppose", "A wider text")
    assert held["Outcome: certainty"] == "unconfirmed"
    (one,) = (one for one in texts(data, "Contributions") if one["Proposal"] == "PP-22-EUR-44A7-1")
    assert (one["Row"], one["Origin"], one["Region"], one["Action"], one["Date"], one["Certainty"]) == (
        *("PP-RES-130", "CEPT", "Europe", "MOD", "2022-06-03", "seen"),
    )


def test_what_is_unconfirmed_says_so_in_every_format() -> None:
    contribution = replace(next(one_row(points="x").rows()).contributions[0], unconfirmed=True)
    assert paragraph(contribution) == "Origin not known: x. Unconfirmed."
    matrix = one_row(points="x", unconfirmed=True)
    assert texts(FORMATS["xlsx"](matrix, Meta(title="")), "Contributions")[0]["Certainty"] == "unconfirmed"
    assert lines(FORMATS["csv"](matrix, Meta(title="")))[0]["Certainty"] == "unconfirmed"
    (row,) = json.loads(FORMATS["json"](matrix, Meta(title="")))["tables"][0]["rows"]
    assert row["contributions"][0]["unconfirmed"] is True


def test_what_excel_would_drop_is_cut_and_says_so() -> None:
    data = FORMATS["xlsx"](one_row(points="😀" * 20_000), Meta(title=""))
    (row,) = texts(data, "Contributions")
    assert row["Key points"].endswith("😀 … (cut: too long for a cell)")
    assert MAX_CELL < len(row["Key points"].encode("utf-16-le")) // 2 < 32_767


@given(st.sampled_from(RISKY), WORDS)
def test_text_stays_text(sign: str, words: str) -> None:
    matrix = one_row(points=sign + words, document=words, proponents=(sign + words,), code=sign)
    data = FORMATS["xlsx"](matrix, Meta(title=sign + words, sources={"a": (sign + words, sign + words)}))
    book = workbook(data)
    cells = [cell for page in book for row in page.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist() if "worksheets/sheet" in name)
    for line in csv.reader(io.StringIO(FORMATS["csv"](matrix, Meta(title="")).decode("utf-8-sig"), newline="")):
        assert not any(cell.startswith(RISKY) for cell in line)


def test_text_that_looks_like_marks_of_a_spreadsheet() -> None:
    for text in ("<r><t>x</t></r>", "_x000D_", "a\x0bb", "mailto:a@b", "internal:About!A1"):
        (row,) = texts(FORMATS["xlsx"](one_row(points=text), Meta(title="")), "Contributions")
        assert row["Key points"].strip() == text.replace("\x0b", "\N{REPLACEMENT CHARACTER}")


# csv and json -----------------------------------------------------------------------------------------------------


@given(WORDS)
def test_a_guard_is_taken_back(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(RISKY)


def test_csv_has_a_line_for_each_contribution_and_each_row_without(matrix: Matrix, meta: Meta) -> None:
    data = FORMATS["csv"](matrix, meta)
    assert data.startswith(b"\xef\xbb\xbfTable,Row,No.,Title,") and data.endswith(b"\r\n")
    found = [(line["Row"], line["Proposal"]) for line in lines(data)]
    assert found == [(row.id, one.id if one else "") for row in matrix.rows() for one in row.contributions or (None,)]
    assert {line["As of"] for line in lines(data)} == {"2022-11-20"}


def schema() -> jsonschema_rs.Draft202012Validator:
    text = (REAL / "schema" / "matrix.schema.json").read_text(encoding="utf-8")
    return jsonschema_rs.Draft202012Validator(json.loads(text))


def test_json_is_what_its_schema_says(matrix: Matrix, meta: Meta, real: Register) -> None:
    valid = schema()
    valid.validate(json.loads(FORMATS["json"](matrix, meta)))
    for conference in real.conferences:
        for edition in ("issues", "outcomes"):
            built = build_matrix(Facts(register=real), conference, edition, date(2026, 1, 1))
            valid.validate(json.loads(FORMATS["json"](built, meta_of(real, built))))


def ids(data: bytes, suffix: str) -> Iterator[str]:
    """Rows and contributions of a file, in its order."""
    if suffix == "json":
        for table in json.loads(data)["tables"]:
            for row in table["rows"]:
                yield row["id"]
                yield from (one["id"] for one in row["contributions"])
    elif suffix == "csv":
        for line in lines(data):
            yield from filter(None, (line["Row"], line["Proposal"]))
    else:
        book = workbook(data)
        for name in book.sheetnames[: book.sheetnames.index("Contributions")]:
            yield from (row["Row"] for row in texts(data, name))
        yield from (row["Proposal"] for row in texts(data, "Contributions"))


@pytest.mark.parametrize("conference", ["PP-14", "PP-22", "WTSA-16", "WTSA-20"])
def test_every_format_has_the_same_rows(conference: str, real: Register) -> None:
    matrix = build_matrix(Facts(register=real), conference, "outcomes", date(2026, 1, 1))
    meta = meta_of(real, matrix)
    wanted = {row.id for row in matrix.rows()} | {one.id for row in matrix.rows() for one in row.contributions}
    for suffix, written in FORMATS.items():
        assert set(ids(written(matrix, meta), suffix)) == wanted, suffix


# bytes ------------------------------------------------------------------------------------------------------------


def test_the_same_matrix_gives_the_same_bytes(tmp_path: Path) -> None:
    found = []
    for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo")):
        made = tmp_path / seed
        made.mkdir()
        program = (
            "from sphinx_plenary.cli import main\n"
            f"for suffix in {list(FORMATS)}:\n"
            f"    main(['export', 'PP-22', '--edition', 'outcomes', '--format', suffix, '--as-of', '2022-11-20',"
            f" '--register', {str(REAL)!r}])\n"
        )
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "ext"), "PYTHONHASHSEED": seed, "TZ": zone}
        subprocess.run([sys.executable, "-c", program], cwd=made, env=environment, check=True, capture_output=True)
        found.append({path.name: path.read_bytes() for path in sorted(made.iterdir())})
    assert found[0] == found[1]
    assert sorted(found[0]) == [f"PP-22-outcomes-matrix.{suffix}" for suffix in sorted(FORMATS)]


# the command ------------------------------------------------------------------------------------------------------


def test_export_writes_and_says_what(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    arguments = ["export", "PP-22", "--register", str(SMALL)]
    assert main([*arguments, "--as-of", "2022-09-16", "--format", "csv"]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("PP-22-issues-matrix.csv: ") and said.out.endswith(", as of 16 September 2022\n")
    assert said.err == ""
    assert (tmp_path / "PP-22-issues-matrix.csv").stat().st_mode & 0o777 == 0o666 & ~umask()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1663286400")
    main([*arguments, "--output", "a.xlsx"])
    assert capsys.readouterr().out.endswith(", as of 16 September 2022\n")
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    main([*arguments, "--output", "a.xlsx"])
    assert "; name another day with --as-of" in capsys.readouterr().err


def umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["PP-2"], "no conference 'PP-2'; did you mean "),
        (["PP-22", "--output", "no/such/a.xlsx"], "no/such/a.xlsx: cannot be written (No such file or directory)"),
    ],
)
def test_export_refuses_in_words(
    arguments: list[str],
    words: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["export", *arguments, "--register", str(SMALL), "--as-of", "2022-09-16"]) == 2
    assert capsys.readouterr().err.startswith(f"plenary: {words}")
    assert list(tmp_path.iterdir()) == []


def test_export_has_what_the_papers_say(tmp_path: Path) -> None:
    folder = project("cycle", tmp_path)
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "ext")}
    command = [
        sys.executable,
        "-m",
        "sphinx_plenary.cli",
        "export",
        "PP-22",
        "--edition",
        "outcomes",
        "--format",
        "json",
    ]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    said = json.loads((folder / "PP-22-outcomes-matrix.json").read_text(encoding="utf-8"))
    assert (said["as_of"], said["status"], said["version"]) == ("2022-11-20", "Draft: not for citation", "0.1")
    rows = {row["id"]: row for table in said["tables"] for row in table["rows"]}
    assert rows["PP-RES-101"]["tracked"] == "PP-RES-101" and rows["PP-RES-101"]["positions"]


# beside pages -----------------------------------------------------------------------------------------------------


def test_downloads_stand_beside_the_pages(tmp_path: Path) -> None:
    folder = project("cycle", tmp_path)
    for builder, count in (("html", 3), ("latex", 0)):
        out = folder / "build" / builder
        with in_process(folder, out, builder, out / "trees") as app:
            app.build()
            matrix = build_matrix(app.env.domains["plenary"].facts, "PP-22", "issues", BEFORE)
            found = write_downloads(app, matrix, file_name(matrix), "papers/background")
            assert found == [f"_downloads/matrix/PP-22-issues-matrix.{suffix}" for suffix in FORMATS][:count]
            times = [(out / url).stat().st_mtime_ns for url in found]
            write_downloads(app, matrix, file_name(matrix), "papers/background")
            assert times == [(out / url).stat().st_mtime_ns for url in found], "nothing changed, nothing is written"
        if builder == "html":
            assert json.loads((out / found[2]).read_text(encoding="utf-8"))["version"]


def test_a_place_for_downloads_is_filled_with_links(tmp_path: Path) -> None:
    folder = project("cycle", tmp_path)
    out = folder / "build"
    with in_process(folder, out, doctrees=out / "trees") as app:
        app.build()
        for docname, name in (
            ("papers/outcomes", "PP-22-outcomes-matrix"),
            ("papers/background", "PP-22-outcomes-matrix-papers-background"),
        ):
            document = app.env.get_doctree(docname)
            place = nodes.paragraph(
                classes=["plenary-downloads"], conference="PP-22", edition="outcomes", as_of="2022-11-20"
            )
            document += place
            app.env.prepare_settings(docname)
            document.settings.env = app.env
            DownloadsTransform(document).run()
            assert place.astext() == "To take away: XLSX, CSV, JSON"
            links = [link["refuri"] for link in place.findall(nodes.reference)]
            assert links == [f"../_downloads/matrix/{name}.{suffix}" for suffix in FORMATS]
            assert all((out / "papers" / link).is_file() for link in links)
