"""PDFs by Typst: no word is lost, the rules of PDF/UA-1 and PDF/A-2a hold, what a screen reader meets is right."""

from __future__ import annotations

import json
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import page
import pikepdf
import pytest
import sphinx_needs.nodes
import typst
from building import Built, build, change, doctrees, project
from docutils import nodes
from hypothesis import example, given
from hypothesis import strategies as st
from printed import (
    ABOUT,
    EPOCH,
    SITE,
    Pages,
    Paper,
    bookmarks,
    headings,
    in_contents,
    lacking,
    printed_text,
    worked_site,
    written_text,
)
from programs import need
from sphinx import addnodes
from sphinx_needs.directives.needtable import NeedtableHeader, NeedtableRow, NeedtableTable

from sphinx_plenary import nodes as plenary_nodes
from sphinx_plenary.cli import main
from sphinx_plenary.typst.code import string
from sphinx_plenary.typst.compiling import Job, compile_paper
from sphinx_plenary.typst.core import PLACE
from sphinx_plenary.typst.excluded import EXCLUDED
from sphinx_plenary.typst.translator import TypstTranslator

MATRICES = ("papers/pp-22-issues-matrix", "papers/pp-22-outcomes-matrix", "papers/wtsa-20-outcomes-matrix")


@dataclass(frozen=True)
class Printed:
    folder: Path
    built: Built

    def paper(self, docname: str) -> Paper:
        head = ABOUT[docname].head if docname in ABOUT else ""
        return Paper(self.built.out / f"{docname.removeprefix('papers/')}.pdf", head=head)


def printed(folder: Path, **settings: object) -> Printed:
    built = build(folder, "typst", **settings)
    assert built.status == 0, "\n".join(built.said)
    return Printed(folder, built)


@pytest.fixture(scope="module", autouse=True)
def _environment() -> Iterator[None]:
    need("pdftotext")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", EPOCH)
        yield


