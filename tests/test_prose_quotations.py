"""What stands between quotation marks and in block quotes: another's words, which nobody mends."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_plenary.lint import Document, parse_document
from sphinx_plenary.prose import Quotations


def document_of(text: str, name: str = "a.md") -> Document:
    return parse_document(text, Path(name), name)


def held(text: str, name: str = "a.md") -> list[str]:
    document = document_of(text, name)
    return [document.text[span.start : span.end] for span in Quotations(document).spans]


@pytest.mark.parametrize(
    ("text", "insides"),
    [
        ('She said "one" and "two".', ["one", "two"]),
        ("“one”, « deux », „drei“ and ‘four’.", ["one", " deux ", "drei", "four"]),
        ("“one “two” three” and “four”", ["one “two” three", "four"]),
        ("'one' and \"the members' 'two'\"", ["one", "the members' 'two'"]),
        ("*\"*one* two\"* and **'three'**", ["*one* two", "three"]),
        ('`code` is "a `word` of *it*"', ["a `word` of *it*"]),
        ("“over\ntwo lines”", ["over\ntwo lines"]),
        ('("in brackets"), and—"behind a dash"', ["in brackets", "behind a dash"]),
        ('a 5" disk, "one"', ["one"]),
        ('"lone and "one"', ["one"]),
        ("“lone and “one”", ["one"]),
    ],
)
def test_between_marks(text: str, insides: list[str]) -> None:
    assert held(text) == insides


@pytest.mark.parametrize(
    "text",
    [
        "the members' rights and the Union's, don't",
        "the class of '22 and the members' rights",
        'a 5" disk and a 3" disk',
        "a lone “ and a lone «",
        "closed” and » only",
        '`"code"` and <!-- "a comment" -->',
        '"one paragraph\n\nand another"',
        'an empty "" and “”',
    ],
)
def test_no_quotation(text: str) -> None:
    assert held(text) == []


@pytest.mark.parametrize(
    ("text", "insides"),
    [
        ("> one\n> two\n\nthree", ["one\n> two"]),
        ("> lazy\none\n\nthree", ["lazy\none"]),
        ("- > one\n\n- two > three", ["one"]),
        ("1. > - one\n", ["one"]),
        ("> - one\n", ["one"]),
        ("a > b\n\n| a > b | c |\n| --- | --- |\n| d | e |\n", []),
    ],
)
def test_block_quotes(text: str, insides: list[str]) -> None:
    assert held(text) == insides


def test_a_plain_file_quotes_by_the_line() -> None:
    assert held("They wrote:\n> PP22 is near.\nIt is over.\n", "a.txt") == ["> PP22 is near."]


def test_holds_what_shares_a_character() -> None:
    document = document_of('ab "cd ef" gh')
    quotations = Quotations(document)
    assert [quotations.holds(start, start + 2) for start in (0, 4, 7, 11)] == [False, True, True, False]
    assert quotations.holds(0, 6)
    assert quotations.holds(6, 13)
    assert not quotations.holds(3, 4)
    assert not quotations.holds(9, 10)
    assert [quotations.holds(at, at) for at in (3, 4, 9, 10)] == [False, True, True, False]


@given(st.text(alphabet="ab \n\"'“”„«»‘’>-.1*`", max_size=60))
def test_spans_are_in_order_and_apart(text: str) -> None:
    document = document_of(text)
    quotations = Quotations(document)
    at = -1
    for start, end in quotations.spans:
        assert at < start < end <= len(document.text)
        at = end
    for start in range(len(document.text)):
        inside = any(span.start <= start < span.end for span in quotations.spans)
        assert quotations.holds(start, start + 1) == inside


@pytest.mark.parametrize("sign", ['"', "“", "“”", '" ', ' "', "« ", "‘a", " 'a", "> ", "a\n> ", "- "])
def test_no_text_is_too_much(sign: str) -> None:
    document = document_of(sign * (200_000 // len(sign)), "a.txt")
    started = time.perf_counter()
    assert len(Quotations(document).spans) < 200_000
    assert time.perf_counter() - started < 2
