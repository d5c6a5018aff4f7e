"""A Word file that came back from a reviewer: each remark at its line, nothing lost, no harm done."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import jsonschema_rs
import pytest
from building import build, project
from conftest import ROOT
from making import docx, docx_parts, paragraph, run, zipped
from reviewing import Review
from word import by_office

from sphinx_plenary.cli import main
from sphinx_plenary.comments import Kind, read, reading
from sphinx_plenary.comments.paragraphs import Piece
from sphinx_plenary.lint import Unreadable
from sphinx_plenary.lint.docx import read as read_lint

SCHEMA = jsonschema_rs.validator_for(json.loads((ROOT / "data/schema/comments.schema.json").read_text("utf-8")))
PAPER = """---
paper:
  kind: commentary
  conference: PP-22
  status: draft
  date: 2022-09-08
  version: "0.1"
---
# On the conference

The Union is an old organization, and its members
meet every four years in a conference
that can change its treaties. We don't think it will.

{res}`101` gave ITU a role in matters of the Internet.[^note]

| Region | Who speaks |
| --- | --- |
| Africa | one of the States |
| Americas | two of them |

:::{message} One Internet
:id: MSG-ONE
:resolutions: 101

The Internet should stay whole.
:::

:::{resolution} 101
:position: follow

It is old.
:::

[^note]: The note says where that is written.
"""
LINES = [
    "source/papers/one.md:11: comment by Ann Lee on “old organization”: How old?",
    "source/papers/one.md:12: change by Ann Lee on 3 May 2026: write “or five” after "
    "“old organization, and its members meet every four”",
    "source/papers/one.md:13: change by Ann Lee on 3 May 2026: for “We don’t think it will” write “It might”",
    "source/papers/one.md:15: change by Ann Lee on 3 May 2026: take out “in matters of the Internet”",
    "source/papers/one.md:20: comment by Ann Lee on “two of them”: Which?",
    "source/papers/one.md:26: change by Ann Lee on 3 May 2026: for “stay whole” write “remain one”",
]


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose paper was sent to a colleague."""
    folder = project("sound", tmp_path_factory.mktemp("comments"))
    for path in (folder / "source" / "papers").glob("*.md"):
        path.unlink()
    (folder / "source" / "papers" / "one.md").write_text(PAPER, encoding="utf-8")
    built = build(folder, "word")
    assert built.status == 0, built.said
    return folder


@pytest.fixture(scope="module")
def reviewed(sent: Path) -> Path:
    review = Review(sent / "build" / "word" / "one.docx")
    review.comment("old organization", "How old?")
    review.insert("every four", " or five")
    review.replace("We don’t think it will", "It might")
    review.delete(" in matters of the Internet")
    review.comment("two of them", "Which?")
    review.replace("stay whole", "remain one")
    return review.save(sent / "reviewed.docx")


Tell = Callable[..., tuple[int, list[str]]]


@pytest.fixture
def tell(sent: Path, capsys: pytest.CaptureFixture[str]) -> Tell:
    def told(*files: Path, project: Path = sent) -> tuple[int, list[str]]:
        status = main(["comments", *map(str, files), "--project", str(project)])
        said = capsys.readouterr()
        # python-docx dates a comment by the clock
        lines = [re.sub(r"(comment by Ann Lee) on \d+ \w+ \d{4}", r"\1", line) for line in said.out.splitlines()]
        return status, lines + said.err.splitlines()

    return told


def test_each_remark_at_its_line(reviewed: Path, tell: Tell) -> None:
    assert tell(reviewed) == (0, LINES)


def test_libreoffice_keeps_the_places(reviewed: Path, tell: Tell) -> None:
    kept = by_office([reviewed], "docx:MS Word 2007 XML", reviewed.parent / "office" / "kept")["reviewed"]
    assert tell(kept) == (0, LINES)


def test_a_source_that_moved_on(reviewed: Path, tell: Tell, tmp_path: Path) -> None:
    moved = PAPER.replace("The Union is", "A new paragraph.\n\nAnd another.\n\nThe Union is")
    (tmp_path / "source" / "papers").mkdir(parents=True)
    (tmp_path / "source" / "papers" / "one.md").write_text(moved, encoding="utf-8")
    status, lines = tell(reviewed, project=tmp_path)
    assert status == 0
    assert [line.partition(" ")[0] for line in lines[:3]] == [
        f"source/papers/one.md:{number}:" for number in (15, 16, 17)
    ]


def test_without_bookmarks_by_the_words(reviewed: Path, tell: Tell, tmp_path: Path) -> None:
    path = tmp_path / "bare.docx"
    with zipfile.ZipFile(reviewed) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts = {name: re.sub(rb"<w:bookmark\w+ [^>]*>", b"", data) for name, data in parts.items()}
    path.write_bytes(zipped(parts))
    status, lines = tell(path)
    assert status == 0
    assert lines[:4] == LINES[:4]
    assert len(lines) >= len(LINES)


