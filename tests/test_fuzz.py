"""Sound files with something wrong in them, made at random: no traceback, no hang, whatever stands there.

Some dozen of each in every run of the tests; ``make fuzz`` tries as many as it is told to, each time others.
"""

from __future__ import annotations

import io
import os
import shutil
import time
import zipfile
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest
from conftest import SMALL
from hypothesis import given, settings
from hypothesis import strategies as st
from making import docx_parts, paragraph, row
from test_import import exported

from sphinx_plenary.cli import main
from sphinx_plenary.imports import NoExport, judged, read_workbook, review
from sphinx_plenary.inline import move
from sphinx_plenary.lint import Unreadable, read_document
from sphinx_plenary.register import Register, load_register

ROOT = Path(__file__).resolve().parent.parent
TRIES = int(os.environ.get("FUZZ", "25"))
# The longest that one input may take, on a machine that does other things too.
SECONDS = 20.0
# What readers look at, what numbers can be, what markup begins with and never ends.
TOKENS = (
    *("|", "\n", "\n\n", "\t", "\0", "\ufeff", "\u202e", "\u2028", "é", "\U0001f600", "\x1b[2J", "\r", "﻿", "​"),
    *(
        "```",
        ":::{note}",
        "---",
        "{res}`",
        "`",
        "[^",
        "](",
        "<",
        "<!--",
        "&#0;",
        "$$",
        "\\",
        "{{",
        "[[",
        "***",
        "> " * 60,
    ),
    *("9" * 5000, "-1", "0", "1e999", "NaN", "2022-02-30", "9999-99-99", "31 February 2022", "١٢", "²", "Ⅳ"),
    *(
        "Resolution ",
        "Resolutions 1, 2 and ",
        "(Rev. ",
        "(Rev. Busan, 2014)",
        "COM5/",
        "Add.",
        "PP-22",
        "ITU-T ",
        "WTSA-",
    ),
    *(
        '"',
        "'",
        "=",
        "=1+1",
        "<script>",
        "]]>",
        "<!DOCTYPE a>",
        "&a;",
        "*a",
        "&a [*a, *a]",
        "!!python/object:os.x",
        "? ",
    ),
    *("- " * 300, "[" * 300, "{" * 300, "a" * 3000, "," * 500, ": ", "\\input{x}", "%s%n", "../../../etc/passwd"),
)


def tries(share: float = 1) -> Callable[[Callable[..., None]], Callable[..., None]]:
    many = max(3, int(TRIES * share))
    return settings(max_examples=many, derandomize="FUZZ" not in os.environ, database=None)


Cuts = list[tuple[float, int, str]]
# Places as parts of the length, how much goes there, and what comes.
CUTS: st.SearchStrategy[Cuts] = st.lists(
    st.tuples(
        st.floats(0, 1, exclude_max=True),
        st.sampled_from([0, 0, 1, 3, 40, 400]),
        st.one_of(st.sampled_from(TOKENS), st.text(max_size=8)),
    ),
    min_size=1,
    max_size=6,
)


def spoiled(text: str, cuts: Cuts) -> str:
    for where, gone, new in cuts:
        at = int(where * len(text))
        text = text[:at] + new + text[at + gone :]
    return text


def spoiled_bytes(data: bytes, cuts: Cuts) -> bytes:
    return spoiled(data.decode("latin-1"), cuts).encode("latin-1", "replace")


class timed:
    """What is inside takes no longer than one input may."""

    def __enter__(self) -> None:
        self.began = time.monotonic()

    def __exit__(self, *error: object) -> None:
        assert time.monotonic() - self.began < SECONDS


DATA = sorted(path.relative_to(SMALL).as_posix() for path in SMALL.rglob("*") if path.suffix in {".csv", ".yaml"})
TEXTS = [
    *((ROOT / "tests/labelled").glob("*.md")),
    *((ROOT / "tests/projects/cycle/source/papers").glob("*.md")),
    *((ROOT / "tests/projects/torture/source/papers").glob("*.md")),
]


@tries()
@given(st.sampled_from(DATA), CUTS)
def test_register(tmp_path_factory: pytest.TempPathFactory, name: str, cuts: Cuts) -> None:
    data = tmp_path_factory.mktemp("fuzz") / "data"
    shutil.copytree(SMALL, data)
    path = data / name
    path.write_text(spoiled(path.read_text(encoding="utf-8"), cuts), encoding="utf-8", errors="surrogatepass")
    with timed():
        _, faults = load_register(data, data.parent)
    for fault in faults:
        assert str(fault.problem.origin) and fault.problem.text
    shutil.rmtree(data.parent)


