"""``plenary serve`` without a browser, whose event loop allows no other: what it watches, gives out and refuses."""

from __future__ import annotations

import asyncio
import multiprocessing
import socket
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urljoin

import pytest
from building import CONF
from lxml import html
from starlette.types import Message

from sphinx_plenary.cli import main
from sphinx_plenary.cli.serve import watched
from sphinx_plenary.project import named_by
from sphinx_plenary.serving import building, server
from sphinx_plenary.serving.building import Apart, Outcome, Wanted


class Pretended(Apart):
    """Builds that only write a page, and say how many there were."""

    def __init__(self, wanted: Wanted) -> None:
        self.wanted = wanted
        self.process = None
        self.number = 0

    def build(self) -> Outcome:
        self.number += 1
        for folder in (self.wanted.out, self.wanted.doctrees):
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "index.html").write_text(f"<html><head></head><body>{self.number}</body></html>")
        return Outcome(True, ())


def pretended(folder: Path, source: str = "source", build: str = "build") -> server.Preview:
    builds = Pretended(Wanted(folder, folder / source, folder / build))
    return server.Preview(builds, [folder / source], lambda _outcome: None)


async def asked(preview: server.Preview, path: str, **headers: str) -> tuple[int, dict[str, str], str]:
    """What the server answers, without a socket."""
    said: list[Message] = []

    async def send(message: Message) -> None:
        said.append(message)

    async def receive() -> Message:
        await asyncio.Event().wait()  # nobody goes away
        return {"type": "http.disconnect"}

    named = [("host", server.HOST), *((name.replace("_", "-"), value) for name, value in headers.items())]
    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in named],
    }
    await server.application(preview)(scope, receive, send)
    body = b"".join(message.get("body", b"") for message in said)
    return said[0]["status"], {name.decode(): value.decode() for name, value in said[0]["headers"]}, body.decode()


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
    assert (
        "cannot be watched (OS file watch limit reached" in said and "WATCHFILES_FORCE_POLLING=1 plenary serve" in said
    )


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


@pytest.mark.parametrize(("source", "build"), [(".", "build"), ("source", "source/build"), ("source", "source")])
def test_what_a_build_writes_among_the_papers_begins_no_other(tmp_path: Path, source: str, build: str) -> None:
    (tmp_path / source).mkdir(exist_ok=True)

    async def numbers() -> tuple[int, int]:
        preview = pretended(tmp_path.resolve(), source, build)
        running = asyncio.create_task(preview.run())
        async with asyncio.timeout(30):
            await until_built(preview, 1)
            await asyncio.sleep(1)  # in which the watch tells of what was written
            alone = preview.number
            (tmp_path / source / "paper.md").write_text("A paper.")
            await until_built(preview, 2)
        await preview.close()
        await running
        return alone, preview.number

    assert asyncio.run(numbers()) == (1, 2)


async def until_built(preview: server.Preview, number: int) -> None:
    while preview.number < number:
        await asyncio.sleep(0.05)


def test_only_what_the_preview_writes_is_left_out_where_papers_stand_beside_it(tmp_path: Path) -> None:
    written = server.written_by(Wanted(tmp_path, tmp_path, tmp_path), [tmp_path])
    papers = server.Papers(written)
    changed = server.Change.modified
    assert papers(changed, str(tmp_path / "paper.md")) and papers(changed, str(tmp_path / "previews/paper.md"))
    assert not papers(changed, str(tmp_path / "preview/paper.html"))
    assert not papers(changed, str(tmp_path / ".git/index"))


@pytest.mark.parametrize("path", ["/", "/papers/note.html", "/papers/", "/papers/note"])
def test_before_the_first_build_a_page_waits_and_comes_back_by_itself(tmp_path: Path, path: str) -> None:
    status, _, body = asyncio.run(asked(pretended(tmp_path), path))
    page = html.fromstring(body)
    assert status == 404 and page.findtext(".//h1") == "The pages are being built"
    (script,) = page.xpath("//script/@src")
    assert asyncio.run(asked(pretended(tmp_path), urljoin(path, script)))[0] == 200


