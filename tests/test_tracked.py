"""What changed between two editions as tracked changes of Word: accepted they give the new text, rejected the old."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from printed import WORDS, plain
from word import File, W, by_office, said, style_of

from sphinx_plenary.citations import plain_date
from sphinx_plenary.cli import main
from sphinx_plenary.editions import load_editions
from sphinx_plenary.editions.passages import pairs
from sphinx_plenary.word import ast, pandoc
from sphinx_plenary.word.pages import Leaf
from sphinx_plenary.word.tracked import Author, Text, _words, tracked

OLD = (ROOT / "data/editions/pp-22-background-paper/1.0.html").read_text(encoding="utf-8")
AUTHOR = "Ann Lee"


def edited(body: str) -> str:
    """What an author does to a paper in two years."""
    for old, new in (
        ("PP-22</span> is to:", "PP-22</span> is expected to:"),
        ("At most a quarter of the Member States\nhave a seat", "Some have a seat"),
        ("<li><p>deal with questions of membership.</p></li>", "<li><p>close.</p></li><li><p>go home.</p></li>"),
        ("<h2>Inputs", "<h2>What comes in"),
        ("<td><p>AFCP</p></td>", "<td><p>AFRICA</p></td>"),
        ("No Splinternet</span></p>", "No Splinternet at all</span></p>"),
        ("is found there.", "is no longer found there."),
    ):
        assert old in body, old
        body = body.replace(old, new, 1)
    rows = re.findall(r"<tr class=\"row-odd\"><td><p>Americas.*?</tr>", body, re.DOTALL)
    body = body.replace(rows[0], "<tr><td><p>Antarctica</p></td><td><p>Nobody</p></td><td><p>ANT</p></td></tr>")
    gone = re.findall(r'<section id="the-mandate-and-its-limits">.*?</section>', body, re.DOTALL)
    link = "<a href='https://itu.int/'>much, <b>and</b> more</a>"
    return body.replace(gone[0], f"<section id='x'><h3>A new <em>section</em></h3><p>It says {link}.</p></section>")


@dataclass(frozen=True)
class Pair:
    path: Path
    old: Text
    new: Text


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Pair:
    editions, faults = load_editions(ROOT / "data" / "editions", ROOT)
    assert faults == []
    edition = editions.find("papers/pp-22-background-paper", "1.0")
    assert edition is not None
    old = Text(edition, OLD)
    new = Text(replace(edition, version="1.1", date=date(2024, 2, 3), title="Background, again"), edited(OLD))
    path = tmp_path_factory.mktemp("tracked") / "changes.docx"
    path.write_bytes(tracked(old, new, AUTHOR, "en"))
    return Pair(path, old, new)


def in_words(text: str) -> Counter[str]:
    return Counter(WORDS.findall(plain(text)))


def as_shown(text: Text) -> Counter[str]:
    """The words of a page's body and of its head, read by another reader of HTML."""
    soup = BeautifulSoup(text.body, "html.parser")
    for link in soup.select("a.headerlink"):
        link.decompose()
    edition = text.edition
    head = f"{edition.title} Status: Final, version {edition.version} Date: {plain_date(edition.date)}"
    return in_words(f"{head} {soup.get_text(' ')} {' '.join(one['summary'] for one in soup.select('[summary]'))}")


def read_back(path: Path, how: str) -> Counter[str]:
    return in_words(
        pandoc.run([f"--track-changes={how}", "-f", "docx", "-t", "plain", "-s", "--wrap=none", str(path)])[0].decode()
    )


def but_signs(words: Counter[str]) -> Counter[str]:
    """Without signs, among which are the bullets and rules of plain text, and the numbers of lists."""
    return Counter({word: times for word, times in words.items() if len(word) > 1})


def test_accepted_it_is_the_new_text(pair: Pair) -> None:
    assert but_signs(read_back(pair.path, "accept")) == but_signs(as_shown(pair.new))


def test_rejected_it_is_the_old_text(pair: Pair) -> None:
    assert but_signs(read_back(pair.path, "reject")) == but_signs(as_shown(pair.old))


def test_what_stayed_is_no_change(pair: Pair) -> None:
    file = File(pair.path)
    changed = [one for one in file.document.iter() if one.tag in {f"{W}ins", f"{W}del"} and len(one)]
    assert 10 < len(changed) < 80
    assert {one.get(f"{W}author") for one in changed} == {AUTHOR}
    assert {one.get(f"{W}date") for one in changed} == {"2024-02-03T00:00:00Z"}
    taken = {"".join(text.text or "" for text in one.iter(f"{W}delText")) for one in changed if one.tag == f"{W}del"}
    assert "At most a quarter of the Member States " in taken


