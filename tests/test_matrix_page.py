"""A matrix in a real browser: search, filters, order, columns, the address, a phone, the keyboard, no script, speed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from browsing import VIEWS, serving, violations
from building import ROOT, build, project
from crowd import MEASURE, THEME, crowded_project

pytestmark = pytest.mark.browser

SMALL = ROOT / "tests" / "register"
ALL = ["2", "11", "101", "102", "130", "133", "140", "178", "180", "214", "Decision 5"]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = project("matrix", tmp_path_factory.mktemp("page"), SMALL)
    (folder / "conf.py").write_text(THEME)
    done = build(folder)
    assert done.said == [], done.said
    (done.out / "favicon.ico").touch()  # which browsers ask for
    return done.out


@pytest.fixture(scope="module")
def site(made: Path) -> Iterator[str]:
    with serving(made) as address:
        yield f"{address}/papers"


@pytest.fixture
def matrix(page, site: str):  # type: ignore[no-untyped-def]
    """The page of outcomes, whose first matrix has no filter of its own."""
    page.goto(f"{site}/outcomes.html")
    yield page
    assert page.complaints == []


def shown(page, which: int = 0) -> list[str]:  # type: ignore[no-untyped-def]
    """The numbers of the rows that a reader sees, in their order."""
    rows = page.locator("div.plenary-matrix").nth(which).locator("table.plenary-rows tr.plenary-row")
    return [row.locator("th, td").first.inner_text().strip() for row in rows.all() if row.is_visible()]


def said(page) -> str:  # type: ignore[no-untyped-def]
    return str(page.locator(".plenary-status-line").first.inner_text())


def query(page) -> dict[str, list[str]]:  # type: ignore[no-untyped-def]
    return parse_qs(page.evaluate("location.search.slice(1)"))


def control(page, label: str):  # type: ignore[no-untyped-def]
    """The control of a label, not the box by which the column of that name is chosen."""
    return page.locator(".plenary-control").get_by_label(label, exact=True).first


def choose(page, label: str, words: str) -> None:  # type: ignore[no-untyped-def]
    """Choose what a reader reads; behind it stands how many rows have it."""
    select = control(page, label)
    select.select_option(next(each for each in select.locator("option").all_inner_texts() if each.startswith(words)))


# ---- searching and filtering ------------------------------------------------------------------------


def test_everything_is_shown_at_first(matrix) -> None:  # type: ignore[no-untyped-def]
    assert shown(matrix) == ALL
    assert said(matrix) == "11 of 11 rows shown"
    assert not matrix.locator(".plenary-active").first.is_visible()
    assert matrix.locator(".plenary-status-line").first.get_attribute("role") == "status"


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("ipv6", ["180"]),
        ("CEPT mod", ["130"]),
        ("domain  NAMES", ["102", "133"]),
        ("iap/11/2", ["101"]),
        ("11-e", ["101"]),
        ("wider text", ["101"]),
        ("bucharest suppressed", []),
        ("no such thing", []),
        ("(*[", []),
    ],
)
def test_search_finds_rows_with_all_words(matrix, typed: str, numbers: list[str]) -> None:  # type: ignore[no-untyped-def]
    matrix.get_by_label("Search rows", exact=True).first.fill(typed)
    assert shown(matrix) == numbers
    assert said(matrix) == f"{len(numbers)} of 11 rows shown"


@pytest.mark.parametrize(
    ("label", "words", "numbers", "key"),
    [
        ("Issue", "Cybersecurity", ["130", "178"], "issue"),
        ("Issue", "No issue", ["2", "11", "140", "214", "Decision 5"], "issue"),
        ("Region", "Americas", ["101", "130"], "region"),
        ("Region", "Europe", ["130"], "region"),
        ("Region", "No regional", ["2", "11", "102", "133", "140", "178", "180", "214", "Decision 5"], "region"),
        ("Proponent", "Russian Federation", ["140"], "proponent"),
        ("Proponent", "CITEL", ["101", "130"], "proponent"),
        ("Action", "NOC", ["101"], "action"),
        ("Action", "MOD", ["130", "140"], "action"),
        ("Action", "(MOD)", ["130"], "action"),
        ("Position", "no change", ["101"], "position"),
        ("Position", "support", ["130"], "position"),
        ("Outcome", "Suppressed", ["11"], "outcome"),
        ("Outcome", "Not changed", ["178"], "outcome"),
        ("Outcome", "New", ["214"], "outcome"),
    ],
)
def test_each_filter(matrix, label: str, words: str, numbers: list[str], key: str) -> None:  # type: ignore[no-untyped-def]
    choose(matrix, label, words)
    assert shown(matrix) == numbers
    assert said(matrix) == f"{len(numbers)} of 11 rows shown"
    assert list(query(matrix)) == [key]
    removable = matrix.locator(".plenary-active button").first
    assert removable.inner_text().startswith(f"{label}: {words}")
    removable.click()
    assert shown(matrix) == ALL and query(matrix) == {}


def test_an_option_tells_how_many_rows_it_has(matrix) -> None:  # type: ignore[no-untyped-def]
    for label in ("Issue", "Region", "Proponent", "Action", "Position", "Outcome"):
        select = control(matrix, label)
        for option in select.locator("option").all_inner_texts()[1:]:
            select.select_option(option)
            assert said(matrix) == f"{option.rpartition('(')[2].rstrip(')')} of 11 rows shown", option
        select.select_option("")


def test_filters_and_search_narrow_each_other(matrix) -> None:  # type: ignore[no-untyped-def]
    choose(matrix, "Region", "Americas")
    choose(matrix, "Issue", "Cybersecurity")
    assert shown(matrix) == ["130"]
    matrix.get_by_label("Search rows", exact=True).first.fill("nothing of it")
    assert shown(matrix) == []
    assert matrix.locator("table.plenary-rows").first.locator("thead").is_visible()
    matrix.get_by_role("button", name="Remove all filters").click()
    assert shown(matrix) == ALL
    assert matrix.get_by_label("Search rows", exact=True).first.input_value() == ""


def test_the_view_by_region_follows_the_filters(matrix) -> None:  # type: ignore[no-untyped-def]
    lines = matrix.locator("div.plenary-matrix").first.locator("table.plenary-regional tbody tr")
    note = matrix.locator(".plenary-filtered").first
    assert [line.locator("th a").inner_text() for line in lines.all()] == [
        "101",
        "130",
        "140",
    ]
    assert all(line.is_visible() for line in lines.all()) and not note.is_visible()
    choose(matrix, "Region", "Americas")
    for width in (1280, 390):
        matrix.set_viewport_size({"width": width, "height": 900})
        left = [line.locator("th a").inner_text() for line in lines.all() if line.is_visible()]
        assert left == ["101", "130"]
        assert note.inner_text() == "The filters in use hold here too: 2 of 3 rows shown."
    matrix.locator(".plenary-active button").first.click()
    assert all(line.is_visible() for line in lines.all()) and not note.is_visible()


def test_a_group_without_rows_goes_with_its_head(matrix) -> None:  # type: ignore[no-untyped-def]
    heads = matrix.locator("table.plenary-rows").first.locator(".plenary-group")
    assert [head.is_visible() for head in heads.all()] == [True, True, True]
    choose(matrix, "Outcome", "New")
    assert [head.is_visible() for head in heads.all()] == [False, True, False]


def test_a_row_in_two_groups_counts_once(page, site: str) -> None:  # type: ignore[no-untyped-def]
    page.goto(f"{site}/issues.html")
    assert said(page) == "7 of 7 rows shown"
    choose(page, "Position", "follow")
    assert shown(page) == ["178", "178"] and said(page) == "1 of 7 rows shown"


def test_a_filter_that_would_tell_nothing_apart_is_not_offered(page, site: str) -> None:  # type: ignore[no-untyped-def]
    page.goto(f"{site}/issues.html")
    assert control(page, "Outcome").count() == 0


# ---- order and columns -----------------------------------------------------------------------------------


def head(page, name: str):  # type: ignore[no-untyped-def]
    return page.locator("table.plenary-rows").first.get_by_role("button", name=name, exact=True)


def test_order_by_a_column_and_back(matrix) -> None:  # type: ignore[no-untyped-def]
    cell = matrix.locator("table.plenary-rows").first.locator("thead th").nth(1)
    head(matrix, "Title, revision in force").click()
    assert cell.get_attribute("aria-sort") == "ascending"
    up = shown(matrix)
    titles = matrix.locator("table.plenary-rows").first.locator("tbody").first.locator(".plenary-row-title")
    words = [title.lower() for title in titles.all_inner_texts()]
    assert words == sorted(words)
    assert up[-2:] == ALL[-2:], "each group keeps its rows"
    head(matrix, "Title, revision in force").click()
    assert cell.get_attribute("aria-sort") == "descending"
    assert shown(matrix)[:9] == up[:9][::-1]
    head(matrix, "Title, revision in force").click()
    assert cell.get_attribute("aria-sort") is None
    assert shown(matrix) == ALL


def test_numbers_are_ordered_as_numbers_and_what_is_empty_comes_last(matrix) -> None:  # type: ignore[no-untyped-def]
    head(matrix, "No.").click()
    head(matrix, "No.").click()
    assert shown(matrix)[:9] == ALL[:9][::-1]
    for _ in range(2):  # both ways
        head(matrix, "Contributions").click()
        assert set(shown(matrix)[:3]) == {"101", "130", "140"}
    assert shown(matrix)[0] == "130", "the most, where the last comes first"


def test_columns_are_chosen(matrix) -> None:  # type: ignore[no-untyped-def]
    table = matrix.locator("table.plenary-rows").first
    matrix.locator(".plenary-columns summary").first.click()
    matrix.get_by_label("Concern", exact=True).first.uncheck()
    matrix.get_by_label("Implication", exact=True).first.uncheck()
    visible = [cell.inner_text().strip() for cell in table.locator("thead th").all() if cell.is_visible()]
    assert "Concern" not in visible and "Position" in visible
    assert not table.locator("#row-pp-res-101 .plenary-col-concern").is_visible()
    assert query(matrix) == {"hide": ["concern,implication"]}
    matrix.keyboard.press("Escape")
    assert not matrix.get_by_label("Concern", exact=True).first.is_visible()
    matrix.reload()
    assert not table.locator("#row-pp-res-101 .plenary-col-concern").is_visible()


def test_columns_stand_under_their_heads(matrix) -> None:  # type: ignore[no-untyped-def]
    edges = matrix.evaluate(
        """() => [...document.querySelector('table.plenary-rows').rows].filter(row => row.cells.length > 1)
            .map(row => [...row.cells].map(cell => Math.round(cell.getBoundingClientRect().left)).join())"""
    )
    assert len(set(edges)) == 1


# ---- the address ---------------------------------------------------------------------------------------------


def test_a_filtered_view_can_be_sent(matrix, browser) -> None:  # type: ignore[no-untyped-def]
    choose(matrix, "Region", "Americas")
    matrix.get_by_label("Search rows", exact=True).first.fill("network")
    head(matrix, "No.").click()
    head(matrix, "No.").click()
    other = browser.new_page()
    other.goto(matrix.evaluate("location.href"))
    assert shown(other) == shown(matrix) == ["101"]
    assert other.get_by_label("Search rows", exact=True).first.input_value() == "network"
    assert [word.inner_text() for word in other.locator(".plenary-active button").all()][:2] == [
        "Search: network ×",
        "Region: Americas ×",
    ]
    other.close()


def test_back_and_forward(matrix) -> None:  # type: ignore[no-untyped-def]
    choose(matrix, "Region", "Americas")
    choose(matrix, "Action", "NOC")
    search = matrix.get_by_label("Search rows", exact=True).first
    search.press_sequentially("internet")
    assert shown(matrix) == ["101"]
    matrix.go_back()
    assert search.input_value() == "", "typing is one step"
    assert shown(matrix) == ["101"]
    matrix.go_back()
    assert shown(matrix) == ["101", "130"]
    matrix.go_back()
    assert shown(matrix) == ALL
    matrix.go_forward()
    assert shown(matrix) == ["101", "130"]
    assert control(matrix, "Region").input_value() == "americas"


@pytest.mark.parametrize(
    "address", ["?region=atlantis&sort=colour&hide=number,x&issue=", "?find=%E0%A4%A", "?sort=-", "#nowhere"]
)
def test_an_address_that_makes_no_sense_shows_everything(page, site: str, address: str) -> None:  # type: ignore[no-untyped-def]
    page.goto(f"{site}/outcomes.html{address}")
    assert page.complaints == []
    assert len(shown(page)) in {0, 11} and page.locator("table.plenary-rows thead").first.is_visible()
    if not address.startswith("?find="):
        assert shown(page) == ALL


def test_a_link_to_a_hidden_row_shows_it(matrix) -> None:  # type: ignore[no-untyped-def]
    choose(matrix, "Region", "Europe")
    matrix.locator(".plenary-index a", has_text="101").first.click()
    matrix.locator("#row-pp-res-101").wait_for(state="visible")
    assert shown(matrix) == ALL
    matrix.wait_for_function("Math.abs(document.querySelector('#row-pp-res-101').getBoundingClientRect().top) < 900")


def test_a_sent_view_may_name_a_row(page, site: str) -> None:  # type: ignore[no-untyped-def]
    page.goto(f"{site}/outcomes.html?region=americas#row-pp-res-130")
    assert shown(page) == ["101", "130"]
    page.goto(f"{site}/outcomes.html?region=europe#row-pp-res-101")
    assert shown(page) == ALL


def test_two_matrices_on_a_page_have_addresses_of_their_own(matrix) -> None:  # type: ignore[no-untyped-def]
    second = matrix.locator("div.plenary-matrix").nth(1)
    second.get_by_label("Search rows", exact=True).fill("nothing")
    assert shown(matrix, 1) == [] and shown(matrix, 0) == ALL
    assert query(matrix) == {"2.find": ["nothing"]}
    matrix.reload()
    assert shown(matrix, 1) == [] and shown(matrix, 0) == ALL


def test_a_page_from_a_folder_works_too(page, made: Path) -> None:  # type: ignore[no-untyped-def]
    page.goto((made / "papers/outcomes.html").as_uri() + "?action=noc")
    assert shown(page) == ["101"]
    choose(page, "Action", "MOD")
    assert query(page) == {"action": ["mod"]}
    assert shown(page) == ["130", "140"]
    page.go_back()
    assert shown(page) == ["101"]
    asked = [url for url in page.asked if not url.startswith(("file:", "data:"))]
    assert asked == [] and page.complaints == []


# ---- readers --------------------------------------------------------------------------------------------------


def test_with_the_keyboard_alone(matrix) -> None:  # type: ignore[no-untyped-def]
    search = matrix.get_by_label("Search rows", exact=True).first
    search.focus()
    matrix.keyboard.type("itu")
    names = []
    for _ in range(8):
        matrix.keyboard.press("Tab")
        names.append(
            matrix.evaluate("(document.activeElement.labels?.[0] || document.activeElement).innerText.split('\\n')[0]")
        )
    assert names[:7] == ["Issue", "Region", "Proponent", "Action", "Position", "Outcome", "Columns"]
    control(matrix, "Region").focus()
    matrix.keyboard.type("Eur")
    assert query(matrix)["region"] == ["europe"]
    removable = matrix.locator(".plenary-active button").first
    removable.focus()
    matrix.keyboard.press("Enter")
    assert "find" not in query(matrix)
    assert matrix.evaluate("document.activeElement.innerText") == "Region: Europe ×", "focus stays near"
    matrix.keyboard.press("Enter")
    assert matrix.evaluate("document.activeElement.type") == "search"
    sorter = head(matrix, "Outcome")
    sorter.focus()
    matrix.keyboard.press("Space")
    assert query(matrix)["sort"] == ["outcome"]
    assert sorter.evaluate("it => it === document.activeElement && getComputedStyle(it).outlineStyle !== 'none'")


def test_the_table_is_one_for_a_screen_reader(matrix) -> None:  # type: ignore[no-untyped-def]
    table = matrix.get_by_role("table", name="What International Telecommunication Union (ITU) decided")
    assert table.count() == 1
    assert table.get_by_role("columnheader").count() == 9
    assert table.get_by_role("rowheader", name="101").count() == 1
    assert matrix.get_by_role("search").count() == 2
    status = matrix.locator("[role=status]").first
    choose(matrix, "Region", "Europe")
    assert status.inner_text() == "1 of 11 rows shown"


@pytest.mark.parametrize("page", VIEWS, indirect=True)
@pytest.mark.parametrize("name", ["issues", "outcomes"])
def test_axe_finds_nothing(page, site: str, name: str) -> None:  # type: ignore[no-untyped-def]
    page.goto(f"{site}/{name}.html?position=no-change&sort=title")
    for details in page.locator("details").all():
        details.evaluate("it => { it.open = true }")
    assert violations(page) == []


@pytest.mark.parametrize("page", VIEWS[2:], indirect=True)
@pytest.mark.parametrize("name", ["issues", "outcomes"])
def test_on_a_phone_rows_are_cards(page, site: str, name: str) -> None:  # type: ignore[no-untyped-def]
    page.goto(f"{site}/{name}.html")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert not control(page, "Region").is_visible(), "folded, so that rows come first"
    row = page.locator("#row-pp-res-101")
    boxes = [cell.bounding_box() for cell in row.locator("th, td").all() if cell.is_visible()]
    assert all(box["width"] <= 328 for box in boxes)
    assert boxes[1]["y"] < boxes[2]["y"] < boxes[3]["y"], "one below the other, number and title on one line"
    assert abs(boxes[0]["y"] - boxes[1]["y"]) < 8
    label = row.locator(".plenary-col-position").evaluate("it => getComputedStyle(it, '::before').content")
    assert label == '"Position"'
    assert not any(cell.is_visible() for cell in page.locator("td.plenary-empty").all()), "no label over nothing"
    page.get_by_text("Search, filter and sort").first.click()
    choose(page, "Region", "Europe")
    assert shown(page)[0] == "130"
    choose(page, "Order", "Title, revision in force, last")
    assert query(page)["sort"] == ["-title"]
    small = page.evaluate(
        """() => [...document.querySelectorAll('.plenary-control > input, .plenary-control > select')]
            .filter(it => it.offsetHeight && it.offsetHeight < 44).length"""
    )
    assert small == 0, "what a finger has to meet"


def test_the_head_stays_in_sight(matrix) -> None:  # type: ignore[no-untyped-def]
    matrix.evaluate("document.querySelector('#row-pp-res-180').scrollIntoView({block: 'center'})")
    bar = matrix.locator(".bd-header").bounding_box()
    top = matrix.locator("table.plenary-rows").first.locator("thead").bounding_box()
    assert abs(top["y"] - (bar["y"] + bar["height"])) < 2


@pytest.mark.parametrize("page", [pytest.param({"viewport": {"width": 820, "height": 500}}, id="820")], indirect=True)
def test_head_and_first_column_stay_where_the_table_is_wider_than_the_window(matrix) -> None:  # type: ignore[no-untyped-def]
    box = matrix.locator(".pst-scrollable-table-container").first
    box.evaluate("it => { it.scrollLeft = 300; it.scrollTop = 200 }")
    frame = box.bounding_box()
    table = matrix.locator("table.plenary-rows").first
    assert abs(table.locator("thead th").first.bounding_box()["x"] - frame["x"]) < 2
    assert abs(table.locator("thead").bounding_box()["y"] - frame["y"]) < 2
    assert matrix.evaluate("document.documentElement.scrollWidth") <= 820


@pytest.mark.parametrize("page", [pytest.param({"java_script_enabled": False}, id="no-script")], indirect=True)
def test_without_a_script_the_whole_table_stands(page, site: str) -> None:  # type: ignore[no-untyped-def]
    page.goto(f"{site}/outcomes.html?region=europe")
    assert page.locator("#row-pp-res-101").is_visible() and page.locator("#row-pp-dec-5").is_visible()
    assert page.locator(".plenary-controls, .plenary-status-line").count() == 0
    assert page.locator(".plenary-legends").first.is_visible()
    assert page.locator(".plenary-regional").first.is_visible()


def test_in_print_stand_the_rows_shown_and_no_controls(matrix) -> None:  # type: ignore[no-untyped-def]
    choose(matrix, "Region", "Americas")
    matrix.emulate_media(media="print")
    assert shown(matrix) == ["101", "130"]
    for absent in (".plenary-controls", ".plenary-columns", ".bd-header"):
        assert not matrix.locator(absent).first.is_visible()
    assert said(matrix) == "2 of 11 rows shown"
    assert matrix.locator(".plenary-active li").first.is_visible(), "the reader of the print is told"
    matrix.emulate_media(media="screen")
    choose(matrix, "Region", "All")
    matrix.emulate_media(media="print")
    assert not matrix.locator(".plenary-status-line").first.is_visible()


@pytest.mark.parametrize("page", VIEWS[:2], indirect=True)
def test_nothing_moves(matrix) -> None:  # type: ignore[no-untyped-def]
    moving = matrix.evaluate(
        """() => [...document.querySelectorAll('.plenary-matrix, .plenary-matrix *')].filter(it => {
            const style = getComputedStyle(it);
            return style.animationName !== 'none' || parseFloat(style.transitionDuration) > 0;
        }).map(it => it.className)"""
    )
    assert moving == []


# ---- two thousand rows ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    done = build(crowded_project(tmp_path_factory.mktemp("crowd"), 2000))
    assert done.status == 0, done.said
    return done.out / "papers/outcomes.html"


def test_two_thousand_rows_are_quick(page, crowd: Path) -> None:  # type: ignore[no-untyped-def]
    """First paint under 1 s, a filter under 100 ms, from the event to the page laid out.

    The best of five, since other work on the machine only adds.
    """
    page.goto(crowd.as_uri())
    assert said(page) == "2011 of 2011 rows shown"
    times = page.evaluate(MEASURE)
    # five times that here: a busy machine is slower
    assert times.pop("paint") < 5000
    assert all(time < 500 for time in times.values()), times
    assert page.complaints == []


def test_a_link_finds_its_row_among_two_thousand(page, crowd: Path) -> None:  # type: ignore[no-untyped-def]
    page.goto(crowd.as_uri() + "#row-pp-res-2500")
    page.wait_for_function(
        """() => { const box = document.querySelector('#row-pp-res-2500').getBoundingClientRect();
            return box.top > 0 && box.top < innerHeight; }"""
    )
