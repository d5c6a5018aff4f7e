"""Two repositories: the second cites what the first publishes, and tells what is gone there or cannot be read."""

from __future__ import annotations

import json
from pathlib import Path

import pikepdf
import pytest
from bs4 import BeautifulSoup, Tag
from building import Built, build, change, project
from conftest import SMALL
from sphinx.util.inventory import InventoryFile

from sphinx_plenary.elsewhere import DOSSIER, Elsewhere, Sites
from sphinx_plenary.register import Register

SITE = "https://first.example/papers"
FIRST = f"{SITE}/papers/first.html"


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("federation")
    return project("federation/first", folder, SMALL), project("federation/second", folder, SMALL)


@pytest.fixture(scope="module")
def first(two: tuple[Path, Path]) -> Built:
    return build(two[0])


@pytest.fixture(scope="module")
def second(two: tuple[Path, Path], first: Built) -> Built:
    return build(two[1])


def links(built: Built, page: str) -> list[tuple[str, str]]:
    """The words and addresses of the links of a page that leave the site."""
    soup = BeautifulSoup(built.page(page), "html.parser")
    found = soup.select("a.external")
    return [(link.get_text(), str(link["href"])) for link in found if isinstance(link, Tag)]


def test_both_build_without_a_word(first: Built, second: Built) -> None:
    assert (first.said, first.status) == ([], 0)
    assert (second.said, second.status) == ([], 0)


def test_the_inventory_lists_items_papers_and_dossiers(first: Built) -> None:
    found = InventoryFile.loads((first.out / "objects.inv").read_bytes(), uri=SITE).data
    ours = {type: listed for type, listed in found.items() if type.startswith("plenary:")}
    names = {type: {id: one.uri for id, one in listed.items()} for type, listed in ours.items()}
    assert names["plenary:resolution"] == {"PP-RES-101": f"{FIRST}#PP-RES-101"}
    assert names["plenary:message"] == {"MSG-ONE": f"{FIRST}#MSG-ONE", "MSG-TWO": f"{FIRST}#MSG-TWO"}
    assert names["plenary:paper"] == {"papers/first": FIRST}
    assert names["plenary:instrument"]["PP-RES-130"] == f"{SITE}/dossiers/instruments/pp-res-130.html"
    assert names["plenary:conference"]["PP-22"] == f"{SITE}/dossiers/conferences/pp-22.html"
    assert names["plenary:organization"]["CITEL"] == f"{SITE}/dossiers/organizations/citel.html"
    for listed in names.values():
        for uri in listed.values():
            page, _, id = uri.removeprefix(f"{SITE}/").partition("#")
            soup = BeautifulSoup((first.out / page).read_text(encoding="utf-8"), "html.parser")
            assert not id or soup.find(id=id), uri


def test_a_search_finds_nothing_twice(first: Built) -> None:
    """Items stand on pages that it finds, dossiers under their names; as objects their links would lead nowhere."""
    index = (first.out / "searchindex.js").read_text(encoding="utf-8")
    objects = json.loads(index.removeprefix("Search.setIndex(").removesuffix(")"))["objects"]
    assert objects == {}


def test_citations_and_messages_lead_to_the_first(second: Built) -> None:
    assert links(second, "papers/second") == [
        ("Resolution 101 (Rev. Dubai, 2018)", f"{FIRST}#PP-RES-101"),
        ("One Internet", f"{FIRST}#MSG-ONE"),
        ("their other message", f"{FIRST}#MSG-TWO"),
        ("Resolution 101", f"{FIRST}#PP-RES-101"),
        ("FIRST-MSG-ONE", f"{FIRST}#MSG-ONE"),
        ("Resolution 101", f"{FIRST}#PP-RES-101"),
        ("One Internet", f"{FIRST}#MSG-ONE"),
    ]