def test_json_as_the_schema_says(reviewed: Path, sent: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["comments", str(reviewed), "--project", str(sent), "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    SCHEMA.validate(told)
    second = told["remarks"][2]
    assert (second["kind"], second["words"], second["text"]) == ("replaced", "We don’t think it will", "It might")
    assert (second["path"], second["line"], second["written"]) == ("source/papers/one.md", 13, True)


def test_a_file_without_remarks(sent: Path, tell: Tell) -> None:
    assert tell(sent / "build" / "word" / "one.docx") == (0, ["No comment and no tracked change."])


def test_what_no_paper_says_is_listed_too(tmp_path: Path, tell: Tell) -> None:
    change = f'<w:ins w:id="1" w:author="Bo" w:date="2026-01-02T00:00:00Z">{run("quite ")}</w:ins>'
    path = docx(tmp_path / "other.docx", paragraph("Something ", change, "else altogether."))
    status, lines = tell(path)
    assert status == 0
    assert lines == [
        f"{path}:1: change by Bo on 2 January 2026: write “quite” after “Something”; "
        "no paper has these words, so look for them in the Word file, paragraph 1",
        "plenary: 1 of these stand in no paper of the project",
    ]


# --- What Word can write ----------------------------------------------------------------------------------------

BY = 'w:author="Bo" w:date="2026-01-02T00:00:00Z"'


def kinds(tmp_path: Path, *paragraphs: str) -> list[tuple[Kind, str, str]]:
    found = read(docx(tmp_path / "a.docx", "".join(paragraphs)), "a.docx").remarks
    return [(one.kind, one.words, one.text) for one in found]


def deleted(words: str, author: str = BY) -> str:
    return f'<w:del w:id="1" {author}><w:r><w:delText>{words}</w:delText></w:r></w:del>'


def inserted(words: str, author: str = BY) -> str:
    return f'<w:ins w:id="2" {author}>{run(words)}</w:ins>'


def test_changes_side_by_side(tmp_path: Path) -> None:
    other = BY.replace("Bo", "Al")
    assert kinds(tmp_path, paragraph("a ", deleted("b"), deleted("c"), inserted("d"), " e")) == [
        (Kind.REPLACED, "bc", "d")
    ]
    assert kinds(tmp_path, paragraph("a ", inserted("d"), deleted("b"))) == [(Kind.REPLACED, "b", "d")]
    assert kinds(tmp_path, paragraph(deleted("b"), inserted("d", other))) == [
        (Kind.DELETED, "b", ""),
        (Kind.INSERTED, "", "d"),
    ]


def test_what_was_moved(tmp_path: Path) -> None:
    gone = f"<w:moveFrom w:id='1' {BY}>{run('here')}</w:moveFrom>"
    there = f"<w:moveTo w:id='2' {BY}>{run('here')}</w:moveTo>"
    assert kinds(tmp_path, paragraph("a ", gone), paragraph("b ", there)) == [
        (Kind.DELETED, "here", ""),
        (Kind.INSERTED, "", "here"),
    ]


def test_ends_of_paragraphs_and_looks(tmp_path: Path) -> None:
    look = run("bold", f'<w:b/><w:rPrChange w:id="9" {BY}><w:rPr/></w:rPrChange>')
    joined, divided = (f'<w:rPr><w:{kind} w:id="3" {BY}/></w:rPr>' for kind in ("del", "ins"))
    assert kinds(tmp_path, paragraph("a ", look), paragraph("b", properties=joined)) == [
        (Kind.LOOK, "bold", ""),
        (Kind.JOINED, "", ""),
    ]
    assert kinds(tmp_path, paragraph("a", properties=divided), paragraph("b")) == [(Kind.DIVIDED, "", "")]
    assert kinds(tmp_path, paragraph(inserted("all new"), properties=divided)) == [(Kind.INSERTED, "", "all new")]


def test_replies_settled_ones_and_ones_that_stand_nowhere(tmp_path: Path) -> None:
    parts = docx_parts(
        paragraph('<w:commentRangeStart w:id="1"/>', "about", '<w:commentRangeEnd w:id="1"/>', " this")
        + paragraph("b", '<w:r><w:commentReference w:id="2"/></w:r>')
    )
    word = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    parts["word/comments.xml"] = (
        f'<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" {word}>'
        + "".join(
            f'<w:comment w:id="{number}" {BY}><w:p w14:paraId="A{number}">{run(text)}</w:p></w:comment>'
            for number, text in ((1, "Why?"), (2, "Since."), (3, "Lost."))
        )
        + "</w:comments>"
    )
    parts["word/ext.xml"] = (
        '<w15:commentsEx xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">'
        '<w15:commentEx w15:paraId="A1" w15:done="1"/><w15:commentEx w15:paraId="A2" w15:paraIdParent="A1"/>'
        "</w15:commentsEx>"
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
    newer = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
    parts["word/_rels/document.xml.rels"] = parts["word/_rels/document.xml.rels"].replace(
        "</Relationships>",
        f'<Relationship Id="c" Type="{kind}" Target="comments.xml"/>'
        f'<Relationship Id="e" Type="{newer}" Target="ext.xml"/></Relationships>',
    )
    path = tmp_path / "a.docx"
    path.write_bytes(zipped(parts))
    found = [(one.text, one.words, one.paragraph, one.reply, one.resolved) for one in read(path, "a").remarks]
    assert found == [
        ("Why?", "about", 1, False, True),
        ("Since.", "", 2, True, False),
        ("Lost.", "", 0, False, False),
    ]


# --- Strangers' files -------------------------------------------------------------------------------------------


def test_a_file_names_no_file_that_is_no_paper(reviewed: Path, tell: Tell, tmp_path: Path, sent: Path) -> None:
    """What a file says of its sources is looked up among the papers, and opens nothing."""
    path = tmp_path / "evil.docx"
    with zipfile.ZipFile(reviewed) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["docProps/custom.xml"] = parts["docProps/custom.xml"].replace(b"source/papers/one.md", b"../../../etc/passwd")
    path.write_bytes(zipped(parts))
    status, lines = tell(path)
    assert status == 0
    assert lines[:4] == LINES[:4]
    assert not any("passwd" in line for line in lines)


def test_no_sign_of_a_file_steers_what_is_told(tmp_path: Path, tell: Tell) -> None:
    """An author's name that ends the line would forge findings, and commands of a workflow."""
    signs = "&#10;::error::\u009b2J\u202e\u2028"
    by = f'w:author="Bo{signs}" w:date="2026-01-02{signs}"'
    parts = docx_parts(
        paragraph(f"Some{signs}thing ", inserted(f"qu\u202eite\u009b{signs}", by))
        + paragraph('<w:r><w:commentReference w:id="1"/></w:r>')
        + paragraph(f'<w:r><w:rPr><w:rPrChange w:id="3" {by}/></w:rPr><w:t>bold{signs}</w:t></w:r>')
    )
    parts["word/comments.xml"] = (
        f'<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:comment w:id="1" {by}>'
        f"<w:p>{run(f'Why{signs}?')}</w:p></w:comment></w:comments>"
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
    parts["word/_rels/document.xml.rels"] = parts["word/_rels/document.xml.rels"].replace(
        "</Relationships>", f'<Relationship Id="c" Type="{kind}" Target="comments.xml"/></Relationships>'
    )
    path = tmp_path / "a.docx"
    path.write_bytes(zipped(parts))
    found = read(path, "a.docx").remarks
    assert [one.author for one in found] == ["Bo ::error::2J"] * 3
    assert [one.text for one in found] == ["quite ::error::2J ", "Why ::error::2J ?", ""]
    _, lines = tell(path)
    assert len(lines) == 4
    assert all(line.isprintable() and not line.startswith("::") for line in lines)


def test_too_many_changes_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as refused:
        read(docx(tmp_path / "a.docx", paragraph(*([inserted("a")] * 20_001))), "a.docx")
    assert "holds more than 20,000 comments or changes" in refused.value.problem.text


@pytest.mark.parametrize("reader", [read, read_lint])
def test_too_many_paragraphs_are_refused(reader: Callable[[Path, str], object], tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as refused:
        reader(docx(tmp_path / "a.docx", "<w:p/>" * 200_001), "a.docx")
    assert "has more than 200,000 paragraphs" in refused.value.problem.text


def test_what_is_said_alike_is_one_piece(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A million of pieces would fill the memory."""
    made: list[str] = []
    monkeypatch.setattr(reading, "Piece", lambda *parts: made.append(parts[0]) or Piece(*parts))
    marks = '<w:commentRangeStart w:id="1"/>', '<w:commentRangeEnd w:id="1"/>'
    read(docx(tmp_path / "a.docx", paragraph(f"<w:r>{'<w:tab/>' * 10_000}</w:r>", inserted("a"), inserted("b"))), "a")
    assert len(made) <= 12 and "".join(made) == "\t" * 10_000 + "ab"
    made.clear()
    read(docx(tmp_path / "a.docx", paragraph("a ", "b", marks[0], "c", "d", marks[1], "e")), "a")
    assert made == ["a b", "cd", "e"]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"no zip", "this is no .docx"),
        (zipped({"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "it declares entities"),
        (zipped({"word/document.xml": f"<a>{' ' * 70_000_000}</a>"}), "it unpacks to more than 67 MB"),
        (zipped({"a": "b"}), "this .docx is broken"),
    ],
)
def test_files_that_are_none(data: bytes, told: str, tmp_path: Path, tell: Tell) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    status, lines = tell(path)
    assert status == 2
    assert f"plenary: {path}: {told}" in lines[-1]


def test_other_files_are_refused(tmp_path: Path, tell: Tell) -> None:
    status, lines = tell(tmp_path / "a.odt")
    assert (status, lines[-1]) == (
        2,
        f"plenary: {tmp_path / 'a.odt'}: this is no Word file; save it as .docx, and name that",
    )
