"""Papers as Word files: the same words, what Word calls things, the house's look, the same bytes; LibreOffice opens."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import docx
import pytest
from building import build, doctrees, project
from docutils import nodes
from printed import EPOCH, Pages, in_contents, printed_text, worked_site, written_text
from printed import headings as headings_of
from word import WP, File, W, by_office, lacking, pdf_text, said, style_of, words

from sphinx_plenary import design
from sphinx_plenary.cli import main
from sphinx_plenary.comments.places import place_of
from sphinx_plenary.refused import Refused
from sphinx_plenary.word import pandoc
from sphinx_plenary.word.xml import NAMES, written

WORKED = tuple(f"papers/{path.stem}" for path in sorted((Path(__file__).parents[1] / "source" / "papers").glob("*.md")))
TORTURE = ("papers/cards", "papers/tables", "papers/words")
ALL = (*WORKED, *TORTURE)
BACKGROUND = "papers/pp-22-background-paper"


@dataclass(frozen=True)
class Made:
    """Papers as read, as the translator gets them, and as files."""

    folder: Path
    pages: dict[str, Pages]

    def file(self, docname: str) -> File:
        return File(self.folder / "build" / "in-process" / f"{docname.removeprefix('papers/')}.docx")


@pytest.fixture(scope="module", autouse=True)
def _environment() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", EPOCH)
        yield


@pytest.fixture(scope="module")
def torture(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = project("torture", tmp_path_factory.mktemp("torture"))
    return Made(folder, doctrees(folder, TORTURE, "word"))


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = worked_site(tmp_path_factory.mktemp("worked"))
    return Made(folder, doctrees(folder, WORKED, "word"))


@pytest.fixture(scope="module")
def made(worked: Made, torture: Made) -> dict[str, tuple[File, Pages]]:
    return {docname: (one.file(docname), pages) for one in (worked, torture) for docname, pages in one.pages.items()}


# --- Words ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("docname", ALL)
def test_no_word_is_lost(made: dict[str, tuple[File, Pages]], docname: str) -> None:
    file, (read, resolved) = made[docname]
    again = in_contents(resolved) if "Contents" in file.styled("TOCHeading") else ""
    assert lacking(wanted_of(resolved) + again, file.text) == {}, "as the translator gets it"
    assert lacking(written_text(read), file.text) == {}, "as the author wrote it"


@pytest.mark.parametrize("docname", WORKED)
def test_no_word_is_added(made: dict[str, tuple[File, Pages]], docname: str) -> None:
    file, (_, resolved) = made[docname]
    styles = ("PlenaryKind", "Title", "PlenaryConferenceName", "PlenaryWhere", "PlenaryFacts", "PlenaryAbstract")
    own = "\n".join(line for style in (*styles, "TOCHeading", "TOC1", "TOC2") for line in file.styled(style))
    assert lacking(file.text, wanted_of(resolved) + own) == {}


def wanted_of(resolved: nodes.document) -> str:
    """Without the numbers of notes, which Word counts by itself."""
    bare = resolved.deepcopy()
    for node in [*bare.findall(nodes.footnote_reference), *bare.findall(nodes.label)]:
        node.parent.remove(node)
    return printed_text(bare)


def test_title_block(worked: Made) -> None:
    file = worked.file(BACKGROUND)
    assert file.styled("PlenaryKind") == ["Background paper"]
    assert file.styled("Title") == ["Background paper on the ITU Plenipotentiary Conference 2022"]
    facts = ["Status\tFinal, version 1.0", "Date\t8 September 2022", "Licence\tCC BY 4.0"]
    assert file.styled("PlenaryFacts") == facts
    assert file.styled("PlenaryAbstract")[0].startswith("What this is. An overview of the ITU Plenipotentiary")


# --- What Word calls things -------------------------------------------------------------------------------------


@pytest.mark.parametrize("docname", ALL)
def test_headings(made: dict[str, tuple[File, Pages]], docname: str) -> None:
    file, (_, resolved) = made[docname]
    root = next(resolved.findall(nodes.section))
    assert [one for one in file.headings() if one in set(headings_of(root))] == list(headings_of(root))
    listed = [node.astext() for node in resolved.findall(heads_something)][1:]
    assert [" ".join(text.split()) for _, text in file.headings()] == [" ".join(text.split()) for text in listed]


def heads_something(node: nodes.Node) -> bool:
    return isinstance(node, nodes.title | nodes.rubric) and (
        isinstance(node.parent, nodes.section) or "heading-level" in node
    )


@pytest.mark.parametrize("docname", ALL)
def test_tables_repeat_their_heads(made: dict[str, tuple[File, Pages]], docname: str) -> None:
    file, (_, resolved) = made[docname]
    tables = list(file.document.iter(f"{W}tbl"))
    groups = list(resolved.findall(nodes.tgroup))
    assert len(tables) == len(groups)
    for table, group in zip(tables, groups, strict=True):
        heads = [row for row in table.findall(f"{W}tr") if row.find(f"{W}trPr/{W}tblHeader") is not None]
        wanted = [row for part in group.findall(nodes.thead) for row in part.children]
        assert len(heads) == len(wanted)
        assert [said_in(row) for row in heads] == ["".join(row.astext().split()) for row in wanted]


def said_in(element: ET.Element) -> str:
    return "".join("".join(said(one).split()) for one in element.iter(f"{W}p"))


def test_every_style_that_is_used_is_there(made: dict[str, tuple[File, Pages]]) -> None:
    for file, _ in made.values():
        known = {style.get(f"{W}styleId") for style in file.part("word/styles.xml").iter(f"{W}style")}
        used = {
            one.get(f"{W}val")
            for story in [file.document, *file.notes]
            for name in ("pStyle", "rStyle", "tblStyle")
            for one in story.iter(f"{W}{name}")
        }
        assert used - known == set()


def test_paragraphs_are_styled_not_formatted(worked: Made) -> None:
    """Words have no fonts, sizes or colours of their own: who changes a style changes the paper."""
    file = worked.file(BACKGROUND)
    direct = {child.tag for look in file.document.iter(f"{W}rPr") for child in look}
    assert direct & {f"{W}rFonts", f"{W}sz", f"{W}color"} == set()


def test_notes(worked: Made) -> None:
    file = worked.file(BACKGROUND)
    notes = list(worked.pages[BACKGROUND][1].findall(nodes.footnote))
    assert len(file.notes) == len(notes) == 5
    first = file.notes[0]
    assert [style_of(one) for one in first.iter(f"{W}p")] == ["FootnoteText"]
    assert said_in(first).startswith("Thesiteoftheconference")


def test_a_note_that_is_spoken_of_twice_is_one(torture: Made) -> None:
    file = torture.file("papers/cards")
    labels = [mark.get("refid") for mark in torture.pages["papers/cards"][1].findall(nodes.footnote_reference)]
    again = [one for one in file.document.iter(f"{W}instrText") if "NOTEREF" in (one.text or "")]
    assert len(file.notes) == len(set(labels))
    assert len(again) == len(labels) - len(set(labels))
    for one in again:
        assert (one.text or "").split()[1] in file.bookmarks


def test_what_follows_in_an_item_has_no_sign(torture: Made) -> None:
    file = torture.file("papers/cards")
    numbers = file.part("word/numbering.xml")
    abstract = {one.get(f"{W}numId"): one[0].get(f"{W}val") for one in numbers.iter(f"{W}num")}
    lists = {one.get(f"{W}abstractNumId"): one for one in numbers.iter(f"{W}abstractNum")}
    signs = {}
    for paragraph in file.paragraphs:
        number = paragraph.find(f"{W}pPr/{W}numPr/{W}numId")
        if number is not None:
            first = next(lists[abstract[number.get(f"{W}val")]].iter(f"{W}lvlText"))
            signs[said(paragraph)] = (first.get(f"{W}val") or "").strip()
    assert signs["last of the first level"] == "%1."
    assert signs["A paragraph inside the last."] == ""
    assert signs["a point of the card"] == "•"


@pytest.mark.parametrize("docname", ALL)
def test_links_arrive(made: dict[str, tuple[File, Pages]], docname: str) -> None:
    file, (_, resolved) = made[docname]
    outside, inside = file.links
    wanted = {
        str(link["refuri"])
        for link in resolved.findall(nodes.reference)
        if re.match("https?:|mailto:", str(link.get("refuri", ""))) and not in_note(link)
    }
    assert {address.replace("%20", " ") for address in outside} >= {address.replace("%20", " ") for address in wanted}
    assert inside - set(file.bookmarks) == set()
    assert len(file.bookmarks) == len(set(file.bookmarks))
    assert max(map(len, file.bookmarks)) <= 40, "Word cuts longer names off"


def in_note(node: nodes.Node) -> bool:
    return node.parent is not None and (isinstance(node.parent, nodes.footnote) or in_note(node.parent))


def test_pictures_say_what_they_show(worked: Made) -> None:
    file = worked.file(BACKGROUND)
    images = list(worked.pages[BACKGROUND][1].findall(nodes.image))
    shown = list(file.document.iter(f"{WP}docPr"))
    assert [one.get("descr") for one in shown] == [image["alt"] for image in images] != []
    assert not any("/" in value for one in file.document.iter() for value in (one.get("descr"),) if value)
    assert [name.rpartition(".")[2] for name in file.names if name.startswith("word/media/")] == ["png"]
    room = round(float(design.tokens()["print"]["measure"][:-2]) * 36000)
    assert all(int(extent.get("cx", 0)) <= room + 360 for extent in file.document.iter(f"{WP}extent"))


def test_wide_tables_stand_on_turned_pages(worked: Made) -> None:
    file = worked.file("papers/pp-22-issues-matrix")
    body = file.document.find(f"{W}body")
    assert body is not None
    turned: list[tuple[bool, int]] = []
    widest = 0
    for child in body:
        if child.tag == f"{W}tbl":
            widest = max(widest, len(child.findall(f"{W}tblGrid/{W}gridCol")))
        for section in child.iter(f"{W}sectPr"):
            size = section.find(f"{W}pgSz")
            assert size is not None
            turned.append((size.get(f"{W}orient") == "landscape", widest))
            widest = 0
    assert turned[0] == (False, 8)
    assert (True, 8) in turned
    assert all(one != following for (one, _), (following, _) in pairwise(turned))


def test_a_draft_says_so_on_every_page(torture: Made, worked: Made) -> None:
    file = torture.file("papers/tables")
    for name in ("header-first", "header-default", "header-turned"):
        head = file.part(f"word/{name}.xml")
        assert "Draft" in said_in(head)
        assert [one.get("string") for one in head.iter("{urn:schemas-microsoft-com:vml}textpath") if one.get("string")]
    final = worked.file(BACKGROUND).part("word/header-default.xml")
    assert said_in(final) == "PP-22backgroundpaperFinal,version1.0·8September2022"
    assert not list(final.iter("{urn:schemas-microsoft-com:vml}textpath"))


# --- Look, bytes, places ----------------------------------------------------------------------------------------


def test_the_look_is_that_of_the_tokens(worked: Made) -> None:
    tokens = design.tokens()
    styles = worked.file(BACKGROUND).part("word/styles.xml")
    ours = {style.get(f"{W}styleId"): style for style in styles.iter(f"{W}style")}
    heading = ours["Heading1"]
    look = {child.tag.removeprefix(W): child for child in next(heading.iter(f"{W}rPr"))}
    assert look["color"].get(f"{W}val") == tokens["light"]["accent"].lstrip("#").upper()
    assert look["rFonts"].get(f"{W}ascii") == tokens["fonts"]["label"]["family"]
    assert look["sz"].get(f"{W}val") == str(round(2 * float(tokens["print"]["headone"][:-2])))
    normal = next(ours["Normal"].iter(f"{W}rFonts"))
    assert normal.get(f"{W}ascii") == tokens["fonts"]["text"]["family"]
    colours = {value.lstrip("#").upper() for value in tokens["light"].values()}
    named = {name for name in ours if name and name.startswith(("Plenary", "Card", "Heading", "TOC", "Table"))}
    used = {
        one.get(f"{W}{attribute}")
        for name in named - {"TableNormal"}
        for one in ours[name].iter()
        for attribute in ("color", "fill", "val")
        if re.fullmatch("[0-9A-F]{6}", one.get(f"{W}{attribute}") or "")
    }
    assert used and used <= colours


def test_the_same_bytes(torture: Made, tmp_path: Path) -> None:
    other = project("torture", tmp_path)
    built = build(other, "word", environment={"TZ": "Pacific/Auckland", "PYTHONHASHSEED": "7"})
    assert (built.status, built.said) == (0, [])
    for docname in TORTURE:
        first = torture.file(docname).path
        assert first.read_bytes() == (built.out / first.name).read_bytes()


@pytest.mark.parametrize("docname", WORKED)
def test_lint_finds_nothing_in_a_paper_of_ours(worked: Made, docname: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint", str(worked.file(docname).path)]) == 0
    assert capsys.readouterr().out == "No finding.\n"


def test_two_papers_at_once_are_written_as_one_after_the_other() -> None:
    """The names of spaces belong to the whole process; each builder's thread sets them."""
    names = "".join(f'<{prefix}:x xmlns:{prefix}="{uri}"/>' for prefix, uri in NAMES.items())
    root = ET.fromstring(f"<x>{names}</x>")
    alone = written(root)
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as pool:
            assert set(pool.map(written, [root] * 2000)) == {alone}
    finally:
        sys.setswitchinterval(interval)


