"""``plenary check`` and ``plenary fix``: a whole project checked as in a build; safe cures applied to files."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from building import ROOT, change, project
from hypothesis import given
from hypothesis import strategies as st

from sphinx_plenary.cli import main
from sphinx_plenary.lint import parse_document
from sphinx_plenary.lint.files import with_plain_ends
from sphinx_plenary.mending import apply, mended
from sphinx_plenary.model import Edit
from sphinx_plenary.register import Register
from sphinx_plenary.rules import RULES


def check(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "sphinx_plenary.cli", "check", *options]
    return subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT / "ext")},
        capture_output=True,
        text=True,
        check=False,
    )


# check ------------------------------------------------------------------------------------------------------------


def test_a_sound_project_and_one_with_a_fault(tmp_path: Path) -> None:
    folder = project("cycle", tmp_path)
    done = check(folder, "--strict")
    assert (done.returncode, done.stdout, done.stderr) == (0, "No finding.\n", "")
    change(folder / "source/papers/outcomes.md", "See {msg}", "Resolution 101 (Rev. Dubai, 2018). See {msg}")
    for _ in range(2):  # also when no page is read again
        done = check(folder, "--format", "json")
        assert done.returncode == 1
        (found,) = json.loads(done.stdout)["findings"]
        assert (found["code"], found["path"], found["line"]) == ("R102", "source/papers/outcomes.md", 11)
        line = (folder / found["path"]).read_text(encoding="utf-8").split("\n")[10]
        assert line[found["column"] - 1 : found["end_column"] - 1] == "101 (Rev. Dubai, 2018)"
    done = check(folder, "--select", "R7")
    assert (done.returncode, done.stdout) == (0, "No finding.\n")
    done = check(folder)
    assert "   11 | " in done.stdout and f"{'^' * 22}\n" in done.stdout
    assert "R102  revision-not-in-force     1" in done.stdout


def test_what_sphinx_says_counts_when_strict(tmp_path: Path) -> None:
    folder = project("cycle", tmp_path)
    change(folder / "source/papers/outcomes.md", "See {msg}", "{nosuch}`role`. See {msg}")
    done = check(folder)
    assert done.returncode == 0 and "nosuch" in done.stderr
    assert check(folder, "--strict").returncode == 1


def test_what_cannot_be_checked_is_said_in_words(tmp_path: Path) -> None:
    done = check(tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"plenary: no conf.py in {tmp_path}; name the project's folder with --project\n"
    (tmp_path / "conf.py").write_text("extensions = []\n")
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "index.rst").write_text("Papers\n======\n")
    done = check(tmp_path)
    assert (done.returncode, "does not name 'sphinx_plenary'" in done.stderr) == (2, True)
    (tmp_path / "conf.py").write_text("extensions = [\n")
    done = check(tmp_path)
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)


def test_severity_follows_the_status(tmp_path: Path) -> None:
    folder = project("cycle", tmp_path)
    paper = folder / "source/papers/background.md"
    change(paper, "# ", "Resolution No. 101 of the Plenipotentiary Conference.\n\n# ")
    for status, code, strict in (("draft", 0, 0), ("review", 0, 1), ("final", 1, 1)):
        text = paper.read_text(encoding="utf-8")
        before = next(line for line in text.split("\n") if line.strip().startswith("status:"))
        paper.write_text(text.replace(before, f"  status: {status}"), encoding="utf-8")
        assert check(folder, "--select", "R108").returncode == code
        assert check(folder, "--select", "R108", "--strict").returncode == strict


def test_errors_alone_are_shown_and_the_rest_is_counted(tmp_path: Path) -> None:
    folder = project("cycle", tmp_path)
    paper = folder / "source/papers/background.md"
    change(paper, "# ", "Resolution No. 101 and {res}`999`.\n\n# ")
    change(paper, "status: final", "status: draft")
    whole, errors = check(folder), check(folder, "--errors")
    assert "REMARK: R108" in whole.stdout and "ERROR: R101" in errors.stdout
    assert "REMARK" not in errors.stdout and "not shown; leave out --errors to see all" in errors.stderr
    assert whole.returncode == errors.returncode == 1


def test_what_a_waiver_lets_stand_fails_nothing(tmp_path: Path) -> None:
    """MyST warns of the same; it is not heard, and not counted either."""
    folder = project("cycle", tmp_path)
    paper = folder / "source/papers/background.md"
    change(paper, "[^note]: A note.", "% plenary: allow R513: on purpose\n### Deep\n\n[^note]: A note.")
    for _ in range(2):
        done = check(folder, "--strict")
        assert (done.returncode, done.stdout, done.stderr) == (0, "No finding.\n", "")
    done = check(folder, "--select", "R1", "--strict")  # the rule does not run: MyST's is the only word
    assert done.returncode == 1 and "[myst.header]" in done.stderr


def test_codes_that_are_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A misspelt code would run nothing, and all would seem well."""
    with pytest.raises(SystemExit) as end:
        main(["lint", "--select", "R31O", "x.txt"])
    assert end.value.code == 2
    assert "no rule 'R31O'; did you mean 'R310'?" in capsys.readouterr().err
    folder = project("cycle", tmp_path)
    with (folder / "conf.py").open("a") as conf:
        conf.write('plenary_rules = ["R999"]\n')
    done = check(folder)
    assert done.returncode == 2 and "plenary_rules: no rule 'R999'" in done.stderr and "Traceback" not in done.stderr


