"""The pages in a real browser: accessible, on a phone, in both colour schemes, without another host."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Iterator

import pytest
from browsing import VIEWS, serving, violations
from building import ROOT, build, change
from programs import need

pytestmark = pytest.mark.browser

PAGES = (
    "index.html",
    "papers/pp-22-background-paper.html",
    "papers/outcomes.html",
    "editions/pp-22-background-paper/1.0.html",
    "papers/pp-22-issues-matrix.html",
    "papers/wtsa-20-outcomes-matrix.html",
    "papers/omac-9-meeting-summary.html",
    "papers/wtsa-24-event-page.html",
    "accessibility.html",
    "search.html",
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The worked site, served, with one paper more: a draft that has every kind of item."""
    need("chromium")
    folder = tmp_path_factory.mktemp("site")
    for name in ("conf.py", "data", "ext"):
        (folder / name).symlink_to(ROOT / name)
    shutil.copytree(ROOT / "source", folder / "source")
    (folder / "source/papers/outcomes.md").write_text(OUTCOMES)
    change(folder / "source/papers/pp-22-background-paper.md", "main decision-making body", "supreme body")
    built = build(folder, plenary_pdf_folder="pdf")
    assert built.said == [], built.said
    with serving(built.out) as address:
        yield address


OUTCOMES = """---
paper:
  kind: outcomes-matrix
  conference: PP-22
  status: draft
  date: 2022-11-20
  version: "0.1"
  abstract: Every kind of item, for the browser tests.
---
# Outcomes of PP-22

{res}`101` is tracked in the background paper; see {msg}`MSG-SPLINTERNET`.

:::{outcome} 101
:outcome: revised
:source: ITU

It was revised.
:::

:::{proposal} EUR/44A7/1
:resolution: 130
:action: MOD
:proponent: CEPT

A proposal.
:::

:::{position} CEPT
:resolution: 130
:position: support

A position.
:::

:::{position} ATU
:resolution: 130
:position: oppose

Another.
:::

| a | wide | table | with | many | columns | that | does | not | fit | a | phone |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
| Strengthening | Strengthening | Strengthening | Strengthening | Strengthening | x | x | x | x | x | x | x |

```{needtable}
:types: resolution
:columns: id, title, position
```

:::{changes} 1.0
:paper: pp-22-background-paper
:::
"""


@pytest.mark.parametrize("page", VIEWS, indirect=True)
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(page, site: str, name: str) -> None:  # type: ignore[no-untyped-def]
    page.goto(f"{site}/{name}")
    assert violations(page) == []


