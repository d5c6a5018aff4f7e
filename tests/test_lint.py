"""``plenary lint``: a stranger's file meets the rules, whatever its kind; and prose of our own papers too."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from building import ROOT, build, change, project
from making import docx, paragraph

from sphinx_plenary.cli import main

TEXT = """PP-22: a note

Resolution 101 (Rev. Busan, 2014) and Resolution 14O matter. Resolutions 48 (Rev. Dubai, 2018) and
99 (Rev. Dubai 2018) too. WTSA Resolution 50 (Rev. Dubai, 2018) is another matter.
A screen resolution of 1080 lines, the resolution adopted in 2018 and Article 101 are none.
"""

FOUND = [
    ("R102", 3, 12, 34),
    ("R101", 3, 50, 53),
    ("R108", 4, 1, 21),
    ("R103", 4, 43, 64),
]

CASES = {
    "txt": lambda path: path.write_text(TEXT, encoding="utf-8"),
    "md": lambda path: path.write_text(TEXT, encoding="utf-8"),
}


def lint(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main(["lint", *arguments, "--register", str(ROOT / "data")])
    said = capsys.readouterr()
    return status, said.out, said.err


@pytest.mark.parametrize("suffix", CASES)
def test_findings_with_their_places(tmp_path: Path, capsys: pytest.CaptureFixture[str], suffix: str) -> None:
    path = tmp_path / f"note.{suffix}"
    CASES[suffix](path)
    status, out, err = lint(capsys, str(path), "--conference", "PP-22", "--date", "2022-09-08", "--format", "json")
    found = [(one["code"], one["line"], one["column"], one["end_column"]) for one in json.loads(out)["findings"]]
    assert (status, found, err) == (1, FOUND, "")


def test_a_word_file_meets_the_same_rules(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "note.docx"
    docx(path, paragraph("PP-22: a note") + paragraph("Resolution 101 (Rev. Busan, 2014) is old."))
    status, out, _ = lint(capsys, str(path), "--date", "2022-09-08", "--format", "json")
    assert (status, [(one["code"], one["line"]) for one in json.loads(out)["findings"]]) == (1, [("R102", 2)])


def test_the_likely_conference_and_day_are_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "note.txt"
    path.write_text("At WTSA-20, unlike PP-18, WTSA-20 kept Resolution 52 (Rev. Hammamet, 2016).\n", encoding="utf-8")
    status, out, err = lint(capsys, str(path))
    assert (status, out) == (0, "No finding.\n")
    assert err.startswith(f"plenary: {path}: taken to be about WTSA-20, as of 1 March 2022; name others with")


@pytest.mark.parametrize(
    "head",
    [
        "# Notes\n\n20 September 2022\n",
        "Notes\nAs of 20 September 2022\n",
        "# Issues matrix (as of 20 September 2022)\n",
        "Notes\n\n**Date: September 20, 2022**\n\nMeeting of 3 May 2022.\n",
        "Notes\nGeneva, 20 September 2022\n",
        "Document 44-E\nTuesday, 20 September 2022\nOriginal: English\n",
        "Note\nGenève, le 20 septembre 2022\n",
        "Note\nÉtat au 20 septembre 2022\n",
        "Nota\nFecha: 20 de septiembre de 2022\n",
        "Note\nPublished 13 September 2022\nLast updated: 2022-09-20\n\n12 May 2021\n",
    ],
)
def test_the_day_at_the_head_is_that_of_the_text(tmp_path: Path, capsys: pytest.CaptureFixture[str], head: str) -> None:
    path = tmp_path / "note.md"
    path.write_text(f"{head}\nPP-22 took place in Bucharest.\n", encoding="utf-8")
    _, out, err = lint(capsys, str(path), "--select", "R313")
    assert "as of 20 September 2022, the date at its head;" in err
    assert "in a paper of 20 September 2022" in out


@pytest.mark.parametrize(
    "text",
    [
        "PP-22 notes\n\n26 September to 14 October 2022\n",
        "PP-22 notes\n\nThe deadline is 20 September 2022\n",
        "PP-22 notes\n\n20 September 2022\n\n21 September 2022\n",
        "PP-22 notes\n\n20 September 2022, at nine\n",
        "PP-22 notes\n\n20 September\n",
        "PP-22 notes\n" + "a line\n" * 12 + "20 September 2022\n",
    ],
)
def test_a_date_that_is_not_that_of_the_text(tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str) -> None:
    path = tmp_path / "note.txt"
    path.write_text(text, encoding="utf-8")
    assert "as of 26 September 2022; name others" in lint(capsys, str(path))[2]


def test_a_text_of_no_conference_is_not_of_a_day_after_all_that_it_names(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "note.txt"
    path.write_text("We met on 3 May 2023 and meet on 5 June 2023. ITU was founded on 17 May 1865.\n", encoding="utf-8")
    assert "no conference that can be told, as of 5 June 2023;" in lint(capsys, str(path))[2]
    path.write_text("ITU was founded on 17 May 1865.\n", encoding="utf-8")
    assert "no conference that can be told, as of 27 November 2026;" in lint(capsys, str(path))[2]


def test_selection_strictness_and_what_cannot_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "note.txt"
    path.write_text("PP-22. Resolution 101 (Rev. Dubai 2018).\n", encoding="utf-8")
    about = (str(path), "--conference", "PP-22", "--date", "2022-09-08")
    assert lint(capsys, *about)[0] == 0
    assert lint(capsys, *about, "--strict")[0] == 1
    assert lint(capsys, *about, "--strict", "--select", "R101,R2")[0] == 0
    status, _, err = lint(capsys, str(path), "--conference", "PP-23")
    assert (status, err) == (2, "plenary: no conference 'PP-23'; did you mean 'PP-26', 'PP-22' or 'PP-02'?\n")
    status, _, err = lint(capsys, str(tmp_path / "none.docx"))
    assert status == 2 and err.count("\n") == 1


def test_the_worked_papers_have_no_finding(capsys: pytest.CaptureFixture[str]) -> None:
    for paper in sorted((ROOT / "source/papers").glob("*.md")):
        assert lint(capsys, str(paper))[:2] == (0, "No finding.\n"), paper.name  # its front matter says what and when


def test_prose_of_our_own_papers_is_read_in_every_build(tmp_path: Path) -> None:
    folder = project("cycle", tmp_path)
    change(
        folder / "source/papers/outcomes.md", "See {msg}", "Resolution 101 (Rev. Dubai, 2018) was revised. See {msg}"
    )
    for _ in range(2):
        assert build(folder, "check").findings == [
            "source/papers/outcomes.md:11: ERROR: R102 PP-RES-101 (Dubai, 2018) was not in force on "
            "20 November 2022: PP-22 revised it; write 'Resolution 101 (Rev. Bucharest, 2022)'"
        ]


def test_a_rule_that_speaks_of_the_register_is_the_projects(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The proposal adds what is there: who lints one file has no say in it."""
    data = tmp_path / "data"
    shutil.copytree(ROOT / "data", data)
    row = "PP-22-USA-999-1,PP-22,PP-RES-101,,ADD,United States,,,,,itu-pp22-site,seen,\n"
    with (data / "proposals.csv").open("a", encoding="utf-8") as file:
        file.write(row)
    paper = tmp_path / "paper.md"
    head = "paper: {kind: commentary, conference: PP-22, status: draft, date: 2022-09-08, version: '0.1', abstract: X}"
    paper.write_text(f"---\n{head}\n---\n# A paper\n\nAll is well.\n", encoding="utf-8")
    assert main(["lint", str(paper), "--register", str(data)]) == 0
    assert capsys.readouterr().out == "No finding.\n"