def test_a_page_that_goes_while_it_is_given_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    preview = pretended(tmp_path)
    preview.builds.build()

    def gone(_path: Path, *_: object) -> str:
        raise FileNotFoundError

    monkeypatch.setattr(Path, "read_text", gone)
    assert asyncio.run(asked(preview, "/index.html"))[0] == 404


def test_a_browser_is_answered_from_the_moment_that_it_is_told_the_address() -> None:
    with server.listen(0) as listening, socket.create_connection(listening.getsockname(), timeout=5):
        pass


def test_two_previews_that_begin_together_have_a_port_each(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as free:
        free.bind((server.HOST, 0))
        monkeypatch.setattr(server, "USUAL_PORT", free.getsockname()[1])
    with server.listen(0) as first, server.listen(0) as second:
        assert first.getsockname()[1] == server.USUAL_PORT != second.getsockname()[1]


@pytest.mark.parametrize(
    ("site", "mode", "status"),
    [
        ("same-origin", "no-cors", 200),
        ("none", "navigate", 200),
        ("cross-site", "navigate", 200),  # a link from elsewhere
        ("cross-site", "no-cors", 403),  # a script tag
        ("same-site", "no-cors", 403),  # that of a page at another port
        ("cross-site", "cors", 403),
        ("", "", 200),  # no browser of today
    ],
)
def test_scripts_of_other_sites_read_nothing(tmp_path: Path, site: str, mode: str, status: int) -> None:
    preview = pretended(tmp_path)
    preview.builds.build()
    (preview.builds.wanted.out / "searchindex.js").write_text("Search.setIndex({})")
    said = {"sec_fetch_site": site, "sec_fetch_mode": mode} if site else {}
    for path in ("/searchindex.js", "/index.html", "/-/serving.js"):
        found, headers, body = asyncio.run(asked(preview, path, **said))
        assert (found, headers["cross-origin-resource-policy"]) == (status, "same-origin")
        assert status == 200 or "setIndex" not in body


@pytest.fixture(scope="module")
def slipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with an extension of its own that has a slip."""
    folder = tmp_path_factory.mktemp("slipped")
    (folder / "source").mkdir()
    (folder / "source/index.md").write_text("# Papers\n")
    (folder / "slip_of_ours.py").write_text("def setup(app)\n    pass\n")
    named = CONF.replace('"sphinx_plenary"', '"sphinx_plenary", "slip_of_ours"')
    (folder / "conf.py").write_text(f"import sys\nsys.path.insert(0, {str(folder)!r})\n{named}")
    return folder


def test_an_extension_of_the_project_with_a_slip_is_told(slipped: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(slipped))
    outcome = Apart(Wanted(slipped, slipped / "source", slipped / "build")).build()
    assert not outcome.built
    assert [line for line in outcome.said if "slip_of_ours.py, line 1" in line], outcome.said


def test_nothing_of_the_project_is_imported_before_a_build(slipped: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    named: list[str] = []
    server_of_forks = multiprocessing.context.ForkServerContext
    monkeypatch.setattr(server_of_forks, "set_forkserver_preload", lambda _self, names: named.extend(names))
    Apart(Wanted(slipped, slipped / "source", slipped / "build"))
    assert {"myst_parser", "sphinx_plenary.serving.building"} <= set(named) and "slip_of_ours" not in named


def test_a_build_that_cannot_begin_is_told(slipped: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As when the system gives no more processes."""

    def refused(_process: object) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    builds = Apart(Wanted(slipped, slipped / "source", slipped / "build"))
    monkeypatch.setattr(builds.context.Process, "start", refused)
    outcome = builds.build()
    assert not outcome.built and "Resource temporarily unavailable" in outcome.said[0]
