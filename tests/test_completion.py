"""``plenary completion`` in a real shell: what is written is what the shell then completes."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from conftest import ROOT

from sphinx_plenary.cli import COMMANDS, completion, main

# A line of the command as bash calls its function for it; what it then offers.
ASK = """
source {script}
COMP_WORDS=({words}); COMP_CWORD={last}; COMP_LINE="${{COMP_WORDS[*]}}"; COMP_POINT=${{#COMP_LINE}}
cur="${{COMP_WORDS[$COMP_CWORD]}}"
$(complete -p plenary | sed 's/.*-F \\([^ ]*\\).*/\\1/') plenary "$cur" ""
printf '%s\\n' "${{COMPREPLY[@]}}"
"""


@pytest.fixture(scope="module")
def script(tmp_path_factory: pytest.TempPathFactory) -> Path:
    written = subprocess.run(
        [ROOT / ".venv/bin/plenary", "completion", "bash"], capture_output=True, text=True, check=True
    )
    path = tmp_path_factory.mktemp("completion") / "plenary.bash"
    path.write_text(written.stdout)
    return path


def offered(script: Path, *words: str, folder: Path = ROOT) -> set[str]:
    quoted = " ".join(f"'{word}'" for word in ("plenary", *words))
    asked = ASK.format(script=script, words=quoted, last=len(words))
    done = subprocess.run(["bash", "--norc", "-c", asked], cwd=folder, capture_output=True, text=True)
    assert done.stderr == ""
    return set(done.stdout.split())


def test_commands(script: Path) -> None:
    assert offered(script, "") >= set(COMMANDS)
    assert offered(script, "ch") == {"check", "changes"}


def test_options(script: Path) -> None:
    assert offered(script, "check", "--st") == {"--strict"}
    assert "--port" in offered(script, "serve", "--")


def test_values_that_are_known(script: Path) -> None:
    assert offered(script, "lint", "--format", "") == {"text", "json", "sarif", "github"}
    assert offered(script, "explain", "R10") >= {"R101", "R102"}


def test_conferences_are_those_of_the_register_here(script: Path, tmp_path: Path) -> None:
    assert {"PP-22", "PP-26"} <= offered(script, "export", "PP-")
    assert {"PP-22", "PP-26"} <= offered(script, "new", "background-paper", "PP-")
    assert offered(script, "export", "PP-", folder=tmp_path) == set()


def test_files_and_folders(script: Path, tmp_path: Path) -> None:
    (tmp_path / "paper.md").touch()
    (tmp_path / "papers").mkdir()
    assert offered(script, "lint", "pa", folder=tmp_path) == {"paper.md", "papers"}
    assert offered(script, "check", "--project", "pa", folder=tmp_path) == {"papers"}


@pytest.mark.parametrize("shell", completion.SHELLS)
def test_each_shell_has_its_own(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", shell]) == 0
    said = capsys.readouterr().out
    assert "in-force" in said and "R101" in said and "conferences.csv" in said


def test_without_the_package_it_says_what_lacks(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(completion, "find_spec", lambda name: None)
    assert main(["completion", "bash"]) == 2
    assert "completion needs shtab; run: pip install 'sphinx-plenary[desk]'" in capsys.readouterr().err
