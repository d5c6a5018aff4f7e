"""``plenary serve`` in a real browser: a saved slip shows in the page, and goes when it is mended."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from browsing import serving, violations
from building import ROOT, project
from programs import need

pytestmark = pytest.mark.browser

# In milliseconds: how long a loaded machine may take; what it does take, `make bench` says.
PATIENCE = 90_000
PAPER = "papers/other"
NOTE = ".plenary-finding"


class Served:
    """A preview that runs in a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.process = subprocess.Popen(
            [sys.executable, "-m", "sphinx_plenary.cli", "serve", "--project", str(folder)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT / "ext"), "NO_COLOR": "1"},
        )
        assert self.process.stdout is not None
        first = self.process.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+/", first)
        assert found, first
        self.address = found[0]

    def until(self, words: str) -> list[str]:
        """What it says until it says that."""
        said = []
        assert self.process.stdout is not None
        for line in self.process.stdout:
            said.append(line.rstrip())
            if words in line:
                return said
        raise AssertionError(said)

    @contextmanager
    def edited(self, name: str, old: str, new: str) -> Iterator[None]:
        """With other words in a file, until the block ends, also when a test fails in it."""
        path = self.folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
        try:
            yield
        finally:
            path.write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    need("chromium")
    folder = project("preview", tmp_path_factory.mktemp("serve"))
    (folder / "source/papers/note.md").unlink()
    made = Served(folder)
    made.until("Built in")
    yield made
    made.process.send_signal(signal.SIGINT)
    assert made.process.wait(60) == 0
    assert made.process.stdout is not None and "The preview has ended." in made.process.stdout.read()


@pytest.fixture(scope="module")
def page(browser, served: Served):  # type: ignore[no-untyped-def]
    opened = browser.new_page()
    opened.set_default_timeout(PATIENCE)
    opened.goto(f"{served.address}{PAPER}.html")
    return opened


def test_a_slip_shows_when_it_is_saved_and_goes_when_it_is_mended(page, served: Served) -> None:  # type: ignore[no-untyped-def]
    assert page.locator(NOTE).count() == 0
    with served.edited(f"source/{PAPER}.md", "Followed.", "Followed, as {res}`1O1` is."):
        page.wait_for_selector(NOTE)
        assert page.locator(f"{NOTE} .plenary-finding-cure").inner_text() == "Did you mean 'PP-RES-101'?"
        assert page.title().startswith("(1) ")
    page.wait_for_selector(NOTE, state="detached")


def test_a_page_with_findings_is_accessible(page, served: Served) -> None:  # type: ignore[no-untyped-def]
    table = "| a | b |\n| --- | --- |\n| one | {res}`1O1` |\n\n"
    with served.edited(f"source/{PAPER}.md", "It rests on", f"{table}{'{res}`9999` is not. '}It rests on"):
        page.wait_for_selector(NOTE)
        for width in (1280, 390):
            for scheme in ("light", "dark"):
                page.set_viewport_size({"width": width, "height": 900})
                page.emulate_media(color_scheme=scheme)
                assert violations(page) == []
                assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.wait_for_selector(NOTE, state="detached")


def test_the_keyboard_leads_from_the_top_to_a_finding(page, served: Served) -> None:  # type: ignore[no-untyped-def]
    with served.edited(f"source/{PAPER}.md", "Followed.", "Followed, as {res}`1O1` is."):
        page.wait_for_selector(NOTE)
        page.locator(".plenary-findings li a").focus()
        page.keyboard.press("Enter")
        assert page.url.endswith("#finding-1")
        assert page.locator(NOTE).evaluate("note => note.matches(':target')")
    page.wait_for_selector(NOTE, state="detached")


@pytest.mark.parametrize(
    "name, old, new, told",
    [
        ("data/conferences.csv", "PP-22,", "PP-22,,,,,,,,,,,,,,", "data/conferences.csv:"),
        ("conf.py", "myst_enable", "myst enable", "conf.py"),
    ],
)
def test_what_cannot_be_built_is_told_over_the_page(
    page, served: Served, name: str, old: str, new: str, told: str
) -> None:  # type: ignore[no-untyped-def]
    with served.edited(name, old, new):
        page.wait_for_selector(".plenary-failed")
        words = page.locator(".plenary-failed").inner_text()
        assert told in words and "Traceback" not in words
        assert violations(page) == []
        assert page.locator("h1").inner_text().startswith("Another note")  # the last good page stands below
    page.wait_for_selector(".plenary-failed", state="detached")


def test_a_new_paper_has_a_page_and_one_that_is_gone_says_so(page, served: Served) -> None:  # type: ignore[no-untyped-def]
    before = page.url
    paper = served.folder / "source/papers/fourth.md"
    page.goto(f"{served.address}papers/fourth.html")
    assert page.locator("h1").inner_text() == "No page is here"
    assert violations(page) == []
    paper.write_text((served.folder / "source/papers/third.md").read_text().replace("third", "fourth"))
    page.wait_for_selector("h1:has-text('A fourth note')")
    paper.unlink()
    page.wait_for_selector("h1:has-text('No page is here')")
    page.goto(before)


def test_who_asks_for_another_host_is_given_nothing(served: Served) -> None:
    """A page elsewhere whose host name was made to mean this machine."""
    asked = urllib.request.Request(served.address, headers={"Host": "papers.example.org"})
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(asked)
    assert refused.value.code == 400


def test_nothing_outside_the_pages_is_given(served: Served) -> None:
    for path in ("..%2f..%2fconf.py", "%2e%2e/%2e%2e/conf.py", "-/..%2f..%2f..%2fconf.py"):
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(served.address + path)
        assert refused.value.code == 404


def test_a_page_of_another_site_reads_no_search_index(page, served: Served, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """By a script tag, which needs nobody's leave; the browser says whose tag it is."""
    tag = f"<script src={served.address}searchindex.js onload=document.title='read' onerror=document.title='refused'>"
    (tmp_path / "index.html").write_text(f"<!doctype html>{tag}</script>")
    with serving(tmp_path) as elsewhere:
        other = page.context.browser.new_page()
        other.goto(elsewhere.replace("127.0.0.1", "localhost"))
        other.wait_for_function("document.title")
        assert other.title() == "refused"
        other.close()
    assert page.request.get(f"{served.address}searchindex.js").ok
