"""What the rules on papers and proposals read in a text: names of documents, gaps, contents, tables, actions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_plenary.facts import Facts
from sphinx_plenary.lint import Document, Span
from sphinx_plenary.lint.cited import ProseReader
from sphinx_plenary.lint.document import line_anchors, plain_document
from sphinx_plenary.lint.markdown import parse
from sphinx_plenary.lint.plain import blocks
from sphinx_plenary.model import Item, Origin, Paper, Status
from sphinx_plenary.prose.actions import actions, unknown_actions
from sphinx_plenary.prose.gaps import gaps
from sphinx_plenary.prose.headings import bare, contents, headings
from sphinx_plenary.prose.papers import leads
from sphinx_plenary.prose.tables import tables
from sphinx_plenary.register import Register
from sphinx_plenary.rules import RULES, findings

OURS = tuple(rule for rule in RULES if rule.code > "R507")

# What the readers look for, so that the texts made up here are not all silence.
PIECES = st.sampled_from(
    [
        *(
            "PP-22/44(Add.7)-E",
            "PP22/44A7",
            "EUR/44A7",
            "EUR/44A7/1",
            "CEPT/44A7/1",
            "Document 44(Add.7)",
            "PP 22/44 (Add 7)",
        ),
        *("TODO", "TBC", "TBD:", "XXX", "???", "[date]", "[insert", "]", "[ ] ", "- [ ] x\n", "lorem ipsum", "(TBC)"),
        *("Contents\n\n", "- Summary\n", "Summary .... 3\n", "# ", "\n## Summary\n", "#### X\n", "**", "*"),
        *(
            "| Action | Resolution |\n| --- | --- |\n| Mod | 130 |\n",
            "|",
            "---",
            "\n",
            "MDO ",
            "ADD ",
            "SUP ",
            "Resolution 130",
        ),
        *("{doc}`b`", "[x](b.md)", "{msg}`MSG-ONE`", "{doc}`a <b>`", "```", ":::", "\t", " ", "\xa0", "\u2011", "é"),
    ]
)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=30).map("".join)


def facts_of(document: Document, register: Register, **values: object) -> Facts:
    paper = Paper("a", document.name, "background-paper", "PP-22", Status.FINAL, date(2022, 9, 8), "1.0", title="A")
    cites = ProseReader(register.bodies).citations(document, "a", register.conferences["PP-22"])
    facts = Facts(register=register, papers={"a": paper}, documents={"a": document}, citations=tuple(cites))
    return replace(facts, **values)  # type: ignore[arg-type]


def spans(document: Document, facts: Facts) -> Iterator[Span]:
    yield from (gap.span for gap in gaps(document))
    yield from (heading.span for heading in headings(document))
    yield from (lead.span for lead in leads(document, "a", {"b", "a"}))
    yield from (word.span for word in unknown_actions(document))
    yield from (acted.span for acted in actions(document, facts.citations))
    yield from (Span(name.start, name.end) for name in facts.document_names["a"])
    for table in tables(document):
        yield from (cell.span for row in (table.head, *table.rows) for cell in row)
    if listed := contents(document, headings(document)):
        yield from (entry.span for entry in listed.entries)


def as_plain(text: str) -> Document:
    return plain_document("a.txt", text, blocks(text), line_anchors(text))


@pytest.mark.parametrize("read", [lambda text: parse(text, "a.md"), as_plain], ids=["markdown", "plain"])
@given(text=TEXTS)
def test_whatever_is_read_lies_in_the_text(small: Register, read: object, text: str) -> None:
    document = read(text)  # type: ignore[operator]
    facts = facts_of(document, small)
    for start, end in spans(document, facts):
        assert 0 <= start < end <= len(document.text), (text, start, end)
    lines = text.count("\n") + 1
    for one in findings(facts, OURS):
        assert 1 <= one.problem.origin.line <= lines
        for edit in one.problem.edits:
            assert (edit.origin.end_line, edit.origin.end_column) > (edit.origin.line, edit.origin.column)


@given(text=TEXTS)
def test_a_mended_document_is_named_right(small: Register, text: str) -> None:
    """The form that is offered is a form that nobody would mend again, and of the same document."""
    facts = facts_of(as_plain(text), small)
    for name in facts.document_names["a"]:
        if not name.formed:
            (again,) = facts.names_in(name.right)
            assert (again.formed, again.right, again.key) == (True, name.right, name.key)


def test_the_head_of_a_page_names_the_document_itself(small: Register) -> None:
    """ITU prints it without the hyphen there; who cites it in a sentence has no such habit."""
    lines = ["PP14/34(Rev.1)(Add.1)-E", "Addendum 1 to Document 34(Rev.1)-E", "2/30  PP-14/34(Rev.1)(Add.1)-E", ""]
    text = "\n".join([*lines, "It stands in PP22/44(Add.7)-E and nowhere else."])
    found = facts_of(as_plain(text), small).document_names["a"]
    assert [name.text for name in found] == ["PP22/44(Add.7)-E"]
    assert len(facts_of(parse(text, "a.md"), small).document_names["a"]) == 4


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("1. Summary", "summary"),
        ("1.2.3 The day  of", "the day of"),
        ("IV. Results ........ 12", "results"),
        ("a) Results\t12", "results"),
        ("Results …… 12", "results"),
        ("Resolutions of 2018", "resolutions of 2018"),
        ("5G and beyond", "5g and beyond"),
        ("2022: a year", "2022: a year"),
        ("Civil society", "civil society"),
        ("Outlook:", "outlook"),
    ],
)
def test_the_bare_words_of_a_heading(words: str, expected: str) -> None:
    assert bare(words) == expected


def test_cells_stand_under_their_heads() -> None:
    text = "| A | B |\n|---|---|\n| | b |\n| a\\|a | |\n\nx | y\n:-: | -\n1 | `2`\n\n> | C |\n> | - |\n> | c |\n"
    found = [
        ([cell.words for cell in table.head], [[(cell.column, cell.words) for cell in row] for row in table.rows])
        for table in tables(parse(text, "a.md"))
    ]
    assert found == [
        (["A", "B"], [[(1, "b")], [(0, "a |a")]]),
        (["x", "y"], [[(0, "1"), (1, "")]]),
        (["C"], [[(0, "c")]]),
    ]


def test_proposals_of_the_register_are_judged_where_papers_are_ours(small: Register) -> None:
    proposal = replace(small.proposals["PP-22-EUR-44A7-1"], action="ADD", date=date(2022, 9, 6))
    register = replace(small, proposals={proposal.id: proposal})
    facts = facts_of(parse("Nothing.", "a.md"), register)
    assert [f"{one.problem.origin}: {one.text}" for one in findings(facts, OURS)] == [
        "tests/register/proposals.csv:2: R602 'ADD' PP-RES-130: that text is in force on 26 September 2022; "
        "write 'MOD' to change it, or mend the number",
        "tests/register/proposals.csv:2: R606 proposal 'PP-22-EUR-44A7-1' is of 6 September 2022, after the deadline "
        "PP-22-FIRM of 5 September 2022; mend the date, or say that it came late",
    ]
    stranger = replace(facts, papers={"a": replace(facts.papers["a"], kind="")})
    assert list(findings(stranger, OURS)) == []


def test_a_prefix_that_two_organizations_share(small: Register) -> None:
    other = replace(small.organizations["CITEL"], id="OAS")
    register = replace(small, organizations={**small.organizations, "OAS": other})
    fields = ({}, {"proponent": "OAS"})
    items = tuple(
        Item(
            "a",
            Origin("a.md", number),
            f"A-{number}",
            "proposal",
            "IAP/1/1",
            "PP-22",
            fields={"document": "x", **field},
        )
        for number, field in enumerate(fields, 1)
    )
    facts = facts_of(parse("Nothing. IAP/1A1/1.", "a.md"), register, items=items)
    assert [f"{one.problem.origin}: {one.text}" for one in findings(facts, OURS)] == [
        "a.md:1: R603 the prefix 'IAP' is that of CITEL and of OAS; add ':proponent: CITEL', or whose it is"
    ]


def test_a_register_without_states_knows_no_unknown_prefix(small: Register) -> None:
    facts = facts_of(parse("QQZ/44A7/1", "a.md"), replace(small, states={}))
    assert list(findings(facts, OURS)) == []
