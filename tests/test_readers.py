"""Readers: any file becomes text with exact places, or one problem; nothing in it makes them slow or crash."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from conftest import ROOT
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from making import W, docx, docx_parts, lines, paragraph, pdf, row, run, zipped

from sphinx_plenary.lint import READERS, Document, Place, Unreadable, files, markdown, package, read_document
from sphinx_plenary.lint.document import Span, addresses, without
from sphinx_plenary.lint.inline import Scanner

NAME = "paper"


def md(text: str) -> Document:
    return markdown.parse(text, NAME)


def words(document: Document) -> list[str]:
    """The prose, word by word."""
    return document.plain.split()


def blocks(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, " ".join(document.text[block.start : block.end].split())) for block in document.blocks]


def refusal(path: Path) -> str:
    """The one problem of a file that cannot be read."""
    with pytest.raises(Unreadable) as refused:
        read_document(path, NAME)
    problem = refused.value.problem
    assert problem.origin.path == NAME
    assert problem.what and problem.fix and "\n" not in problem.text
    return f"{problem.origin.line}: {problem.what}"


def sound(document: Document) -> None:
    """What holds for every document of every reader."""
    size = len(document.text)
    for spans in (document.prose, document.blocks):
        end = 0
        for span in spans:
            assert 0 <= span[0] < span[1] <= size
            if spans is document.prose:
                assert span[0] >= end
                end = span[1]
    assert list(document.blocks) == sorted(document.blocks)
    for one in document.markup:
        assert 0 <= one.start <= one.content.start <= one.content.end <= one.end <= size, one
    assert len(document.plain) == size
    assert document.plain.count("\n") == document.text.count("\n")
    for offset in {0, size // 3, size // 2, max(size - 1, 0), size}:
        place = document.place(offset)
        assert place.line >= 1 and place.column >= 1
        line = document.line_of(offset)
        assert line.start == offset - place.column + 1
        assert line.end <= size


# Markdown ---------------------------------------------------------------------------------------------------------

PAGE = """\
---
paper: {conference: PP-22}
---
# Heading with `code` and {res}`101`

