"""A preview shows what is found beside the line that it is about; no other build has a byte of it."""

from __future__ import annotations

import os
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest
from building import Built, build, change, files, in_process, project
from lxml import html

from sphinx_plenary.domain import PlenaryDomain
from sphinx_plenary.model import Origin
from sphinx_plenary.preview import by_page
from sphinx_plenary.telling import excerpt, sentence

PREVIEW = {"plenary_preview": 1}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return project("preview", tmp_path_factory.mktemp("preview"))


@pytest.fixture(scope="module")
def built(folder: Path) -> Built:
    return build(folder, out="preview", **PREVIEW)


@pytest.fixture(scope="module")
def page(built: Built) -> html.HtmlElement:
    return html.fromstring(built.page("papers/note"))


def notes_of(page: html.HtmlElement) -> dict[int, html.HtmlElement]:
    """Line -> the note about it."""
    found = {}
    for note in page.xpath("//*[@role='note']"):
        place = words(note.xpath(".//*[contains(@class, 'plenary-finding-place')]")[0])
        found[int(place.split(".md:")[1].split(" ")[0])] = note
    return found


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def before(note: html.HtmlElement) -> str:
    """What a reader comes from when they come to a note."""
    return words(note.getprevious())


def test_a_finding_stands_after_the_paragraph_that_its_line_is_in(page: html.HtmlElement) -> None:
    assert before(notes_of(page)[13]).startswith("The first paragraph is sound")


def test_the_cure_comes_first_then_the_fault_the_line_and_the_place(page: html.HtmlElement) -> None:
    note = notes_of(page)[13]
    assert [words(part) for part in note.xpath("./p")] == [
        "Did you mean 'PP-RES-101'?",
        "Instrument 'PP-RES-1O1' is not in the register.",
        "but {res}`1O1` on its second is not.[^foot]",
        "✕ Error · source/papers/note.md:13 · R101",
    ]
    assert [words(mark) for mark in note.xpath(".//mark")] == ["{res}`1O1`"]
    assert note.get("aria-label") == "Error about line 13"


def test_in_a_list_it_stands_in_its_item(page: html.HtmlElement) -> None:
    note = notes_of(page)[16]
    assert note.getparent().tag == "li" and before(note).startswith("This one cites")


def test_in_a_table_it_is_a_row_under_its_row(page: html.HtmlElement) -> None:
    row = notes_of(page)[21].xpath("ancestor::tr")[0]
    assert before(row) == "two 31 June 2021"
    assert [cell.get("colspan") for cell in row] == ["2"]


def test_an_option_is_told_in_the_card_before_the_author_s_words(page: html.HtmlElement) -> None:
    note = notes_of(page)[25]
    assert "plenary-card" in note.getparent().get("class")
    assert words(note.getnext()) == "The card’s own words are sound."


def test_in_a_card_it_stands_after_its_paragraph(page: html.HtmlElement) -> None:
    note = notes_of(page)[29]
    assert "plenary-card" in note.getparent().get("class") and before(note).startswith("Here")


def test_what_sphinx_says_of_a_directive_is_shown_too(page: html.HtmlElement) -> None:
    note = notes_of(page)[33]
    assert before(note).endswith("image.not_readable") or note.getprevious().tag == "figure"
    assert "widht" in words(note)


def test_in_a_footnote_it_stands_in_the_note(page: html.HtmlElement) -> None:
    assert notes_of(page)[41].xpath("ancestor::aside[@role='doc-footnote']")


def test_front_matter_is_told_under_the_title(page: html.HtmlElement) -> None:
    note = notes_of(page)[8]
    assert "plenary-title-block" in note.getprevious().get("class")


def test_what_is_included_is_told_where_it_stands(page: html.HtmlElement) -> None:
    note = next(note for note in page.xpath("//*[@role='note']") if "parts/part.md" in words(note))
    assert before(note).startswith("The part that is included")


def test_the_top_counts_the_findings_and_leads_to_each(page: html.HtmlElement) -> None:
    (top,) = page.xpath("//nav[@aria-label='Findings on this page']")
    notes = page.xpath("//*[@role='note']")
    assert words(top).startswith(f"{len(notes)} findings on this page: ")
    assert {link.get("href")[1:] for link in top.xpath(".//li//a")} == {note.get("id") for note in notes}
    assert page.xpath("//title")[0].text.startswith(f"({len(notes)}) ")