def test_what_only_has_a_dossier_there_has_its_own_here(second: Built) -> None:
    soup = BeautifulSoup(second.page("papers/second"), "html.parser")
    link = next(link for link in soup.select("a.internal") if link.get_text().startswith("Resolution 130"))
    assert link["href"] == "../dossiers/instruments/pp-res-130.html"


def test_the_dossier_leads_out(second: Built) -> None:
    found = [link for link in links(second, "dossiers/instruments/pp-res-101") if link[1].startswith(SITE)]
    assert found == [
        ("First desk", f"{FIRST}#PP-RES-101"),
        ("First desk", f"{SITE}/dossiers/instruments/pp-res-101.html"),
    ]


def test_the_pdf_leads_there_too(two: tuple[Path, Path], second: Built) -> None:
    built = build(two[1], "typst")
    assert (built.said, built.status) == ([], 0)
    with pikepdf.open(next(built.out.glob("*.pdf"))) as pdf:
        actions = [note["/A"] for page in pdf.pages for note in page.get("/Annots", ()) if "/A" in note]
    leads = {str(action["/URI"]) for action in actions if "/URI" in action}
    # A PDF has no dossiers of its own: what the first has is the next best.
    assert {f"{FIRST}#PP-RES-101", f"{FIRST}#MSG-ONE", f"{SITE}/dossiers/instruments/pp-res-130.html"} <= leads


def test_what_changes_or_goes_there_is_seen_here(two: tuple[Path, Path], second: Built) -> None:
    """The second's own files are not touched: its page is written again, and what is gone is told."""
    paper = two[0] / "source/papers/first.md"
    change(paper, "{message} One Internet", "{message} One Net")
    change(paper, ":id: MSG-TWO", ":id: MSG-THREE")
    assert build(two[0]).said == []
    again = build(two[1])
    assert ("One Net", f"{FIRST}#MSG-ONE") in links(again, "papers/second")
    assert again.findings == [
        "source/papers/second.md:12: ERROR: R403 message 'MSG-TWO' is declared in no paper, "
        "nor does First desk have it; did you mean 'MSG-ONE'?"
    ]
    assert again.said == [f"{again.findings[0]} [plenary.R403]"]


def test_files_that_cannot_be_read_are_told_in_words(two: tuple[Path, Path], second: Built) -> None:
    (two[0] / "build/html/objects.inv").write_text("spoiled")
    (two[0] / "build/html/needs.json").unlink()
    built = build(two[1], out="alone")
    text = "\n".join(built.said)
    assert "unknown or unsupported inventory version" in text
    assert "Could not load external needs from '../first/build/html/needs.json': the file" in text
    assert "Traceback" not in text
    assert "source/papers/second.md:11: ERROR: R403 message 'MSG-ONE' is declared in no paper" in text
    assert (built.out / "papers/second.html").is_file()


def test_of_several_places_that_of_the_same_conference_counts(small: Register) -> None:
    """An inventory has ids only; a text that is followed again has its conference in its id."""
    old = Elsewhere("A", "PP-RES-101", "resolution", "t", "u1", "PP-RES-101", "PP-18")
    new = Elsewhere("A", "PP-RES-101-PP-22", "resolution", "t", "u2", "PP-RES-101", "PP-22")
    by_id = Elsewhere("B", "PP-RES-102-PP-22", "resolution", "t", "u3")
    dossier = Elsewhere("B", "PP-RES-101", DOSSIER, "t", "u4")
    sites = Sites((old, new, by_id, dossier, Elsewhere("B", "PP-RES-101", "resolution", "t", "late")), small)
    assert sites.place_of("PP-RES-101", "PP-22") == new
    assert sites.place_of("PP-RES-101", "PP-26") == old
    assert sites.place_of("PP-RES-102", "PP-22") == by_id
    assert sites.place_of("PP-RES-130", "PP-22") is None
    assert sites.about("PP-RES-101") == (old, new, dossier)
    assert sites.names == ("A", "B")