def test_a_last_day_is_not_judged_by_a_day_that_was_guessed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "note.md"
    path.write_text("% plenary: allow R207 until 2020-01-01: because\nAt PP22 and WTSA-24.\n", encoding="utf-8")
    assert lint(capsys, str(path))[:2] == (0, "No finding.\n")
    assert lint(capsys, str(path), "--conference", "PP-22", "--date", "2022-01-01")[0] == 1


def test_a_file_that_cannot_be_written_has_no_edits(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, edits in (("note.docx", False), ("note.md", True)):
        path = tmp_path / name
        if name.endswith(".docx"):
            docx(path, paragraph("At PP22 all is well."))
        else:
            path.write_text("At PP22 all is well.\n", encoding="utf-8")
        _, out, _ = lint(capsys, str(path), "--conference", "PP-22", "--date", "2022-01-01", "--format", "json")
        (found,) = json.loads(out)["findings"]
        assert ("edits" in found) is edits


def test_what_cannot_be_read_hides_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = tmp_path / "good.txt"
    good.write_text(TEXT, encoding="utf-8")
    status, out, err = lint(capsys, str(good), str(tmp_path / "none.md"), "--conference", "PP-22")
    assert status == 2 and "R102" in out
    assert err.splitlines()[-1].startswith(f"plenary: {tmp_path / 'none.md'}: cannot read the file")
    status, out, err = lint(capsys, str(tmp_path))
    assert (status, out) == (2, "")
    assert err == f"plenary: {tmp_path}: it is a folder; name files, as in {tmp_path / '*.md'}\n"
