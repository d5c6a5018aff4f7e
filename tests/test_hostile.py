"""A register, papers and addresses of somebody who means harm: in pages, in LaTeX and in files all of it stays text."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pytest
from browsing import serving
from building import ROOT, Built, build, project
from test_matrix_page import THEME, choose, shown

from sphinx_plenary.inline import FOLDER, move, with_policy
from sphinx_plenary.register import load_register

SMALL = ROOT / "tests" / "register"
POLICY = "default-src 'self'"
NAVBAR = ', "navbar_end": []'  # without it the theme shows its switch
# One text against every place that a field may come to: an element, an attribute, a script, a template of Jinja or of
# sphinx-needs, Markdown, a formula, TeX.
HARM = (
    "=x <script>document.title='harm'</script><img src=x onerror=document.title='harm'> \"'><i onclick=a()>harm</i>"
    " </script></title><!-- {{7*7}} [[copy('id')]] [a](javascript:a) {raw}`x` {eval-rst}"
    r" \input{/etc/passwd}\immediate\write18{id} $\catcode`\%=12$ %_&#~^ ]]> </style>"
)


@dataclass
class Made:
    html: Built
    latex: Built
    spoiled: frozenset[tuple[str, str]]


def spoil(data: Path) -> Iterator[tuple[str, str]]:
    """Put it behind the words of every cell in which a register may have it; those columns."""
    for path in sorted(data.glob("*.csv")):
        sound = path.read_text(encoding="utf-8")
        rows = list(csv.reader(io.StringIO(sound)))
        for number, column in enumerate(rows[0]):
            tried = [rows[0], *([*row[:number], row[number] + HARM, *row[number + 1 :]] for row in rows[1:])]
            written = io.StringIO()
            csv.writer(written, lineterminator="\n").writerows(tried)
            path.write_text(written.getvalue(), encoding="utf-8")
            if load_register(data, data.parent)[1]:
                path.write_text(sound, encoding="utf-8")
            else:
                rows, sound = tried, written.getvalue()
                yield path.name, column


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = project("matrix", tmp_path_factory.mktemp("hostile"), SMALL)
    spoiled = frozenset(spoil(folder / "data"))
    issues = folder / "data/issues.yaml"
    issues.write_text(issues.read_text().replace("title: Internet-related", f"title: {json.dumps(HARM)} #"))
    (folder / "conf.py").write_text(f"{THEME.replace(NAVBAR, '')}\nneeds_build_json = True\nlatex_engine = 'xelatex'\n")
    paper = folder / "source/papers/background.md"
    quoted = json.dumps(HARM)
    text = paper.read_text().replace('version: "1.0"', f'version: "1.0"\n  abstract: {quoted}')
    text = text.replace(":affected: The IETF", f":affected: {quoted}").replace("ITU's role may grow", quoted)
    paper.write_text(text.replace(":proponent: CITEL\n:document: PP-22/11-E", f":proponent: {quoted}"))
    html, latex = build(folder), build(folder, "latex")
    for built in (html, latex):
        assert not [line for line in built.said if "Traceback" in line or "xception" in line], built.said
    return Made(html, latex, spoiled)


class Reader(HTMLParser):
    """The elements that a page has, and its words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_the_register_takes_it_where_words_stand(made: Made) -> None:
    assert {("instruments.csv", "title"), ("outcomes.csv", "detail"), ("proposals.csv", "summary")} <= made.spoiled
    assert {("sources.csv", "title"), ("conferences.csv", "name"), ("organizations.csv", "name")} <= made.spoiled
    assert ("sources.csv", "url") not in made.spoiled