@pytest.mark.parametrize("page", VIEWS[2:], indirect=True)
@pytest.mark.parametrize("name", PAGES)
def test_a_phone_does_not_scroll_sideways(page, site: str, name: str) -> None:  # type: ignore[no-untyped-def]
    page.goto(f"{site}/{name}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_dark_is_dark(browser, site: str) -> None:  # type: ignore[no-untyped-def]
    def background(scheme: str) -> str:
        context = browser.new_context(color_scheme=scheme)
        opened = context.new_page()
        opened.goto(f"{site}/{PAGES[1]}")
        colour = opened.evaluate("getComputedStyle(document.body).backgroundColor")
        context.close()
        return str(colour)

    assert background("light") == "rgb(255, 255, 255)"
    assert background("dark") == "rgb(18, 24, 29)"


@pytest.mark.parametrize("name", PAGES)
def test_nothing_comes_from_another_host_and_nothing_lacks(page, site: str, name: str) -> None:  # type: ignore[no-untyped-def]
    lacking = []
    page.on("response", lambda answer: answer.status >= 400 and lacking.append(answer.url))
    page.goto(f"{site}/{name}", wait_until="networkidle")
    assert [url for url in page.asked if not url.startswith((site, "data:"))] == []
    assert lacking == []
    assert page.complaints == []


def test_a_paper_weighs_less_than_300_kb_without_fonts(page, site: str) -> None:  # type: ignore[no-untyped-def]
    """Compressed, as every host sends text; the theme's style sheet alone has 378 kB uncompressed."""
    sizes: dict[str, int] = {}
    page.on("response", lambda answer: sizes.update({answer.url: len(gzip.compress(answer.body()))}))
    page.goto(f"{site}/{PAGES[1]}", wait_until="networkidle")
    weight = sum(size for url, size in sizes.items() if not url.split("?")[0].endswith((".woff2", ".woff", ".ttf")))
    assert weight < 300_000, sorted(sizes.items(), key=lambda pair: -pair[1])[:8]


def test_the_text_is_set_in_our_fonts(page, site: str) -> None:  # type: ignore[no-untyped-def]
    page.goto(f"{site}/{PAGES[1]}", wait_until="networkidle")
    assert page.evaluate("document.fonts.check('17px \"Source Serif 4\"')")
    family = page.evaluate("getComputedStyle(document.querySelector('article section > p')).fontFamily")
    assert family.startswith('"Source Serif 4"')


def test_the_measure_is_60_to_75_characters(page, site: str) -> None:  # type: ignore[no-untyped-def]
    page.goto(f"{site}/{PAGES[1]}", wait_until="networkidle")
    characters = page.evaluate(
        """() => {
            const text = document.querySelector('#background > p');
            const lines = new Set([...document.createRange().getClientRects()]);
            const range = document.createRange(); range.selectNodeContents(text);
            const rows = new Set([...range.getClientRects()].map(box => Math.round(box.top)));
            return text.textContent.length / rows.size;
        }"""
    )
    assert 50 <= characters <= 75


def test_citations_are_recognised_without_colour(page, site: str) -> None:  # type: ignore[no-untyped-def]
    page.goto(f"{site}/{PAGES[1]}")
    link = page.locator("p a:has(.plenary-res)").first
    assert "underline" in link.evaluate("link => getComputedStyle(link).textDecorationLine")
    assert link.get_attribute("title").startswith("Resolution")


def test_the_keyboard_reaches_a_citation_and_shows_where_it_is(page, site: str) -> None:  # type: ignore[no-untyped-def]
    page.goto(f"{site}/{PAGES[1]}")
    link = page.locator("p a:has(.plenary-res)").first
    link.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert link.evaluate("link => link === document.activeElement")
    assert link.evaluate(
        "link => getComputedStyle(link).outlineStyle !== 'none' || getComputedStyle(link).boxShadow !== 'none'"
    )


def test_a_citation_leads_to_its_card_on_another_page(page, site: str) -> None:  # type: ignore[no-untyped-def]
    page.goto(f"{site}/papers/outcomes.html")
    page.locator("p a:has(.plenary-res)").first.click()
    page.wait_for_url("**/pp-22-background-paper.html#PP-RES-101")
    assert page.locator("#PP-RES-101").is_visible()


def test_a_paper_prints_without_navigation(page, site: str) -> None:  # type: ignore[no-untyped-def]
    page.goto(f"{site}/{PAGES[1]}")
    page.emulate_media(media="print")
    assert not page.locator(".bd-header").is_visible()
    assert not page.locator(".bd-sidebar-secondary").is_visible()
    assert page.locator("h1").is_visible()


def test_what_changed_is_told_to_eye_and_ear(page, site: str) -> None:  # type: ignore[no-untyped-def]
    page.goto(f"{site}/papers/outcomes.html")
    block = page.locator(".plenary-changes")
    assert "taken out: main decision-making" in str(block.locator("del").text_content())
    line = block.locator("del").evaluate("element => getComputedStyle(element).textDecorationLine")
    assert line == "line-through"
    sign = block.locator("ins").evaluate("element => getComputedStyle(element, '::before').content")
    assert "+" in sign
    heard = block.locator("ins .plenary-heard").bounding_box()
    assert heard["width"] <= 1, "words for who hears the page are not seen"