def test_paragraphs_know_their_lines(worked: Made) -> None:
    file = worked.file(BACKGROUND)
    source = (worked.folder / "source" / f"{BACKGROUND}.md").read_text(encoding="utf-8").split("\n")
    found = {}
    for paragraph in file.paragraphs:
        for mark in paragraph.iter(f"{W}bookmarkStart"):
            if (place := place_of(mark.get(f"{W}name", ""))) is not None:
                found[said(paragraph)[:30]] = source[place.line - 1]
                assert place.source == 0
    assert found["It is a treaty conference: it "].startswith("It is a treaty conference: it ")
    assert found["determine the general policies"] == "- determine the general policies of the Union;"
    assert len(found) > 100


def test_readers_of_other_makes_open_it(made: dict[str, tuple[File, Pages]]) -> None:
    for file, _ in made.values():
        document = docx.Document(str(file.path))
        assert document.core_properties.title
        assert document.core_properties.language == "en"


def test_what_has_no_form_is_told_and_makes_no_file(tmp_path: Path) -> None:
    built = build(project("unprintable", tmp_path), "word")
    told = [re.sub(r"^.*?(source/)", r"\1", line) for line in built.findings]
    assert built.status == 1
    assert [re.sub(r"^\S+ ERROR: (.{30}).*$", r"\1", line) for line in told] == [
        "R503 the formula '\\\\nosuchcomm",
        "the picture 'papers/dots.png' ",
        "the picture 'https://example.o",
        "raw HTML has no form in the Wo",
        "the table has no heads, so who",
        "'graphviz' has no form in a li",
    ]
    assert not (built.out / "faults.docx").exists()