def test_a_crash_is_no_finding(tmp_path: Path) -> None:
    folder = project("cycle", tmp_path)
    with (folder / "conf.py").open("a") as conf:
        conf.write('def setup(app):\n    raise ValueError("a fault of the project")\n')
    done = check(folder)
    assert done.returncode == 2 and "a fault of the project" in done.stderr


# fix --------------------------------------------------------------------------------------------------------------

PAPER = """---
paper: {kind: background-paper, conference: PP-22, status: draft, date: 2022-09-08, version: "0.1"}
---
# A paper

As Resolution No. 101 (Rev Dubai 2018) says.

```
Resolution No. 101 (Rev Dubai 2018)
```
"""
MENDED = PAPER.replace("As Resolution No. 101 (Rev Dubai 2018)", "As Resolution 101 (Rev. Dubai, 2018)")


def fix(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main(["fix", *arguments, "--select", "R108", "--register", str(ROOT / "data")])
    said = capsys.readouterr()
    return status, said.out, said.err


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["", "mark"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["unix", "windows", "mac"])
def test_only_the_fault_changes(tmp_path: Path, capsys: pytest.CaptureFixture[str], end: str, mark: bytes) -> None:
    path = tmp_path / "paper.md"
    path.write_bytes(mark + PAPER.replace("\n", end).encode())
    path.chmod(0o640)
    assert fix(capsys, str(path)) == (0, f"{path}: 1 place mended\n", "")
    assert path.read_bytes() == mark + MENDED.replace("\n", end).encode()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert fix(capsys, str(path)) == (0, "Nothing to mend.\n", "")
    assert [one.name for one in tmp_path.iterdir()] == ["paper.md"]


def test_a_file_in_the_form_of_notepad(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "note.txt"
    path.write_bytes("PP-22. As Resolution No. 101 says.\r\n".encode("utf-16"))
    fix(capsys, str(path))
    assert path.read_bytes() == "PP-22. As Resolution 101 says.\r\n".encode("utf-16")


def test_a_difference_is_shown_and_nothing_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "paper.md"
    path.write_text(PAPER, encoding="utf-8")
    status, out, _ = fix(capsys, "--diff", str(path))
    assert status == 1 and path.read_text(encoding="utf-8") == PAPER
    assert "-As Resolution No. 101 (Rev Dubai 2018) says.\n+As Resolution 101 (Rev. Dubai, 2018) says.\n" in out


def test_a_difference_is_one_of_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "paper.txt"
    path.write_text("PP-22.\u2028One page.\fTwo.\nAs Resolution No. 101 says.\n", encoding="utf-8")
    _, out, _ = fix(capsys, "--diff", str(path))
    assert out.split("\n")[2:] == [
        *("@@ -1,2 +1,2 @@", " PP-22.\u2028One page.\fTwo."),
        *("-As Resolution No. 101 says.", "+As Resolution 101 says.", ""),
    ]


def test_many_edits_take_linear_time() -> None:
    text = "abcde " * 20_000
    document = parse_document(text, Path("a.txt"), "a.txt")
    edits = [(Edit(document.origin(at, at + 1), "x"),) for at in range(0, len(text), 6)]
    started = time.process_time()
    assert apply(text, document, edits) == ("xbcde " * 20_000, 20_000)
    assert time.process_time() - started < 5


def test_what_may_stand_stays(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "paper.md"
    path.write_text(PAPER.replace("As Res", "% plenary: allow R108: so it was printed\nAs Res"), encoding="utf-8")
    assert fix(capsys, str(path))[1] == "Nothing to mend.\n"


def test_a_project_says_what_it_suppresses(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "paper.md").write_text(PAPER, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for silent in (
        "suppress_warnings = ['plenary.R108']",
        "suppress_warnings = ['plenary']",
        "plenary_select = ['R2']",
    ):
        (tmp_path / "conf.py").write_text(silent)
        assert fix(capsys)[1] == "Nothing to mend.\n"
    (tmp_path / "conf.py").write_text("")
    assert fix(capsys)[1] == f"{Path('source/paper.md')}: 1 place mended\n"


def test_what_cannot_be_mended(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, words in (("a.docx", "only .md and .txt can be mended"), ("none.md", "cannot read the file")):
        status, _, err = fix(capsys, str(tmp_path / name))
        assert status == 2 and words in err
    path = tmp_path / "paper.md"
    path.write_bytes(b"\xff\xfe\x00")
    assert fix(capsys, str(path))[0] == 2 and path.read_bytes() == b"\xff\xfe\x00"


def test_an_interrupted_write_leaves_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "paper.md"
    path.write_text(PAPER, encoding="utf-8")

    def fails(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fails)
    assert main(["fix", str(path), "--select", "R108", "--register", str(ROOT / "data")]) == 2
    assert path.read_text(encoding="utf-8") == PAPER
    assert [one.name for one in tmp_path.iterdir()] == ["paper.md"]


# what is applied --------------------------------------------------------------------------------------------------

IN_LINE = """Resolution No. 101 (Rev Dubai 2018)|Res; 25|`Resolution No. 101`|(|”|PP22|the the|. |, |é|> |- |$x$| |
Resolution 101 (Rev. Dubai, 2018)|<!-- Resolution No. 101 -->|{res}`101`|[a](http://a.org/)|[a](https://a.org)"""
OF_LINES = ("```\nResolution No. 101\n```", "% Resolution No. 5\n", "| a | b |\n", "\n\n", "\n")
PIECES = st.sampled_from([*IN_LINE.replace("\n", "").split("|"), *OF_LINES])
TEXTS = st.lists(PIECES, max_size=14).map("".join)


@given(TEXTS, st.sampled_from(["\n", "\r\n"]))
def test_twice_is_once_and_code_stays(tmp_path: Path, real: Register, text: str, end: str) -> None:
    path = tmp_path / "paper.md"
    head = PAPER.partition("# A paper")[0]
    path.write_bytes((head + "x" + text).replace("\n", end).encode())
    once = mended(path, real, RULES, None, None)
    path.write_bytes(once.data)
    assert mended(path, real, RULES, None, None).after == once.after
    kinds = ("code", "front-matter", "comment")

    def kept(text: str) -> Sequence[str]:
        document = parse_document(with_plain_ends(text), path, "paper.md")
        return [document.text[one.start : one.end] for one in document.of_kind(*kinds)]

    assert kept(once.after) == kept(once.before)


@given(
    st.text("ab\n\r", max_size=30),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 9), st.text("xy", max_size=3)), max_size=6),
)
def test_edits_are_applied_where_they_say(raw: str, wanted: list[tuple[int, int, str]]) -> None:
    """Whatever is applied, the rest of the text stands as it was, in its order."""
    plain = with_plain_ends(raw)
    document = parse_document(plain, Path("a.txt"), "a.txt")
    edits = []
    for start, length, words in wanted:
        start = min(start, len(plain))
        edits.append((Edit(document.origin(start, min(start + length, len(plain))), words),))
    after, count = apply(raw, document, edits)
    assert count <= len(edits)
    if not edits:
        assert after == raw
    left = [character for character in after if character not in "xy"]
    rest = iter(raw)
    assert all(character in rest for character in left)


def test_no_two_edits_meet(real: Register, tmp_path: Path) -> None:
    document = parse_document("abcdef\n", Path("a.txt"), "a.txt")
    one, two = Edit(document.origin(0, 3), "X"), Edit(document.origin(2, 5), "Y")
    assert apply("abcdef\n", document, [(two,), (one,)]) == ("Xdef\n", 1)
    beside = replace(two, origin=document.origin(3, 5))
    assert apply("abcdef\n", document, [(one,), (beside,)]) == ("XYf\n", 2)
    assert apply("abcdef\n", document, [(one, beside), (two,)]) == ("XYf\n", 1)
    path = tmp_path / "a.txt"
    path.write_text("All is well.\n", encoding="utf-8")
    assert mended(path, real, RULES, "PP-22", date(2022, 9, 8)).data == path.read_bytes()
