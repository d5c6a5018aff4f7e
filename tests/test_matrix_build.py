"""A matrix in every format: its rows, words and links, slips in its options, and when its page is written again."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from building import ROOT, Built, build, change, files, pretty, project, resolved_doctree
from test_build import golden

SMALL = ROOT / "tests" / "register"
CSS = (ROOT / "ext/sphinx_plenary/static/plenary.css").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Built]:
    folder = project("matrix", tmp_path_factory.mktemp("matrix"), SMALL)
    return folder, build(folder)


def page(built: Built, name: str) -> BeautifulSoup:
    return BeautifulSoup(built.page(f"papers/{name}"), "html.parser")


@pytest.fixture(scope="module")
def issues(built: tuple[Path, Built]) -> BeautifulSoup:
    return page(built[1], "issues")


@pytest.fixture(scope="module")
def outcomes(built: tuple[Path, Built]) -> BeautifulSoup:
    return page(built[1], "outcomes")


def words(node: object) -> str:
    return " ".join(node.get_text(" ").split())  # type: ignore[attr-defined]


def test_a_sound_matrix_is_silent(built: tuple[Path, Built]) -> None:
    assert (built[1].said, built[1].status) == ([], 0)


@pytest.mark.parametrize("builder", ["html", "latex"])
@pytest.mark.parametrize("name", ["issues", "outcomes"])
def test_doctrees(tmp_path: Path, builder: str, name: str) -> None:
    folder = project("matrix", tmp_path, SMALL)
    golden(f"matrix-{name}-{builder}.txt", pretty(resolved_doctree(folder, f"papers/{name}", builder)))


@pytest.mark.parametrize("builder", ["text", "latex", "epub", "singlehtml", "xml"])
def test_every_builder_has_the_whole_table(built: tuple[Path, Built], builder: str) -> None:
    made = build(built[0], builder)
    assert [line for line in made.said if "papers/" in line] == []  # a book wants more of conf.py than tests have
    texts = [path.read_text(encoding="utf-8", errors="ignore") for path in made.out.rglob("*") if path.is_file()]
    assert any("none known" in text and "44A7/1" in text and "Gaps" in text for text in texts)


def test_the_head_says_as_of_when_and_how_much(issues: BeautifulSoup) -> None:
    assert words(issues.select_one(".plenary-as-of")) == (
        "As of 31 August 2022 · 7 rows · 3 contributions · 2 of 5 regions with known proposals"
    )
    assert issues.select_one(".plenary-as-of time")["datetime"] == "2022-08-31"
    assert "best-efforts" in words(issues.select_one(".plenary-best-efforts"))
    assert words(issues.select_one(".plenary-groups")) == (
        "Regional groups: AFCP Africa (ATU) · IAP Americas (CITEL) · ACP Asia-Pacific (APT) · "
        "RCC Commonwealth of Independent States (RCC) · EUR Europe (CEPT)"
    )
    assert "MOD text amended" in words(issues.select_one(".plenary-actions"))


def test_issues_lead_to_their_rows(issues: BeautifulSoup) -> None:
    first = issues.select_one(".plenary-index li")
    assert words(first) == "Internet-related public policy : 101 , 102 , 133 , 178 and 180"
    links = [link["href"] for link in issues.select(".plenary-index a")]
    assert "#row-pp-res-130" in links
    assert all(issues.select_one(f"tr{link}") for link in links)


def test_a_row_stands_once_under_its_id(issues: BeautifulSoup) -> None:
    """178 belongs to two issues: two rows, of which the second is marked and has no id."""
    rows = [row for row in issues.select("tr.plenary-row") if words(row).startswith("178")]
    assert [("id" in row.attrs, "plenary-again" in row["class"]) for row in rows] == [(True, False), (False, True)]
    ids = [element["id"] for element in issues.select("[id]")]
    assert len(ids) == len(set(ids))


def test_the_cells_of_a_row(issues: BeautifulSoup) -> None:
    row = issues.select_one("#row-pp-res-101")
    assert [words(cell) for cell in row.select("th, td")] == [
        "101",
        "Internet Protocol-based networks Rev. Dubai, 2018",
        "CITEL · NOC IAP/11/2 , PP-22/11-E , 20 May 2022",
        "A wider text: more of the network, and “more” control",
        "The IETF",
        "Technical work moves",
        "= no change",
    ]
    assert row.select_one("th a")["href"] == "background.html#PP-RES-101"
    assert set(row["class"]) >= {
        "m-issue-internet-public-policy",
        "m-region-americas",
        "m-proponent-citel",
        "m-action-noc",
        "m-position-no-change",
        "m-outcome-none",
    }


def test_what_is_known_later_and_by_whom_it_is_held(issues: BeautifulSoup, outcomes: BeautifulSoup) -> None:
    assert "IAP/11/3" not in issues.get_text()
    row = outcomes.select_one("#row-pp-res-130")
    assert "IAP/11/3 , PP-22/11(Add.1)-E , 3 September 2022" in words(row.select_one(".plenary-col-contributions"))
    assert "m-action-mod-in-form" in row["class"] and "m-action-mod" in row["class"]
    assert words(row.select_one(".plenary-col-position")) == "✕ oppose CEPT: ✓ support"
    assert words(row.select_one(".plenary-col-outcome")).startswith("Revised")
    assert "(MOD) text amended in form only" in words(outcomes.select_one(".plenary-actions"))


def test_what_is_recalled_has_a_dagger_and_what_was_read_its_source(outcomes: BeautifulSoup) -> None:
    recalled = outcomes.select_one("#row-pp-res-101 .plenary-col-outcome")
    assert words(recalled) == "Revised † Rev. Bucharest, 2022"
    assert outcomes.select_one(".plenary-legend").get_text().startswith("† Unconfirmed")
    seen = outcomes.select_one("#row-pp-res-2 .plenary-col-outcome .plenary-source a")
    source = outcomes.select_one(f"li{seen['href']}")
    assert "Basic Texts" in source.get_text() and source.select_one("a")["href"].startswith("http")
    position = 1 + source.parent.find_all("li").index(source)
    assert seen.get_text() == str(position)


def test_groups_are_heads_of_their_rows(outcomes: BeautifulSoup) -> None:
    table = outcomes.select_one("table.plenary-rows")
    groups = [
        (words(body.select_one(".plenary-group")), len(body.select("tr.plenary-row"))) for body in table.select("tbody")
    ]
    assert groups == [("Revisions of existing resolutions", 9), ("Draft new resolutions", 1), ("Decisions", 1)]
    assert {cell["scope"] for cell in table.select(".plenary-group")} == {"rowgroup"}
    assert {cell["scope"] for cell in table.select("tr.plenary-row th")} == {"row"}


def test_a_view_says_what_it_leaves_out(outcomes: BeautifulSoup) -> None:
    part = outcomes.select("div.plenary-matrix")[1]
    assert "1 of 11 rows" in words(part.select_one(".plenary-as-of"))
    assert words(part.select_one(".plenary-filtered")) == "Shown are the rows with region Europe."
    heads = [words(cell) for cell in part.select(".plenary-rows thead th")]
    assert heads == ["No.", "Contributions", "Outcome"]
    assert part.select_one("tr.plenary-row")["id"] == "row-pp-res-130-2"


def test_region_by_resolution_and_its_gaps(issues: BeautifulSoup) -> None:
    table = issues.select_one("table.plenary-regional")
    heads = [words(cell) for cell in table.select("thead th")]
    assert heads == [
        *("Resolution", "Africa AFCP", "Americas IAP", "Asia-Pacific ACP"),
        *("Commonwealth of Independent States RCC", "Europe EUR", "Others"),
    ]
    rows = {words(row.select_one("a")): [words(cell) for cell in row.select("td")] for row in table.select("tbody tr")}
    assert list(rows) == ["101", "130", "140"], "a row on which nothing is known says nothing here"
    note = issues.select_one(".plenary-left-out")
    assert words(note) == "The 4 rows on which no proposal is known are left out."
    assert rows["101"] == ["none known", "NOC", *["none known"] * 4]
    assert rows["130"] == [*["none known"] * 4, "MOD", "none known"]
    assert rows["140"] == [*["none known"] * 5, "MOD"]
    assert [gap.get_text().strip() for gap in issues.select(".plenary-gaps li")] == [
        "No known African, Asia-Pacific or RCC proposal on any of the 7 rows.",
        "No known Inter-American proposal on 102, 130, 133, 140, 178 and 180.",
        "No known European proposal on 101, 102, 133, 140, 178 and 180.",
    ]


def test_the_script_is_on_pages_with_a_matrix_only(built: tuple[Path, Built]) -> None:
    with_script = {
        path.stem for path in built[1].out.rglob("*.html") if "plenary-matrix.js" in path.read_text(encoding="utf-8")
    }
    assert with_script == {"issues", "outcomes"}


def test_the_labels_of_a_card_are_the_heads_of_the_columns() -> None:
    from sphinx_plenary.matrix import COLUMNS

    for column, head in COLUMNS.items():
        if column not in {"number", "title"}:
            assert f'.plenary-col-{column}::before {{ content: "{head}"; }}' in CSS
            assert f".plenary-without-{column} .plenary-col-{column}" in CSS


SLIPS = """---
paper: {kind: issues-matrix, conference: PP-22, status: draft, date: 2022-09-16, version: '1'}
---
# Slips