A paragraph that cites {res}`words <102>` and **Resolution 48** over
two lines, with a [link](https://example.org/RES-71 "Resolution 71"), <https://example.org> and
https://example.org/a_(b). An image: ![Resolution 20](picture-21.png).[^one]

- an item, `Resolution 1`
  goes on
- another

> quoted
> on two lines

| Resolution | Title |
| --- | --- |
| 101 \\| x | Internet |

```python
resolution = 103
```

    indented code 104

<!-- comment 105 -->
<div class="a">shown <b>106</b></div>

:::{message} No Splinternet
:id: MSG-1
:resolutions: 107

The body with Resolution 108.

```{note} A word 109
of caution
```
:::

[^one]: The note of 110.

[label]: https://example.org/111
% a comment 112
(target-113)=
Term
: Meaning
"""


def test_markdown_gives_prose_and_nothing_else() -> None:
    document = md(PAGE)
    sound(document)
    prose = words(document)
    assert [word for word in prose if any(sign.isdigit() for sign in word)] == [
        *("48", "20", "101", "106", "108.", "109", "110.")
    ]
    assert "two lines, with a  link" in document.plain
    assert "Splinternet" in prose and "quoted" in prose and "Meaning" in prose and "goes" in prose
    assert {"MSG-1", "resolution", "code", "Resolution`", "comment", "label"}.isdisjoint(prose)


def test_offsets_are_those_of_the_source() -> None:
    document = md(PAGE)
    for span in document.prose:
        assert document.plain[span.start : span.end] == document.text[span.start : span.end]
    offset = PAGE.index("Resolution 48")
    assert document.place(offset) == Place(6, PAGE.split("\n")[5].index("Resolution 48") + 1)
    assert str(document.place(offset)) == "6:49"
    assert document.text[slice(*document.line_of(offset))] == PAGE.split("\n")[5]


def test_blocks_bound_sentences() -> None:
    found = blocks(md(PAGE))
    assert found[0] == ("heading", "Heading with `code` and {res}`101`")
    assert ("item", "an item, `Resolution 1` goes on") in found
    assert ("cell", "101 \\| x") in found and ("cell", "Internet") in found
    assert ("argument", "No Splinternet") in found and ("argument", "A word 109") in found
    assert ("note", "The note of 110.") in found
    assert ("paragraph", "quoted > on two lines") in found
    assert [block.level for block in md("# a\n\n## b\n\nc\n===\n").blocks] == [1, 2, 1]


def test_markup_is_given_apart() -> None:
    document = md(PAGE)
    told = [(one.kind, one.name, document.text[slice(*one.content)]) for one in document.markup]
    assert [one[1:] for one in told if one[0] == "role"] == [("res", "101"), ("res", "words <102>")]
    assert [one[1] for one in told if one[0] in {"link", "image", "address"}] == [
        "https://example.org/RES-71",
        "https://example.org",
        "https://example.org/a_(b)",
        "picture-21.png",
    ]
    assert ("directive", "message", "No Splinternet") in told
    assert ("option", "resolutions", "107") in told
    assert ("definition", "LABEL", "https://example.org/111") in told
    assert ("note", "one", "one") in told
    role = next(document.of_kind("role"))
    assert document.text[role.start : role.end] == "{res}`101`"


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ("a `b` c", "a c"),
        ("a ``b ` c`` d", "a d"),
        ("a `b c", "a `b c"),
        (r"a \`b\` \[c\]", "a `b ` [c ]"),
        ("[a](#) [b]() [c](<d e> 'f')", "a b c"),
        ("[a [b](c) d](e)", "[a b d](e)"),
        ("[![a](b)](c)", "a"),
        ("[a]\n\n[a]: b", "a"),
        ("[a][b] [c]\n\n[B]: d", "a [c]"),
        ("<a@b.org> <c>d</c>", "d"),
        ("a <!-- b\nc --> d", "a d"),
        ("a <!-- b", "a <!-- b"),
        ("*a* __b__ c*d* 2 * 3 e_f_g", "a b c d 2 * 3 e_f_g"),
        ("a &nbsp; b &amp c", "a b &amp c"),
        ("{res}`a", "{res}`a"),
        ("```{code-block} python\na\n```\nb", "b"),
        ("```{figure} a.png\n:alt: b\n\nc\n```", "c"),
        ("````{note}\n```{tip}\na\n```\n````", "a"),
        ("- :::{note}\n  a `b`\n  :::", "a"),
        ("> :::{note}\n> a\n> b\n> :::", "a b"),
        (":::{note}\n---\nclass: a\n---\nb\n:::", "b"),
        (":::{note}\n# a\n\n- b\n:::", "a b"),
        (":name: a", "a"),
        ("<pre>a</pre>\n\nb", "b"),
        ("see https://a.org/b). Or www.c.org, or d@e.org.", "see ). Or , or ."),
        ("> | a | b |\n> |---|---|\n> | c | d |", "a b c d"),
        ("- | a | b |\n  |---|---|\n  | a | a |", "a b a a"),
        ("a | b\n--- | ---\n | c", "a b c"),
        ("\tcode\n\na", "a"),
        ("a\r\nb", "a b"),
    ],
)
def test_markdown_case_by_case(text: str, prose: str) -> None:
    document = md(text.replace("\r\n", "\n"))
    sound(document)
    assert " ".join(words(document)) == prose


_INLINE = st.lists(
    st.sampled_from(
        [
            *("word", " ", "\n", "`", "``", "*", "**", "_", "[", "]", "(", ")", "](", "][", "![", "<b>", "<!--", "-->"),
            *("{res}`", "\\", "<http://a>", "&amp;", '"t"', "<", ">", "[^n]", "https://b.org", "x"),
        ]
    ),
    max_size=14,
)


@given(_INLINE)
@settings(max_examples=400)
def test_code_and_addresses_are_where_the_parser_has_them(parts: list[str]) -> None:
    """markdown-it-py's own inline parser says what is text, code and address; ours says where."""
    from markdown_it import MarkdownIt

    text = "".join(parts).strip()
    assume(text)
    parser = MarkdownIt("commonmark")
    (inline,) = parser.parseInline(text)
    code = [token.content for token in inline.children or () if token.type == "code_inline"]
    links = sum(token.type == "link_open" for token in inline.children or ())
    scanner = Scanner(text, set()).run()
    ours = [one for one in scanner.markup if one.kind in {"code", "role"}]
    assume("[^n]" not in text and ">" not in text)  # footnotes are MyST's; tags and autolinks have their own cases
    assert len(ours) == len(code)
    assert sum(one.kind == "link" for one in scanner.markup) == links
    spans = without([(0, len(text))], scanner.holes)
    assert all(text[span.start : span.end] for span in spans)


@given(st.text(alphabet="ab1 \n\t#>-*+|:`~[](){}<!-\\=%_.$&^é", max_size=120))
@settings(max_examples=500)
def test_any_markdown(text: str) -> None:
    sound(md(text))


@given(st.lists(st.sampled_from([*"ab \n\t>-|:`#", "```", ":::", "{note}", "{code} x", "[^a]:", "| a | b |\n|-|-|\n"])))
@settings(max_examples=400)
def test_any_nesting(parts: list[str]) -> None:
    sound(md("".join(parts)))


def test_our_own_papers() -> None:
    for path in sorted((ROOT / "source").rglob("*.md")):
        document = read_document(path, path.name)
        sound(document)
        roles = document.text.count("}`")
        assert sum(1 for _ in document.of_kind("role")) == roles
        assert ":id:" not in document.plain and "{" not in document.plain


@pytest.mark.parametrize(
    "unit",
    [
        *("[", "[](", "[a](", ">", "- ", "`a``b```c", "*a_", "<!--", '<a "', "|a", ":::{a}\n", "[a]: b\n", "a@", "](("),
        *("http://a)", "> - ", ":a: b\n", "a\n: b\n", "]", '](a "b', "\\", "{res}`", "a|b\n-|-\n", "[^a]: b\n", "  "),
    ],
)
def test_markdown_takes_linear_time(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        start = time.process_time()
        sound(md(text))
        return time.process_time() - start

    assert seconds(40_000) < 4 + 8 * seconds(20_000)


# Plain text -------------------------------------------------------------------------------------------------------


def test_plain_text(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes("\ufeffHeading\r\n=======\r\n\r\nResolution 101\r\n(Rev. Dubai).\r\n 1. one\r\n- two\r\n".encode())
    document = read_document(path, NAME)
    sound(document)
    assert blocks(document) == [
        ("paragraph", "Heading"),
        ("paragraph", "Resolution 101 (Rev. Dubai)."),
        ("item", "1. one"),
        ("item", "- two"),
    ]
    assert document.place(document.text.index("(Rev")) == Place(5, 1)


def test_plain_text_of_notepad(tmp_path: Path) -> None:
    path = tmp_path / "notes.TXT"
    path.write_bytes("Résolution 25".encode("utf-16"))
    assert read_document(path, NAME).text == "Résolution 25"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("(see https://a.org/b_(c)).", ["https://a.org/b_(c)"]),
        ("HTTP://A.ORG, www.b.org; mailto:c@d.org!", ["HTTP://A.ORG", "www.b.org", "mailto:c@d.org"]),
        ("no address@ here, nor a@b", []),
        ("x@y.org)", ["x@y.org"]),
    ],
)
def test_bare_addresses(text: str, found: list[str]) -> None:
    assert [one.name for one in addresses(text)] == found


def test_without() -> None:
    spans = [(0, 5), (6, 10), (12, 20)]
    holes = [(1, 2), (4, 8), (7, 8), (13, 14), (13, 15), (19, 30)]
    assert without(spans, holes) == [Span(0, 1), Span(2, 4), Span(8, 10), Span(12, 13), Span(15, 19)]


# Word -------------------------------------------------------------------------------------------------------------


def read_docx(tmp_path: Path, body: str, **parts: object) -> Document:
    document = read_document(docx(tmp_path / "paper.docx", body, **parts), NAME)
    sound(document)
    return document


def field(instruction: str, result: str) -> str:
    def sign(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
    return sign("begin") + code + sign("separate") + result + sign("end")


def test_docx_reads_everything_in_order(tmp_path: Path) -> None:
    style = '<w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>'
    document = read_docx(
        tmp_path,
        paragraph("Title", properties='<w:pStyle w:val="berschrift1"/>')
        + paragraph("")
        + paragraph("Reso", "lution 101", '<w:r><w:footnoteReference w:id="2"/></w:r>', " ends.")
        + f"<w:tbl>{row(paragraph('Cell one'), paragraph('Cell') + paragraph('two'))}</w:tbl>"
        + paragraph("listed", properties="<w:numPr/>"),
        notes=paragraph("A note."),
        head=paragraph("Running head"),
        foot=paragraph("Foot"),
        styles=style,
    )
    assert blocks(document) == [
        ("heading", "Title"),
        ("paragraph", "Resolution 101 ends."),
        ("cell", "Cell one"),
        ("cell", "Cell"),
        ("cell", "two"),
        ("item", "listed"),
        ("note", "A note."),
        ("head", "Running head"),
        ("head", "Foot"),
    ]
    assert document.blocks[0].level == 1
    assert document.place(document.text.index("101")) == Place(3, 12)
    assert document.place(document.text.index("A note")) == Place(8, 1)


def test_docx_reads_what_word_shows(tmp_path: Path) -> None:
    deleted = f'<w:del w:id="1"><w:r><w:delText>old</w:delText></w:r></w:del><w:moveFrom>{run("moved")}</w:moveFrom>'
    inserted = f'<w:ins w:id="2">{run("new")}</w:ins><w:moveTo>{run(" here")}</w:moveTo>'
    signs = "<w:r><w:t>PP</w:t><w:noBreakHyphen/><w:t>22</w:t><w:tab/><w:t>So</w:t><w:softHyphen/><w:t>ft</w:t></w:r>"
    document = read_docx(
        tmp_path,
        paragraph(deleted, inserted)
        + paragraph(signs, "\u00a0x")
        + paragraph(field(" REF x ", run("Resolution 7")), f'<w:fldSimple w:instr="PAGE">{run("8")}</w:fldSimple>')
        + paragraph("seen", run("hidden", "<w:vanish/>"), run(" shown", '<w:vanish w:val="0"/>'))
        + paragraph('<w:r><w:t>a</w:t><w:br/><w:t>b</w:t></w:r><w:r><w:sym w:font="Symbol" w:char="F0B7"/></w:r>')
        + paragraph("<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>")
        + f"<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>{paragraph('controlled')}</w:sdtContent></w:sdt>",
    )
    assert document.text.split("\n") == [
        *("new here", "PP-22\tSoft\u00a0x", "Resolution 78", "seen shown", "a", "b ", "x", "controlled", "")
    ]
    assert document.place(document.text.index("b ")) == Place(5, 3)


def test_docx_raised_numbers_are_no_part_of_the_words_before_them(tmp_path: Path) -> None:
    raised = '<w:vertAlign w:val="superscript"/>'
    document = read_docx(tmp_path, paragraph("WTSA-16/42-E", run("3", raised), run(" of 10", ""), run("th", raised)))
    assert document.text.strip() == "WTSA-16/42-E of 10th"
    several = paragraph("Resolution 101", run("1, 2", raised), run(" and 102", ""), run("3-5 ", raised), run("end", ""))
    assert read_docx(tmp_path, several).text.strip() == "Resolution 101 and 102end"
    maths = f"<m:oMath><m:r><m:ctrlPr><w:rPr>{raised}</w:rPr></m:ctrlPr><m:t>x</m:t></m:r></m:oMath>"
    assert read_docx(tmp_path, paragraph(maths, run("12", ""))).text.strip() == "x12"


def test_docx_a_deleted_mark_joins_paragraphs(tmp_path: Path) -> None:
    gone = '<w:rPr><w:del w:id="1"/></w:rPr>'
    document = read_docx(tmp_path, paragraph("Resolution", properties=gone) + paragraph(" 101") + paragraph("next"))
    assert document.text == "Resolution 101\nnext\n"
    assert blocks(document) == [("paragraph", "Resolution 101"), ("paragraph", "next")]
    assert document.place(document.text.index("101")) == Place(2, 2)


def test_docx_text_boxes_once_and_after_their_paragraph(tmp_path: Path) -> None:
    inside = f"<w:txbxContent>{paragraph('boxed')}</w:txbxContent>"
    box = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
        f"{inside}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{inside}</v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )
    document = read_docx(tmp_path, paragraph("before ", box, "after") + paragraph("last"))
    assert document.text == "before after\nboxed\nlast\n"
    assert [document.place(document.text.index(word)).line for word in ("after", "boxed", "last")] == [1, 2, 3]


def test_docx_how_it_was_before_a_change_of_format_does_not_count(tmp_path: Path) -> None:
    style = '<w:style w:styleId="H"><w:name w:val="heading 2"/></w:style>'
    was = '<w:pPrChange><w:pPr><w:pStyle w:val="H"/></w:pPr></w:pPrChange>'
    document = read_docx(tmp_path, paragraph("text", properties=was), styles=style)
    assert blocks(document) == [("paragraph", "text")]


def test_docx_links(tmp_path: Path) -> None:
    link = f'<w:hyperlink r:id="rX">{run("the site")}</w:hyperlink>'
    document = read_docx(tmp_path, paragraph("See ", link, "."), links={"rX": "https://example.org/"})
    (found,) = document.markup
    assert (found.kind, found.name) == ("link", "https://example.org/")
    assert document.text[found.start : found.end] == "the site"
    assert document.plain == "See the site.\n"


def bomb(size: int) -> bytes:
    parts = docx_parts("")
    parts["word/document.xml"] = f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>' + "a" * size
    return zipped(parts)


def entities() -> bytes:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    text = f'<!DOCTYPE d [<!ENTITY e0 "ha">{levels}]><w:document xmlns:w="{W}"><w:p>&e11;</w:p></w:document>'
    return zipped({**docx_parts(""), "word/document.xml": text})


def outside() -> bytes:
    text = f'<!DOCTYPE d SYSTEM "file:///etc/passwd"><w:document xmlns:w="{W}"/>'
    return zipped({**docx_parts(""), "word/document.xml": text})


def many_entries() -> bytes:
    return zipped({**docx_parts(paragraph("a")), **{f"x/{number}": "" for number in range(20_000)}})


def encrypted() -> bytes:
    data = bytearray(zipped(docx_parts(paragraph("a"))))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = 0
        while (start := data.find(mark, start)) >= 0:
            data[start + at] |= 1
            start += 4
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (bomb(80_000_000), "it unpacks to more than 67 MB"),
        (entities(), "it declares entities"),
        (outside(), "it declares entities"),
        (many_entries(), "the zip's table of contents has"),
        (encrypted(), "this .docx is broken"),
        (zipped(docx_parts(paragraph("a")))[:-200], "this .docx is broken: its end is missing"),
        (zipped({"a": "b"}), "this .docx is broken"),
        (zipped({**docx_parts(""), "word/document.xml": "<w:p>"}), "this .docx is broken"),
        (zipped(docx_parts(paragraph(" "))), "there is no text in the file"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
            "this is an old Word file (.doc), or one that is protected",
        ),
        (b"Resolution 101", "this is no .docx, whatever its name says"),
        (b"%PDF-1.4", "this is no .docx, whatever its name says"),
        (b"", "the file is empty"),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "",
)
def test_docx_that_is_none(tmp_path: Path, data: bytes, what: str) -> None:
    path = tmp_path / "paper.docx"
    path.write_bytes(data)
    start = time.process_time()
    assert refusal(path).startswith(f"1: {what}")
    assert time.process_time() - start < 5


def test_docx_huge_cells_and_depths_are_fast(tmp_path: Path) -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 3000 + paragraph("deep") + "</w:tc></w:tr></w:tbl>" * 3000
    boxes = "<w:p><w:r><w:txbxContent>" * 3000 + paragraph("boxed") + "</w:txbxContent></w:r></w:p>" * 3000
    unfinished = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 3000
    cell = f"<w:tbl>{row(paragraph('word ' * 400_000))}</w:tbl>"
    start = time.process_time()
    document = read_docx(tmp_path, deep + boxes + cell + paragraph(unfinished, "lost"))
    assert time.process_time() - start < 5
    assert document.text.count("word") == 400_000 and "boxed" in document.text and "deep" in document.text


def test_docx_a_wide_zip_is_measured(tmp_path: Path) -> None:
    """Zip64 states its size elsewhere; it is found there."""
    end = struct.pack("<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, 1, 1, 10**9, 0)
    locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, 0, 1)
    path = tmp_path / "paper.docx"
    path.write_bytes(end + locator + b"PK\x05\x06" + b"\xff" * 16 + b"\0\0")
    assert "the zip's table of contents has 1,000,000,000 bytes" in refusal(path)


@given(draw=st.data())
@settings(max_examples=60)
def test_docx_spoiled_anywhere(draw: st.DataObject, tmp_path: Path) -> None:
    whole = bytearray(zipped(docx_parts(paragraph("Resolution 101"), notes=paragraph("note"))))
    for _ in range(draw.draw(st.integers(1, 4))):
        whole[draw.draw(st.integers(0, len(whole) - 1))] = draw.draw(st.integers(0, 255))
    path = tmp_path / "paper.docx"
    path.write_bytes(whole)
    readable_or_refused(path)


# PDF --------------------------------------------------------------------------------------------------------------


def read_pdf(tmp_path: Path, *pages: list[tuple[str, float, float, float]]) -> Document:
    document = read_document(pdf(tmp_path / "paper.pdf", *pages), NAME)
    sound(document)
    return document


def test_pdf_paragraphs_and_places(tmp_path: Path) -> None:
    page = [
        ("A heading of its own", 60, 80, 16),
        *lines("Resolution 101 (Rev. Dubai, 2018) concerns telecommuni-", "cation networks, and PP-", "22 revises it."),
        *lines("The next paragraph is after a space.", top=160),
    ]
    document = read_pdf(tmp_path, page)
    assert document.text.split("\n\n")[:-1] == [
        "A heading of its own",
        "Resolution 101 (Rev. Dubai, 2018) concerns telecommunication networks, and PP-22 revises it.",
        "The next paragraph is after a space.",
    ]
    assert document.place(document.text.index("Rev.")) == Place(2, 17, 1)
    assert document.place(document.text.index("cation")) == Place(3, 1, 1)
    assert str(document.place(document.text.index("22 revises"))) == "1:4:1"
    assert document.text[slice(*document.line_of(document.text.index("cation")))] == "cation networks, and PP-"


def test_pdf_hyphens_are_judged_by_the_rest_of_the_text(tmp_path: Path) -> None:
    page = lines(
        "A well-known word and a decision.",
        "Here it is well-",
        "known, and there a deci-",
        "sion of the Bogdan-",
        "Martin kind.",
    )
    assert "it is well-known, and there a decision of the Bogdan-Martin kind" in read_pdf(tmp_path, page).text


def test_pdf_marks_of_notes_do_not_join_numbers(tmp_path: Path) -> None:
    page = [
        ("Compare Resolution 133", 60, 100, 10),
        ("12", 170.7, 96.4, 7),
        (", and so on to the end of it", 178.6, 100, 10),
        *lines("12 A note in small print.", top=700, size=7.5),
    ]
    document = read_pdf(tmp_path, page)
    assert "Resolution 133, and so on" in document.text
    assert blocks(document)[-1] == ("note", "12 A note in small print.")


def test_pdf_running_heads_go_and_paragraphs_go_on(tmp_path: Path) -> None:
    pages = [
        [
            ("A brief on PP-22", 60, 40, 8),
            ("Draft of 3 June 2022", 400, 40, 8),
            *lines(
                "This paragraph runs from page to page, as long ones do, and",
                f"on page {number} it goes on and does not end, for there is more",
            ),
            *lines("1 A note at the foot.", top=700, size=8),
            (f"Page {number} of 3", 280, 780, 8),
        ]
        for number in range(1, 4)
    ]
    document = read_pdf(tmp_path, *pages)
    assert "A brief" not in document.text and "Draft" not in document.text and "of 3" not in document.text
    assert [kind for kind, _ in blocks(document)] == ["paragraph", "note", "note", "note"]
    assert document.place(document.text.index("page 2")) == Place(3, 4, 2)


def test_pdf_cells_stay_apart(tmp_path: Path) -> None:
    page = [
        ("101", 60, 100, 10),
        ("Internet networks", 120, 100, 10),
        ("102", 60, 120, 10),
        ("Public policy", 120, 120, 10),
    ]
    assert [text for _, text in blocks(read_pdf(tmp_path, page))] == [
        "101",
        "Internet networks",
        "102",
        "Public policy",
    ]


def test_pdf_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    left = [f"left column, line {number}, with some words" for number in range(20)]
    right = [f"right column, line {number}, with some words" for number in range(20)]
    text = read_pdf(tmp_path, lines(*left) + lines(*right, left=320)).text
    assert text.index("left column, line 19") < text.index("right column, line 0")


def encrypted_pdf(path: Path) -> None:
    import pikepdf

    with pikepdf.new() as made:
        made.add_blank_page()
        made.save(path, encryption=pikepdf.Encryption(user="secret", owner="other"))


def test_pdf_with_a_password(tmp_path: Path) -> None:
    encrypted_pdf(tmp_path / "paper.pdf")
    assert refusal(tmp_path / "paper.pdf") == "1: this PDF needs a password"


def test_pdf_without_text(tmp_path: Path) -> None:
    assert refusal(pdf(tmp_path / "paper.pdf", [])) == "1: there is no text in this PDF"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.4\n", "this PDF is broken"),
        (b"%PDF-1.7\n" + b"1 0 obj<</Type/Catalog/Pages 1 0 R>>endobj trailer<</Root 1 0 R>>", "this PDF is broken"),
        (b"PK\x03\x04", "this is no PDF, whatever its name says"),
        (b"", "the file is empty"),
    ],
    ids=["cut", "circle", "zip", "empty"],
)
def test_pdf_that_is_none(tmp_path: Path, data: bytes, what: str) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(data)
    assert refusal(path).startswith(f"1: {what}") or "no text" in refusal(path)


