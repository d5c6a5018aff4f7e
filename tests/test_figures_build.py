"""Figures in a build: in each format, drawn only when something changed, slips of authors, and in a browser."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import VIEWS, serving, violations
from bs4 import BeautifulSoup
from building import ROOT, Built, build, change, files, project

SMALL = ROOT / "tests" / "register"
PAGE = "source/papers/pictures.md"
KINDS = ("proposals", "coverage", "revisions", "outcomes", "lineage")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Built]:
    folder = project("figures", tmp_path_factory.mktemp("figures"), SMALL)
    return folder, build(folder)


@pytest.fixture(scope="module")
def soup(built: tuple[Path, Built]) -> BeautifulSoup:
    return BeautifulSoup(built[1].page("papers/pictures"), "html.parser")


def words(node: object) -> str:
    return " ".join(node.get_text(" ").split())  # type: ignore[attr-defined]


def kind_of(figure: object) -> str:
    found = figure.select_one("img")  # type: ignore[attr-defined]
    return str(re.search(r"plenary-(\w+)-", found["src"])[1]) if found else ""  # type: ignore[index]


# ---- pages -----------------------------------------------------------------------------------------


def test_a_sound_page_is_silent(built: tuple[Path, Built]) -> None:
    assert (built[1].said, built[1].status) == (["matplotlib: True"], 0)


def test_every_figure_has_a_light_and_a_dark_drawing_with_the_same_words(soup: BeautifulSoup, built: object) -> None:
    figures = soup.select("figure.plenary-figure")
    assert [kind_of(figure) for figure in figures] == [*KINDS, ""]
    for figure in figures[:-1]:
        light, dark = figure.select("img")
        assert light["alt"] == dark["alt"] and light["alt"].endswith(".")
        assert "plenary-light-only" in light["class"] and "plenary-dark-only" in dark["class"]
        for image in (light, dark):
            path = built[1].out / "papers" / image["src"]  # type: ignore[index]
            head = path.read_text()[:900]
            width = float(re.search(r'width="([0-9.]+)pt"', head)[1])  # type: ignore[index]
            assert int(image["width"]) == round(width * 4 / 3)
        assert (built[1].out / "papers" / light["src"]).read_bytes() != (  # type: ignore[index]
            built[1].out / "papers" / dark["src"]  # type: ignore[index]
        ).read_bytes()


def test_captions_are_numbered_and_can_be_referred_to(soup: BeautifulSoup) -> None:
    captions = [words(caption).rstrip(" #") for caption in soup.select("figcaption")]
    assert captions[0].startswith("Fig. 1 Proposals to ITU Plenipotentiary Conference 2022")
    assert [caption.partition(" ")[2][:1] for caption in captions] == ["1", "2", "3", "4", "5"]
    link = next(link for link in soup.select("a.reference") if words(link) == "Fig. 1")
    assert soup.select_one(link["href"]).name in {"figure", "span"}


def test_the_author_may_say_it_in_other_words(soup: BeautifulSoup) -> None:
    outcomes = next(figure for figure in soup.select("figure") if kind_of(figure) == "outcomes")
    assert outcomes.img["alt"] == "What was decided, in the author's words."
    assert outcomes.img["width"] == "378", "100 mm"


def test_numbers_are_folded_away_under_their_figure(soup: BeautifulSoup) -> None:
    assert len(soup.select("details.plenary-numbers")) == 2
    folded = soup.select_one("figure + details, figure + .plenary-numbers")
    assert words(folded.summary) == "The numbers in the figure" and not folded.has_attr("open")
    heads = [(head["scope"], words(head)) for head in folded.select("th")]
    assert heads[:2] == [("col", "Issue"), ("col", "Africa")]
    assert ("row", "Cybersecurity, confidence and security in the use of ICTs") in heads


def test_a_dagger_in_the_numbers_is_explained(soup: BeautifulSoup) -> None:
    assert "†" in words(soup.select("details.plenary-numbers")[1])
    assert words(soup.select_one(".plenary-legend")).startswith("† Unconfirmed")


def test_without_data_the_figure_says_so(soup: BeautifulSoup) -> None:
    last = soup.select("figure.plenary-figure")[-1]
    assert words(last.p) == "No proposal to WTPF-13 is known as of 20 November 2022." and not last.select("img")


# ---- other formats -----------------------------------------------------------------------------------


def test_print_has_pdfs_and_the_numbers(built: tuple[Path, Built]) -> None:
    made = build(built[0], "latex", doctrees="html")
    assert made.said == ["matplotlib: True"]
    tex = (made.out / "pictures.tex").read_text()
    drawn = re.findall(r"\\sphinxincludegraphics\{\{(plenary-[^}]+)\}\.pdf\}", tex)
    assert [name.split("-")[1] for name in drawn] == list(KINDS)
    for name in drawn:
        data = (made.out / f"{name}.pdf").read_bytes()
        assert data.startswith(b"%PDF-") and b"/Type3" in data and b"CreationDate" not in data
    assert r"\label{\detokenize{papers/pictures:of-proposals}}" in tex and "none known" in tex
    assert "plenary-dark" not in tex and not list(made.out.glob("*-dark*"))


@pytest.mark.parametrize("builder", ["text", "man", "xml"])
def test_where_there_are_no_images_the_words_stand(built: tuple[Path, Built], builder: str) -> None:
    made = build(built[0], builder, doctrees="html")
    assert made.said == ["matplotlib: False"]
    text = "".join(path.read_text() for path in sorted(made.out.rglob("*")) if path.suffix in {".txt", ".1", ".xml"})
    text = " ".join(text.replace("\\-", "-").split()).replace("\\", "")
    assert "Grid of 2 messages for PP-22 by 3 resolutions." in text
    assert "What was decided, in the author" in text and "none known" in text


@pytest.mark.parametrize("builder", ["singlehtml", "epub"])
def test_images_are_where_the_page_looks_for_them(built: tuple[Path, Built], builder: str) -> None:
    made = build(built[0], builder, doctrees="html")
    made_of = made.out / ("index.html" if builder == "singlehtml" else "papers/pictures.xhtml")
    found = BeautifulSoup(made_of.read_text(encoding="utf-8"), "html.parser").select("figure img")
    assert len(found) == (10 if builder == "singlehtml" else 5), "a book has one scheme"
    assert all(made_of.parent.joinpath(image["src"]).is_file() for image in found)


# ---- again -------------------------------------------------------------------------------------------


def stamps(built: Built) -> dict[str, int]:
    drawn = built.doctrees / "plenary-figures"
    return {path.name: path.stat().st_mtime_ns for path in sorted(drawn.iterdir())}


def images(built: Built) -> dict[str, bytes]:
    return {name: data for name, data in files(built.out).items() if name.startswith("_images/")}


def test_from_build_to_build_only_what_changed_is_drawn(tmp_path: Path) -> None:
    folder = project("figures", tmp_path, SMALL)
    text = (folder / PAGE).read_text()
    start, end = text.index(":::{message} One"), text.index(":::{message} Nothing")
    (folder / PAGE).write_text(text[:start] + text[end:])
    other = folder / "source/papers/messages.md"
    head = text[: text.index("# Pictures")]
    other.write_text(f"{head}# Messages\n\nOn {{res}}`101`.\n\n{text[start:end]}")
    (folder / PAGE).with_name("plenary-coverage-own.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    first = stamps(build(folder))
    assert len(first) == 10

    again = build(folder)
    assert (again.said, stamps(again)) == (["matplotlib: False"], first)

    # a message on another page, which is not read again
    change(other, "{message} One Internet", "{message} One network")
    again = build(folder)
    second = stamps(again)
    assert {name.split("-")[1] for name in second.keys() - first.keys()} == {"coverage"} and len(second) == 10
    assert "“One network” rests on 101 and 102" in again.page("papers/pictures")
    assert b"<!-- One network -->" in images(again)["_images/plenary-coverage-PP-22-2022-11-20.svg"]

    # a datum of the register, and words of the page itself
    change(folder / "data/proposals.csv", "PP-RES-130,,MOD", "PP-RES-130,,SUP")
    change(folder / PAGE, "Say it.", "Say it again.")
    again = build(folder)
    third = stamps(again)
    assert {name.split("-")[1] for name in third.keys() - second.keys()} == {"proposals"} and len(third) == 10
    assert "Say it again." in again.page("papers/pictures") and "1 SUP" in again.page("papers/pictures")
    assert b"<!-- 1 SUP -->" in images(again)["_images/plenary-proposals-PP-22-2022-11-20.svg"]

    # a figure that goes, and one with another day, take their files with them
    change(folder / PAGE, ":::{figure-of} coverage\n:caption: Coverage\n:::", "")
    change(folder / PAGE, "date: 2022-11-20", "date: 2022-11-21")
    again = build(folder)
    assert {name.split("-")[1] for name in images(again)} == {*KINDS} - {"coverage"}
    assert all("2022-11-21" in name for name in [*images(again), *stamps(again)])
    assert images(again) == images(build(folder, out="clean"))


def test_a_new_way_of_drawing_draws_again(tmp_path: Path) -> None:
    """The pages are written again, too, though nothing in them or in the register changed."""
    folder = project("figures", tmp_path, SMALL)
    package = tmp_path / "ext" / "sphinx_plenary"
    package.mkdir(parents=True)
    for path in (ROOT / "ext/sphinx_plenary").iterdir():
        if path.name != "tokens.json":
            (package / path.name).symlink_to(path)
    tokens = package / "tokens.json"
    tokens.write_text((ROOT / "ext/sphinx_plenary/tokens.json").read_text())
    (package / "design.py").unlink()
    (package / "design.py").write_text((ROOT / "ext/sphinx_plenary/design.py").read_text())
    own = {"PYTHONPATH": os.pathsep.join([str(tmp_path / "ext"), str(ROOT / "ext")])}
    first = build(folder, environment=own)
    before = stamps(first)
    tokens.write_text(tokens.read_text().replace("#44bb99", "#44bb98"))
    again = build(folder, environment=own)
    assert "matplotlib: True" in again.said and not before.keys() & stamps(again).keys()


# ---- slips -------------------------------------------------------------------------------------------

SLIPS = """---
paper: {kind: commentary, conference: PP-22, status: final, date: 2022-11-20, version: "1"}
---
# Slips

