"""The printed papers: no word is lost, no line runs out of the page, every page says what it is; the bytes repeat."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pytest
from building import Built, build, doctrees, project
from docutils import nodes
from printed import (
    ABOUT,
    EPOCH,
    PAPERS,
    SITE,
    WORDS,
    Pages,
    Paper,
    bookmarks,
    headings,
    in_contents,
    lacking,
    plain,
    printed_text,
    worked_site,
    written_text,
)
from programs import need

from sphinx_plenary.cli import main

pytestmark = pytest.mark.tex

# --- Printing --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Printed:
    folder: Path
    built: Built
    status: int

    def paper(self, docname: str) -> Paper:
        name = docname.removeprefix("papers/")
        head = ABOUT[docname].head if docname in ABOUT else ""
        return Paper(self.folder / f"pdf/{name}.pdf", self.built.out / f"{name}.log", head)


def printed(folder: Path, **settings: object) -> Printed:
    built = build(folder, "latex", **settings)
    assert built.status == 0, "\n".join(built.said)
    return Printed(folder, built, main(["typeset", str(built.out), str(folder / "pdf")]))


@pytest.fixture(scope="module", autouse=True)
def _environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    need("xelatex", "latexmk", "pdftotext")
    caches = tmp_path_factory.mktemp("caches")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", EPOCH)
        for name in ("TEXMFVAR", "XDG_CACHE_HOME"):
            patch.setenv(name, str(caches / name))
        yield


@pytest.fixture(scope="module")
def torture(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    """Papers that hold whatever is hard to print."""
    return printed(project("torture", tmp_path_factory.mktemp("torture")))


@pytest.fixture(scope="module")
def torture_with_site(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    return printed(project("torture", tmp_path_factory.mktemp("site")), plenary_site_url=SITE)


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    """The paper of the project itself."""
    return printed(worked_site(tmp_path_factory.mktemp("worked")))


@pytest.fixture(scope="module")
def papers(torture: Printed, worked: Printed) -> dict[str, Paper]:
    return {docname: one.paper(docname) for one in (torture, worked) for docname in names(one)}


def names(one: Printed) -> list[str]:
    return sorted(f"papers/{path.stem}" for path in (one.folder / "source/papers").glob("*.md"))


# --- Words -----------------------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def pages(torture: Printed, worked: Printed) -> dict[str, Pages]:
    return doctrees(torture.folder, names(torture), "latex") | doctrees(worked.folder, names(worked), "latex")


@pytest.mark.parametrize("docname", ABOUT)
def test_no_word_is_lost(papers: dict[str, Paper], pages: dict[str, Pages], docname: str) -> None:
    read, resolved = pages[docname]
    assert lacking(printed_text(resolved) + in_contents(resolved), papers[docname]) == {}, "as LaTeX gets it"
    assert lacking(written_text(read), papers[docname]) == {}, "as the author wrote it"


@pytest.mark.parametrize("docname", PAPERS)
def test_no_word_is_lost_in_links_to_the_site(
    torture_with_site: Printed, pages: dict[str, Pages], docname: str
) -> None:
    assert lacking(written_text(pages[docname][0]), torture_with_site.paper(docname)) == {}


def test_a_lost_word_is_told(papers: dict[str, Paper]) -> None:
    """The comparison itself: one word too many, one that a longer one holds, one that is broken over lines."""
    paper = papers["papers/words"]
    assert "interna-\ntional" in paper.text
    assert lacking("international Addresses ✓", paper) == {}
    assert lacking("nation Fünfkirchen ✗", paper) == {"nation": 1, "Fünfkirchen": 1, "✗": 1}
    assert lacking("Cyrillic " * 3, paper) == {"Cyrillic": 2}


def test_formulas_are_printed(papers: dict[str, Paper]) -> None:
    text = papers["papers/cards"].text
    assert "Euler’s e" in text and "∑" in text and "n(n + 1)" in text


def test_notes_of_other_papers_items_and_pictures_have_their_place(papers: dict[str, Paper]) -> None:
    text = papers["papers/tables"].text
    assert all(f"K{number:03}" in text for number in range(1, 61)), "needextract shows a card of another paper"
    assert all(f"C{number:03}" in text for number in range(1, 91)), "a cell longer than a page"
    pictures = [name for page in papers["papers/cards"].pdf.pages for name in page.images]
    assert len(pictures) == 2, "one of them twice"


# --- The other engine ------------------------------------------------------------------------------------------


def test_both_engines_print_the_same_words(worked: Printed) -> None:
    """Words from the middle of lines, which no engine has divided, are in the other's PDF too."""
    built = build(worked.folder, "typst")
    assert (built.status, built.said) == (0, [])
    # Typst has drawings as curves with an alternative text, TeX as PDF with letters.
    drawings = [Paper(path) for path in sorted(worked.built.out.glob("plenary-*.pdf"))]
    assert drawings
    drawn = {
        word for one in drawings for page in one.pages for text in page.split() for word in WORDS.findall(plain(text))
    }
    for docname in names(worked):
        one, other = worked.paper(docname), Paper(built.out / f"{docname.removeprefix('papers/')}.pdf")
        assert lacking(" ".join(undivided(one) - drawn), other, whole=True) == {}, f"{docname}: in TeX's, not Typst's"
        assert lacking(" ".join(undivided(other)), one, whole=True) == {}, f"{docname}: in Typst's, not TeX's"


