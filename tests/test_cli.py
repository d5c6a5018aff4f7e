"""The command ``plenary``, as a user calls it: what it prints, and its exit status."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

from sphinx_plenary import __version__
from sphinx_plenary.cli import COMMANDS, main
from sphinx_plenary.register import FAULT_KINDS
from sphinx_plenary.rules import RULES

Output = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def refused(argv: list[str], output: Output) -> str:
    """The last line of what argparse says when it refuses."""
    with pytest.raises(SystemExit) as end:
        main(argv)
    assert end.value.code == 2
    said = output.readouterr()
    assert said.out == ""
    return said.err.splitlines()[-1]


def test_rules_lists_every_code_on_one_line(capsys: Output) -> None:
    assert main(["rules"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == [known.code for known in (*RULES, *FAULT_KINDS)]
    assert lines[0].split(maxsplit=3) == [
        *("R101", "error", "unknown-instrument"),
        "A paper cites, tracks or links to an instrument that the register does not hold.",
    ]
    assert lines[5].split(maxsplit=4)[:4] == ["R106", "warning", "cited-not-tracked", "A"]
    assert all(line.endswith(".") for line in lines)
    assert len({line.index(line.split(maxsplit=3)[3]) for line in lines}) == 1, "the sentences stand in one column"


def test_explain_by_code_in_any_case_and_by_name(capsys: Output) -> None:
    texts = []
    for word in ("R103", "r103", "no-such-meeting"):
        assert main(["explain", word]) == 0
        texts.append(capsys.readouterr().out)
    assert len(set(texts)) == 1
    assert texts[0] == (
        "R103 no-such-meeting (error)\n\n"
        "A revision is named by a city and year in which the body held no conference.\n\n"
        "Why: ITU cites a text by the city and year of the conference that made it, and the pair is fixed:\n"
        "(Rev. Dubai, 2018) is the Plenipotentiary Conference's, (Rev. Dubai, 2014) the development\n"
        "conference's. The revision in force on the paper's date is told with it.\n\n"
        "To let one stand, write above its block: % plenary: allow R103: the reason\n"
        'To silence it, with the reason beside it in conf.py: suppress_warnings = ["plenary.R103"]\n'
    )


def test_explain_says_how_much_a_rule_weighs(capsys: Output) -> None:
    main(["explain", "R401"])
    assert capsys.readouterr().out.startswith(
        "R401 unsupported-message (warning; a remark in a draft, an error in a final)\n"
    )


def test_explain_a_fault_of_data_which_cannot_be_silenced(capsys: Output) -> None:
    assert main(["explain", "D107"]) == 0
    text = capsys.readouterr().out
    assert text.startswith("D107 revision-without-meeting (error)\n\nA revision, or an id that holds a year, names")
    assert "suppress_warnings" not in text


@pytest.mark.parametrize("known", [*RULES, *FAULT_KINDS], ids=lambda known: known.code)
def test_explain_reaches_everything_by_code_and_name(known: object, capsys: Output) -> None:
    code, name = known.code, known.name  # type: ignore[attr-defined]
    for word in (code, name):
        assert main(["explain", word]) == 0
        assert capsys.readouterr().out.startswith(f"{code} {name} (")


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("R1O1", "plenary: no rule 'R1O1'; did you mean 'R101'?"),
        ("unknown-nam", "plenary: no rule 'unknown-nam'; did you mean 'unknown-name'?"),
        ("weather", "plenary: no rule 'weather'; see: plenary rules"),
        ("", "plenary: no rule ''; see: plenary rules"),
    ],
)
def test_explain_what_is_no_rule(word: str, said: str, capsys: Output) -> None:
    assert main(["explain", word]) == 2
    assert capsys.readouterr() == ("", said + "\n")


def test_a_sound_register_is_counted(capsys: Output) -> None:
    assert main(["register", "tests/register"]) == 0
    assert capsys.readouterr() == (
        "5 bodies, 21 conferences, 11 organizations, 15 instruments, 2 proposals, 48 outcomes, 38 sources\n",
        "",
    )


def test_the_register_of_the_project_is_the_one_meant_without_a_folder(capsys: Output) -> None:
    assert main(["register"]) == 0
    assert capsys.readouterr().out.startswith("6 bodies, ")


def test_every_fault_is_told(data: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(data.parent)
    (data / "deadlines.csv").write_text("", encoding="utf-8")
    (data / "counts.csv").write_text("subject,what\n", encoding="utf-8")
    assert main(["register"]) == 1
    said = capsys.readouterr()
    assert said.err == ""
    assert [line.split(": ")[:2] for line in said.out.splitlines()] == [
        *[["data/counts.csv:1", "ERROR"]] * 5,
        ["data/deadlines.csv:1", "ERROR"],
    ]
    assert said.out.splitlines()[-1].split(": ", 2)[2].startswith("D101 the file is empty; ")


def test_a_folder_elsewhere_is_named_in_full(data: Path, capsys: Output) -> None:
    (data / "deadlines.csv").write_text("", encoding="utf-8")
    assert main(["register", str(data)]) == 1
    assert capsys.readouterr().out.startswith(f"{data}/deadlines.csv:1: ERROR: D101 ")


def test_no_folder(capsys: Output) -> None:
    assert main(["register", "dta"]) == 2
    assert capsys.readouterr() == ("", "plenary: no folder dta; give the folder of the register\n")


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (
            ["PP-RES-101", "2022-09-08"],
            "PP Resolution 101 (Rev. Dubai, 2018): Internet Protocol-based networks\nin force on 8 September 2022\n",
        ),
        (
            ["PP-RES-101", "2022-10-14"],
            "PP Resolution 101 (Rev. Bucharest, 2022): Internet Protocol-based networks\n"
            "in force on 14 October 2022; unconfirmed\n",
        ),
        (
            ["PP-RES-101", "1990-01-01"],
            "PP Resolution 101: Internet Protocol (IP)-based networks\nnot yet adopted on 1 January 1990\n",
        ),
        (
            ["PP-RES-11", "2023-01-01"],
            "PP Resolution 11 (Rev. Dubai, 2018): ITU Telecom events\n"
            "suppressed by PP-22, so not in force on 1 January 2023\n",
        ),
        (
            ["WTSA-RES-1", "2012-01-01"],
            "WTSA Resolution 1: Rules of procedure of the ITU Telecommunication Standardization Sector\n"
            "the register does not say which revision, if any, was in force on 1 January 2012\n",
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_in_force(argv: list[str], said: str, capsys: Output) -> None:
    assert main(["in-force", *argv, "--register", "tests/register"]) == 0
    assert capsys.readouterr() == (said, "")


def test_in_force_of_what_is_not_there(capsys: Output, data: Path) -> None:
    assert main(["in-force", "PP-RES-1O1", "2022-09-08"]) == 2
    assert capsys.readouterr() == (
        "",
        "plenary: 'PP-RES-1O1' is not in the register; did you mean 'PP-RES-101'?\n",
    )
    (data / "counts.csv").write_text("", encoding="utf-8")
    assert main(["in-force", "PP-RES-101", "2022-09-08", "--register", str(data)]) == 2
    assert capsys.readouterr() == (
        "",
        f"plenary: the register has 1 fault(s); see: plenary register {data}\n",
    )


def test_in_force_on_no_day(capsys: Output) -> None:
    assert refused(["in-force", "PP-RES-101", "2022-02-30"], capsys) == (
        "plenary in-force: error: argument DATE: '2022-02-30' is no day; write it like 2022-09-08"
    )
    assert refused(["in-force", "PP-RES-101", "yesterday"], capsys).endswith("; write it like 2022-09-08")


def test_help_names_every_command(capsys: Output) -> None:
    with pytest.raises(SystemExit) as end:
        main(["--help"])
    assert end.value.code == 0
    text = capsys.readouterr().out
    assert all(f"    {name}" in text for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name: str, capsys: Output) -> None:
    with pytest.raises(SystemExit) as end:
        main([name, "--help"])
    assert end.value.code == 0
    text = " ".join(capsys.readouterr().out.split())
    assert text.startswith(f"usage: plenary {name} ")
    assert COMMANDS[name][1:] in text


def test_version(capsys: Output) -> None:
    with pytest.raises(SystemExit) as end:
        main(["--version"])
    assert end.value.code == 0
    assert capsys.readouterr().out == f"plenary {__version__}\n"


def test_no_command_and_a_wrong_one(capsys: Output) -> None:
    assert refused([], capsys).endswith("the following arguments are required: COMMAND")
    assert "invalid choice: 'rulez'" in refused(["rulez"], capsys)


def test_a_word_of_one_command_may_be_the_name_of_another(capsys: Output) -> None:
    assert main(["explain", "register"]) == 2
    assert capsys.readouterr().err.startswith("plenary: no rule 'register'; ")


def test_it_runs_as_a_module() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "sphinx_plenary.cli", "explain", "R999"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("plenary: no rule 'R999'")


def test_the_page_of_rules_says_what_explain_says(capsys: pytest.CaptureFixture[str]) -> None:
    """When this fails: make rules."""
    assert main(["rules", "--format", "markdown"]) == 0
    written = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    mark = "<!-- From here on written by: plenary rules --format markdown -->"
    assert written.partition(mark)[2] == "\n\n" + capsys.readouterr().out


def test_a_reader_that_goes_early_gets_no_traceback() -> None:
    command = [sys.executable, "-m", "sphinx_plenary.cli", "rules", "--format", "markdown"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as program:
        assert program.stdout and program.stderr
        program.stdout.read(1)
        program.stdout.close()
        assert program.stderr.read() == b""
    assert program.returncode in {0, 141}