:::{figure-of} propsals PP-22
:::

:::{figure-of}
:::

:::{figure-of} coverage PP-2
:::

:::{figure-of} coverage PP-22
:regions: Europe
:capton: A caption
:::

:::{figure-of} proposals PP-22 PP-18
:regions: Europ
:as-of: tomorrow
:width: 3cm
:issues: cybersecuriti
:::

:::{figure-of} revisions
:instruments: 101, 999
:::

:::{figure-of} lineage PP-22
:from: PP-1
:::

:::{figureof} coverage
:::
"""


def test_slips_are_told_with_place_and_cure(tmp_path: Path) -> None:
    folder = project("figures", tmp_path, SMALL)
    (folder / PAGE).write_text(SLIPS)
    found = [line.replace("source/papers/pictures.md:", "") for line in build(folder, "check").findings]
    assert found.pop().startswith("35: ERROR: R514 ")
    assert found == [
        "6: ERROR: R503 {figure-of} knows no kind 'propsals'; did you mean 'proposals'?",
        "9: ERROR: R503 {figure-of} does not say what of; write one of proposals, revisions, coverage, outcomes, "
        "lineage, then the conference",
        "12: ERROR: R201 conference 'PP-2' is not in the register; did you mean 'PP-26', 'PP-22' or 'PP-02'?",
        "16: ERROR: R503 {figure-of coverage} has no option 'regions'; the options are alt, as-of, caption, "
        "instruments, issues, name, table, width",
        "17: ERROR: R503 {figure-of} has no option 'capton'; did you mean 'caption'?",
        "20: ERROR: R503 {figure-of} has 'PP-18' behind the conference; name the kind and one conference, as in "
        "'proposals PP-22'",
        "21: ERROR: R503 'regions' is 'Europ'; did you mean 'Europe'?",
        "22: ERROR: R503 'as-of' is 'tomorrow'; write it like 2022-09-16",
        "23: ERROR: R503 'width' is '3cm'; write millimetres from 80 to 260, as in '140mm'",
        "24: ERROR: R201 issue 'cybersecuriti' is not in the register; did you mean 'cybersecurity'?",
        "28: ERROR: R503 'instruments' has '999', which the register does not hold; write the number of a "
        "resolution, as in '101', or an id, as in 'WTSA-RES-50'",
        "32: ERROR: R201 conference 'PP-1' is not in the register; did you mean 'PP-18', 'PP-14' or 'PP-10'?",
    ]


# ---- a browser -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def site(built: tuple[Path, Built]) -> Iterator[str]:
    (built[1].out / "favicon.ico").touch()  # which browsers ask for
    with serving(built[1].out) as address:
        yield f"{address}/papers/pictures.html"


def shown(page) -> list[str]:  # type: ignore[no-untyped-def]
    """The files of the images that a reader sees."""
    images = [image for image in page.locator("figure img").all() if image.is_visible()]
    return [image.get_attribute("src") for image in images]


@pytest.mark.browser
@pytest.mark.parametrize("page", VIEWS, indirect=True, ids=lambda view: str(view.get("color_scheme", "")))
def test_accessible_in_both_schemes_and_on_a_phone(page, site: str) -> None:  # type: ignore[no-untyped-def]
    page.goto(site)
    assert violations(page) == []
    # the page itself does not scroll sideways, whatever the figures do
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.browser
@pytest.mark.parametrize("page", [{"color_scheme": "light"}, {"color_scheme": "dark"}], indirect=True)
def test_one_drawing_is_seen_and_heard_that_of_the_scheme(page, site: str) -> None:  # type: ignore[no-untyped-def]
    page.goto(site)
    for choice in (None, "light", "dark"):  # the system's at first, then what the theme's switch sets
        if choice:
            page.evaluate(f"document.documentElement.dataset.theme = '{choice}'")
        dark = page.evaluate("getComputedStyle(document.body).backgroundColor") != "rgb(255, 255, 255)"
        assert choice is None or dark == (choice == "dark")
        assert len(shown(page)) == 5 and all(("-dark." in name) == dark for name in shown(page))
        assert page.get_by_role("img", name=re.compile("^Grid of 2 messages")).count() == 1
    page.emulate_media(media="print")
    assert all("-dark." not in name for name in shown(page)), "paper is white"


@pytest.mark.browser
@pytest.mark.parametrize("page", [{"color_scheme": "dark", "java_script_enabled": False}], indirect=True)
def test_without_script_the_system_decides(page, site: str) -> None:  # type: ignore[no-untyped-def]
    page.goto(site)
    assert len(shown(page)) == 5 and all("-dark." in name for name in shown(page))


@pytest.mark.browser
@pytest.mark.parametrize("page", [{"viewport": {"width": 390, "height": 800}}], indirect=True)
def test_on_a_phone_a_figure_keeps_its_size_and_scrolls(page, site: str) -> None:  # type: ignore[no-untyped-def]
    page.goto(site)
    box = page.locator(".plenary-drawing").first
    assert box.evaluate("box => box.scrollWidth > box.clientWidth && box.querySelector('img').clientWidth == 567 + 32")
    box.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('.plenary-drawing').scrollLeft > 0")