def undivided(paper: Paper) -> set[str]:
    """Once each, without numbers, since those of pages and notes are the engine's own."""
    lines = (line.split()[1:-1] for line in paper.text.splitlines())
    found = {word for words in lines for text in words for word in WORDS.findall(plain(text))}
    return {word for word in found if word.isalpha()}


# --- Faults of type --------------------------------------------------------------------------------------------


def test_builds_say_what_is_expected_and_no_more(torture: Printed, torture_with_site: Printed, worked: Printed) -> None:
    expected = [
        "cards.md:NN: WARNING: XeTeX cannot read papers/alone.svg;"
        " lay a PDF or PNG of the same name beside it [plenary.drawing]",
        "words.md:NN: WARNING: the fonts of the PDF have no U+4E2D; the page shows its number [plenary.glyph]",
    ]
    for one in (torture, torture_with_site):
        said = [re.sub(r"^.*/(\w+\.md):\d+:", r"\1:NN:", line) for line in one.built.said]
        assert (said, one.status) == (expected, 0)
    assert (worked.built.said, worked.status) == ([], 0)


FAULTS = re.compile(r"^(?:Missing character|.*Warning: .*(?:undefined|multiply|not available|Rerun)).*", re.M)
OVERFULL = re.compile(r"^(Overfull \\[hv]box \((\d+\.\d+)pt .*)", re.M)


@pytest.mark.parametrize("docname", ABOUT)
def test_tex_has_nothing_to_complain_of(papers: dict[str, Paper], docname: str) -> None:
    log = papers[docname].log.read_text(encoding="utf-8", errors="replace")
    assert "Output written on" in log
    assert FAULTS.findall(log) == []
    assert [line for line, points in OVERFULL.findall(log) if float(points) > 1] == []


# --- Pages -----------------------------------------------------------------------------------------------------


def test_each_paper_has_one_pdf(torture: Printed, worked: Printed) -> None:
    for one in (torture, worked):
        made = sorted(path.stem for path in (one.folder / "pdf").glob("*.pdf"))
        assert [f"papers/{name}" for name in made] == names(one)


@pytest.mark.parametrize("docname", ABOUT)
def test_pages_are_a4_and_none_is_blank(papers: dict[str, Paper], docname: str) -> None:
    paper = papers[docname]
    for page in paper.pdf.pages:
        assert [round(float(edge)) for edge in page.mediabox] == [0, 0, 595, 842]
    assert len(paper.pages) == len(paper.pdf.pages)
    assert [number for number, lines in enumerate(paper.body, start=1) if not lines] == []


@pytest.mark.parametrize("docname", ABOUT)
def test_head_and_foot(papers: dict[str, Paper], docname: str) -> None:
    about, lines = ABOUT[docname], papers[docname].lines
    assert [page[-1] for page in lines] == [f"{number} of {len(lines)}" for number in range(1, len(lines) + 1)]
    assert {page[0] for page in lines[1:]} == {about.head}
    assert lines[0][0] == (about.mark or about.kind), "page one has the mark alone"