def test_pdf_with_a_bomb_in_a_stream(tmp_path: Path) -> None:
    """A stream that unpacks to a gigabyte of operators: the child ends, by its bounds, and says so."""
    import pikepdf

    path = tmp_path / "paper.pdf"
    with pikepdf.new() as made:
        made.add_blank_page()
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        made.pages[0].Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        made.pages[0].Contents = made.make_stream(b"BT /F1 9 Tf (words) Tj ET\n" * 3_000_000)
        made.save(path, compress_streams=True)
    start = time.monotonic()
    readable_or_refused(path)
    assert time.monotonic() - start < 40


@given(draw=st.data())
@settings(max_examples=25)
def test_pdf_spoiled_anywhere(draw: st.DataObject, tmp_path: Path) -> None:
    path = pdf(tmp_path / "paper.pdf", lines("Resolution 101", "and another"))
    whole = bytearray(path.read_bytes())
    for _ in range(draw.draw(st.integers(1, 6))):
        whole[draw.draw(st.integers(9, len(whole) - 1))] = draw.draw(st.integers(0, 255))
    path.write_bytes(whole)
    readable_or_refused(path)


# Any file ---------------------------------------------------------------------------------------------------------


def readable_or_refused(path: Path) -> None:
    try:
        document = read_document(path, NAME)
    except Unreadable as refused:
        assert refused.problem.what and refused.problem.fix
    else:
        sound(document)