:::{issues-matrix} PP-22
:columns: number, titel
:group-by: isue
:sort: size
:as-of: 16 September
:region: Europa
:action: DEL
:position: against
:outcome: revized
:table: revision
:body: XX
:issue: cyber
:proponent: CEPTT, Peru
:colour: red
:::

:::{outcomes-matrix} PP-23
:::
"""


def test_slips_in_options_are_told_with_their_cure(tmp_path: Path) -> None:
    folder = project("matrix", tmp_path, SMALL)
    (folder / "source/papers/slips.md").write_text(SLIPS)
    made = build(folder)
    golden("matrix-slips.txt", "\n".join(made.findings) + "\n")
    assert [line for line in made.said if "[plenary." not in line] == []
    told = page(made, "slips")
    assert "No conference PP-23 is known." in told.get_text()
    assert len(told.select("div.plenary-matrix")) == 1, "what can be shown, is"


CHANGES = {
    "a concern, written in another paper": ("source/papers/background.md", "may grow", "may shrink"),
    "a proposal of the register": ("data/proposals.csv", "Revision to Resolution 130", "Rewriting of Resolution 130"),
    "a proponent's region": ("data/organizations.csv", "Europe,EUR", "Europe and more,EUR"),
    "a source's title": ("data/sources.csv", "ITU, Basic Texts 2023", "ITU, The Basic Texts of 2023"),
    "a position that goes": ("source/papers/background.md", ":position: oppose\n", ":position: follow\n"),
    "a new day": ("source/papers/issues.md", "as_of: 2022-08-31", "as_of: 2022-09-16"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_page_follows_its_rows(tmp_path: Path, what: str) -> None:
    folder = project("matrix", tmp_path, SMALL)
    first = files(build(folder).out)
    change(folder / CHANGES[what][0], *CHANGES[what][1:])
    second = build(folder)
    clean = build(folder, out="clean")
    names = ("papers/issues.html", "papers/outcomes.html")
    assert [files(second.out)[name] for name in names] == [files(clean.out)[name] for name in names]
    assert any(files(second.out)[name] != first[name] for name in names)