def test_in_pages_it_stays_text(made: Made) -> None:
    seen = 0
    for path in sorted(made.html.out.rglob("*.html")):
        if "_static" in path.parts:
            continue
        read = Reader(path.read_text(encoding="utf-8"))
        for tag, attributes in read.elements:
            assert tag != "i" or attributes.get("onclick") is None, path
            assert not [name for name in attributes if name.startswith("on")], (path, tag, attributes)
            assert tag != "img" or attributes.get("src") != "x", path
            assert tag != "script" or attributes.get("src"), (path, attributes)
            assert not (attributes.get("href") or "").lower().startswith(("javascript:", "data:")), (path, attributes)
        words = " ".join(read.words)
        seen += words.count("{{7*7}}")
        assert "harm</i>" in words or "harm" not in words, path
    assert seen > 20


def test_in_latex_it_stays_text(made: Made) -> None:
    seen = 0
    for path in sorted(made.latex.out.glob("*.tex")):
        text = path.read_text(encoding="utf-8")
        assert r"\input{/etc" not in text and r"\immediate\write18" not in text and r"\catcode`\%=12" not in text, path
        seen += len(
            re.findall(r"\\textbackslash\{\}input|\\textbackslash\{\}\{\}input|textbackslash[^a-z]*input", text)
        )
    assert seen > 3


def test_in_files_it_is_no_formula(made: Made) -> None:
    downloads = made.html.out / "_downloads/matrix"
    books = sorted(downloads.glob("*.xlsx"))
    assert books
    for path in books:
        cells = [cell for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows() for cell in row]
        assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
        assert [cell for cell in cells if "{{7*7}}" in str(cell.value)]
    for path in sorted(downloads.glob("*.csv")):
        rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
        assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "@"))]


# ---- a host that forbids scripts and styles in pages ------------------------------------------------


@pytest.fixture(scope="module")
def site(made: Made) -> Iterator[str]:
    (made.html.out / "favicon.ico").touch()
    with serving(made.html.out, {"Content-Security-Policy": POLICY}) as address:
        yield address


@pytest.mark.browser
@pytest.mark.parametrize(
    "name", ["index", "papers/background", "papers/issues", "papers/outcomes", "genindex", "search", "permalink"]
)
def test_pages_keep_a_strict_policy(page, site: str, name: str) -> None:  # type: ignore[no-untyped-def]
    page.goto(f"{site}/{name}.html", wait_until="networkidle")
    assert page.complaints == []
    assert [asked for asked in page.asked if not asked.startswith(site)] == []
    assert page.title() != "harm"


@pytest.mark.browser
def test_the_policy_is_at_work(page, site: str) -> None:  # type: ignore[no-untyped-def]
    page.goto(f"{site}/index.html")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">x</p>')")
    assert "violates the following Content Security Policy" in page.complaints[0]


@pytest.mark.browser
def test_scripts_work_under_it(page, site: str) -> None:  # type: ignore[no-untyped-def]
    page.goto(f"{site}/papers/outcomes.html")
    before = shown(page)
    page.get_by_label("Search rows", exact=True).first.fill("140")
    page.wait_for_function("location.search.includes('140')")
    assert shown(page) == ["140"] and len(before) > 1
    root = page.locator("html")
    page.locator(".theme-switch-button:visible").first.click()
    page.locator("[data-mode='dark']:visible").first.click()
    assert root.get_attribute("data-theme") == "dark"
    page.reload()
    assert root.get_attribute("data-theme") == "dark", "what the theme reads before it shows a page"
    page.goto(f"{site}/search.html?q=cybersecurity")
    page.locator("#search-results li").first.wait_for()
    assert page.complaints == []
    assert page.title() != "harm"


@pytest.mark.browser
@pytest.mark.parametrize("where", ["host", "folder"])
def test_a_page_can_bring_its_policy(page, made: Made, site: str, where: str) -> None:  # type: ignore[no-untyped-def]
    """Also a page that somebody opens from a folder shows its style, and its script runs."""
    built = made.html.out / "papers/outcomes.html"
    with_its_own = built.with_name("own.html")
    with_its_own.write_text(with_policy(built.read_text(), POLICY))
    page.goto(f"{site}/papers/own.html" if where == "host" else with_its_own.as_uri())
    choose(page, "Outcome", "Revised") if where == "host" else page.get_by_label("Search rows", exact=True).first.fill(
        "140"
    )
    assert page.locator("table.plenary-rows").first.evaluate("table => getComputedStyle(table).borderCollapse")
    assert [words for words in page.complaints if "Content Security Policy" in words] == []


