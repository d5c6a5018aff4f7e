"""The documentation: it builds without a word, its links lead somewhere on the site and on a forge, it says what is."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from browsing import serving, violations
from building import ROOT
from markdown_it import MarkdownIt

DOCS = ROOT / "docs"
PAGES = sorted(path for path in DOCS.rglob("*.md") if not path.relative_to(DOCS).parts[0].startswith("_"))


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, as ``make docs`` builds it."""
    folder = tmp_path_factory.mktemp("docs")
    command = [sys.executable, "-m", "sphinx", "-b", "html", "-n", "-q", "-c", str(DOCS), "-d", str(folder / "trees")]
    done = subprocess.run([*command, str(DOCS), str(folder / "site")], cwd=ROOT, capture_output=True, text=True)
    assert (done.stdout + done.stderr).strip() == ""
    return folder / "site"


class Page(HTMLParser):
    """The ids of a page, and what it links to or shows."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value:
                self.ids.add(value)
            elif name in {"href", "src"} and value:
                self.links.append(value)


def test_it_builds_without_a_word_and_every_link_of_the_site_leads_somewhere(site: Path) -> None:
    pages = {path: Page(path) for path in site.rglob("*.html") if "_static" not in path.parts}
    assert len(pages) > len(PAGES)
    dead = []
    for path, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or link.startswith("//"):
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if not target.exists() or (parts.fragment and target in pages and parts.fragment not in pages[target].ids):
                dead.append(f"{path.relative_to(site)}: {link}")
    assert dead == []


def test_the_site_asks_no_other_host(site: Path) -> None:
    asked = re.compile(rb"""(?:src=|url\(|@import |rel="(?:stylesheet|preload|icon)" href=)["']?(?:https?:)?//""")
    found = [
        path.name for path in site.rglob("*") if path.suffix in {".html", ".css"} and asked.search(path.read_bytes())
    ]
    assert found == []


def headings(path: Path) -> set[str]:
    """The names that a forge gives to the headings of a page: words in lower case, with hyphens."""
    tokens = MarkdownIt().parse(re.sub(r"\A---\n.*?\n---\n", "", path.read_text(encoding="utf-8"), flags=re.S))
    texts = [tokens[index + 1].content for index, token in enumerate(tokens) if token.type == "heading_open"]
    slugs = (re.sub(r"[^\w\- ]", "", re.sub(r"\[(.*?)\]\(.*?\)", r"\1", text)).lower() for text in texts)
    return {slug.strip().replace(" ", "-") for slug in slugs}


def links(path: Path) -> Iterator[str]:
    """Where a page leads and what it shows, as a forge reads it: MyST's directives are code there."""
    stack = MarkdownIt().enable("table").parse(path.read_text(encoding="utf-8"))
    while stack:
        token = stack.pop()
        stack += token.children or []
        address = token.attrs.get("href") or token.attrs.get("src")
        if address:
            yield str(address)


@pytest.mark.parametrize("page", [ROOT / "README.md", *PAGES], ids=shown)
def test_links_lead_somewhere_on_a_forge(page: Path) -> None:
    for link in links(page):
        parts = urlsplit(link)
        if parts.scheme:
            continue
        target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
        assert target.exists(), f"{shown(page)}: {link}"
        if parts.fragment and target.suffix == ".md":
            assert parts.fragment in headings(target), f"{shown(page)}: {link}"


def test_each_page_can_be_reached_by_links_of_a_forge() -> None:
    """From the home page, without a toctree, which is code there; decisions are the files of their folder."""
    reached, left = set(), [DOCS / "index.md"]
    while left:
        page = left.pop()
        if page in reached:
            continue
        reached.add(page)
        found = ((page.parent / unquote(urlsplit(link).path)).resolve() for link in links(page) if "://" not in link)
        left += [target for target in found if target.suffix == ".md" and target.is_relative_to(DOCS)]
    lacking = [shown(page) for page in PAGES if page not in reached and page.parent.name != "decisions"]
    assert lacking == [], "name it in docs/how-to.md, docs/explanation.md or docs/reference/index.md"


# One page of each form; what every page must do is asked of all.
FORMS = (
    "index.html",
    "tutorial.html",
    "how-to.html",
    "matrix.html",
    "publish-on-a-host.html",
    "reference/directives.html",
    "reference/examples.html",
    "reference/front-matter.html",
    "architecture.html",
    "decisions/index.html",
    "decisions/0001-cards-are-ours.html",
    "glossary.html",
    "search.html",
)


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with serving(site) as address:
        yield address


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_axe_finds_nothing(browser, address: str, width: int, scheme: str) -> None:  # type: ignore[no-untyped-def]
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    found = []
    for name in FORMS if scheme == "light" else FORMS[::2]:
        page.goto(f"{address}/{name}")
        found += [(name, *told) for told in violations(page)]
    context.close()
    assert found == []


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 360])
def test_no_page_scrolls_sideways_or_asks_another_host(browser, address: str, width: int) -> None:  # type: ignore[no-untyped-def]
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    asked: list[str] = []
    told: list[str] = []
    page.on("request", lambda one: asked.append(one.url))
    page.on("response", lambda one: one.status >= 400 and told.append(one.url))
    page.on("console", lambda one: one.type == "error" and told.append(one.text))
    page.on("pageerror", lambda one: told.append(str(one)))
    for name in ["search.html", *(path.relative_to(DOCS).with_suffix(".html").as_posix() for path in PAGES)]:
        page.goto(f"{address}/{name}")
        if page.evaluate("document.documentElement.scrollWidth") > width:
            told.append(f"{name} scrolls sideways")
    context.close()
    assert told == []
    assert [url for url in asked if not url.startswith((address, "data:"))] == []


@pytest.mark.browser
def test_an_example_is_shown_and_made(browser, address: str) -> None:  # type: ignore[no-untyped-def]
    page = browser.new_page()
    page.goto(f"{address}/reference/examples.html")
    made = page.locator("div.shown")
    assert made.count() > 15
    message = page.locator("div.shown .plenary-message")
    assert "Security without borders" in message.inner_text()
    assert ":::{message} Security without borders" in page.locator("#message pre").inner_text()
    page.close()


@pytest.mark.browser
def test_the_search_finds_a_page(browser, address: str) -> None:  # type: ignore[no-untyped-def]
    page = browser.new_page()
    page.goto(f"{address}/search.html?q=embargo")
    page.wait_for_selector("#search-results li a")
    found = page.locator("#search-results li a").evaluate_all("links => links.map(link => link.pathname)")
    assert "/editions.html" in found
    page.close()