def test_the_home_page_says_how_the_others_stand(built: Built) -> None:
    top = html.fromstring(built.page("index")).xpath("//nav[@aria-label='Findings on this page']")[0]
    assert words(top).startswith("Preview. No finding on this page.")
    assert [link.get("href") for link in top.xpath(".//li//a")] == ["papers/note.html#plenary-findings"]


def test_another_page_says_where_there_are_some(built: Built) -> None:
    top = html.fromstring(built.page("papers/third")).xpath("//nav[@aria-label='Findings on this page']")[0]
    assert [link.get("href") for link in top.xpath(".//a")] == ["../index.html#plenary-findings"]


def test_the_page_is_well_formed(built: Built) -> None:
    """A note in a place where none may stand would break the tags."""
    body = built.page("papers/note")
    start, end = body.index("<article"), body.index("</article>") + len("</article>")
    ET.fromstring(body[start:end].replace("&nbsp;", " ").replace("&copy;", "c"))


def test_a_page_is_written_again_when_what_is_found_on_it_has_changed(folder: Path, built: Built) -> None:
    """The message that the third paper carries goes from the other; the third is not touched."""
    del built
    other = folder / "source/papers/other.md"
    change(other, ":id: MSG-OURS", ":id: MSG-THEIRS")
    again = build(folder, out="preview", **PREVIEW)
    (note,) = html.fromstring(again.page("papers/third")).xpath("//*[@role='note']")
    assert "MSG-OURS" in words(note)
    change(other, ":id: MSG-THEIRS", ":id: MSG-OURS")
    os.utime(other, (other.stat().st_mtime + 5, other.stat().st_mtime + 5))
    again = build(folder, out="preview", **PREVIEW)
    assert html.fromstring(again.page("papers/third")).xpath("//*[@role='note']") == []


def test_no_other_build_has_a_byte_of_it(folder: Path, built: Built) -> None:
    del built
    plain = files(build(folder).out)
    assert [name for name in plain if "preview" in name or "told" in name] == []
    assert [name for name, content in plain.items() if b"plenary-finding" in content] == []


def test_what_is_found_is_sorted_by_page_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not anew for each page, which would take a site of many pages its time."""
    folder = project("preview", tmp_path)
    monkeypatch.chdir(folder)
    with in_process(folder, folder / "build/in-process", plenary_preview=True) as app:
        app.build()
    found = by_page(app.env)
    assert found["papers/note"] and by_page(app.env) is found
    PlenaryDomain.of(app.env).told.append(replace(found["papers/note"][0], what="another"))
    assert len(by_page(app.env)["papers/note"]) == len(found["papers/note"]) + 1


@pytest.mark.parametrize(
    "said, shown",
    [
        ("did you mean 'A'?", "Did you mean 'A'?"),
        ("'position' is 'suport'", "'position' is 'suport'."),
        ("{res} has no target", "{res} has no target."),
        ("a  line\nbroken", "A line broken."),
        ("", ""),
    ],
)
def test_what_is_said_is_a_sentence(said: str, shown: str) -> None:
    assert sentence(said) == shown


@pytest.mark.parametrize(
    "line, place, parts",
    [
        ("see 101 there", Origin("a.md", 1, 5, 1, 8), ("see ", "101", " there")),
        ("  audiense: all", Origin("a.md", 1), ("", "", "audiense: all")),
        ("short", Origin("a.md", 1, 99, 1, 120), ("short", "", "")),
        ("x" * 200, Origin("a.md", 1), ("", "", "x" * 84 + "…")),
        ("x" * 100 + "YZ" + "x" * 100, Origin("a.md", 1, 101, 1, 103), ("…" + "x" * 28, "YZ", "x" * 54 + "…")),
    ],
)
def test_a_line_is_shown_round_what_is_meant(line: str, place: Origin, parts: tuple[str, str, str]) -> None:
    assert excerpt(line, place) == parts
