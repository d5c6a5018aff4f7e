"""How far long work has come shows on a terminal, is gone at the end, and is in nothing that is sent on."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
from building import ROOT, project

from sphinx_plenary.progress import CLEARED

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "ext"), "NO_COLOR": "1", "TERM": "xterm", "COLUMNS": "80"}


def on_a_terminal(command: list[str], folder: Path) -> tuple[str, str]:
    """All that standard error was sent on a terminal, and what is left to be seen there."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", *command], cwd=folder, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=theirs
    )
    os.close(theirs)
    parts = []
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:  # how Linux says that the other end is closed
            break
        if not part:
            break
        parts.append(part)
    os.close(ours)
    process.wait()
    sent = b"".join(parts).decode().replace("\r\n", "\n")
    return sent, re.sub(rf"[^\n]*{re.escape(CLEARED)}", "", sent)


def piped(command: list[str], folder: Path) -> str:
    done = subprocess.run([sys.executable, "-m", *command], cwd=folder, env=ENVIRONMENT, capture_output=True, text=True)
    return done.stderr


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return project("preview", tmp_path_factory.mktemp("progress"))


def test_a_check_says_what_it_reads(folder: Path) -> None:
    sent, left = on_a_terminal(["sphinx_plenary.cli", "check"], folder)
    assert re.search(r"reading 1 of 4: \S+", sent) and "checking" in sent
    quiet = piped(["sphinx_plenary.cli", "check", "--build", "other"], folder)
    assert CLEARED not in quiet and "reading" not in quiet
    assert left.replace(str(folder), "") == quiet.replace(str(folder), "")


def test_a_quiet_build_says_what_it_reads_and_writes_around_its_warnings(folder: Path) -> None:
    command = ["sphinx", "-q", "-b", "html", "-c", ".", "source"]
    sent, left = on_a_terminal([*command, "one"], folder)
    assert re.search(r"reading 4 of 4: \S+", sent) and "writing papers/note" in sent
    quiet = piped([*command, "two"], folder)
    assert CLEARED not in quiet and quiet.count("\n") > 5
    assert sorted(left.splitlines()) == sorted(quiet.splitlines())


def test_lint_of_many_files_says_which(folder: Path) -> None:
    papers = [f"source/papers/{name}.md" for name in ("note", "other", "third")]
    sent, left = on_a_terminal(["sphinx_plenary.cli", "lint", *papers], folder)
    assert "reading 2 of 3: source/papers/other.md" in sent
    assert left == piped(["sphinx_plenary.cli", "lint", *papers], folder) == ""


def test_a_line_is_cut_where_the_terminal_ends(folder: Path) -> None:
    long = folder / ("x" * 100 + ".md")
    long.write_text("# A text\n\nA word.\n")
    sent, _ = on_a_terminal(
        ["sphinx_plenary.cli", "lint", "--conference", "PP-22", "--date", "2022-09-08", long.name], folder
    )
    assert max(len(line) for line in sent.split(CLEARED)) <= 79


def test_a_dumb_terminal_is_left_alone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ENVIRONMENT, "TERM", "dumb")
    sent, _ = on_a_terminal(["sphinx_plenary.cli", "lint", "source/papers/note.md"], folder)
    assert sent == ""
