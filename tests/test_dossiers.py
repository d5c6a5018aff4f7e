"""Dossiers: what their pages tell, what leads to them, and when they are written."""

from __future__ import annotations

import json
import re
import zlib
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from building import ROOT, Built, build, change, files, project

from sphinx_plenary.dossiers import Dossiers
from sphinx_plenary.facts import Facts
from sphinx_plenary.register import load_register

SMALL = ROOT / "tests" / "register"
BACKGROUND = "source/papers/background.md"


def made(folder: Path) -> Path:
    return project("dossiers", folder, SMALL)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    done = build(made(tmp_path_factory.mktemp("dossiers")))
    assert done.said == [], done.said
    return done


def soup(built: Built, name: str) -> BeautifulSoup:
    return BeautifulSoup(built.page(name), "html.parser")


def article(built: Built, name: str) -> BeautifulSoup:
    found = soup(built, f"dossiers/{name}").select_one("article.bd-article")
    assert found is not None
    for link in found.select("a.headerlink"):
        link.decompose()
    return found  # type: ignore[return-value]


def words(element: object) -> str:
    return " ".join(element.get_text().split())  # type: ignore[attr-defined]


def part(page: BeautifulSoup, title: str) -> BeautifulSoup:
    heading = next(each for each in page.select("h2") if words(each) == title)
    assert heading.parent is not None
    return heading.parent  # type: ignore[return-value]


def lead(built: Built, name: str) -> str:
    found = article(built, name).select_one(".plenary-lead")
    assert found is not None
    for number in found.select("sup.plenary-source"):
        number.decompose()
    return words(found)


# ---- what they tell ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        (
            "instruments/pp-res-101",
            "PP Resolution 101 is a resolution of the Plenipotentiary Conference, first adopted at PP-98 "
            "(Minneapolis, 1998), last revised at PP-22 (Bucharest, 2022)†, and is in force as far as is known†.",
        ),
        (
            "instruments/pp-res-11",
            "PP Resolution 11 is a resolution of the Plenipotentiary Conference, first adopted at PP-94 "
            "(Kyoto, 1994)†, last revised at PP-18 (Dubai, 2018), and was suppressed by PP-22.",
        ),
        (
            "instruments/pp-res-2",
            "PP Resolution 2 is a resolution of the Plenipotentiary Conference, first adopted at PP-94 "
            "(Kyoto, 1994), last revised at PP-22 (Bucharest, 2022), and is in force.",
        ),
        (
            "instruments/unga-res-70-125",
            "United Nations General Assembly resolution 70/125 is a resolution of the United Nations General "
            "Assembly.†",
        ),
        (
            "instruments/wtpf-opn-5-2013",
            "WTPF Opinion 5 (Geneva, 2013) is an opinion of the World Telecommunication/Information and Communication "
            "Technology Policy Forum, first adopted at WTPF-13 (Geneva, 2013).",
        ),
    ],
)
def test_a_text_is_told_in_a_sentence(site: Built, name: str, sentence: str) -> None:
    assert lead(site, name) == sentence


def test_the_history_of_a_text(site: Built) -> None:
    page = article(site, "instruments/pp-res-101")
    assert [words(child) for child in page.select_one("h1").children] == [  # type: ignore[union-attr]
        "PP Resolution 101",
        ": Internet Protocol-based networks",
    ]
    history = part(page, "How it changed").select_one("ol.plenary-timeline")
    assert history is not None
    for number in history.select("sup.plenary-source"):
        number.decompose()
    assert [words(item) for item in history.select("li")] == [
        "PP-98 New (Minneapolis, 1998) Title: Internet Protocol (IP)-based networks",
        "PP-10 Revised (Rev. Guadalajara, 2010)",
        "PP-14 Revised (Rev. Busan, 2014)",
        "PP-18 Revised (Rev. Dubai, 2018) Title: Internet Protocol-based networks",
        "PP-22 Revised (Rev. Bucharest, 2022) in force†",
    ]
    assert [words(item)[:5] for item in history.select("li.plenary-current")] == ["PP-22"]
    meta = words(page.select_one(".plenary-card-meta"))
    assert "Issue: Internet-related public policy (PP-22)" in meta
    assert "The present text replaced the one of Dubai, 2018" in meta
    assert "Called COM5/14 at PP-98 before it had its number" in meta


