"""Small whole projects, built as an author builds them: findings, pages, needs, doctrees."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from building import PROJECTS, ROOT, Built, build, change, pretty, project, resolved_doctree
from programs import need

GOLDEN = ROOT / "tests" / "golden"


def golden(name: str, text: str) -> None:
    """Compare with a golden file; RENEW_GOLDEN=1 writes it anew, to be read in the diff."""
    path = GOLDEN / name
    if os.environ.get("RENEW_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def cycle(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Built]:
    folder = project("cycle", tmp_path_factory.mktemp("build"))
    return folder, build(folder)


@pytest.fixture(scope="module")
def background(cycle: tuple[Path, Built]) -> BeautifulSoup:
    return BeautifulSoup(cycle[1].page("papers/background"), "html.parser")


def test_every_slip_is_one_message_with_line_and_cure(tmp_path: Path) -> None:
    folder = project("slips", tmp_path)
    built = build(folder)
    golden("slips.txt", "\n".join(built.findings) + "\n")
    assert built.status == 1
    assert [line for line in built.said if "[plenary." not in line] == [], "what a rule tells MyST does not tell too"
    again = build(folder)
    assert again.findings == built.findings, "a second build repeats the findings"
    assert again.status == 1


def test_a_refused_item_keeps_its_words(tmp_path: Path) -> None:
    page = build(project("slips", tmp_path)).page("papers/bad")
    assert "A duplicate whose words must stay." in page
    assert "no number" in page


def test_items_are_held_to_each_other_and_to_the_register(tmp_path: Path) -> None:
    """Papers before and after a conference: a status and links that ``needextend`` made count too."""
    built = build(project("aftermath", tmp_path), "check")
    golden("aftermath.txt", "\n".join(built.findings) + "\n")
    assert built.status == 1
    assert [line for line in built.said if "[plenary." not in line] == []


def test_a_sound_project_is_silent(cycle: tuple[Path, Built]) -> None:
    assert cycle[1].said == []
    assert cycle[1].status == 0


@pytest.mark.parametrize("builder", ["html", "latex"])
@pytest.mark.parametrize("page", ["background", "outcomes"])
def test_doctrees(tmp_path: Path, builder: str, page: str) -> None:
    folder = project("cycle", tmp_path)
    golden(f"cycle-{page}-{builder}.txt", pretty(resolved_doctree(folder, f"papers/{page}", builder)))


def test_title_block(background: BeautifulSoup) -> None:
    block = background.select_one(".plenary-title-block")
    assert block is not None
    terms = {term.get_text(): term.find_next("dd").get_text(strip=True) for term in block.select("dt")}
    assert terms == {"Status": "Final, version 1.0", "Date": "8 September 2022", "Licence": "CC BY 4.0"}
    assert block.select_one("time")["datetime"] == "2022-09-26/2022-10-14"
    kind = background.select_one(".plenary-kind")
    assert kind is not None and kind.get_text() == "Background paper"


def test_a_draft_is_marked_as_one(cycle: tuple[Path, Built]) -> None:
    page = BeautifulSoup(cycle[1].page("papers/outcomes"), "html.parser")
    block = page.select_one(".plenary-title-block")
    assert block is not None and "plenary-draft" in block["class"] and "Draft" in block.get_text()


def test_first_mention_is_full_and_later_ones_short(background: BeautifulSoup) -> None:
    cited = [link.get_text() for link in background.select("p .plenary-res") if "101" in link.get_text()]
    assert cited[:2] == ["Resolution 101 (Rev. Dubai, 2018)", "Resolution 101"]


def test_a_citation_links_to_its_card_with_the_title_in_a_tooltip(background: BeautifulSoup) -> None:
    link = background.select_one("a:has(.plenary-res)")
    assert link is not None and link["href"] == "#PP-RES-101"
    assert link["title"] == "Resolution 101 (Rev. Dubai, 2018): Internet Protocol-based networks"
    assert background.select_one("#PP-RES-101.plenary-card") is not None


def test_another_papers_item_is_linked_across_pages(cycle: tuple[Path, Built]) -> None:
    page = BeautifulSoup(cycle[1].page("papers/outcomes"), "html.parser")
    links = [link["href"] for link in page.select("a:has(.plenary-res), a:has(.plenary-msg)")]
    assert links[:3] == ["background.html#PP-RES-101", "background.html#PP-RES-178", "background.html#MSG-ONE"]


def test_what_is_not_confirmed_has_a_dagger_and_a_legend(background: BeautifulSoup) -> None:
    marked = background.select_one(".plenary-unconfirmed")
    assert marked is not None and marked.find_previous(class_="plenary-res").get_text().startswith("Resolution 178")
    legend = background.select_one(".plenary-legend")
    assert legend is not None and legend.get_text().startswith("† Unconfirmed")


def test_the_table_groups_by_issue(background: BeautifulSoup) -> None:
    rows = [[cell.get_text() for cell in row.select("th, td")] for row in background.select(".plenary-resolutions tr")]
    assert [row[0] for row in rows] == [
        "Issue",
        "Internet-related public policy",
        "178",
        "Role of standardization and of ITU",
        "Other",
    ]
    assert rows[1][1:] == ["101", "Internet Protocol-based networks (Rev. Dubai, 2018)"]


def test_items_are_needs_with_typed_fields_and_links(cycle: tuple[Path, Built]) -> None:
    data = json.loads((cycle[1].out / "needs.json").read_text())
    needs = data["versions"][data["current_version"]]["needs"]
    assert sorted(needs) == [
        "MSG-ONE",
        "OUT-PP-22-PP-RES-101",
        "POS-CEPT-PP-RES-101",
        "PP-22-EUR-44A9-1",
        "PP-DEC-5",
        "PP-RES-101",
        "PP-RES-178",
    ]
    tracked = needs["PP-RES-178"]
    assert tracked["issue"] == ["internet-public-policy", "standardization-role-of-itu"]
    assert (tracked["type"], tracked["position"], tracked["revision"]) == ("resolution", "follow", "Guadalajara, 2010")
    assert needs["MSG-ONE"]["resolutions"] == ["PP-RES-101", "PP-RES-178"]
    assert needs["POS-CEPT-PP-RES-101"]["proposals"] == ["PP-22-EUR-44A9-1"]


def test_views_of_sphinx_needs_work_on_items(cycle: tuple[Path, Built]) -> None:
    page = BeautifulSoup(cycle[1].page("papers/outcomes"), "html.parser")
    table = next(table for table in page.select("table") if "plenary-resolutions" not in table.get("class", ()))
    rows = [[cell.get_text(strip=True) for cell in row.select("td")] for row in table.select("tbody tr")]
    assert ["PP-RES-101", "Internet Protocol-based networks", "no-change"] in rows
    assert "One Internet" in page.get_text()


def test_sphinx_needs_checks_the_fields_of_items(tmp_path: Path) -> None:
    folder = project("cycle", tmp_path)
    with (folder / "conf.py").open("a") as conf:
        conf.write(
            "needs_schema_definitions = {'schemas': [{'id': 'owned', 'severity': 'warning',"
            " 'select': {'properties': {'type': {'const': 'resolution'}}},"
            " 'validate': {'local': {'required': ['owner']}}}]}\n"
        )
    said = "\n".join(build(folder).said)
    assert "PP-RES-101" in said and "owner" in said


def test_home_page_lists_the_papers(cycle: tuple[Path, Built]) -> None:
    page = BeautifulSoup(cycle[1].page("index"), "html.parser")
    cards = page.select(".plenary-paper")
    assert [re.sub(r"\s+", " ", card.get_text(" ", strip=True)) for card in cards] == [
        "Outcomes matrix Outcomes of PP-22 Draft · version 0.1 · 20 November 2022",
        "Background paper Background on PP-22 Final · version 1.0 · 8 September 2022",
    ]
    assert page.select_one("h2") is not None


def test_pdfs_are_linked_where_there_are_any(tmp_path: Path) -> None:
    built = build(project("cycle", tmp_path), plenary_pdf_folder="pdf")
    home = BeautifulSoup(built.page("index"), "html.parser")
    assert {link["href"] for link in home.select("a.plenary-pdf")} == {"pdf/background.pdf", "pdf/outcomes.pdf"}
    paper = BeautifulSoup(built.page("papers/background"), "html.parser")
    assert paper.select_one("a.plenary-pdf")["href"] == "../pdf/background.pdf"


def test_check_writes_no_page_and_fails_on_an_error(tmp_path: Path) -> None:
    folder = project("cycle", tmp_path)
    sound = build(folder, "check")
    assert (sound.status, sound.said, list(sound.out.rglob("papers/*"))) == (0, [], [])
    change(folder / "source/papers/background.md", "{res}`101`, {res}`178`", "{res}`1O1`, {res}`178`")
    spoiled = build(folder, "check")
    assert spoiled.status == 1
    assert spoiled.findings == [
        "source/papers/background.md:14: ERROR: R101 instrument 'PP-RES-1O1' is not in the register; "
        "did you mean 'PP-RES-101'?"
    ]


def test_a_skipped_level_is_told_once(tmp_path: Path) -> None:
    """By the rule, and not by MyST too."""
    folder = project("cycle", tmp_path)
    change(folder / "source/papers/background.md", "[^note]: A note.", "### Deep\n\n[^note]: A note.")
    built = build(folder, "check")
    assert [line for line in built.said if "level" in line] == [
        "source/papers/background.md:70: ERROR: R513 the heading 'Deep' is of level 3, under one of level 1; "
        "make it one of level 2 [plenary.R513]"
    ]


def test_the_status_of_an_item_reaches_the_rules(tmp_path: Path) -> None:
    folder = project("cycle", tmp_path)
    change(folder / "source/papers/background.md", ":audience: Member States", ":audience: all\n:status: open")
    assert build(folder, "check").findings == [
        "source/papers/background.md:43: ERROR: R511 message 'MSG-ONE' has the status 'open'; "
        "finish it, or take ':status:' out"
    ]


def test_a_silenced_rule_does_not_fail_the_build(tmp_path: Path) -> None:
    folder = project("cycle", tmp_path)
    change(folder / "source/papers/background.md", "{res}`101`, {res}`178`", "{res}`9999`, {res}`178`")
    with (folder / "conf.py").open("a") as conf:
        conf.write('suppress_warnings = ["plenary.R101"]\n')
    built = build(folder, "check")
    assert (built.status, built.findings) == (0, [])


def test_a_faulty_register_ends_the_build_in_words(tmp_path: Path) -> None:
    folder = project("cycle", tmp_path)
    change(folder / "data/conferences.csv", "2022-10-14", "2022-13-14")
    built = build(folder)
    assert built.status == 2
    assert "Traceback" not in "\n".join(built.said)
    assert built.said[0].startswith("data/conferences.csv:") and "D106" in built.said[0]
    assert not list(built.out.rglob("*.html"))


def test_a_page_without_papers_needs_nothing(tmp_path: Path) -> None:
    folder = project("cycle", tmp_path)
    (folder / "source/about.md").write_text("---\norphan: true\ntitle: About\n---\n# About\n\nNothing of ours.\n")
    assert build(folder).said == []


def test_restructuredtext_pages_cite_too(tmp_path: Path) -> None:
    folder = project("cycle", tmp_path)
    (folder / "source/more.rst").write_text(":orphan:\n\nMore\n====\n\n:org:`CITEL` and :org:`CITELL`.\n")
    assert build(folder).findings == [
        "source/more.rst:6: ERROR: R201 organization 'CITELL' is not in the register; did you mean 'CITEL'?"
    ]


def test_a_new_body_needs_a_data_file_and_no_python(tmp_path: Path) -> None:
    folder = project("wha", tmp_path)
    built = build(folder)
    assert built.said == []
    page = BeautifulSoup(built.page("papers/health"), "html.parser")
    cited = [span.get_text() for span in page.select("p .plenary-res")]
    assert cited[:3] == ["resolution WHA75.8", "resolution WHA58.28", "resolution WHA75.8"]


def test_a_page_in_another_encoding_ends_the_build_in_words(tmp_path: Path) -> None:
    folder = project("cycle", tmp_path)
    (folder / "source/papers/outcomes.md").write_bytes("# Résolution\n\nDubaï\n".encode("latin-1"))
    built = build(folder)
    assert built.status == 2
    assert built.findings == [
        "source/papers/outcomes.md:1: ERROR: D101 byte 0xE9 is not UTF-8; "
        "save the file as UTF-8 (in Excel: 'CSV UTF-8')"
    ]


def test_a_misspelt_key_of_the_front_matter(tmp_path: Path) -> None:
    folder = project("cycle", tmp_path)
    change(folder / "source/papers/outcomes.md", "paper:\n", "papers:\n")
    first = next(line for line in build(folder).findings if "outcomes.md" in line)
    assert first == "source/papers/outcomes.md:2: ERROR: R501 unknown key 'papers'; did you mean 'paper'?"


def test_what_sphinx_says_of_a_page_is_said_again(tmp_path: Path) -> None:
    folder = project("cycle", tmp_path)
    change(folder / "source/papers/outcomes.md", "See {msg}", "See {nosuch}`64` and [](other.md) and {msg}")
    (folder / "source/lonely.md").write_text("# Lonely\n")
    for builder in ("html", "check"):
        first = build(folder, builder)
        for again in (build(folder, builder), build(folder, builder, plenary_select="R101")):
            assert sorted(again.said) == sorted(first.said)
        assert any('role "nosuch"' in line for line in first.said)
        assert any("toctree" in line for line in first.said)
        assert (builder == "check") or any("other.md" in line for line in first.said)


def test_a_theme_may_set_tables_in_its_own_way(tmp_path: Path) -> None:
    """pydata-sphinx-theme leaves HTML alone where an extension has set a translator, even for another builder."""
    folder = project("cycle", tmp_path)
    with (folder / "conf.py").open("a") as conf:
        conf.write("html_theme = 'pydata_sphinx_theme'\nhtml_context = {'default_mode': 'auto'}\n")
    page = BeautifulSoup(build(folder).page("papers/background"), "html.parser")
    tables = page.select("table.plenary-resolutions")
    assert tables and all("pst-scrollable-table-container" in table.parent["class"] for table in tables)


def test_a_number_of_builders(tmp_path: Path) -> None:
    folder = project("cycle", tmp_path)
    for builder in ("singlehtml", "dirhtml", "text", "xml", "gettext", "json"):
        built = build(folder, builder)
        assert (builder, built.said, built.status) == (builder, [], 0)
    text = (folder / "build/text/papers/outcomes.txt").read_text()
    assert "Draft: not for citation, version 0.1" in text and "20 November 2022" in text
    whole = BeautifulSoup((folder / "build/singlehtml/index.html").read_text(), "html.parser")
    assert len(whole.select(".plenary-title-block")) == 2
    built = build(folder, "dirhtml", plenary_pdf_folder="pdf", out="pdfs")
    paper = BeautifulSoup((built.out / "papers/background/index.html").read_text(), "html.parser")
    assert paper.select_one("a.plenary-pdf")["href"] == "../../pdf/background.pdf"


def test_two_papers_of_one_name_have_two_pdfs(tmp_path: Path) -> None:
    folder = project("cycle", tmp_path)
    (folder / "source/more").mkdir()
    (folder / "source/papers/outcomes.md").rename(folder / "source/more/background.md")
    change(folder / "source/index.md", "papers/*", "papers/*\nmore/*")
    built = build(folder, plenary_pdf_folder="pdf")
    home = BeautifulSoup(built.page("index"), "html.parser")
    links = sorted(link["href"] for link in home.select("a.plenary-pdf"))
    assert links == ["pdf/more-background.pdf", "pdf/papers-background.pdf"]


def test_a_projects_own_types_stay_its_own(tmp_path: Path) -> None:
    folder = project("cycle", tmp_path)
    for name in ("background", "outcomes"):
        (folder / f"source/papers/{name}.md").unlink()
    with (folder / "conf.py").open("a") as conf:
        conf.write("needs_types = [{'directive': 'message', 'title': 'M', 'prefix': 'M_'}]\n")
        conf.write("needs_fields = {'owner': {'nullable': True, 'description': 'theirs'}}\n")
    (folder / "source/papers/own.md").write_text("# Own\n\n:::{message} Theirs\n:id: M_THEIRS\n:owner: me\n:::\n")
    built = build(folder)
    assert built.said == []
    assert "M_THEIRS" in built.page("papers/own")


def test_a_table_with_a_caption_and_a_name(tmp_path: Path) -> None:
    folder = project("cycle", tmp_path)
    change(folder / "source/papers/outcomes.md", ":::{resolution-table} PP-22\n", CAPTIONED)
    for builder in ("html", "latex"):
        assert build(folder, builder, numfig=1).said == []


CAPTIONED = "{numref}`the-table`\n\n:::{resolution-table} PP-22\n:caption: The texts\n:name: the-table\n"


def test_a_needflow_is_drawn_on_pages_and_named_in_print(tmp_path: Path) -> None:
    need("dot")
    folder = project("cycle", tmp_path)
    flow = "```{needflow}\n:types: message, resolution\n```\n\n```{needlist}"
    change(folder / "source/papers/outcomes.md", "```{needlist}", flow)
    built = build(folder)
    page = BeautifulSoup(built.page("papers/outcomes"), "html.parser")
    assert built.status == 0
    assert {area["href"] for area in page.select("map area")} >= {
        "background.html#MSG-ONE",
        "background.html#PP-RES-101",
    }
    assert list((built.out / "_images").glob("needflow-*.png"))
    printed = build(folder, "latex")
    assert printed.said == []
    assert "A diagram stands here on the page of this paper." in (printed.out / "outcomes.tex").read_text()


def test_markup_in_words_stays_text(tmp_path: Path) -> None:
    folder = project("cycle", tmp_path)
    change(folder / "data/instruments.csv", "Internet Protocol-based networks", "<script>x</script> [[copy('id')]]")
    change(folder / "source/papers/background.md", ":audience: Member States", ":audience: <b>States</b>")
    page = build(folder).page("papers/background")
    assert "<script>x" not in page and "<b>States" not in page and "&lt;b&gt;States" in page


def test_projects_are_all_used() -> None:
    text = "".join(path.read_text() for path in (ROOT / "tests").glob("test_*.py"))
    assert [folder.name for folder in PROJECTS.iterdir() if f'"{folder.name}"' not in text] == []
