"""``plenary serve`` without a browser, whose event loop allows no other: what it watches, gives out and refuses."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sphinx_plenary.cli import main
from sphinx_plenary.cli.serve import watched
from sphinx_plenary.project import named_by
from sphinx_plenary.serving import building, server


def test_a_port_that_is_taken_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "conf.py").write_text("extensions = ['myst_parser', 'sphinx_plenary']\n")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert main(["serve", "--project", str(tmp_path), "--port", str(port)]) == 2
    assert f"port {port} cannot be had" in capsys.readouterr().err


def test_where_files_cannot_be_watched_it_says_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Linux when a user has used up the watches that the system gives."""

    async def refused(*_folders: Path, **_options: object) -> AsyncIterator[set[object]]:
        raise OSError("OS file watch limit reached")
        yield set()

    monkeypatch.setattr(server, "awatch", refused)
    monkeypatch.setattr(building.Apart, "build", lambda self: building.Outcome(True, ()))
    (tmp_path / "conf.py").write_text("extensions = ['myst_parser', 'sphinx_plenary']\n")
    (tmp_path / "source").mkdir()
    assert main(["serve", "--project", str(tmp_path)]) == 2
    said = capsys.readouterr().err
    assert "cannot be watched (OS file watch limit reached" in said and "WATCHFILES_FORCE_POLLING=1" in said


def test_where_there_is_no_project_it_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--project", str(tmp_path)]) == 2
    assert "no conf.py in" in capsys.readouterr().err


def test_all_places_of_a_register_are_watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("source", "own", "lent_register"):
        (tmp_path / name).mkdir()
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "conf.py").write_text('plenary_register = ["package:lent_register", "own", "package:not_there"]\n')
    named = named_by(tmp_path).register
    folders = [tmp_path / name for name in ("source", "lent_register", "own")]
    assert watched(tmp_path / "source", named, tmp_path) == folders


@pytest.mark.parametrize("value", ["7", "None", "{}"])
def test_a_register_that_is_neither_name_nor_names_is_left_to_the_build(tmp_path: Path, value: str) -> None:
    (tmp_path / "conf.py").write_text(f"plenary_register = {value}\n")
    assert named_by(tmp_path).register == ("data",)