def test_who_wants_what_and_what_the_papers_say(site: Built) -> None:
    page = article(site, "instruments/pp-res-101")
    wanted = words(part(page, "Who wants what"))
    assert "CITEL · NOC IAP/11/2, PP-22/11-E, 20 May 2022" in wanted
    assert "Position of CEPT: ✓ support" in wanted
    assert "Outcome: Revised (Rev. Bucharest, 2022)†" in wanted
    said = words(part(page, "What the papers say"))
    for told in ("At PP-22: = no change", "Concern: A wider text", "Implication: Technical work moves", "One Internet"):
        assert told in said
    silent = article(site, "instruments/pp-res-133")
    assert "No proposal or position on it is known here." in words(part(silent, "Who wants what"))


def test_no_page_denies_the_position_that_it_tells(site: Built) -> None:
    pages = [article(site, f"instruments/{one.stem}") for one in sorted(site.out.rglob("instruments/*.html"))]
    own = [page for page in pages if page.select_one("section > h2") and "At PP-22: " in words(page)]
    assert own
    for page in own:
        assert "No proposal or position on it is known here." not in words(part(page, "Who wants what"))


def test_every_line_that_cites_a_text_is_told_with_its_section(site: Built) -> None:
    where = part(article(site, "instruments/pp-res-101"), "Where it is cited")
    papers = [words(link) for link in where.select("ul.plenary-places > li > p:first-child > a")]
    assert papers == ["Outcomes of PP-22", "Background on PP-22"], "newest first"
    text = (site.out.parents[1] / BACKGROUND).read_text().splitlines()
    told = {}
    for item in where.select("ul.plenary-lines > li"):
        section = words(item).partition(":")[0]
        for link in item.select("a"):
            told[int(words(link).removeprefix("line "))] = (section, link["href"].rpartition("#")[2])
    cited = {number for number, line in enumerate(text, 1) if "`101`" in line or "resolution} 101" in line}
    assert cited <= told.keys()
    assert told[11] == ("Background on PP-22", "background-on-pp-22")
    assert told[15] == ("What we follow", "what-we-follow")
    assert told[17] == ("What we follow", "PP-RES-101"), "the card that stands on that line"


def test_a_conference(site: Built) -> None:
    page = article(site, "conferences/pp-22")
    told = lead(site, "conferences/pp-22")
    assert (
        told
        == "ITU Plenipotentiary Conference 2022 (PP-22) met in Bucharest, Romania from 26 September to 14 October 2022."
    )
    assert "Before it: PP-18 · After it: PP-26" in words(page.select_one(".plenary-card-meta"))
    assert [words(item) for item in part(page, "Papers").select("li a")] == ["Outcomes of PP-22", "Background on PP-22"]
    rows = {
        words(row.select_one("th")): words(row)
        for row in part(page, "What was proposed and decided").select("tbody tr")
    }
    assert "CITEL · NOC" in rows["Resolution 101"] and "Suppressed" in rows["Resolution 11"]
    assert "Resolution 102" in rows and "PP-RES-2" not in rows
    assert words(part(page, "Messages brought to it")).startswith("Messages brought to it One Internet")
    assert "5 September 2022" in words(part(page, "Deadlines"))
    assert part(page, "Offices") and part(page, "In numbers")
    assert lead(site, "conferences/wtsa-2000").endswith("from 27 September to 6 October 2000.")
    assert "its dates are not known here" in lead(site, "conferences/pp-94")
    assert " meets in Doha, Qatar from 9 " in lead(site, "conferences/pp-26")


def test_an_organization(site: Built) -> None:
    page = article(site, "organizations/citel")
    proposed = words(part(page, "What it proposes"))
    assert proposed.startswith("What it proposes To PP-22: PP Resolution 101 CITEL · NOC IAP/11/2")
    assert "Region: Americas · Its documents begin with IAP" in words(page)
    assert "line 15" in words(part(page, "Where it is named"))
    positions = words(part(article(site, "organizations/cept"), "Its positions"))
    assert "✓ support on PP Resolution 101, PP-22" in positions


def test_a_message(site: Built) -> None:
    page = article(site, "messages/msg-one")
    rests = part(page, "What it rests on")
    assert "How it fared at PP-22: of the 2 texts on which it rests, 1 was revised and 1 was suppressed." in words(
        rests
    )
    rows = sorted(words(row) for row in rests.select("tbody tr"))
    assert rows[0].startswith("PP Resolution 101 Internet Protocol-based networks = no change Revised")
    assert rows[1].startswith("PP Resolution 11 ITU Telecom events → follow Suppressed")
    assert "For: Member States · Evidence: Article 1" in words(page)
    assert "Outcomes of PP-22" in words(part(page, "Where it is used"))