def test_without_pandoc_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(_name: str) -> None:
        raise ImportError

    monkeypatch.setattr(pandoc, "import_module", absent)
    pandoc._program.cache_clear()
    with pytest.raises(Refused) as refused:
        pandoc.run(["--version"])
    pandoc._program.cache_clear()
    assert "pip install 'sphinx-plenary[desk]'" in refused.value.lines[0]


@pytest.mark.parametrize("folder", [".pandoc", ".local/share/pandoc"])
def test_nothing_of_a_home_directory(folder: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    plain, _ = pandoc.run(["--to=docx", "--output=-"], b"Words.")
    templates = tmp_path / folder / "templates"
    templates.mkdir(parents=True)
    (templates / "default.openxml").write_text("no template at all $body$", encoding="utf-8")
    assert pandoc.run(["--to=docx", "--output=-"], b"Words.") == (plain, [])


def test_pages_link_to_word_files_where_there_are_some(tmp_path: Path) -> None:
    import bs4

    built = build(project("cycle", tmp_path), plenary_pdf_folder="pdf", plenary_docx_folder="docx")
    paper = bs4.BeautifulSoup(built.page("papers/background"), "html.parser")
    links = paper.select(".plenary-facts a")
    assert [(link.text, link["href"]) for link in links] == [
        ("PDF", "../pdf/background.pdf"),
        ("Word", "../docx/background.docx"),
    ]


# --- LibreOffice ------------------------------------------------------------------------------------------------


def test_libreoffice_opens_each(made: dict[str, tuple[File, Pages]], tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("office") / "pdf"
    opened = by_office([made[docname][0].path for docname in WORKED], "pdf", folder)
    for docname in WORKED:
        file = made[docname][0]
        text = pdf_text(opened[file.path.stem])
        missing = lacking(file.text.casefold(), text.casefold())
        joined = "".join(text.casefold().split())
        # A number with the raised one of a source behind it is two, for who reads a PDF.
        assert {word for word in missing if word not in joined and not word.isdigit()} == set()
        assert sum(missing.values()) < 0.01 * words(file.text).total(), missing
