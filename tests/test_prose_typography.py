"""Links, brackets, quotation marks and characters: what the cases of R7 cannot show, in other files and at random."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_plenary.facts import Facts
from sphinx_plenary.lint import Block, Document, Markup, Span
from sphinx_plenary.lint.document import line_anchors, plain_document
from sphinx_plenary.lint.markdown import parse
from sphinx_plenary.lint.plain import blocks
from sphinx_plenary.model import Paper, Problem, Status
from sphinx_plenary.prose.addresses import links, spelling
from sphinx_plenary.register import Register
from sphinx_plenary.rules import RULES

FAMILY = [rule for rule in RULES if rule.code.startswith("R7")]
SIGNS = "()[]{}“”„«»\"'‘’¿¡?!.,;: \n\t#*_`<>|\\/-–—5"
WORDS = "a|the |The|word |](|][|[^1]|[^1]: |https://|www.|itu.int|a@b.org|http:/|#a|) (|.,|- |1) |# |> |$x$|{res}`1`"
STRANGE = ["\n\n", "~~~\n", "<a href='#'>", "| a |", "\u200b", "\u00a0\u00a0", "\ufb01", "\u0406", "\u202e", "\ufffd"]
PIECES = st.sampled_from([*SIGNS, *WORDS.split("|"), *STRANGE, "\x92", "\u2028"])
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=60).map("".join))


def plain(text: str, name: str = "a.txt") -> Document:
    return plain_document(name, text, blocks(text), line_anchors(text))


def told(document: Document, register: Register, kind: str = "") -> list[tuple[str, Problem]]:
    """What the family finds in a document."""
    paper = Paper(document.name, document.name, kind, "PP-22", Status.REVIEW, date(2022, 9, 8), "")
    facts = Facts(register=register, papers={document.name: paper}, documents={document.name: document})
    return [(rule.code, problem) for rule in FAMILY for problem in rule.check(facts)]


def codes(document: Document, register: Register) -> list[str]:
    return [code for code, _ in told(document, register)]


@pytest.mark.parametrize("read", [lambda text: parse(text, "a.md"), plain, lambda text: plain(text, "a.docx")])
@given(text=TEXTS)
def test_no_text_crashes_a_rule_and_all_places_lie_in_it(read: object, text: str, small: Register) -> None:
    text = text.replace("\r", "\n").replace("\0", "")
    assert callable(read)
    lines = text.split("\n")
    for _, problem in told(read(text), small, "background-paper"):
        for origin in (problem.origin, *(edit.origin for edit in problem.edits)):
            assert 1 <= origin.line <= origin.end_line <= len(lines)
            assert 1 <= origin.column <= len(lines[origin.line - 1]) + 1
            assert 1 <= origin.end_column <= len(lines[origin.end_line - 1]) + 1
            assert (origin.line, origin.column) <= (origin.end_line, origin.end_column)


def mended(text: str, small: Register) -> str:
    """A text after all edits, from the last to the first."""
    offsets = [0]
    for line in text.split("\n"):
        offsets.append(offsets[-1] + len(line) + 1)
    edits = {(edit.origin, edit.text) for _, problem in told(parse(text, "a.md"), small) for edit in problem.edits}
    for origin, new in sorted(edits, key=lambda one: (one[0].line, one[0].column), reverse=True):
        start, end = offsets[origin.line - 1] + origin.column - 1, offsets[origin.end_line - 1] + origin.end_column - 1
        text = text[:start] + new + text[end:]
    return text


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("It is the the mandate of\nof the Union.", "It is the mandate of the Union."),
        (
            "The Council , which met , ended. It was open,, then not.",
            "The Council, which met, ended. It was open, then not.",
        ),
        (
            "The plan ( as agreed ) ended the meeting.The members met.",
            "The plan (as agreed) ended the meeting. The members met.",
        ),
        ("The consul\u200btation of the of\ufb01ce of the \u0406TU.", "The consultation of the office of the ITU."),
        (
            'The \u201copen\u201d, \u201cfree\u201d and "own" net.',
            "The \u201copen\u201d, \u201cfree\u201d and \u201cown\u201d net.",
        ),
        ("The Union – all of it – met - as before.", "The Union – all of it – met – as before."),
        (
            "[site](www.itu.int), (list)[https://www.itu.int/list].",
            "[site](https://www.itu.int), [list](https://www.itu.int/list).",
        ),
        ("https://www.itu.int/a and http://www.itu.int/a/", "https://www.itu.int/a and https://www.itu.int/a"),
        ("Two\u2028lines of \x93one\x94 text.", "Two lines of “one” text."),
    ],
)
def test_edits_mend_what_they_are_for(text: str, right: str, small: Register) -> None:
    assert mended(text, small) == right
    assert not [edit for _, problem in told(parse(right, "a.md"), small) for edit in problem.edits]


@pytest.mark.parametrize(
    "text",
    [
        "> Has the Council (C22) met?\n> It has, in Geneva.\n\nYes, it has.\n\n-- \nJ. Smith\nGeneva, +41 22 730 5111",
        "=======\nA title\n=======\n\n  Name         Place\n  ----         -----\n  Africa   ,   Nairobi   ( x\n",
        "+------+------+\n| the  | the  |\n+------+------+\n| a  , | ( b  |\n+------+------+",
        "The conference elects (in this order:\n\na) the Secretary-General;\n\nb) the Deputy).\n\n* the the:\tx",
        "  a) the first case, as it is\n  b) the second case, as it was\n 101) the last of them all",
        "The paragraph has a co-\nordinated plan, and the tele-\ncommunication union (as\nhere) has 5' 10\" of space.",
        "$ pip install . , then\n\n    if (x { y[1\n\nfrom: a,b,c\n\nCall f(a, b[0) and so_on(x.y, z) -> {n}; a.b",
        "Press  dw , then  p . One of (, [ or { and of ), ] or } will do as a sign of it.",
        "10.1.\t(a)  the Council, whose members are as follows\n10.2.\t(b)  the Bureau, as follows in the list",
    ],
)
def test_plain_files_of_all_kinds_are_left_alone(text: str, small: Register) -> None:
    assert codes(plain(text), small) == []


def test_plain_files_are_judged_like_others(small: Register) -> None:
    text = (
        "The Council (which met in Geneva has the the plan.\n\nIt ended , as before,, and the members left.The end.\n"
    )
    assert codes(plain(text), small) == ["R703", "R705", "R705", "R705", "R705"]


def test_a_document_of_word_has_its_own_characters_and_links(small: Register) -> None:
    text = "The conven\u00adtion \uf0b7 has a site, a list and a file of its own.\n"
    at = [text.index(word) for word in ("site", "list", "file")]
    targets = ["http://", "https://www.itu.int/list", "file:///C:/paper.docx"]
    marks = [
        Markup("link", start, start + 4, to, Span(start + 4, start + 4)) for start, to in zip(at, targets, strict=True)
    ]
    document = plain_document("a.docx", text, [Block(0, len(text) - 1)], line_anchors(text), marks)
    found = told(document, small)
    assert [(code, problem.what, problem.edits) for code, problem in found] == [
        ("R701", "'site' leads nowhere", ()),
        ("R701", "'file' leads to a file of one computer", ()),
    ]


def test_of_a_pdf_only_what_its_reader_has_not_made(small: Register) -> None:
    text = "The of\ufb01ce , with \ufffd and the the conven\u00adtion (as x).The \u0406TU, “as before.\n\nit is (as\n"
    assert codes(plain(text, "a.pdf"), small) == ["R703", "R704", "R705"]


def test_a_quotation_of_one_language_in_a_text_of_another(small: Register) -> None:
    text = (
        "Er sagte „so ist es“ und „anders”.\n\nHan sade ”så är det” och gick.\n\nIl dit « ainsi « soit » et partit.\n"
    )
    assert codes(parse(text, "a.md"), small) == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://www.itu.int/", "http://itu.int", True),
        ("https://itu.int:443/a?utm_source=x&b=1#", "https://ITU.int/a/?b=1", True),
        ("https://itu.int/a#b", "https://itu.int/a", False),
        ("https://itu.int/A", "https://itu.int/a", False),
        ("https://itu.int:8443/", "https://itu.int/", False),
    ],
)
def test_spellings_of_an_address(one: str, other: str, same: bool) -> None:
    first, second = spelling(one), spelling(other)
    assert first is not None
    assert second is not None
    assert (first.key == second.key) is same


def test_links_are_told_once_with_the_words_they_have() -> None:
    document = parse(
        "[http://a.org](https://b.org), [x][y], <https://c.org> and d@e.org.\n\n[y]: https://f.org\n", "a.md"
    )
    found = [(link.address, link.bare, link.defined) for link in links(document)]
    assert found == [
        ("https://b.org", False, False),
        ("https://c.org", True, False),
        ("d@e.org", True, False),
        ("https://f.org", False, True),
    ]


@pytest.mark.parametrize(
    "piece", ['"a (', "( ", "the the ", "[a][", "](", "a,b ", "“a ", "\u200bІ", "a  ", "[^a]", "#a) [x](#a"]
)
def test_a_long_hostile_text_takes_no_time(piece: str, small: Register) -> None:
    text = "# A heading\n\n" + piece * (60_000 // len(piece))
    document = plain(text, "a.md")
    start = time.process_time()
    told(document, small)
    assert time.process_time() - start < 5