def test_sources_are_numbered_and_what_is_recalled_has_a_dagger(site: Built) -> None:
    page = article(site, "instruments/pp-res-102")
    listed = page.select(".plenary-sources > li")
    numbers = {words(link): link["href"] for link in page.select(".plenary-source a")}
    assert numbers.keys() == {str(number) for number in range(1, len(listed) + 1)}
    assert {href.lstrip("#") for href in numbers.values()} == {item["id"] for item in listed}
    assert len(page.select(".plenary-unconfirmed")) > 0 and page.select_one(".plenary-legend")
    assert "As of 20 November 2022" in words(page.select_one(".plenary-as-of"))


# ---- what leads where ----------------------------------------------------------------------------


def pages(built: Built) -> list[str]:
    return sorted(path.relative_to(built.out).as_posix() for path in (built.out / "dossiers").rglob("*.html"))


def test_which_dossiers_there_are(site: Built) -> None:
    found = pages(site)
    for name in ("pp-res-101", "pp-res-11", "pp-res-180", "wtsa-res-64", "unga-res-70-125", "pp-res-140"):
        assert f"dossiers/instruments/{name}.html" in found
    assert "dossiers/instruments/wtsa-res-1.html" not in found, "which nothing mentions"
    assert "dossiers/conferences/wtsa-16.html" in found, "which made the history of a text"
    assert "dossiers/organizations/ietf.html" not in found


def test_the_indexes_lead_to_every_dossier(site: Built) -> None:
    led = set()
    entry = soup(site, "dossiers/index")
    kinds = [link["href"] for link in entry.select(".plenary-dossier-kinds a")]
    assert kinds == ["instruments.html", "conferences.html", "organizations.html", "messages.html"]
    for kind in kinds:
        index = article(site, kind.removesuffix(".html"))
        led |= {f"dossiers/{link['href']}" for link in index.select("section section a[href]")}
    assert led == {page for page in pages(site) if page.count("/") == 2}
    home = [link["href"] for link in soup(site, "index").select("#dossiers a[href^=dossiers]")]
    assert home == ["dossiers/index.html", *(f"dossiers/{kind}" for kind in kinds)]


def test_no_link_of_a_dossier_leads_nowhere(site: Built) -> None:
    ids: dict[Path, set[str]] = {}
    broken = []
    for name in [*pages(site), "papers/background.html", "papers/outcomes.html", "papers/note.html"]:
        page = site.out / name
        for link in BeautifulSoup(page.read_text(), "html.parser").select("article a[href]"):
            path, _, anchor = str(link["href"]).partition("#")
            if "://" in path:
                continue
            target = (page.parent / path).resolve() if path else page
            if target not in ids and target.suffix == ".html" and target.is_file():
                ids[target] = {each["id"] for each in BeautifulSoup(target.read_text(), "html.parser").select("[id]")}
            if not target.is_file() or (anchor and anchor not in ids.get(target, ())):
                broken.append((name, link["href"]))
    assert broken == []


def test_a_citation_leads_to_the_card_else_to_the_dossier(site: Built) -> None:
    cited = {words(link): link["href"] for link in soup(site, "papers/background").select("p a:has(.plenary-res)")}
    assert cited["Resolution 101 (Rev. Dubai, 2018)"] == "#PP-RES-101"
    assert cited["Resolution 180 (Rev. Dubai, 2018)"] == "../dossiers/instruments/pp-res-180.html"


def test_cards_and_rows_have_a_quiet_link(site: Built) -> None:
    background = soup(site, "papers/background")
    assert [link["href"] for link in background.select("#PP-RES-101 .plenary-to-dossier")] == [
        "../dossiers/instruments/pp-res-101.html"
    ]
    assert background.select("#MSG-ONE .plenary-to-dossier")[0]["href"] == "../dossiers/messages/msg-one.html"
    rows = soup(site, "papers/outcomes")
    tracked = rows.select("#row-pp-res-101 .plenary-to-dossier")
    assert [link["href"] for link in tracked] == ["../dossiers/instruments/pp-res-101.html"]
    number = rows.select("#row-pp-res-102 .plenary-col-number a")
    assert [link["href"] for link in number] == ["../dossiers/instruments/pp-res-102.html"]
    assert rows.select("#row-pp-res-102 .plenary-to-dossier") == []


def test_search_and_inventory_know_them(site: Built) -> None:
    inventory = zlib.decompress((site.out / "objects.inv").read_bytes().split(b"\n", 4)[4]).decode()
    assert (
        "dossiers/conferences/pp-22 std:doc -1 dossiers/conferences/pp-22.html PP-22: ITU Plenipotentiary" in inventory
    )
    assert '"dossiers/instruments/pp-res-101"' in (site.out / "searchindex.js").read_text()
    assert not (site.out / "_sources" / "dossiers").exists()
    assert soup(site, "papers/note").select(".bd-sidebar-primary a[href*=dossiers]") == []


