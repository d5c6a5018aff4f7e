"""Against what an item was reviewed: written by a command, judged by a rule, listed on a page, counted by paper."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema_rs
import pytest
from building import build, change, project
from conftest import ROOT, SMALL

from sphinx_plenary.cli import main
from sphinx_plenary.register import Register
from sphinx_plenary.reviewed import Known, read_known, write_known

Output = pytest.CaptureFixture[str]

# What is known of the message of the test project.
OPEN = ":reviewed: 101 (Rev. Dubai, 2018), 102 (Rev. Dubai, 2018), 130 (Rev. Dubai, 2018); proposals EUR-44A7-1 (MOD)"
STATUS = jsonschema_rs.validator_for(json.loads((ROOT / "data/schema/status.schema.json").read_text(encoding="utf-8")))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return project("reviewed", tmp_path, SMALL)


@pytest.fixture
def paper(folder: Path) -> Path:
    return folder / "source/papers/paper.md"


def changed(before: str, after: str) -> list[str]:
    """The lines that a command took out and put in."""
    old, new = before.split("\n"), after.split("\n")
    return [*(f"-{line}" for line in old if line not in new), *(f"+{line}" for line in new if line not in old)]


def test_only_the_option_is_written(folder: Path, paper: Path, capsys: Output) -> None:
    before = paper.read_text()
    assert main(["review", "paper", "MSG-OPEN", "--project", str(folder)]) == 0
    assert capsys.readouterr().out == "source/papers/paper.md: 1 written\n"
    assert changed(before, paper.read_text()) == [f"+{OPEN}"]
    assert f":evidence: Resolution 101\n{OPEN}\n\nWe ask" in paper.read_text()


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_all_of_a_paper_and_the_marks_of_what_was_carried_over_go(
    folder: Path, paper: Path, capsys: Output, end: str
) -> None:
    before = paper.read_text()
    paper.write_text(before, newline=end)
    command = ["review", "papers/paper", "--all", "--project", str(folder)]
    assert main(command) == 0
    data = paper.read_bytes().decode()
    assert data.count("\n") == data.count(end)
    assert changed(before, data.replace(end, "\n")) == [
        "-:review: carried over from PP-18",
        "-  :reviewed: 130 (Marrakesh, 2002); proposals RUS-9 (MOD)",
        "-  :review: carried over from PP-18",
        f"+{OPEN}",
        "+:reviewed: 101 (Rev. Dubai, 2018); no proposals",
        "+  :reviewed: 130 (Rev. Dubai, 2018); proposals EUR-44A7-1 (MOD)",
        "+:reviewed: 130 (Rev. Dubai, 2018); proposals EUR-44A7-1 (MOD)",
    ]
    capsys.readouterr()
    assert main(command) == 0
    assert capsys.readouterr().out == "source/papers/paper.md: 0 written, 4 as before\n"
    assert paper.read_bytes().decode() == data
    assert main(["check", "--project", str(folder), "--select", "R415,R417,R503"]) == 0
    assert "R4" not in capsys.readouterr().out


def test_a_difference_is_shown_and_nothing_written(folder: Path, paper: Path, capsys: Output) -> None:
    before = paper.read_text()
    assert main(["review", "paper", "PP-RES-101", "--diff", "--project", str(folder)]) == 0
    shown = [line for line in capsys.readouterr().out.split("\n") if line[:1] in {"+", "-"}]
    assert shown[2:] == ["-:review: carried over from PP-18", "+:reviewed: 101 (Rev. Dubai, 2018); no proposals"]
    assert paper.read_text() == before


def test_without_ids_they_are_listed(folder: Path, capsys: Output) -> None:
    assert main(["review", "paper", "--project", str(folder)]) == 0
    assert capsys.readouterr().out.split("\n")[1:-1] == [
        "  MSG-OPEN  not yet",
        "  PP-RES-101  carried over from PP-18",
        "  POS-CEPT-PP-RES-130  carried over from PP-18",
        "  PP-RES-130  not yet",
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["papr"], "no paper 'papr'; did you mean 'paper'?"),
        (["paper", "MSG-OPN"], "no message, position or text with a position 'MSG-OPN'; did you mean 'MSG-OPEN'?"),
    ],
)
def test_refused_in_words(folder: Path, capsys: Output, words: list[str], said: str) -> None:
    assert main(["review", *words, "--project", str(folder)]) == 2
    assert said in capsys.readouterr().err


def test_what_has_moved_on_is_found_and_listed(folder: Path, paper: Path) -> None:
    first = build(folder)
    told = [line for line in first.findings if "R417" in line]
    assert len(told) == 1
    assert "130 was Marrakesh, 2002 and is Rev. Dubai, 2018" in told[0]
    assert "proposal EUR-44A7-1 (MOD) is new, proposal RUS-9 is gone" in told[0]
    page = first.page("papers/paper")
    assert "Proposal RUS-9 is gone." in page
    assert 'href="#POS-CEPT-PP-RES-130"' in page
    change(paper, "130 (Marrakesh, 2002); proposals RUS-9 (MOD)", "130 (Rev. Dubai, 2018); proposals EUR-44A7-1 (MOD)")
    again = build(folder)
    assert "Nothing is to be reviewed again." in again.page("papers/paper")
    change(folder / "data/proposals.csv", "PP-RES-130,,MOD", "PP-RES-130,,SUP")
    last = build(folder)
    assert "Proposal EUR-44A7-1 was MOD and is SUP." in last.page("papers/paper")


def test_what_says_nothing_of_texts_is_a_slip(folder: Path, paper: Path) -> None:
    change(paper, "130 (Marrakesh, 2002); proposals RUS-9 (MOD)", "yesterday, by all of us")
    slips = [line for line in build(folder, "check").findings if "R503" in line]
    assert len(slips) == 1
    assert "'reviewed' is 'yesterday, by all of us', which does not say against what" in slips[0]
    assert "plenary review paper" in slips[0]


def test_counts_by_paper(folder: Path, capsys: Output) -> None:
    assert main(["status", "--format", "json", "--project", str(folder)]) == 0
    told = json.loads(capsys.readouterr().out)
    STATUS.validate(told)
    (one,) = told["papers"]
    assert {key: one[key] for key in ("paper", "suspect", "unreviewed", "overdue", "internal")} == {
        "paper": "papers/paper",
        "suspect": 1,
        "unreviewed": 2,
        "overdue": 1,
        "internal": False,
    }
    assert one["warnings"] >= 4
    assert one["unconfirmed"] == 0


def test_the_table_is_one_line_a_paper(folder: Path, capsys: Output) -> None:
    assert main(["status", "paper", "--project", str(folder), "--audience", "internal"]) == 0
    head, line = capsys.readouterr().out.strip().split("\n")
    assert head.split()[:2] == ["paper", "status"]
    assert line.split()[:3] == ["papers/paper", "review", "1.0"]
    assert line.split()[-4:] == ["1", "2", "1", "·"]
    assert main(["status", "papr", "--project", str(folder)]) == 2


def test_embargoes_are_told_as_of_a_day(folder: Path, paper: Path, capsys: Output) -> None:
    """Also where conf.py keeps the paper from being published until then."""
    change(paper, "status: review", "status: final\n  embargo: 2022-09-12")
    conf = folder / "conf.py"
    conf.write_text(conf.read_text() + '\nplenary_publish = "final"\n')

    def told(day: str, *words: str) -> str:
        assert main(["status", "--date", day, *words, "--project", str(folder)]) == 0
        return capsys.readouterr().out

    assert "final 1.0, embargo until 12 September 2022 " in told("2022-09-11")
    assert "embargo" not in told("2022-09-12")
    for day, until in (("2022-09-11", "2022-09-12"), ("2022-09-12", "")):
        said = json.loads(told(day, "--format", "json"))
        STATUS.validate(said)
        assert (said["day"], said["papers"][0]["embargo"]) == (day, until)


def test_the_day_of_an_embargo_is_that_of_the_build(
    folder: Path, paper: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1662854400")  # 11 September 2022
    change(paper, "status: review", "status: review\n  embargo: 2022-09-12")
    assert main(["status", "--project", str(folder)]) == 0
    assert "embargo until 12 September 2022" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        main(["status", "--date", "tomorrow", "--project", str(folder)])
    assert "'tomorrow' is no day; write it like 2022-09-08" in capsys.readouterr().err


def test_unconfirmed_facts_are_counted_as_they_are_shown(folder: Path, paper: Path, capsys: Output) -> None:
    change(paper, "date: 2022-09-08", "date: 2023-09-08")  # after a conference whose results are only recalled
    assert main(["status", "--format", "json", "--project", str(folder)]) == 0
    (one,) = json.loads(capsys.readouterr().out)["papers"]
    page = build(folder).page("papers/paper")
    assert one["unconfirmed"] == page.count('<sup class="plenary-unconfirmed"') > 0


@pytest.mark.parametrize(
    "written",
    [
        "101 (Rev. Dubai, 2018), 102 (suppressed), WTSA-RES-50; no proposals",
        "101 (Minneapolis, 1998); proposals EUR-44A7-1 (MOD), RUS-RES-140, APT-9 ((MOD))",
    ],
)
def test_what_is_read_is_written_again(small: Register, written: str) -> None:
    known = read_known(written, "PP", "PP-22", small)
    assert known is not None
    assert write_known(known, "PP", "PP-22", small) == written


def test_texts_and_proposals_by_id(small: Register) -> None:
    known = read_known("101 (Rev. Dubai, 2018); proposals EUR/44A7/1 (MOD)", "PP", "PP-22", small)
    assert known == Known({"PP-RES-101": "Rev. Dubai, 2018"}, {"PP-22-EUR-44A7-1": "MOD"})


@pytest.mark.parametrize("wrong", ["101", "101 (Rev. Dubai, 2018)", "101; proposals", "101 and 102; no proposals", ""])
def test_what_is_not_of_the_form(small: Register, wrong: str) -> None:
    assert read_known(wrong, "PP", "PP-22", small) is None