@pytest.mark.parametrize("suffix", [suffix for suffix in READERS if suffix != ".pdf"])
@given(data=st.binary(max_size=400) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes(suffix: str, data: bytes, tmp_path: Path) -> None:
    path = tmp_path / f"paper{suffix}"
    path.write_bytes(data)
    readable_or_refused(path)
    path.write_bytes(b"PK\x03\x04" + data + b"PK\x05\x06" + bytes(18))
    readable_or_refused(path)


@given(data=st.binary(max_size=400))
@settings(max_examples=15)
def test_any_bytes_in_a_pdf(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(b"%PDF-1.4\n" + data)
    readable_or_refused(path)


@pytest.mark.parametrize(
    ("name", "what", "fix"),
    [
        ("a.doc", "no reader for .doc", "open it in Word and save it as .docx"),
        ("a.xyz", "no reader for .xyz", "files may be .md, .txt, .docx, .pdf"),
        ("README", "no reader for a file without a suffix", "files may be .md, .txt, .docx, .pdf"),
    ],
)
def test_other_suffixes(name: str, what: str, fix: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_document(Path(name), name)
    assert (refused.value.problem.what, refused.value.problem.fix) == (what, fix)


@pytest.mark.parametrize("suffix", READERS)
def test_what_is_no_file(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"paper{suffix}"
    assert "cannot read the file: No such file" in refusal(path)
    path.mkdir()
    assert "this is a folder" in refusal(path)
    path.rmdir()
    os.mkfifo(path)
    assert "this is a device or pipe" in refusal(path)
    assert "not the name of a file" in refusal(tmp_path / f"a\0b{suffix}")


@pytest.mark.parametrize("suffix", READERS)
def test_a_hundred_megabytes(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"paper{suffix}"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    start = time.process_time()
    assert "the file has 100 MB, more than the" in refusal(path)
    assert time.process_time() - start < 0.5


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"a\nb\xff", "2: byte 0xFF is not UTF-8"),
        (b"a\n\0", "2: the file holds a NUL character"),
        (b"\xff\xfea", "1: the text is not UTF-16, as its first bytes say"),
        (b" \n", "1: the file is empty"),
        (b"PK\x03\x04", "1: this is no text; it begins as a .docx does"),
        (b"%PDF-1.4", "1: this is no text; it begins as a .pdf does"),
    ],
)
@pytest.mark.parametrize("suffix", [".md", ".txt"])
def test_text_that_is_none(suffix: str, data: bytes, what: str, tmp_path: Path) -> None:
    path = tmp_path / f"paper{suffix}"
    path.write_bytes(data)
    assert refusal(path) == what


def test_too_many_lines(tmp_path: Path) -> None:
    path = tmp_path / "paper.md"
    path.write_text("|a" * (markdown.MAX_PIECES + 1), encoding="utf-8")
    assert "60,001 lines and cells" in refusal(path)


def test_bounds_are_those_that_are_promised() -> None:
    assert files.MAX_TEXT < files.MAX_PACKED < 100_000_000
    assert package.MAX_XML < 100_000_000


def test_a_reader_loads_only_what_it_needs(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("words", encoding="utf-8")
    program = (
        "import sys; from pathlib import Path; from sphinx_plenary.lint import read_document\n"
        f"read_document(Path({str(tmp_path / 'a.txt')!r}), 'a')\n"
        "print(*{'markdown_it', 'pypdfium2', 'zipfile', 'sphinx', 'docutils'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_zip_is_what_is_tested() -> None:
    """The bombs of these tests are real: Python's zipfile itself takes them."""
    import io

    with zipfile.ZipFile(io.BytesIO(bomb(1000))) as archive:
        assert archive.testzip() is None