@tries()
@given(st.sampled_from(sorted(TEXTS)), CUTS, st.sampled_from([".md", ".txt"]))
def test_rules_on_a_paper(
    tmp_path_factory: pytest.TempPathFactory, small: Register, text: Path, cuts: Cuts, suffix: str
) -> None:
    """Readers, the grammar of citations and all rules: what ``plenary lint`` does."""
    paper = tmp_path_factory.mktemp("fuzz") / f"paper{suffix}"
    paper.write_text(spoiled(text.read_text(encoding="utf-8"), cuts), encoding="utf-8", errors="replace")
    said, told = io.StringIO(), io.StringIO()
    with timed(), redirect_stdout(said), redirect_stderr(told):
        status = main(["lint", str(paper), "--conference", "PP-22", "--date", "2022-09-08", "--register", str(SMALL)])
    assert status in {0, 1, 2}
    assert "Traceback" not in told.getvalue(), told.getvalue()
    shutil.rmtree(paper.parent)


def docx() -> dict[str, str]:
    table = f"<w:tbl>{row(paragraph('one'), paragraph('Resolution 101'))}</w:tbl>"
    return docx_parts(paragraph("Resolution 101 (Rev. Busan, 2014)", "and more") + table, notes=paragraph("A note."))


def packed(parts: dict[str, str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text.encode("utf-8", "surrogatepass"))
    return made.getvalue()


@tries()
@given(st.sampled_from(sorted(docx())), CUTS, st.booleans())
def test_docx(tmp_path_factory: pytest.TempPathFactory, part: str, cuts: Cuts, inside: bool) -> None:
    parts = docx()
    if inside:
        parts[part] = spoiled(parts[part], cuts)
    data = packed(parts)
    path = tmp_path_factory.mktemp("fuzz") / "paper.docx"
    path.write_bytes(data if inside else spoiled_bytes(data, cuts))
    with timed():
        read(path)
    shutil.rmtree(path.parent)


@pytest.mark.parametrize("words", ["an encoding", "UTF" + "9" * 5000, "rot13", "utf-7", ""])
def test_an_encoding_that_nobody_knows(tmp_path: Path, small: Register, sheet: dict[str, str], words: str) -> None:
    """Found by ``test_docx``: Python's name for it is no error of the parser."""
    path = tmp_path / "paper.docx"
    head = 'encoding="UTF-8"'
    path.write_bytes(packed({name: text.replace(head, f'encoding="{words}"') for name, text in docx().items()}))
    with pytest.raises(Unreadable):
        read_document(path, path.name)
    other = {name: text.replace(head, f'encoding="{words}"') for name, text in sheet.items()}
    with pytest.raises(Unreadable):
        read_workbook(packed(other), "matrix.xlsx")


@tries(0.2)  # each in a process of its own
@given(CUTS)
def test_pdf(tmp_path_factory: pytest.TempPathFactory, cuts: Cuts) -> None:
    path = tmp_path_factory.mktemp("fuzz") / "paper.pdf"
    path.write_bytes(spoiled_bytes(pdf(), cuts))
    with timed():
        read(path)
    shutil.rmtree(path.parent)


def pdf() -> bytes:
    """A small one with everything in plain sight, so that a cut hits something."""
    stream = b"BT /F1 12 Tf 72 720 Td (Resolution 101 \\(Rev. Busan, 2014\\)) Tj ET"
    return b"".join(
        [
            b"%PDF-1.4\n1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj\n",
            b"2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj\n",
            b"3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R ",
            b"/Resources <</Font <</F1 5 0 R>>>>>> endobj\n4 0 obj <</Length %d>> stream\n" % len(stream),
            stream,
            b"\nendstream endobj\n5 0 obj <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>> endobj\n",
            b"trailer <</Root 1 0 R /Size 6>>\n%%EOF\n",
        ]
    )


def read(path: Path) -> None:
    try:
        read_document(path, path.name)
    except Unreadable as error:
        assert error.problem.text


@pytest.fixture(scope="module")
def sheet(small: Register) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(exported(small))) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


@tries()
@given(st.data(), CUTS, st.booleans())
def test_import(small: Register, sheet: dict[str, str], draw: st.DataObject, cuts: Cuts, inside: bool) -> None:
    parts = dict(sheet)
    if inside:
        part = draw.draw(st.sampled_from(sorted(parts)))
        parts[part] = spoiled(parts[part], cuts)
    data = packed(parts)
    with timed():
        try:
            found = review(read_workbook(data if inside else spoiled_bytes(data, cuts), "matrix.xlsx"), small)
            judged(found.changes, SMALL, ROOT, found.conference, found.edition)
        except (Unreadable, NoExport) as error:
            assert str(error)


HTML = """<!DOCTYPE html><html><head><title>a</title><style>p { margin: 0 }</style></head><body class="b">
<!-- x --><script>one()</script><p style="width: 10%" class='wide' title="a > b">words</p><script src="a.js"></script>
<td style='color: red'>x</td><script type="application/json">{"a": "</p>"}</script></body></html>"""


@tries(2)
@given(CUTS)
def test_pages_without_scripts_in_them(cuts: Cuts) -> None:
    page = spoiled(HTML, cuts)
    with timed():
        moved = move(page)
    again = move(moved.page)
    assert (again.page, again.files) == (moved.page, {}), "nothing that could be moved is left"
