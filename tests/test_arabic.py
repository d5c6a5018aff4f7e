"""A paper in Arabic: from right to left on pages and in print, with letters that join."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from building import Built, build, project
from lxml import html
from playwright.sync_api import sync_playwright
from test_typst import failures

from sphinx_plenary import glyphs

TITLE = "الإنترنت في مؤتمر المندوبين المفوضين"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return project("arabic", tmp_path_factory.mktemp("arabic"))


@pytest.fixture(scope="module")
def pages(folder: Path) -> Built:
    return build(folder, "html")


@pytest.fixture(scope="module")
def printed(folder: Path) -> Built:
    return build(folder, "typst")


def test_a_page_says_its_direction(pages: Built) -> None:
    assert pages.said == []
    page = html.fromstring(pages.page("paper"))
    assert (page.get("lang"), page.get("dir")) == ("ar", "rtl")
    assert TITLE in page.xpath("//h1")[0].text_content()
    assert "القرارات" in page.text_content() and "الوضع" in page.text_content()


@pytest.mark.browser
def test_a_browser_lays_it_out_from_the_right(pages: Built) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium")
        page = browser.new_page(viewport={"width": 390, "height": 800})
        page.goto(f"file://{pages.out / 'paper.html'}")
        rule = page.evaluate("getComputedStyle(document.querySelector('.plenary-card')).borderRightWidth")
        fonts = page.evaluate("document.fonts.load('16px \"Noto Naskh Arabic\"', 'ا').then((found) => found.length)")
        wide = page.evaluate("document.documentElement.scrollWidth")
        browser.close()
    assert rule == "2px"
    assert fonts > 0
    assert wide <= 390


def test_the_pdf_has_the_words_and_no_rule_is_broken(printed: Built) -> None:
    assert printed.said == []
    path = printed.out / "paper.pdf"
    assert failures(path, "ua1") == []
    assert failures(path, "2a") == []
    with pikepdf.open(path) as pdf:
        assert str(pdf.Root.Lang) == "ar"
        assert str(pdf.docinfo.Title) == TITLE
        fonts = {str(font.BaseFont) for page in pdf.pages for font in page.resources.Font.values()}
    assert any("NotoNaskhArabic" in name for name in fonts)
    assert any("NotoSansArabic" in name for name in fonts)


def test_the_companions_have_what_our_fonts_have_not() -> None:
    assert glyphs.families() == ["Noto Naskh Arabic", "Noto Sans Arabic"]
    parts = list(glyphs.split("a ب 中"))
    assert [part.font for part in parts] == [
        glyphs.Font.TEXT, glyphs.Font.COMPANION, glyphs.Font.TEXT, glyphs.Font.NONE,
    ]  # fmt: skip
    assert glyphs.printable("ب", companions=True) == "ب"
    assert glyphs.printable("ب") == "U+0628"


def test_a_folder_of_a_project_adds_its_own(tmp_path: Path) -> None:
    (tmp_path / "Own.ttf").write_bytes((glyphs.COMPANIONS / "NotoSansArabic-Regular.ttf").read_bytes())
    assert glyphs.families(tmp_path) == ["Noto Sans Arabic", "Noto Naskh Arabic"]