# ---- what stands in a page becomes a file -----------------------------------------------------------


def test_scripts_and_styles_become_files() -> None:
    page = """<html><head><style>p { margin: 0 }</style></head><body>
<!-- <script>not()</script> --><script defer data-x="1">one()</script><script src="a.js"></script>
<script type="application/json">{"a": "<p style='x'>"}</script>
<p title='a > b' style="width: 10%; color: &quot;x&quot;" class="wide">a</p><td style='width: 10%'/>
<p data-style="x" style="x } y {">b</p><p title="<td style='no'>">c</p></body></html>"""
    moved = move(page, "../")
    wide, td = re.findall(r'class="s-([0-9a-f]{12})[ "]', moved.page)
    rules = [f'.s-{wide}.s-{wide}.s-{wide} {{ width: 10%; color: "x" }}\n']
    rules += [f".s-{td}.s-{td}.s-{td} {{ width: 10% }}\n"]
    assert sorted(moved.files.values()) == sorted(["p { margin: 0 }\n", "one()\n", "".join(sorted(rules))])
    for kept in (
        "<!-- <script>not()</script> -->",
        '<script src="a.js"></script>',
        """<script type="application/json">{"a": "<p style='x'>"}</script>""",
        """<p title="<td style='no'>">""",
        """<p data-style="x" style="x } y {">""",
    ):
        assert kept in moved.page
    assert re.search(rf'<script data-x="1" src="\.\./{FOLDER}/[0-9a-f]{{12}}\.js"></script>', moved.page)
    assert re.search(r"""<p title='a > b' class="s-[0-9a-f]{12} wide">a</p><td class="s-[0-9a-f]{12}"/>""", moved.page)
    assert len(re.findall(rf'<link rel="stylesheet" type="text/css" href="\.\./{FOLDER}/', moved.page)) == 2
    assert move(moved.page, "../").page == moved.page, "twice is once"


def test_of_two_styles_the_first_counts() -> None:
    """As in a browser: without the first the second would; found by ``test_fuzz.py``."""
    moved = move('<head></head><p style="width: 1px" class="a" style="width: 2px" class="b">')
    assert re.search(r'<p class="s-[0-9a-f]{12} a" class="b">', moved.page)
    [rules] = moved.files.values()
    assert "1px" in rules and "2px" not in rules


def test_what_is_to_be_moved_is_found_in_capitals_and_behind_letters_that_are_two_in_small() -> None:
    for page in ("<P>x</P><SCRIPT>one()</SCRIPT><p>end", "<p>\u0130</p><script>one()</script><p>end"):
        assert list(move(page).files.values()) == ["one()\n"]
        assert move(page).page.endswith("</script><p>end")


def test_a_long_page_is_moved_in_time() -> None:
    for text in ("<p " * 100_000, "<p a='" * 50_000, "<!--" * 100_000, "<p a=b" * 100_000, "<script>" * 50_000):
        move(text)


# ---- pages that are made to be hard to read ---------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("*" * 30_000 + "x" + "*" * 30_000, "source/papers/x.md: it is nested too deeply; flatten it"),
        (
            "\n".join(":" * (600 - level) + "{note}" for level in range(500)),
            "source/papers/x.md: it is nested too deeply; flatten it",
        ),
        ("word\n" * 900_000, "the file has 5 MB, more than the 4 MB that are read; is it the right file?"),
    ],
)
def test_a_page_that_cannot_be_read_ends_the_build_in_words(tmp_path: Path, text: str, words: str) -> None:
    folder = project("matrix", tmp_path, SMALL)
    (folder / "source/papers/x.md").write_text(f"# Title\n\n{text}\n")
    done = build(folder, "check")
    assert done.status == 2
    assert [line for line in done.said if words in line], done.said[-5:]
    assert not [line for line in done.said if "Traceback" in line]