@pytest.mark.parametrize("docname", ABOUT)
def test_title_block(papers: dict[str, Paper], docname: str) -> None:
    about = ABOUT[docname]
    first = "\n".join(papers[docname].body[0])
    block, _, _ = first.partition("\nContents\n")
    assert block.startswith(about.kind)
    assert about.title in block.replace("\n", " ")
    assert "Bucharest, Romania · 26 September to 14 October 2022" in block
    assert f"Status\n{about.status}\nDate\n8 September 2022" in block
    assert ("\nLicence\nCC BY 4.0" in block, "\nWhat this is. " in block) == (about.licensed, about.licensed)


@pytest.mark.parametrize("docname", ABOUT)
def test_only_what_is_not_final_has_a_mark_across_its_pages(papers: dict[str, Paper], docname: str) -> None:
    marks = [mark_across(page) for page in papers[docname].pdf.pages]
    assert marks == [bool(ABOUT[docname].mark)] * len(marks)


def mark_across(page: pikepdf.Page) -> bool:
    """Whether a page has words that are drawn, but no text to who reads it by machine: so plenary.sty sets the mark."""
    silent = drawn = False
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BDC" if isinstance(operands[1], pikepdf.Dictionary) and "/ActualText" in operands[1]:
                silent = bytes(operands[1].ActualText) == b"\xfe\xff"
            case "EMC":
                silent = False
            case "Tj" | "TJ" if silent:
                drawn = True
    return drawn


@pytest.mark.parametrize("docname", ABOUT)
def test_metadata(papers: dict[str, Paper], docname: str) -> None:
    about, pdf = ABOUT[docname], papers[docname].pdf
    told = {name: str(pdf.docinfo.get(name, "")) for name in ("/Title", "/Subject", "/Author")}
    assert told == {"/Title": about.title, "/Subject": about.kind, "/Author": "the sphinx-plenary project"}
    assert (pdf.Root.Lang, pdf.Root.ViewerPreferences.DisplayDocTitle) == ("en", True)
    assert str(pdf.docinfo.CreationDate).startswith("D:20220908")


@pytest.mark.parametrize("docname", ABOUT)
def test_bookmarks_are_the_headings(papers: dict[str, Paper], pages: dict[str, Pages], docname: str) -> None:
    with papers[docname].pdf.open_outline() as outline:
        marks = list(bookmarks(outline.root))
    root = next(pages[docname][1].findall(nodes.section))
    assert marks == list(headings(root))


# --- Links and tables ------------------------------------------------------------------------------------------


def test_links_out_of_a_paper_lead_to_the_site(torture_with_site: Printed) -> None:
    paper = torture_with_site.paper("papers/words")
    targets = {f"{SITE}/papers/cards.html{anchor}" for anchor in ("", "#PP-RES-101", "#PP-RES-102", "#MSG-LONG")}
    assert targets | {f"{SITE}/papers/tables.html"} <= paper.addresses
    assert "Other instruments cited" not in paper.text
    assert SITE not in paper.text, "the site's addresses are no notes"


def test_without_a_site_they_are_words_and_a_list(papers: dict[str, Paper]) -> None:
    paper = papers["papers/words"]
    assert {link for link in paper.addresses if "cards" in link or "elsewhere" in link} == set()
    assert "https://example.org/words" in paper.addresses
    prose, _, cited = paper.text.rpartition("\nOther instruments cited\n")
    assert "\nResolution 101 (Rev. Dubai, 2018), Resolution 102 (Rev. Dubai, 2018)" in prose
    listed = re.findall(r"^• (.*? \(.*?\)|.*? 70/125)", cited, re.M)
    assert listed == [
        "Resolution 101 (Rev. Dubai, 2018)",
        "Resolution 102 (Rev. Dubai, 2018)",
        "United Nations General Assembly resolution 70/125",
        "WTSA Resolution 64 (Rev. Hammamet, 2016)",
    ]


def test_the_table_of_resolutions_repeats_its_issues(papers: dict[str, Paper]) -> None:
    issue = "Cybersecurity, confidence and security in the use of ICTs"
    body = papers["papers/tables"].body
    # 2 is the first of the group, 118 one of its last.
    first = next(number for number, lines in enumerate(body) if any(line.startswith("2 World") for line in lines))
    last = next(number for number, lines in enumerate(body) if any(line.startswith("118 Use") for line in lines))
    assert first < last
    assert [lines[0] for lines in body[first + 1 : last + 1]] == [issue] * (last - first)
    assert sum(lines.count(issue) for lines in body[first : last + 1]) == last - first + 1


