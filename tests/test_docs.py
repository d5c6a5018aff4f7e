"""The documentation: it builds without a word, its links lead somewhere on the site and on a forge, it says what is."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import sysconfig
import threading
from collections.abc import Iterator
from functools import partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import yaml
from building import CONF, ROOT, build
from markdown_it import MarkdownIt
from programs import need
from tutorial import Reader, agrees, environment, steps

from sphinx_plenary.starting import MAKEFILE, project_files, starter_register

DOCS = ROOT / "docs"
PAGES = sorted(path for path in DOCS.rglob("*.md") if not path.relative_to(DOCS).parts[0].startswith("_"))
HOW_TO = ("new-conference", "new-body", "matrix-from-a-spreadsheet")


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


def test_the_reference_is_written_from_the_code(tmp_path: Path) -> None:
    subprocess.run([sys.executable, DOCS / "_reference", tmp_path], cwd=ROOT, check=True)
    written = sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file())
    assert len(written) > 8
    stale = [name.as_posix() for name in written if (DOCS / name).read_bytes() != (tmp_path / name).read_bytes()]
    assert stale == [], "write it anew: make reference"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("  caption:", "  captoin:", "words.yaml: 'captoin' is said of options"),
        ("  papers:\n", "  paper:\n", "words.yaml: 'paper', 'papers' of directives"),
        (
            "needs: [ARGUMENT, resolution]",
            "needs: [ARGUMENT, resolutoin]",
            "words.yaml: 'resolutoin' is said of position",
        ),
    ],
)
def test_what_is_said_of_directives_is_said_of_those_there_are(old: str, new: str, said: str, tmp_path: Path) -> None:
    shutil.copytree(DOCS / "_reference", tmp_path / "docs" / "_reference")
    words = tmp_path / "docs" / "_reference" / "words.yaml"
    text = words.read_text(encoding="utf-8")
    assert old in text
    words.write_text(text.replace(old, new, 1), encoding="utf-8")
    done = subprocess.run([sys.executable, words.parent, tmp_path], capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.startswith(f"{said}"), done.stderr


def test_an_example_without_what_must_be_there_is_told(tmp_path: Path) -> None:
    """What the reference calls filled: without it, each example is a finding; with it, none is."""
    said = yaml.safe_load((DOCS / "_reference" / "words.yaml").read_text(encoding="utf-8"))["directives"]
    shutil.copytree(starter_register(), tmp_path / "data")
    (tmp_path / "conf.py").write_text(CONF)
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "index.md").write_text("# Papers\n\n:::{toctree}\n:glob:\n\n*\n:::\n")
    paper = "{kind: commentary, conference: PP-22, status: draft, date: 2022-11-20, version: '1'}"
    head = f"---\npaper: {paper}\n---\n# One\n\n"
    lacking = []
    for name, one in said.items():
        for needed in one.get("needs", []):
            pattern = rf"(:::\{{{name}\}}) .*" if needed == "ARGUMENT" else rf"(\n):{needed}:.*\n"
            example, count = re.subn(pattern, r"\1", one["example"])
            assert count == 1, (name, needed)
            page = f"{name}-{needed.lower()}"
            (tmp_path / "source" / f"{page}.md").write_text(head + example)
            lacking.append(page)
    findings = "\n".join(build(tmp_path).findings)
    assert len(lacking) > 8
    assert [page for page in lacking if not re.search(rf"source/{page}\.md:\d+: ERROR: R503", findings)] == []


@pytest.mark.parametrize("name", HOW_TO)
def test_a_how_to_works_as_printed(name: str, tmp_path: Path) -> None:
    programs, libraries = Path(sysconfig.get_path("scripts")), Path(sysconfig.get_path("purelib"))
    (tmp_path / "empty").mkdir()
    reader = Reader(tmp_path / "empty", environment(tmp_path / "memory", ROOT, programs, libraries))
    assert reader.run("plenary start .")[0] == 0
    for step in steps((DOCS / f"{name}.md").read_text(encoding="utf-8")):
        said = reader.do(step)
        if step.answer is not None:
            assert agrees(step.answer, said), f"docs/{name}.md:{step.line}: $ {step.text}\n{said}"


def workflows() -> list[dict[str, object]]:
    page = (DOCS / "publish-on-a-host.md").read_text(encoding="utf-8")
    return [yaml.safe_load(text) for text in re.findall(r"^```yaml\n(.*?)^```$", page, re.M | re.S)]


def words_of(tree: object) -> Iterator[str]:
    if isinstance(tree, dict):
        for value in tree.values():
            yield from words_of(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from words_of(value)
    else:
        yield str(tree)


def test_the_workflows_call_what_a_project_has() -> None:
    """Both are YAML; the targets, the file to install from and the folder to publish that they name are there."""
    github, gitlab = workflows()
    assert "publish" in github["jobs"] and "pages" in gitlab  # type: ignore[operator]
    files = project_files("Papers", starter_register(), "1")
    targets = set(re.findall(r"^([a-z]+):", MAKEFILE, re.M))
    assert targets <= set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    for workflow in (github, gitlab):
        said = list(words_of(workflow))
        called = {word for one in said for word in re.findall(r"\bmake ([a-z]+)", one)}
        assert called == {"check", "papers"} and called <= targets
        assert any("build/site" in one for one in said) and "build/site" in MAKEFILE
        assert all(name in files for one in said for name in re.findall(r"-r (\S+)", one))
        assert not any("://" in one or "index-url" in one for one in said)


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
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
AXE = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    need("chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=list(FLAGS))
        yield launched
        launched.close()


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_axe_finds_nothing(browser, address: str, width: int, scheme: str) -> None:  # type: ignore[no-untyped-def]
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    found = []
    for name in FORMS if scheme == "light" else FORMS[::2]:
        page.goto(f"{address}/{name}")
        violations = Axe().run(page, options=AXE).response["violations"]
        found += [(name, rule["id"], [node["target"] for node in rule["nodes"]][:3]) for rule in violations]
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
