"""A paper in Arabic: from right to left on pages and in print, with letters that join."""

from __future__ import annotations

import re
from pathlib import Path

import pikepdf
import pytest
from building import Built, build, project
from lxml import html
from test_typst import failures
from word import File, W

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
@pytest.mark.parametrize("page", [{"viewport": {"width": 390, "height": 800}}], indirect=True)
def test_a_browser_lays_it_out_from_the_right(page, pages: Built) -> None:  # type: ignore[no-untyped-def]
    page.goto(f"file://{pages.out / 'paper.html'}")
    rule = page.evaluate("getComputedStyle(document.querySelector('.plenary-card')).borderRightWidth")
    fonts = page.evaluate("document.fonts.load('16px \"Noto Naskh Arabic\"', 'ا').then((found) => found.length)")
    assert rule == "2px"
    assert fonts > 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


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


def test_a_word_file_reads_from_the_right(folder: Path) -> None:
    built = build(folder, "word")
    assert built.said == []
    file = File(next(built.out.glob("*.docx")))
    styles = file.part("word/styles.xml")
    assert styles.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr/{W}bidi") is not None
    assert {one.get(f"{W}bidi") for one in styles.iter(f"{W}lang")} == {"ar"}
    for name in filter(re.compile(r"word/(document|footnotes|header.*|footer.*)\.xml").fullmatch, file.names):
        for run in file.part(name).iter(f"{W}r"):
            letters = re.search("[\u0620-\u064a]", "".join(run.itertext()))
            assert (run.find(f"{W}rPr/{W}rtl") is not None) == bool(letters), "".join(run.itertext())
    tables = list(file.document.iter(f"{W}tblPr"))
    assert tables and all(one.find(f"{W}bidiVisual") is not None for one in tables)
    assert {one.get(f"{W}w") for one in file.document.iter(f"{W}tblInd")} == {"0"}
    for section in file.document.iter(f"{W}sectPr"):
        assert section.find(f"{W}bidi") is not None
    margins = next(file.document.iter(f"{W}pgMar"))
    assert int(margins.get(f"{W}right", "")) > int(margins.get(f"{W}left", ""))  # where headings hang
    card = next(one for one in styles.iter(f"{W}style") if one.get(f"{W}styleId") == "CardMessage")
    assert [one.tag for one in card.find(f"{W}pPr/{W}pBdr") or ()] == [f"{W}right"]


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