def test_a_long_table_repeats_its_head(papers: dict[str, Paper]) -> None:
    pages = [
        lines for lines in papers["papers/tables"].body if any(re.match(r"\d+ T\d{3} row", line) for line in lines)
    ]
    assert len(pages) > 2
    assert [lines.count("No. Mark Words") for lines in pages] == [1] * len(pages)


# --- Making them -----------------------------------------------------------------------------------------------


def test_same_bytes_in_another_folder_and_time_zone(
    torture: Printed, worked: Printed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    again = printed(project("torture", tmp_path)), printed(worked_site(tmp_path))
    for one, other in zip((torture, worked), again, strict=True):
        for docname in names(one):
            assert one.paper(docname).path.read_bytes() == other.paper(docname).path.read_bytes(), docname


def test_a_pass_that_latexmk_leaves_out_is_made_up_for(
    torture: Printed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lazy = tmp_path / "bin/latexmk"  # one pass, whatever changed
    lazy.parent.mkdir()
    passes = 'xelatex -interaction=batchmode -no-pdf "$paper" && xdvipdfmx -q "${paper%.tex}"'
    lazy.write_text(f"#!/bin/sh\nfor paper; do :; done\n{passes}\n")
    lazy.chmod(0o755)
    monkeypatch.setenv("PATH", f"{lazy.parent}{os.pathsep}{os.environ['PATH']}")
    again = printed(project("torture", tmp_path))
    for docname in names(torture):
        assert torture.paper(docname).path.read_bytes() == again.paper(docname).path.read_bytes(), docname


def test_an_error_of_tex_is_told_and_leaves_the_old_pdf(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = printed(project("cycle", tmp_path))
    before = one.paper("papers/background").path.read_bytes()
    style = one.built.out / "plenary.sty"
    sound = style.read_text()
    style.write_text(f"\\nosuchcommand\n{sound}")
    capsys.readouterr()
    for _ in range(2):  # latexmk remembers a failure
        assert main(["typeset", str(one.built.out), str(tmp_path / "cycle/pdf")]) == 1
        told = capsys.readouterr().err
        assert f"{one.built.out}/background.tex: ERROR: no PDF could be made; TeX says:" in told
        assert "plenary.sty:1: Undefined control sequence" in told
        assert len(told.splitlines()) <= 12 and "Traceback" not in told
        assert one.paper("papers/background").path.read_bytes() == before
    style.write_text(sound)
    assert main(["typeset", str(one.built.out), str(tmp_path / "cycle/pdf")]) == 0


def test_tex_that_was_stopped_does_not_spoil_the_next_run(tmp_path: Path) -> None:
    one = printed(project("cycle", tmp_path))
    before = one.paper("papers/background").path.read_bytes()
    out = one.built.out
    (out / "background.aux").write_text(r"\relax \newlabel{cut}{{1")  # as a killed TeX leaves it
    (out / ".plenary-background").touch()
    tex = out / "background.tex"
    tex.write_text(tex.read_text() + "% changed, so that it is set again\n")
    assert main(["typeset", str(out), str(tmp_path / "cycle/pdf")]) == 0
    assert one.paper("papers/background").path.read_bytes() == before
    assert not (out / ".plenary-background").exists()


def test_a_paper_that_is_gone_leaves_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = printed(project("cycle", tmp_path))
    out, pdfs = one.built.out, one.folder / "pdf"
    (pdfs / "of-somebody-else.pdf").write_text("kept")
    (out / "of-somebody-else.tex").write_text("kept")
    assert list(out.glob("outcomes.*")) and (pdfs / "outcomes.pdf").is_file()
    (one.folder / "source/papers/outcomes.md").unlink()
    capsys.readouterr()
    again = printed(one.folder)
    assert (again.built.said, again.status) == ([], 0)
    assert f"{pdfs}/outcomes.pdf: removed, since its paper is gone" in capsys.readouterr().out
    assert list(out.glob("outcomes.*")) == []
    assert sorted(path.name for path in pdfs.glob("*.pdf")) == ["background.pdf", "of-somebody-else.pdf"]
    assert (out / "of-somebody-else.tex").is_file() and (out / "plenary-tokens.tex").is_file()


def test_no_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["typeset", str(tmp_path / "nothing"), str(tmp_path / "pdf")]) == 2
    assert capsys.readouterr().err == f"plenary: no paper in {tmp_path}/nothing; run: make latexpdf\n"
    assert not (tmp_path / "pdf").exists()