def test_words_of_the_register_stay_words(tmp_path: Path) -> None:
    folder = made(tmp_path)
    path = folder / "data/instruments.csv"
    text = path.read_text()
    assert text.count("PP-RES-133,Role of ") == 1
    path.write_text(text.replace("PP-RES-133,Role of ", "PP-RES-133,<script>alert(1)</script> & *Role* of "))
    done = build(folder)
    for name in ("instruments/pp-res-133", "instruments"):
        page = article(done, name)
        assert page.select("script") == []
        assert "<script>alert(1)</script> & *Role* of" in words(page)


def test_no_page_holds_an_address_of_a_person(site: Built) -> None:
    for name in pages(site):
        assert not re.search(
            r"[\w.]+@[\w-]+\.\w", words(BeautifulSoup((site.out / name).read_text(), "html.parser"))
        ), name


def test_a_line_that_moves_in_the_register_changes_no_dossier(data: Path, tmp_path: Path) -> None:
    def digests() -> dict[str, str]:
        dossiers = Dossiers(Facts(register=load_register(data, tmp_path)[0]))
        return {page: dossiers.digest(page) for page in dossiers.titles}

    before = digests()
    assert "dossiers/instruments/pp-res-140" in before
    for name in ("sources", "proposals", "outcomes"):
        head, *rows = (data / f"{name}.csv").read_text().splitlines(keepends=True)
        (data / f"{name}.csv").write_text(head + "".join([*rows[-1:], *rows[:-1]]))
    assert digests() == before
    change(data / "proposals.csv", "Updated Resolution 140", "Resolution 140")
    changed = {page for page, digest in digests().items() if before[page] != digest}
    assert changed == {"dossiers/instruments/pp-res-140", "dossiers/conferences/pp-22"}


# ---- when they are written -----------------------------------------------------------------------


def times(out: Path) -> dict[str, int]:
    return {path.relative_to(out).as_posix(): path.stat().st_mtime_ns for path in out.rglob("*.html")}


def written(before: dict[str, int], out: Path) -> set[str]:
    """The pages that were written again; some are written on every build."""
    always = {"search.html", "genindex.html", "permalink.html"}
    return {name for name, time in times(out).items() if before.get(name) != time} - always


def test_a_row_of_the_register_rewrites_what_shows_it(tmp_path: Path) -> None:
    folder = made(tmp_path)
    out = build(folder).out
    before = times(out)
    build(folder)
    assert written(before, out) == set(), "nothing changed"
    change(folder / "data/proposals.csv", "Updated Resolution 140; WSIS", "Resolution 140 brought up to date; WSIS")
    build(folder)
    # Of the papers only the one that shows the matrix uses proposals; of Member States there are no dossiers. The home
    # page is written too, and its bytes stay the same.
    assert written(before, out) == {
        "dossiers/instruments/pp-res-140.html",
        "dossiers/conferences/pp-22.html",
        "papers/outcomes.html",
    }
    before = times(out)
    change(folder / BACKGROUND, "\nWhy it is followed.\n", "\nWhy it is followed, again.\n")
    build(folder)
    assert "dossiers/instruments/pp-res-140.html" not in written(before, out)
    assert len(written(before, out)) <= 3


def test_names_stay_in_the_search_when_one_page_is_written(tmp_path: Path) -> None:
    """Sphinx 9.0 forgets the index entries of pages that it does not write."""
    folder = made(tmp_path)
    index = build(folder).out / "searchindex.js"

    def entries() -> object:
        return json.loads(index.read_text(encoding="utf-8").removeprefix("Search.setIndex(").removesuffix(")"))[
            "indexentries"
        ]

    before = entries()
    assert (
        isinstance(before, dict) and {"101", "resolution 101", "pp resolution 101", "pp-22", "dubai"} <= before.keys()
    )
    change(folder / BACKGROUND, "\nWhy it is followed.\n", "\nWhy it is followed, again.\n")
    build(folder)
    assert entries() == before


