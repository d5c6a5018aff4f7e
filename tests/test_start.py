"""``plenary start``: what it writes builds at once, and it never writes over anything."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from building import build
from conftest import ROOT, SMALL, sound

from sphinx_plenary import __version__
from sphinx_plenary.cli import main
from sphinx_plenary.starting import begin, project_files, starter_register

Output = pytest.CaptureFixture[str]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_project_begins_and_says_what_to_type(tmp_path: Path, capsys: Output) -> None:
    assert main(["start", str(tmp_path / "new" / "papers"), "--title", 'The "Union"']) == 0
    said = capsys.readouterr().out
    assert said.splitlines()[0] == "A project has begun, with 9 conferences and 133 texts:"
    assert f"  cd {tmp_path / 'new' / 'papers'}\n" in said
    written = contents(tmp_path / "new" / "papers")
    assert {"conf.py", "Makefile", "requirements.txt", ".gitignore", "source/index.md"} <= written.keys()
    assert "data/bodies/pp.yaml" in written
    assert written["requirements.txt"].decode() == f"sphinx-plenary=={__version__}\n"
    settings: dict[str, object] = {}
    exec(written["conf.py"], settings)
    assert settings["project"] == 'The "Union"'


def test_it_builds_at_once_without_a_paper(tmp_path: Path) -> None:
    assert main(["start", str(tmp_path / "papers")]) == 0
    built = build(tmp_path / "papers")
    assert (built.status, built.said) == (0, [])
    assert "No paper yet." in built.page("index")


def test_the_register_that_comes_with_it_is_sound_and_of_the_projects_own() -> None:
    register = sound(starter_register())
    assert {"PP-22", "PP-26"} <= register.conferences.keys()
    assert register.bodies["PP"].complete, "all its texts are there"
    assert set(register.kinds) > {"briefing-note", "background-paper"}


def test_the_register_that_comes_with_it_is_taken_out_of_data(tmp_path: Path) -> None:
    subprocess.run([sys.executable, ROOT / ".ci" / "starter", tmp_path], check=True)
    assert contents(tmp_path) == contents(starter_register()), "write it anew: make starter"


def test_another_register_can_be_taken(tmp_path: Path) -> None:
    assert main(["start", str(tmp_path / "papers"), "--from", str(SMALL)]) == 0
    data = contents(tmp_path / "papers" / "data")
    assert data == contents(SMALL)


@pytest.mark.parametrize("there", ["conf.py", "source/index.md", "data/mine.csv", "source"])
def test_nothing_is_written_over(there: str, tmp_path: Path, capsys: Output) -> None:
    (tmp_path / there).parent.mkdir(exist_ok=True)
    (tmp_path / there).write_text("mine")
    assert main(["start", str(tmp_path)]) == 2
    told = capsys.readouterr().err
    top = there.split("/")[0]
    assert told == f"plenary: {tmp_path}: there already: {top}; nothing was written, name an empty folder\n"
    assert contents(tmp_path) == {there: b"mine"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["{folder}/file"], "is a file; name a folder"),
        (["{folder}/new", "--from", "{folder}/none"], "no register in"),
        (["{folder}/new", "--from", "{folder}"], "the register has"),
        (["{folder}/new", "--title", " "], "--title is empty"),
        (["{folder}/file/new"], "cannot be written (Not a directory); nothing was"),
    ],
)
def test_what_cannot_be_is_refused_in_words(words: list[str], said: str, tmp_path: Path, capsys: Output) -> None:
    (tmp_path / "file").write_text("mine")
    assert main(["start", *(word.format(folder=tmp_path) for word in words)]) == 2
    assert said in capsys.readouterr().err
    assert contents(tmp_path) == {"file": b"mine"}
    assert not (tmp_path / "new").exists()


def test_where_writing_fails_nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".venv").mkdir()
    count = iter(range(100))
    sync = os.fsync

    def full(descriptor: int) -> None:
        if next(count) == 7:
            raise OSError(28, "No space left on device")
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        begin(tmp_path, project_files("Papers", starter_register(), "1"))
    assert [path.name for path in tmp_path.iterdir()] == [".venv"]


def test_its_makefile_lists_its_targets(tmp_path: Path) -> None:
    assert main(["start", str(tmp_path / "papers")]) == 0
    done = subprocess.run(["make"], cwd=tmp_path / "papers", capture_output=True, text=True, check=True)
    assert re.findall(r"^  make ([a-z]+)", done.stdout, re.M) == [
        "help",
        "papers",
        "html",
        "pdf",
        "check",
        "fix",
        "clean",
    ]


def test_where_a_paper_has_an_error_make_says_that_the_old_pages_stand(tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    begin(folder, project_files("Papers", starter_register(), __version__))
    head = "kind: briefing-note\n  conference: PP-26\n  status: draft\n  date: 2026-03-02\n  version: '0.1'"
    (folder / "source/papers/note.md").write_text(f"---\npaper:\n  {head}\n---\n# Note\n\nSee {{res}}`999`.\n")
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    done = subprocess.run(["make", "pdf"], cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode and "R101" in done.stderr
    assert "\nbuild/pdf/ is as it was: mend what is told above, and run it again.\n" in done.stderr