def test_rows_and_paragraphs_come_and_go_whole(pair: Pair) -> None:
    file = File(pair.path)
    rows = {
        "".join(text.text or "" for text in row.iter() if text.tag in {f"{W}t", f"{W}delText"}): row
        for row in file.document.iter(f"{W}tr")
    }
    assert rows["AntarcticaNobodyANT"].find(f"{W}trPr/{W}ins") is not None
    assert rows["AmericasInter-American Telecommunication Commission (CITEL)IAP"].find(f"{W}trPr/{W}del") is not None
    heading = next(one for one in file.paragraphs if said(one) == "A new section")
    assert style_of(heading) == "Heading2"
    assert heading.find(f"{W}pPr/{W}rPr/{W}ins") is not None


def test_a_change_never_stands_round_a_link(pair: Pair) -> None:
    """Word's schema has no link in a change."""
    file = File(pair.path)
    changes = [one for one in file.document.iter() if one.tag in {f"{W}ins", f"{W}del"}]
    assert not [one for one in changes if one.find(f"{W}hyperlink") is not None]
    ids = [one.get(f"{W}id") for one in changes]
    assert len(ids) == len(set(ids))


def test_the_same_text_has_no_change(pair: Pair, tmp_path: Path) -> None:
    path = tmp_path / "same.docx"
    path.write_bytes(tracked(pair.old, pair.old, AUTHOR, "en"))
    assert not [one for one in File(path).document.iter() if one.tag in {f"{W}ins", f"{W}del"}]
    again = tracked(pair.old, pair.old, AUTHOR, "en")
    assert path.read_bytes() == again


def test_libreoffice_keeps_the_changes(pair: Pair) -> None:
    kept = by_office([pair.path], "docx:MS Word 2007 XML", pair.path.parent / "office")["changes"]
    for how, text in (("accept", pair.new), ("reject", pair.old)):
        assert but_signs(read_back(kept, how)) == but_signs(as_shown(text)), how


WORD = st.sampled_from(["a", "b", "c", "Union", "(2022)", "–"])
TEXT = st.lists(WORD, max_size=12)


@settings(max_examples=300)
@given(TEXT, TEXT)
def test_words_of_any_two_paragraphs(old: list[str], new: list[str]) -> None:
    made = _words(leaves(old), leaves(new), Author("A", "2024-01-01T00:00:00Z"))
    assert kept(made, "deletion") == new
    assert kept(made, "insertion") == old


def leaves(words: list[str]) -> list[Leaf]:
    return [Leaf(piece) for piece in ast.text(" ".join(words))]


def kept(inlines: list[ast.Inline], gone: str) -> list[str]:
    """What is read when changes of one kind are left out."""
    text = ""
    for one in inlines:
        if one["t"] == "Span":
            text += "" if gone in one["c"][0][1] else " ".join(kept(one["c"][1], gone)).join(edges(one["c"][1]))
        else:
            text += one["c"] if one["t"] == "Str" else " "
    return text.split()


def edges(inlines: list[ast.Inline]) -> tuple[str, str]:
    return tuple(" " if one["t"] == "Space" else "" for one in (inlines[0], inlines[-1]))  # type: ignore[return-value]


@given(st.lists(st.text("ab ", max_size=6), max_size=8), st.lists(st.text("ab ", max_size=6), max_size=8))
def test_each_paragraph_of_both_is_told_once_and_in_order(old: list[str], new: list[str]) -> None:
    found = list(pairs(old, new))
    assert [before for before, _ in found if before is not None] == list(range(len(old)))
    assert [after for _, after in found if after is not None] == list(range(len(new)))


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "changes.docx"
    for name in ("conf.py", "data", "ext", "source"):
        (tmp_path / name).symlink_to(ROOT / name)
    words = ["changes", "pp-22-background-paper", "--project", str(tmp_path), "--author", AUTHOR]
    assert main([*words, "--docx", str(tmp_path / "no" / "changes.docx")]) == 2
    assert main([*words, "--docx", str(tmp_path / "changes.pdf")]) == 2
    assert main([*words, "--docx", str(path)]) == 0
    said_of_it = capsys.readouterr()
    assert "make it first" in said_of_it.err and "let it end with .docx" in said_of_it.err
    assert said_of_it.out.endswith("with tracked changes\n")
    assert File(path).styled("Title") == ["Background paper on the ITU Plenipotentiary Conference 2022"]