def test_other_programs_write_all_pages_again(tmp_path: Path) -> None:
    """They may write them otherwise; that nothing changed in the papers says nothing of that."""
    folder = made(tmp_path)
    page = build(folder).out / "dossiers/instruments/pp-res-140.html"
    whole = page.read_text(encoding="utf-8")
    for path in folder.rglob(page.name):
        path.write_text("as others wrote it")
    build(folder)
    assert page.read_text(encoding="utf-8") == "as others wrote it", "nothing changed"
    for path in folder.rglob(".plenary-shown.json"):
        kept = json.loads(path.read_text(encoding="utf-8"))
        assert len(kept[""]) == 64
        path.write_text(json.dumps({**kept, "": "of others"}))
    build(folder)
    assert page.read_text(encoding="utf-8") == whole


def same(one: Path, two: Path) -> bool:
    """All files but the index, of which Sphinx keeps terms that no page has any more."""
    left, right = files(one), files(two)
    return {**left, "searchindex.js": b""} == {**right, "searchindex.js": b""}


def test_what_nothing_mentions_any_more_goes(tmp_path: Path) -> None:
    folder = made(tmp_path)
    done = build(folder)
    assert (done.out / "dossiers/instruments/wtsa-res-64.html").is_file()
    change(folder / BACKGROUND, "; then {res}`!WTSA-RES-64`", "")
    second = build(folder)
    assert not (second.out / "dossiers/instruments/wtsa-res-64.html").exists()
    assert not (second.out / "dossiers/conferences/wtsa-12.html").exists()
    assert "WTSA Resolution 64" not in second.page("dossiers/instruments")
    change(folder / BACKGROUND, "CITEL` says", "CITEL` says, and {res}`!WTSA-RES-64`")
    third = build(folder)
    assert third.said == []
    assert "line 15" in third.page("dossiers/instruments/wtsa-res-64")
    assert same(third.out, build(folder, out="clean").out)


def test_an_interrupted_build_leaves_nothing_stale(tmp_path: Path) -> None:
    folder = made(tmp_path)
    build(folder)
    change(folder / BACKGROUND, "{message} One Internet", "{message} One network")
    conf = folder / "conf.py"
    sound = conf.read_text()
    conf.write_text(
        sound + "import sys\n\ndef setup(app):\n    app.connect('html-page-context', lambda *_: sys.exit(9))\n"
    )
    assert build(folder).status == 9
    conf.write_text(sound)
    second = build(folder)
    assert "<title>Message: One network" in second.page("dossiers/messages/msg-one")
    assert "One network" in second.page("dossiers/instruments/pp-res-101")


def test_other_builders_have_none_and_may_share_doctrees(tmp_path: Path) -> None:
    folder = made(tmp_path)
    one = build(folder, doctrees="shared")
    before = times(one.out)
    text = build(folder, "text", doctrees="shared")
    assert text.said == [] and not (text.out / "dossiers").exists()
    assert "Dossier" not in "".join(path.read_text() for path in text.out.rglob("*.txt"))
    assert build(folder, "check", doctrees="shared").said == []
    again = build(folder, doctrees="shared")
    assert again.said == [] and written(before, again.out) == set()
    latex = build(folder, "latex", doctrees="shared", latex_engine="xelatex", latex_show_urls="footnote")
    assert latex.said == [], latex.said
    assert not any("Dossier" in path.read_text() for path in latex.out.glob("*.tex"))


def test_two_processes_and_folders_of_pages_give_the_same(tmp_path: Path, site: Built) -> None:
    folder = made(tmp_path)
    two = build(folder, jobs=2)
    assert two.said == []
    assert files(two.out) == files(site.out)
    folders = build(folder, "dirhtml")
    assert folders.said == []
    page = BeautifulSoup((folders.out / "dossiers/instruments/pp-res-101/index.html").read_text(), "html.parser")
    assert "../../conferences/pp-22/" in {link["href"] for link in page.select("article a")}


def test_they_can_be_turned_off(tmp_path: Path) -> None:
    folder = made(tmp_path)
    build(folder)
    done = build(folder, plenary_dossiers=0)
    assert done.said == [] and list((done.out / "dossiers").rglob("*.html")) == []
    assert "ossier" not in "".join(done.page(name) for name in ("index", "papers/background", "papers/outcomes"))


def test_a_page_of_the_author_goes_before_ours(tmp_path: Path) -> None:
    folder = made(tmp_path)
    build(folder)
    own = folder / "source/dossiers/conferences/pp-22.md"
    own.parent.mkdir(parents=True)
    own.write_text("---\norphan: true\n---\n# Mine\n\nWords of my own.\n")
    done = build(folder)
    assert done.said == [] and "Words of my own." in done.page("dossiers/conferences/pp-22")
    own.unlink()
    third = build(folder)
    assert third.said == [] and "met in Bucharest" in third.page("dossiers/conferences/pp-22")