@pytest.fixture(scope="module")
def torture(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    return printed(project("torture", tmp_path_factory.mktemp("torture")))


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    return printed(worked_site(tmp_path_factory.mktemp("worked")))


@pytest.fixture(scope="module")
def papers(torture: Printed, worked: Printed) -> dict[str, Paper]:
    found = {docname: torture.paper(docname) for docname in ABOUT if docname != "papers/pp-22-background-paper"}
    return found | {name: worked.paper(name) for name in ("papers/pp-22-background-paper", *MATRICES)}


@pytest.fixture(scope="module")
def pages(torture: Printed, worked: Printed) -> dict[str, Pages]:
    ours = [docname for docname in ABOUT if docname != "papers/pp-22-background-paper"]
    others = ["papers/pp-22-background-paper", *MATRICES]
    return doctrees(torture.folder, ours, "typst") | doctrees(worked.folder, others, "typst")


ALL = (*ABOUT, *MATRICES)


def test_lint_finds_nothing_in_a_paper_of_ours(worked: Printed, capsys: pytest.CaptureFixture[str]) -> None:
    papers = sorted(map(str, worked.built.out.glob("*.pdf")))
    assert len(papers) > 10 and main(["lint", *papers]) == 0
    assert capsys.readouterr().out == "No finding.\n"


# --- Words -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("docname", ALL)
def test_no_word_is_lost(papers: dict[str, Paper], pages: dict[str, Pages], docname: str) -> None:
    read, resolved = pages[docname]
    paper = papers[docname]
    again = in_contents(resolved) if "\nContents\n" in paper.text else ""
    assert but_numbers(lacking(printed_text(resolved) + again, paper), paper) == {}, "as the translator gets it"
    assert but_numbers(lacking(written_text(read), paper), paper) == {}, "as the author wrote it"


def but_numbers(found: dict[str, int], paper: Paper) -> dict[str, int]:
    """Without numbers behind which the number of a note stands: read back, they are one."""
    noted = Counter(word for word in found if re.search(rf"(?<!\d){word}\d\b", paper.text) and word.isdigit())
    return dict(Counter(found) - noted)


def test_builds_say_what_is_expected_and_no_more(torture: Printed, worked: Printed) -> None:
    expected = ["words.md:NN: WARNING: the fonts of the PDF have no U+4E2D; the page shows its number [plenary.glyph]"]
    assert [re.sub(r"^.*/(\w+\.md):\d+:", r"\1:NN:", line) for line in torture.built.said] == expected
    assert worked.built.said == []


@pytest.mark.parametrize("docname", ABOUT)
def test_head_and_foot(papers: dict[str, Paper], docname: str) -> None:
    about, lines = ABOUT[docname], papers[docname].lines
    for number, found in enumerate(lines, start=1):
        assert f"{number} of {len(lines)}" in found
        if number > 1:
            assert about.head in found
        elif about.mark:
            assert about.mark in found


@pytest.mark.parametrize("docname", ABOUT)
def test_title_block(papers: dict[str, Paper], docname: str) -> None:
    about = ABOUT[docname]
    block = papers[docname].pages[0].partition("\nContents\n")[0]
    assert about.kind in block and about.title in block.replace("\n", " ")
    assert "Bucharest, Romania · 26 September to 14 October 2022" in block
    assert f"Status\n{about.status}\nDate\n8 September 2022" in block
    assert ("\nLicence\nCC BY 4.0" in block, "\nWhat this is. " in block) == (about.licensed, about.licensed)


# --- For everybody to read -------------------------------------------------------------------------------------


def failures(paper: Path, profile: str) -> list[str]:
    """The rules that do not hold.

    page-validation 0.11 takes a stream whose compressed bytes end with a carriage return for one byte too short;
    qpdf reads the length itself, so its word counts there.
    """
    found = [failure.message for failure in page.validate_pdf(paper, profile=profile).failures]
    with pikepdf.open(paper) as pdf:
        sound = not pdf.check_pdf_syntax()
    return [one for one in found if not (sound and "/Length does not match" in one)]


@pytest.mark.parametrize("docname", ALL)
def test_every_rule_holds(papers: dict[str, Paper], docname: str) -> None:
    path = papers[docname].path
    assert failures(path, "ua1") == []
    assert failures(path, "2a") == []


def test_a_rule_that_does_not_hold_is_found(papers: dict[str, Paper], tmp_path: Path) -> None:
    """The validator itself: a PDF without its language."""
    with pikepdf.open(papers["papers/cards"].path) as pdf:
        del pdf.Root.Lang
        pdf.save(tmp_path / "spoiled.pdf")
    assert failures(tmp_path / "spoiled.pdf", "ua1") != []


def elements(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """The tags, in the order of reading."""
    stack = [pdf.Root.StructTreeRoot.K]
    while stack:
        node = stack.pop()
        if isinstance(node, pikepdf.Array):
            stack += reversed(list(node))
        elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
            yield node
            stack.append(node.get("/K"))


def kinds(pdf: pikepdf.Pdf) -> list[str]:
    return [str(element.S) for element in elements(pdf)]


def statement(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "accessibility.json").read_text())
    return found


def test_the_statement_says_what_is_in_the_pdfs(worked: Printed, papers: dict[str, Paper]) -> None:
    found = statement(worked.built.out)
    assert (found["standards"], sorted(found["papers"])) == (
        ["ua-1", "a-2a"],
        sorted(path.name for path in worked.built.out.glob("*.pdf")),
    )
    for docname in ("papers/pp-22-background-paper", *MATRICES):
        told, tags = found["papers"][papers[docname].path.name], kinds(papers[docname].pdf)
        assert told["tables with heads"] == tags.count("/Table")
        assert told["headings"] == len([kind for kind in tags if re.match(r"/H\d", kind)])


def attribute(element: Any, name: str) -> str:
    held = element.get("/A", [])
    listed = held if isinstance(held, pikepdf.Array) else [held]
    return next((str(one[name]) for one in listed if name in one), "")


@pytest.mark.parametrize("docname", ALL)
def test_language_title_and_standards(papers: dict[str, Paper], docname: str) -> None:
    pdf = papers[docname].pdf
    assert (pdf.Root.Lang, pdf.Root.ViewerPreferences.DisplayDocTitle, pdf.Root.MarkInfo.Marked) == ("en", True, True)
    meta = pdf.open_metadata()
    assert (meta["pdfuaid:part"], meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("1", "2", "A")
    if docname in ABOUT:
        assert meta["dc:title"] == ABOUT[docname].title
        assert str(pdf.docinfo.CreationDate).startswith("D:20220908")


@pytest.mark.parametrize("docname", ABOUT)
def test_headings_are_tags_and_bookmarks(papers: dict[str, Paper], pages: dict[str, Pages], docname: str) -> None:
    pdf = papers[docname].pdf
    root = next(pages[docname][1].findall(nodes.section))
    wanted = list(headings(root))
    with pdf.open_outline() as outline:
        assert list(bookmarks(outline.root)) == wanted
    tags = [(int(str(one.S)[2:]), str(one.get("/T", ""))) for one in elements(pdf) if re.match(r"/H\d", str(one.S))]
    assert [level for level, _ in tags] == [level for level, _ in wanted]


def test_heads_of_columns_and_rows(papers: dict[str, Paper]) -> None:
    pdf = papers["papers/pp-22-outcomes-matrix"].pdf
    scopes = [attribute(one, "/Scope") for one in elements(pdf) if str(one.S) == "/TH"]
    assert scopes.count("/Column") > 5 and scopes.count("/Row") > 20 and set(scopes) == {"/Column", "/Row"}
    heads = {str(one.ID) for one in elements(pdf) if str(one.S) == "/TH"}
    rows = {name for name in heads if name.startswith("row-")}
    cells = [one for one in elements(pdf) if str(one.S) == "/TD"]
    named = [{str(name) for one in cell.A for name in one.get("/Headers", [])} for cell in cells]
    assert all(names <= heads for names in named)
    assert sum(bool(names & rows) for names in named) > 100, "cells name the head of their row"
    tree = pikepdf.NameTree(pdf.Root.StructTreeRoot.IDTree)
    assert all(name in tree for name in rows)


def test_what_pictures_notes_and_formulas_say(papers: dict[str, Paper], pages: dict[str, Pages]) -> None:
    pdf, (_, doctree) = papers["papers/cards"].pdf, pages["papers/cards"]
    said = {str(one.Alt) for one in elements(pdf) if "/Alt" in one}
    images = {image["alt"] for image in doctree.findall(nodes.image)}
    formulas = {one.astext().strip() for kind in (nodes.math, nodes.math_block) for one in doctree.findall(kind)}
    assert images and formulas and images | formulas <= said
    notes = kinds(pdf).count("/Note")
    assert notes == len(list(doctree.findall(nodes.footnote))) + 2, "two are of links"
    assert {"/Formula", "/Figure", "/Code", "/BlockQuote", "/L", "/LI", "/Lbl", "/LBody", "/TOCI"} <= set(kinds(pdf))


def test_order_of_reading(papers: dict[str, Paper]) -> None:
    """The words as a screen reader comes to them: by the tags, not by the places on the page."""
    text = spoken(papers["papers/cards"].path)
    order = ["Background paper", "Cards and blocks", "Status", "What this is.", "Contents", "are tracked here",
             "K001", "K060", "Before the note.", "A note inside a card.", "Behind the note", "Message 1", "def cite",
             "second level", "third level", "last of the first level", "Its second meaning", "A quotation of a treaty",
             "The caption of the table", "Words below a heading of the fourth level"]  # fmt: skip
    places = [text.find(words) for words in order]
    assert [words for words, place in zip(order, places, strict=True) if place < 0] == []
    assert places == sorted(places)


def spoken(path: Path) -> str:
    done = subprocess.run(["pdfinfo", "-struct-text", path], capture_output=True, check=True)
    quoted = re.findall(r'"(.*?)"', done.stdout.decode())
    return re.sub(r"\s+", " ", " ".join(quoted).replace("\u2060", ""))


@pytest.mark.parametrize("docname", ABOUT)
def test_the_mark_across_pages_is_no_text_of_the_paper(papers: dict[str, Paper], docname: str) -> None:
    about, paper = ABOUT[docname], papers[docname]
    for number, one in enumerate(paper.pdf.pages, start=1):
        drawn = one_drawn_large(one)
        assert drawn == bool(about.mark), number


def one_drawn_large(page: pikepdf.Page) -> bool:
    """Whether text of more than 60 points is drawn, and only as an artifact."""
    artifact, found = 0, False
    depth: list[bool] = []
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BDC" | "BMC":
                depth.append(str(operands[0]) == "/Artifact")
                artifact += depth[-1]
            case "EMC":
                artifact -= depth.pop()
            case "Tf" if float(operands[1]) > 60:
                assert artifact, "the mark is read aloud"
                found = True
    return found


# --- Links and tables ------------------------------------------------------------------------------------------


def test_links_out_lead_to_the_site(tmp_path: Path) -> None:
    paper = printed(project("torture", tmp_path), plenary_site_url=SITE).paper("papers/words")
    targets = {f"{SITE}/papers/cards.html{anchor}" for anchor in ("", "#PP-RES-101", "#PP-RES-102", "#MSG-LONG")}
    assert targets | {f"{SITE}/papers/tables.html"} <= paper.addresses
    assert "Other instruments cited" not in paper.text
    assert SITE not in paper.text, "the site's addresses are no notes"


def test_without_a_site_they_are_words(papers: dict[str, Paper]) -> None:
    paper = papers["papers/words"]
    assert {link for link in paper.addresses if "cards" in link or "elsewhere" in link} == set()
    assert "https://example.org/words" in paper.addresses
    assert paper.text.count("https://example.org/words") == 1, "one note for an address"


def test_long_tables_repeat_their_heads(papers: dict[str, Paper]) -> None:
    pages = [text for text in papers["papers/tables"].pages if re.search(r"^\d+ T\d{3} row", text, re.M)]
    assert len(pages) > 2
    assert [text.count("No. Mark Words") for text in pages] == [1] * len(pages)
    issue = "Cybersecurity, confidence and security in the use of ICTs"
    texts = [
        text for text in papers["papers/tables"].pages[1:] if re.search(r"^\d+ [A-Z].*\n?.*\(.*, \d{4}\)", text, re.M)
    ]
    assert sum(issue in text for text in texts) >= 2


def test_a_matrix_stands_on_turned_pages(papers: dict[str, Paper]) -> None:
    for name in MATRICES:
        boxes = [[round(float(edge)) for edge in one.mediabox[2:]] for one in papers[name].pdf.pages]
        assert [595, 842] in boxes and [842, 595] in boxes and boxes[0] == [595, 842]


# --- The same bytes, and no more work than there is ------------------------------------------------------------


def test_same_bytes_in_another_folder_time_zone_and_hash_seed(worked: Printed, tmp_path: Path) -> None:
    elsewhere = worked_site(tmp_path)
    other = {"TZ": "Pacific/Auckland", "PYTHONHASHSEED": "7", "LC_ALL": "C"}
    again = build(elsewhere, "typst", environment=other)
    assert again.status == 0
    for name in ("papers/pp-22-background-paper", *MATRICES):
        assert worked.paper(name).path.read_bytes() == Printed(elsewhere, again).paper(name).path.read_bytes(), name


def test_what_is_the_same_is_not_set_again(tmp_path: Path) -> None:
    one = printed(project("cycle", tmp_path))
    pdfs = sorted(one.built.out.glob("*.pdf"))
    assert [path.name for path in pdfs] == ["background.pdf", "outcomes.pdf"]
    before = [path.stat().st_mtime_ns for path in pdfs]
    printed(one.folder)
    assert [path.stat().st_mtime_ns for path in pdfs] == before
    paper = one.folder / "source/papers/background.md"
    change(paper, "\n# ", "\n# A ")
    printed(one.folder)
    assert [path.stat().st_mtime_ns == old for path, old in zip(pdfs, before, strict=True)] == [False, True]
    (one.folder / "source/papers/outcomes.md").unlink()
    (one.built.out / "of-somebody-else.pdf").write_text("kept")
    printed(one.folder)
    assert sorted(path.name for path in one.built.out.glob("*.pdf")) == ["background.pdf", "of-somebody-else.pdf"]
    assert not (one.built.out / "outcomes").exists()


# --- Every block, and text that would run ----------------------------------------------------------------------


@pytest.fixture(scope="module")
def blocks(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    return printed(project("print", tmp_path_factory.mktemp("print")))


def test_every_block_is_printed(blocks: Printed) -> None:
    assert blocks.built.said == []
    paper = blocks.paper("papers/blocks")
    read, resolved = doctrees(blocks.folder, ["papers/blocks"], "typst")["papers/blocks"]
    assert lacking(printed_text(resolved), paper) == {"describeonetwo": 1}, "its signs are no text of the doctree"
    assert "describe(one, two=3) → str" in paper.text
    assert failures(paper.path, "ua1") == [] and failures(paper.path, "2a") == []
    text = paper.text
    assert "ITU (the Union)" in text and "Fig. 1: Caption of the drawing" in text and "— Who said it" in text
    index = text.partition("\nIndex\n")[2].partition("\nLinks\n")
    assert re.search(r"^citator, \d$", index[0], re.M) and re.search(r"^indexed word, 1$", index[0], re.M)
    assert re.findall(r"https://\S+", index[2]) == ["https://example.org/site", "https://example.org/other"]
    assert len(list(read.findall(nodes.image))) == 4
    assert kinds(paper.pdf).count("/Figure") == 3, "an ornament is passed over"


def test_text_does_not_run(blocks: Printed) -> None:
    paper = blocks.paper("papers/hostile")
    text = re.sub(r"-?\n", " ", "\n".join(paper.pages))
    for words in ('#panic("bold")', '#eval("1+1") "); panic("title', '#panic("head")', '#panic("cell")', "/* none */",
                  '"); read("/etc/passwd"); ("', '#panic("note") "); panic("', '"); panic("block'):  # fmt: skip
        assert words.replace("“", '"') in re.sub("[“”]", '"', text), words
    assert "root:" not in text
    assert '#panic("alt") "); panic(' in {str(one.Alt) for one in elements(paper.pdf) if "/Alt" in one}
    assert failures(paper.path, "ua1") == []


@given(st.text(st.characters(exclude_categories=["Cs"])))
@example('"); read("/etc/passwd"); ("')
@example("\\u{22}#panic()\\")
@example("\r\n\t\x00\x7f\u2028")
def test_a_string_is_one_whatever_it_holds(text: str) -> None:
    found = json.loads(typst.eval(b"", string(text)))
    assert found == re.sub(
        "[\x00-\x08\x0e-\x1f\x7f]", "", re.sub("[\x0b\x0c\x85\u2028\u2029]", " ", text.replace("\r", "\n"))
    )
    assert "\n" not in string(text)


def test_lone_surrogates_are_replaced() -> None:
    assert string("a\ud800b") == '"a\ufffdb"'


# --- What cannot be printed ------------------------------------------------------------------------------------


def test_what_cannot_be_printed_is_told(tmp_path: Path) -> None:
    built = build(project("unprintable", tmp_path), "typst")
    assert built.status == 1
    told = [line for line in built.findings if "faults.md" in line]
    assert [re.sub(r"^source/papers/|; .*$", "", line) for line in told] == [
        "faults.md:18: ERROR: R503 the formula '\\\\nosuchcommand{x}' cannot be set"
        ' (Unknown LaTeX command "\\nosuchcommand".)',  # on each build, whatever it makes
        "faults.md:14: ERROR: the picture 'papers/dots.png' does not say what it shows",
        "faults.md:16: ERROR: the picture 'https://example.org/elsewhere.png' is no file of the project",
        "faults.md:18: ERROR: the formula '\\\\nosuchcommand{x}' cannot be set"
        ' (Unknown LaTeX command "\\nosuchcommand".)',
        "faults.md:20: ERROR: raw Typst is not run",
        "faults.md:24: ERROR: raw HTML has no form in the PDF: '<b>bold words</b>'",
        "faults.md:29: ERROR: the table has no heads, so who hears it cannot tell what a cell is about",
        "faults.md:35: ERROR: 'graphviz' has no form in the PDF",
        "faults.md:41: ERROR: the heading 'Too deep' leaves out a level",
    ]
    assert all("; " in line for line in told), "each says what to do"
    assert not any("Traceback" in line for line in built.said)
    assert [path.name for path in built.out.glob("*.pdf")] == ["sound.pdf"], "another paper is printed all the same"
    assert list(statement(built.out)["papers"]) == ["sound.pdf"]


def test_what_typst_says_has_its_place_and_leaves_the_old_pdf(tmp_path: Path) -> None:
    folder = tmp_path / "paper"
    folder.mkdir()
    (tmp_path / "paper.pdf").write_bytes(b"the old one")
    code = f'{PLACE}source/a.md:7\n"a"\n{PLACE}b.md:9\nnone + 1'
    (folder / "paper.typ").write_text(f'#set document(title: "x")\n#{{\n{code}\n}}')
    found = compile_paper(Job(folder, tmp_path / "paper.pdf", "source/a.md", 0))
    assert [(one.place, one.text) for one in found] == [
        ("b.md:9", "Typst cannot set this: cannot join string with integer")
    ]
    assert (tmp_path / "paper.pdf").read_bytes() == b"the old one"


def test_nothing_outside_a_papers_folder_is_read(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    folder = tmp_path / "paper"
    folder.mkdir()
    for path in ("../secret.txt", str(tmp_path / "secret.txt"), "/../secret.txt"):
        (folder / "paper.typ").write_text(f"#read({string(path)})")
        assert compile_paper(Job(folder, tmp_path / "paper.pdf", "a.md", 0))
    assert not (tmp_path / "paper.pdf").exists()


def every_node() -> list[type]:
    names = [getattr(nodes, name) for name in nodes.node_class_names]
    of_sphinx = [one for one in vars(addnodes).values() if isinstance(one, type) and issubclass(one, nodes.Node)]
    of_needs = [sphinx_needs.nodes.Need, NeedtableTable, NeedtableRow, NeedtableHeader]
    ours = [one for one in vars(plenary_nodes).values() if isinstance(one, type) and issubclass(one, nodes.Node)]
    return [*names, *of_sphinx, *of_needs, *ours]


@pytest.mark.parametrize("kind", sorted({one.__name__: one for one in every_node()}.items()), ids=lambda kind: kind[0])
def test_every_node_is_rendered_or_excluded_with_a_reason(kind: tuple[str, type]) -> None:
    name, found = kind
    rendered = any(hasattr(TypstTranslator, f"visit_{one.__name__}") for one in found.__mro__)
    excluded = any(one.__name__ in EXCLUDED for one in found.__mro__)
    assert rendered or excluded, (
        f"{name} would be told as an error: render it, or say in excluded.py why it never comes"
    )


def test_nothing_is_both_rendered_and_excluded() -> None:
    assert [name for name in EXCLUDED if hasattr(TypstTranslator, f"visit_{name}")] == []
    assert set(EXCLUDED) <= {one.__name__ for one in every_node()}
