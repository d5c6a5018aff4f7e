"""Dossiers in a real browser: accessible, on a phone, in both colour schemes, in print, without a script."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote

import pytest
from browsing import VIEWS, serving, violations
from building import ROOT, build, project

pytestmark = pytest.mark.browser

NAMES = (
    "index",
    "instruments",
    "instruments/pp-res-101",
    "conferences/pp-22",
    "organizations/citel",
    "messages/msg-one",
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = project("dossiers", tmp_path_factory.mktemp("page"), ROOT / "tests" / "register")
    conf = folder / "conf.py"
    conf.write_text(conf.read_text() + 'html_sidebars = {"**": []}\n')
    done = build(folder)
    assert done.said == [], done.said
    yield done.out / "dossiers"


@pytest.mark.parametrize("page", VIEWS, indirect=True)
@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing(page, site: Path, name: str) -> None:  # type: ignore[no-untyped-def]
    page.goto((site / f"{name}.html").as_uri())
    assert violations(page) == []
    width = page.viewport_size["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("page", VIEWS[2:3], indirect=True)
def test_on_a_phone_a_row_is_a_block(page, site: Path) -> None:  # type: ignore[no-untyped-def]
    page.goto((site / "conferences/pp-22.html").as_uri())
    row = page.locator("table.plenary-dossier-table tbody tr").nth(1)
    boxes = [cell.bounding_box() for cell in row.locator("th, td").all() if cell.is_visible()]
    assert len(boxes) > 1 and all(one["y"] + one["height"] <= two["y"] + 1 for one, two in pairwise(boxes))


@pytest.mark.parametrize(
    ("sought", "first"),
    [
        ("101", "PP Resolution 101"),
        ("Resolution 101", "PP Resolution 101"),
        ("resolution 101 (rev. dubai, 2018)", "PP Resolution 101"),
        ("PP-22", "PP-22: ITU Plenipotentiary"),
        ("CITEL", "CITEL: Inter-American"),
    ],
)
def test_a_search_finds_the_dossier_first(page, site: Path, sought: str, first: str) -> None:  # type: ignore[no-untyped-def]
    with serving(site.parent) as address:
        page.goto(f"{address}/search.html?q={quote(sought)}")
        assert page.locator("ul.search > li a").first.inner_text().startswith(first)


def test_the_timeline_is_a_list_for_a_screen_reader(page, site: Path) -> None:  # type: ignore[no-untyped-def]
    page.goto((site / "instruments/pp-res-101.html").as_uri())
    timeline = page.locator("ol.plenary-timeline")
    assert timeline.get_by_role("listitem").count() == 5
    assert timeline.get_by_role("link", name="PP-22").count() == 1
    assert page.get_by_role("heading", level=1).inner_text().startswith("PP Resolution 101")
    assert page.get_by_role("heading", level=2).all_inner_texts()[0].startswith("How it changed")


def test_from_the_home_page_to_a_dossier_with_the_keyboard(page, site: Path) -> None:  # type: ignore[no-untyped-def]
    page.goto((site.parent / "index.html").as_uri())
    page.get_by_role("link", name="Resolutions and other texts").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/dossiers/instruments.html")
    page.get_by_role("link", name="PP Resolution 101").click()
    page.wait_for_url("**/dossiers/instruments/pp-res-101.html")
    page.get_by_role("link", name="line 15").click()
    page.wait_for_url("**/papers/background.html#what-we-follow")
    assert page.complaints == []


def test_in_print_stands_the_story_alone(page, site: Path) -> None:  # type: ignore[no-untyped-def]
    page.goto((site / "instruments/pp-res-101.html").as_uri())
    page.emulate_media(media="print")
    for absent in (".bd-header", ".plenary-trail"):
        assert not page.locator(absent).first.is_visible()
    assert page.locator("ol.plenary-timeline").is_visible()
