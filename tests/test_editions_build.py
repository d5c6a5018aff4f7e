"""A paper from ``plenary new`` to its second edition by the commands alone; then the site, the feed and the PDF."""

from __future__ import annotations

import contextlib
import io
import json
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as xml

import pytest
from bs4 import BeautifulSoup
from building import Built, build, change, project
from conftest import ROOT

from sphinx_plenary.cli import main

EPOCH = "1767225600"  # 1 January 2026
SITE = "https://papers.example.org/site"
Output = pytest.CaptureFixture[str]

BODY = """
We follow {res}`101` and {res}`!102`; see [what was before](before.md).

## What we say

The conference meets in Doha. It decides for four years.

:::{message} An open Internet
:id: MSG-DOHA
:resolutions: 101
:audience: Member States
:evidence: the texts themselves

We ask delegations to keep the Internet open.
:::

## Texts

:::{resolution} 101
:id: PP-RES-101-PP-26
:issue: internet-public-policy
:position: no-change

It stands as it is.
:::
"""
SECOND = """
:::{resolution} 102
:issue: internet-public-policy
:position: follow

Names and addresses.
:::

## What is new

:::{changes}
:::
"""


def run(folder: Path, *words: str) -> int:
    return main([*words, "--project", str(folder)])


def git(folder: Path, *words: str) -> str:
    name = ("-c", "user.name=Author", "-c", "user.email=author@example.org")
    done = subprocess.run(["git", *name, *words], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout


@dataclass
class Walk:
    """What the commands said at each step."""

    folder: Path
    said: dict[str, tuple[int, list[str]]]

    def status(self, step: str) -> int:
        return self.said[step][0]

    def lines(self, step: str) -> list[str]:
        return self.said[step][1]


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Walk:
    """new -> draft -> final -> released -> edited -> changes -> released again, under git."""
    folder = project("renewal", tmp_path_factory.mktemp("editions"))
    shutil.copy(ROOT / "data" / "kinds.yaml", folder / "data" / "kinds.yaml")
    (folder / ".gitignore").write_text("/build/\n")
    git(folder, "init", "-q")
    walk = Walk(folder, {})
    paper = folder / "source" / "papers" / "pp-26-commentary.md"

    def step(name: str, *words: str) -> None:

        out = io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
            status = run(folder, *words)
        walk.said[name] = (status, out.getvalue().splitlines())

    def commit() -> None:
        git(folder, "add", "-A")
        git(folder, "commit", "-q", "-m", "Work", "--allow-empty")

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", EPOCH)
        step("new", "new", "commentary", "PP-26")
        text = paper.read_text().partition("% A paper of this kind")[0]
        paper.write_text(text + BODY)
        step("draft", "release", "pp-26-commentary")
        change(paper, "status: draft", "status: final\n  embargo: 2026-03-01")
        change(paper, 'version: "0.1"', 'version: "1.0"')
        step("named", "release", "pp-26-commentary")
        paper.write_text(re.sub(r"\s+A\s+draft\s+of\s[\w\s]+\.", "", paper.read_text()))
        step("embargo", "release", "pp-26-commentary")
        change(paper, "\n  embargo: 2026-03-01", "")
        change(paper, "Doha. It decides", "Doha. TBC. It decides")
        step("open", "release", "pp-26-commentary")
        change(paper, "Doha. TBC. It decides", "Doha. It decides")
        step("dirty", "release", "pp-26-commentary")
        assert not (folder / "data" / "editions").exists(), "what is refused leaves nothing behind"
        commit()
        step("none", "changes", "pp-26-commentary")
        step("first", "release", "pp-26-commentary")
        commit()
        step("again", "release", "pp-26-commentary")
        step("same", "changes", "pp-26-commentary")
        change(paper, 'version: "1.0"', 'version: "1.1"')
        change(paper, "date: 2026-01-01", "date: 2026-02-01")
        change(paper, ":position: no-change", ":position: support")
        change(paper, "It decides for four years.", "It sets the budget for four years.")
        change(paper, "keep the Internet open", "keep the Internet open and global")
        change(paper, "`!102`", "`102`")
        paper.write_text(paper.read_text() + SECOND)
        commit()
        step("changes", "changes", "pp-26-commentary")
        step("json", "changes", "pp-26-commentary", "1.0", "--format", "json")
        step("second", "release", "source/papers/pp-26-commentary.md", "--tag", "doha")
        commit()
        step("between", "changes", "pp-26-commentary", "1.0", "1.1")
        step("unknown", "changes", "pp-26-commentary", "1.2")
    return walk


@pytest.fixture(scope="module")
def built(walk: Walk) -> Built:
    return build(walk.folder, environment={"SOURCE_DATE_EPOCH": EPOCH}, plenary_site_url=SITE)


def soup(built: Built, name: str) -> BeautifulSoup:
    return BeautifulSoup(built.page(name), "lxml")


def words(text: str) -> str:
    return " ".join(text.split())


# ---- The commands ----------------------------------------------------------------------------------


def test_only_a_final_paper_is_released(walk: Walk) -> None:
    assert (walk.status("new"), walk.status("draft")) == (0, 2)
    assert walk.lines("draft")[0] == "plenary: source/papers/pp-26-commentary.md is not released:"
    assert "its status is 'draft'; only a final paper is released: write 'status: final'" in walk.lines("draft")[1]


def test_nor_one_that_calls_itself_a_draft(walk: Walk) -> None:
    assert walk.status("named") == 2
    assert any("R511 the abstract of a final paper says 'A draft of" in line for line in walk.lines("named"))


def test_nor_one_under_embargo(walk: Walk) -> None:
    assert walk.status("embargo") == 2
    assert any("it is under embargo until 1 March 2026" in line for line in walk.lines("embargo"))


def test_nor_one_with_an_open_item(walk: Walk) -> None:
    assert walk.status("open") == 2
    said = "\n".join(walk.lines("open"))
    assert "the rules find 1 error in it:" in said and "R511 'TBC' is left to be filled in" in said


def test_nor_one_that_is_not_committed(walk: Walk) -> None:
    assert walk.status("dirty") == 2
    assert walk.lines("dirty")[1].startswith("plenary:   not committed: ")
    assert walk.lines("dirty")[1].endswith("; commit first, so that the edition can be built again")


def test_before_the_first_edition_there_is_nothing_to_compare(walk: Walk) -> None:
    assert walk.lines("none") == ["plenary: source/papers/pp-26-commentary.md has no edition yet; see: plenary release"]


def test_a_release_says_what_to_type(walk: Walk) -> None:
    assert walk.status("first") == 0
    place = walk.folder / "data" / "editions" / "pp-26-commentary"
    message = "'Commentary: ITU Plenipotentiary Conference 2026, edition 1.0'"
    assert walk.lines("first") == [
        "source/papers/pp-26-commentary.md: edition 1.0 released, as of 1 January 2026",
        "  First edition: 1 message and 1 resolution.",
        "",
        "Proposed tag: pp-26-commentary-1.0",
        "To keep it:",
        f"  git add {place / '1.0.html'} {place / '1.0.json'}",
        f"  git commit -m {message}",
        f"  git tag -a pp-26-commentary-1.0 -m {message}",
    ]
    assert "Proposed tag: doha" in walk.lines("second")


def test_an_edition_is_never_overwritten(walk: Walk) -> None:
    assert walk.status("again") == 2
    assert "version 1.0 was released, see data/editions/pp-26-commentary/1.0.json" in walk.lines("again")[1]
    log = git(walk.folder, "log", "--format=%H", "--", "data/editions/pp-26-commentary/1.0.json")
    assert len(log.split()) == 1, "no later step touched it"


def test_an_edition_holds_what_the_reader_saw(walk: Walk) -> None:
    place = walk.folder / "data" / "editions" / "pp-26-commentary"
    tree = json.loads((place / "1.0.json").read_text(encoding="utf-8"))
    message, resolution = tree["items"]
    assert message["text"] == ["We ask delegations to keep the Internet open."]
    assert (resolution["section"], resolution["revision"]) == ("Texts", "Rev. Bucharest, 2022")
    assert [part["heading"] for part in tree["text"]] == ["", "What we say", "Texts"]
    assert tree["text"][0]["paragraphs"][1] == (
        "We follow Resolution 101 (Rev. Bucharest, 2022)† and Resolution 102 (Rev. Bucharest, 2022); "
        "see what was before."
    )
    body = BeautifulSoup((place / "1.0.html").read_text(encoding="utf-8"), "lxml")
    assert [link["href"] for link in body.select("a") if not link["href"].startswith("#")] == []
    assert "what was before" in body.get_text(), "its words stay"
    assert body.h1 is None and [head.name for head in body.select("h2")] == ["h2", "h2"]


def test_after_a_release_nothing_has_changed(walk: Walk) -> None:
    assert walk.status("same") == 0
    assert walk.lines("same") == [
        "Commentary: ITU Plenipotentiary Conference 2026: from 1.0 (1 January 2026) to 1.0 (1 January 2026)",
        "  Nothing changed.",
    ]


def test_what_changed_is_said(walk: Walk) -> None:
    assert walk.lines("changes")[1:] == [
        "Added:",
        *[line for line in walk.lines("changes") if line.startswith("  Resolution 102: ")],
        "Positions, outcomes and other values:",
        "  Resolution 101, position: = no change -> ✓ support",
        "Words of items:",
        "  Message “An open Internet”: We ask delegations to keep the Internet [-open.-] {+open and global.+}",
        "Words of the text:",
        "  What we say: The conference meets in Doha. It [-decides-] {+sets the budget+} for four years.",
        "  What is new: {+What is new+}",
    ]
    assert walk.lines("between") == walk.lines("changes"), "released or not, it is the same"
    tree = json.loads("\n".join(walk.lines("json")))
    assert [(one["name"], one["old"], one["new"]) for one in tree["values"]] == [("position", "no-change", "support")]


def test_an_edition_that_there_is_not(walk: Walk) -> None:
    assert walk.status("unknown") == 2
    assert walk.lines("unknown") == ["plenary: no edition '1.2'; did you mean '1.1'?"]


# ---- The site --------------------------------------------------------------------------------------


def test_the_site_is_built_without_a_word(built: Built) -> None:
    assert (built.status, built.said) == (0, [])


def test_editions_stand_under_the_title(built: Built) -> None:
    listed = soup(built, "papers/pp-26-commentary").select_one(".plenary-editions")
    assert listed and words(listed.get_text()) == "Editions: 1.0 (1 January 2026), 1.1 (1 February 2026)"
    assert [link["href"] for link in listed.select("a")] == [
        "../editions/pp-26-commentary/1.0.html",
        "../editions/pp-26-commentary/1.1.html",
    ]
    assert soup(built, "papers/before").select_one(".plenary-editions") is None


def test_the_page_of_an_old_edition_points_to_the_newest(built: Built) -> None:
    page = soup(built, "editions/pp-26-commentary/1.0")
    note = page.select_one(".plenary-edition-note")
    assert note
    assert words(note.get_text()).startswith(
        "This is edition 1.0, as it was released on 1 January 2026. A newer one is edition 1.1 of 1 February 2026. "
        "Changed since: 1 resolution added; 1 value changed; words changed in 3 places."
    )
    assert "../../papers/pp-26-commentary.html" in [link["href"] for link in note.select("a")]
    assert "It decides for four years." in page.get_text(), "what was said is still there"
    assert [head.name for head in page.select("h1, h2")] == ["h1", "h2", "h2"]
    ids = [element["id"] for element in page.select("[id]")]
    assert len(ids) == len(set(ids))


def test_the_newest_says_so(built: Built) -> None:
    note = soup(built, "editions/pp-26-commentary/1.1").select_one(".plenary-edition-note")
    assert note and words(note.get_text()).endswith("It is the newest.")


def test_a_paper_says_what_is_new_in_it(built: Built) -> None:
    block = soup(built, "papers/pp-26-commentary").select_one(".plenary-changes")
    assert block
    said = words(block.get_text())
    assert said.startswith("From version 1.0 (1 January 2026) to version 1.1 (1 February 2026).")
    assert [words(part.get_text()) for part in block.select("del")] == [
        "taken out: = no change",
        "taken out: open.",
        "taken out: decides",
    ]
    assert "put in: sets the budget" in [words(part.get_text()) for part in block.select("ins")]
    assert block.select_one('a[href="#PP-RES-101-PP-26"]'), "an item is a link to where it stands"


def test_old_editions_are_not_what_a_search_finds(built: Built) -> None:
    index = (built.out / "searchindex.js").read_text(encoding="utf-8")
    terms = json.loads(index.removeprefix("Search.setIndex(").removesuffix(")"))
    pages = terms["docnames"]
    found = terms["terms"]["budget"]
    named = {pages[number] for number in (found if isinstance(found, list) else [found])}
    assert "papers/pp-26-commentary" in named
    assert not any(name.startswith("editions/") for name in named)


def test_the_feed_and_the_way_to_it(built: Built) -> None:
    root = xml.fromstring((built.out / "feed.xml").read_bytes())
    name = "{http://www.w3.org/2005/Atom}"
    assert [entry.findtext(f"{name}summary") for entry in root.findall(f"{name}entry")] == [
        "1 resolution added; 1 value changed; words changed in 3 places.",
        "First edition: 1 message and 1 resolution.",
    ]
    for entry in root.findall(f"{name}entry"):
        link = entry.find(f"{name}link")
        assert link is not None and (built.out / str(link.get("href")).removeprefix(f"{SITE}/")).is_file()
    link = soup(built, "papers/before").select_one('link[type="application/atom+xml"]')
    assert link and link["href"] == "../feed.xml"


def test_the_pdf_says_what_changed(walk: Walk) -> None:
    done = build(walk.folder, "typst", environment={"SOURCE_DATE_EPOCH": EPOCH})
    assert (done.status, done.said) == (0, [])
    path = str(done.out / "pp-26-commentary.pdf")
    text = words(subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout)
    assert "Resolution 101, position: − = no change + ✓ support" in text
    assert "It − decides + sets the budget for four years." in text


# ---- What a build leaves out -----------------------------------------------------------------------


@pytest.fixture
def copied(walk: Walk, tmp_path: Path) -> Path:
    return Path(shutil.copytree(walk.folder, tmp_path / "copy", ignore=shutil.ignore_patterns("build", ".git")))


def test_a_draft_is_in_no_byte_of_a_final_build(copied: Path) -> None:
    paper = copied / "source" / "papers" / "pp-26-commentary.md"
    change(paper, "status: final", "status: draft")
    change(paper, "It sets the budget", "SECRETWORD sets the budget")
    everything = build(copied, plenary_site_url=SITE)
    assert any(b"SECRETWORD" in path.read_bytes() for path in everything.out.rglob("*") if path.is_file())
    done = build(copied, plenary_publish="final", plenary_dossiers=1)
    assert (done.status, done.said) == (0, [])
    holding = [path for path in done.out.rglob("*") if path.is_file() and b"SECRETWORD" in path.read_bytes()]
    assert holding == [], "also in the folder where it was published before"
    assert not (done.out / "papers" / "pp-26-commentary.html").exists()
    listed = soup(done, "index").select_one(".plenary-papers a")
    assert listed and listed["href"] == "editions/pp-26-commentary/1.1.html", "what was released stays on the list"


def test_an_embargo_ends_on_its_day_and_links_to_it_are_told(copied: Path) -> None:
    before = copied / "source" / "papers" / "before.md"
    change(before, "  version:", "  embargo: 2026-03-01\n  version:")
    early = build(copied, "check", environment={"SOURCE_DATE_EPOCH": EPOCH}, plenary_publish="final")
    assert early.status == 1
    assert early.said == [
        "source/papers/pp-26-commentary.md:15: ERROR: R701 the link leads to 'papers/before', which this build leaves "
        "out (under embargo until 1 March 2026); finish that paper first, or take the link out [plenary.R701]"
    ]
    later = build(copied, "check", environment={"SOURCE_DATE_EPOCH": "1772323200"}, plenary_publish="final")
    assert (later.status, later.said) == (0, [])


def test_a_setting_that_there_is_not_is_refused(copied: Path) -> None:
    done = build(copied, "check", plenary_publish="finals")
    assert done.status == 2
    assert "plenary_publish is 'finals'; it is one of 'all', 'final'" in "\n".join(done.said)


# ---- Slips, and a second build ---------------------------------------------------------------------


def test_slips_of_changes_are_told(copied: Path) -> None:
    paper = copied / "source" / "papers" / "before.md"
    paper.write_text(
        paper.read_text()
        + ":::{changes} 1.0\n:::\n\n:::{changes}\n:paper: pp-26-comentary\n:::\n\n"
        + ":::{changes} 1.0 1.2\n:paper: pp-26-commentary\n:::\n\n:::{changes}\n:::\n"
    )
    done = build(copied, "check")
    first = paper.read_text().count("\n", 0, paper.read_text().index(":::{changes}")) + 1
    name = "source/papers/before.md"
    assert done.findings == [
        f"{name}:{first}: ERROR: R503 there is no edition '1.0' of 'papers/before'; "
        "none is released; see: plenary release",
        f"{name}:{first + 4}: ERROR: R503 'paper' is 'pp-26-comentary', and there is no such page; "
        "did you mean 'pp-26-commentary'?",
        f"{name}:{first + 7}: ERROR: R503 there is no edition '1.2' of 'papers/pp-26-commentary'; did you mean '1.1'?",
    ]


def test_a_new_edition_reaches_the_pages_that_show_it(copied: Path) -> None:
    place = copied / "data" / "editions" / "pp-26-commentary"
    kept = {path: path.read_bytes() for path in place.glob("1.1.*")}
    for path in kept:
        path.unlink()
    first = build(copied)
    assert first.said == []
    assert "Editions: 1.0 (" in words(soup(first, "papers/pp-26-commentary").get_text())
    for path, data in kept.items():
        path.write_bytes(data)
    second = build(copied)
    assert second.said == []
    assert ", 1.1 (" in words(soup(second, "papers/pp-26-commentary").select_one(".plenary-editions").get_text())  # type: ignore[union-attr]
    assert "A newer one is edition 1.1" in words(soup(second, "editions/pp-26-commentary/1.0").get_text())
    for path in kept:
        path.unlink()
    third = build(copied)
    assert third.said == []
    assert not (third.out / "editions" / "pp-26-commentary" / "1.1.html").exists()
    assert "A newer one" not in soup(third, "editions/pp-26-commentary/1.0").get_text()


def test_a_spoiled_edition_ends_the_build_in_words(copied: Path) -> None:
    change(copied / "data" / "editions" / "pp-26-commentary" / "1.0.html", "four years", "five years")
    done = build(copied, "check")
    assert done.status == 2
    assert done.said[0].startswith("data/editions/pp-26-commentary/1.0.html:1: ERROR: D103 its SHA-256 begins with")
    assert "Traceback" not in "\n".join(done.said)


def test_what_is_only_recalled_has_a_dagger_everywhere(copied: Path) -> None:
    """A conference whose dates nobody has read: in the text, in the head of its paper and in the list of papers."""
    paper = copied / "source" / "papers" / "before.md"
    change(paper, "conference: PP-22", "conference: PP-10")
    change(paper, "{res}`101`", "It met in {conf-place}`PP-10` from {conf-dates}`PP-10`. {res}`101`")
    done = build(copied)
    text = words(soup(done, "papers/before").get_text())
    assert "Guadalajara, Mexico · 4 to 22 October 2010†" in text
    assert "It met in Guadalajara, Mexico† from 4 to 22 October 2010†." in text
    assert "† Unconfirmed:" in text
    assert "4 to 22 October 2010†" in words(soup(done, "index").get_text())


def test_an_embargo_is_said_on_the_paper(copied: Path) -> None:
    change(copied / "source" / "papers" / "before.md", "  version:", "  embargo: 2026-03-01\n  version:")
    done = build(copied)
    facts = soup(done, "papers/before").select_one(".plenary-facts")
    assert facts and "Embargo until 1 March 2026" in words(facts.get_text(" "))


def test_what_is_internal_is_in_no_edition(copied: Path) -> None:
    """Also where the project shows it otherwise."""
    paper = copied / "source" / "papers" / "before.md"
    paper.write_text(paper.read_text() + "\n:::{internal}\nSECRETWORD for the delegation.\n:::\n")
    with (copied / "conf.py").open("a") as conf:
        conf.write('plenary_audience = "internal"\n')
    assert run(copied, "release", "before") == 0
    kept = sorted((copied / "data" / "editions" / "before").iterdir())
    assert [path.name for path in kept] == ["1.0.html", "1.0.json"]
    assert not any("SECRETWORD" in path.read_text(encoding="utf-8") for path in kept)
