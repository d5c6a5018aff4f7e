"""Citations beside other words: titles, lists, roles; and what ``plenary fix`` makes of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_plenary.citations import language_of
from sphinx_plenary.facts import Facts
from sphinx_plenary.lint import Document
from sphinx_plenary.lint.cited import ProseReader
from sphinx_plenary.lint.markdown import parse
from sphinx_plenary.model import Citation, Origin, Paper, Status
from sphinx_plenary.prose import names_meeting, speaks_of_now
from sphinx_plenary.prose.titles import Likeness, beside, likeness
from sphinx_plenary.register import Register
from sphinx_plenary.rules import RULES, Finding, findings

OURS = ("R101", "R102", "R104", "R106", "R108", "R110", "R111", "R112", "R113", "R114")


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("Our resolutions\n\n101 texts are here.", []),
        ("## Our resolutions\n101 texts are here.", []),
        ("Our Resolutions\n101 and 102.", ["PP-RES-101", "PP-RES-102"]),
        ("> Resolution\n> 101", ["PP-RES-101"]),
        ("In accordance with Resolution\n\n101 (Rev. Dubai, 2018) it was.", ["PP-RES-101"]),
        ("See Resolutions\n- 101\n- 102", ["PP-RES-101"]),
        ("1. texts of resolutions\n2. matrices", []),
        ("PP-22 revised resolutions 101, 102\n\nand 130 more.", ["PP-RES-101", "PP-RES-102"]),
    ],
)
def test_a_number_of_the_next_paragraph_is_not_cited(text: str, cited: list[str], small: Register) -> None:
    found = ProseReader(small.bodies).citations(parse(text, "a.md"), "a", small.conferences["PP-22"])
    assert [one.instrument for one in found] == cited


def facts_of(document: Document, register: Register, on: date = date(2022, 9, 8), language: str = "en") -> Facts:
    conference = register.conferences["PP-22"]
    paper = Paper("a", "a.md", "background-paper", "PP-22", Status.FINAL, on, "1", language=language)
    citations = tuple(ProseReader(register.bodies).citations(document, "a", conference))
    return Facts(register=register, papers={"a": paper}, citations=citations, documents={"a": document})


def found(text: str, register: Register, codes: Sequence[str] = OURS, language: str = "en") -> list[Finding]:
    rules = [rule for rule in RULES if rule.code in codes]
    return list(findings(facts_of(parse(text, "a.md"), register, language=language), rules))


def mended(text: str, register: Register, code: str, language: str = "en") -> str:
    """The text with all edits of a rule applied, the last first."""
    document = parse(text, "a.md")
    offsets = [0]
    for line in text.split("\n"):
        offsets.append(offsets[-1] + len(line) + 1)
    edits = [edit for finding in found(text, register, [code], language) for edit in finding.problem.edits]
    for edit in sorted(edits, key=lambda edit: edit.origin, reverse=True):
        place = edit.origin
        start, end = offsets[place.line - 1] + place.column - 1, offsets[place.end_line - 1] + place.end_column - 1
        text = text[:start] + edit.text + text[end:]
    assert document.name == "a.md"
    return text


@pytest.mark.parametrize(
    ("code", "before", "after"),
    [
        ("R101", "Resolutions 1O1 and 14O (Rev. Dubai, 2018).", "Resolutions 101 and 140 (Rev. Dubai, 2018)."),
        ("R104", '101: "Internet Protocol based networks."', '101: "Internet Protocol based networks."'),
        ("R104", 'Res. 101, "Internet Protocol based networks."', 'Res. 101, "Internet Protocol-based networks."'),
        ("R104", "“internet protocol-based networks” (Res. 101)", "“internet Protocol-based networks” (Res. 101)"),
        (
            "R104",
            "| 101 | Internet Protocol based networks |\n|-|-|\n| a | b |",
            "| 101 | Internet Protocol-based networks |\n|-|-|\n| a | b |",
        ),
        ("R104", 'Res. 101, "Internet *Protocol* based networks"', 'Res. 101, "Internet *Protocol* based networks"'),
        ("R108", "Resolution 101 (Rev Dubai 2018) says", "Resolution 101 (Rev. Dubai, 2018) says"),
        ("R108", "Resolution No. 101 of PP", "Resolution 101 of PP"),
        ("R108", "RES; 102 and Res. Nos. 130 say", "RES 102 and Res. 130 say"),
        ("R108", "WTSA Resolution 064 [Rev. Hammamet, 2016]", "WTSA Resolution 64 (Rev. Hammamet, 2016)"),
        ("R108", "(Resolution 101, Rev. Dubai, 2018)", "(Resolution 101 (Rev. Dubai, 2018))"),
        ("R108", "Resolution 101 (Dubai, 2018)", "Resolution 101 (Rev. Dubai, 2018)"),
        ("R108", "Resolution 101 (2018) says", "Resolution 101 (Rev. Dubai, 2018) says"),
        # in a list, with words between, with markup between, not closed: by hand
        ("R108", "Resolutions 102 and 101 (Rev. Dubai 2018)", "Resolutions 102 and 101 (Rev. Dubai 2018)"),
        ("R108", "Resolution 101 (networks) (Rev. Dubai 2018)", "Resolution 101 (networks) (Rev. Dubai 2018)"),
        ("R108", "**Resolution 101** (Rev. Dubai 2018)", "**Resolution 101** (Rev. Dubai 2018)"),
        ("R108", "Resolution 101 (Rev. Dubai, 2018 says", "Resolution 101 (Rev. Dubai, 2018 says"),
        ("R110", "Resolutions 101, 102, 101 and 133 say", "Resolutions 101, 102, 101 and 133 say"),
        (
            "R114",
            "Resolution 101 (Rev. Dubai, 2018), Resolution 101, Resolution 102 and **Decision 5**. Decision 5.",
            "{res}`101`, {res}`101`, Resolution 102 and **Decision 5**. Decision 5.",
        ),
        (
            "R114",
            "Resolution 102.<!-- plenary: allow R102: a story --> Resolution 101\n(Rev. Busan, 2014)"
            "<!-- plenary: allow R102: a story -->.",
            "Resolution 102.<!-- plenary: allow R102: a story --> {res}`!101@2014`"
            "<!-- plenary: allow R102: a story -->.",
        ),
        ("R114", "{res}`101` and Resolution 101 (Rev. Dubai, 2018)", "{res}`101` and {res}`101@2018`"),
        # a role behind would print another form
        ("R114", "Resolution 101 (Rev. Dubai, 2018), {res}`101`", "Resolution 101 (Rev. Dubai, 2018), {res}`101`"),
        ("R114", "{res}`101`, Resolution 101, {res}`101`", "{res}`101`, {res}`101`, {res}`101`"),
        ("R114", "Resolution 101 (Rev. Dubai, 2018), {res}`it <101>`", "{res}`101`, {res}`it <101>`"),
        (
            "R114",
            "{res}`101`, Resolution 101 (Rev. Dubai, 2018), {res}`101@2018`",
            "{res}`101`, Resolution 101 (Rev. Dubai, 2018), {res}`101@2018`",
        ),
        (
            "R114",
            "Resolution 101 (Rev. Dubai, 2018)<!-- plenary: allow R114: so be it -->\n\nand Resolution 101",
            "Resolution 101 (Rev. Dubai, 2018)<!-- plenary: allow R114: so be it -->\n\nand Resolution 101",
        ),
    ],
)  # fmt: skip
def test_what_fix_makes_of_it(small: Register, code: str, before: str, after: str) -> None:
    assert mended(before, small, code) == after
    assert mended(after, small, code) == after


def test_a_cure_in_the_language_of_the_paper(small: Register) -> None:
    before, after = "Résolution N° 101 (Rév Dubaï 2018)", "Résolution 101 (Rév. Dubaï, 2018)"
    assert mended(before, small, "R108", "fr") == after


@pytest.mark.parametrize(
    ("words", "paper", "language"),
    [
        ("Résolution 101 (Rev. Dubai, 2018)", "en", "fr"),
        ("RÉSOLUTION 101", "en", "fr"),
        ("Resoluciones 101 y 102", "fr", "es"),
        ("Resolution 101 (Rév. Dubaï, 2018)", "en", "fr"),
        ("Res. 101 (Dubái, 2018)", "en", "es"),
        ("Resolution 101 (Rev. Dubaï, 2018)", "en", "en"),
        ("Resolution 101", "fr", "fr"),
        ("Res. 101 (Marrakech, 2002)", "en", "en"),
        ("Re\u0301solution 101", "en", "fr"),
        ("", "es", "es"),
    ],
)
def test_the_language_of_a_citation(small: Register, words: str, paper: str, language: str) -> None:
    assert language_of(words, small.bodies["PP"], paper) == language


@given(st.text(max_size=80))
def test_any_words_have_a_language(small: Register, words: str) -> None:
    assert all(language_of(words, body, "en") in {"en", "fr", "es"} for body in small.bodies.values())


@given(st.text(max_size=120), st.text(max_size=120))
def test_any_sentence_can_be_asked_for_its_time(small: Register, before: str, after: str) -> None:
    body = small.bodies["WTSA"]
    assert all(names_meeting(f"{before}{met.city} ", body, met) for met in body.meetings if before[-1:] in "., ")
    assert speaks_of_now(before, after) in {True, False}


def test_a_number_that_another_body_has_in_force(real: Register) -> None:
    """In a paper on WTSA before the assembly adopted its own Resolution 101."""
    paper = Paper("a", "a.md", "background-paper", "WTSA-24", Status.FINAL, date(2024, 9, 1), "1")
    cites = [Citation("a", Origin("a.md", 3), name, None) for name in ("WTSA-RES-101", "WTSA-RES-64")]
    facts = Facts(register=real, papers={"a": paper}, citations=cites)
    (told,) = findings(facts, [rule for rule in RULES if rule.code == "R102"])
    fix = "write PP-RES-101 if that is meant, date the paper later, or write {res}`!WTSA-RES-101`"
    assert told.problem.fix == fix


def test_likeness() -> None:
    title = (
        "Role of administrations of Member States in the management of internationalized (multilingual) domain names"
    )
    for same in (title.upper(), f"role{title[4:]}.", title.replace(" ", "\N{NO-BREAK SPACE}"), title.title()):
        assert likeness(same, title) is Likeness.SAME, same
    assert likeness(title.replace("internationalized", "interna-\ntionalized"), title) is Likeness.SAME
    assert likeness(title.replace("Role", "Roles"), title) is Likeness.NEAR
    assert likeness(title.replace("the management", "management"), title) is Likeness.NEAR
    assert likeness(title.replace("(multilingual)", "multilingual"), title) is Likeness.NEAR
    assert likeness("Rev. Dubai, 2018", title) is Likeness.OTHER
    assert likeness("Domain names", title) is Likeness.OTHER
    assert likeness("", title) is Likeness.OTHER
    assert likeness(f"{title} are its subject", title, marked=False) is Likeness.SAME
    assert likeness(f"the {title.lower()}", title, marked=False) is Likeness.OTHER


PIECES = st.sampled_from(
    [
        *("Resolution 101", "Resolutions 101, 102, 101", "Resolution No. 1O1", "{res}`101`", "(Rev. Dubai, 2018)"),
        *("(Rev Busan 2014)", '"Internet Protocol based networks"', "“Internet Protocol-based network”", ": ", ", "),
        *("«", "»", "“", '"', "'", "(", "[", "]", ")", "| ", " |\n", "\n", "\n\n", "- ", "> ", "# ", "*"),
        *("`", "<", "COM5/14", "| 101 | Internet Protocol networks |\n|-|-|\n"),
        *("[IAP-2]", "Resolution 11 requires", "WTSA Resolution 064", "101"),
        *(" ", "\u00a0", "<!-- plenary: allow R102: x -->", "PP-98", "été", "ﬁ", "\u0301", "[a](b)", "Decision 5"),
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=30).map("".join))
def test_findings_lie_inside_any_text(small: Register, text: str) -> None:
    document = parse(text, "a.md")
    lines = text.split("\n")
    for on in (date(2022, 9, 8), date(1999, 1, 1), date(2026, 1, 1)):
        rules = [rule for rule in RULES if rule.code in OURS]
        for finding in findings(facts_of(document, small, on), rules):
            for place in (finding.problem.origin, *(edit.origin for edit in finding.problem.edits)):
                assert 1 <= place.line <= place.end_line <= len(lines)
                assert 1 <= place.column <= len(lines[place.line - 1]) + 1
                assert place.end_column <= len(lines[place.end_line - 1]) + 1


@given(st.lists(PIECES, max_size=30).map("".join))
def test_what_is_mended_once_stays(small: Register, text: str) -> None:
    for code in ("R101", "R104", "R114"):
        once = mended(text, small, code)
        assert mended(once, small, code) == once


@given(st.text(max_size=120), st.text(max_size=120), st.booleans())
def test_any_two_texts_can_be_compared(written: str, title: str, marked: bool) -> None:
    assert likeness(title, title, marked) is not Likeness.NEAR
    assert likeness(written, title, marked) in Likeness


@given(st.lists(PIECES, max_size=30).map("".join))
def test_what_stands_beside_lies_in_the_text(small: Register, text: str) -> None:
    document = parse(text, "a.md")
    for cite in facts_of(document, small).prose_citations["a"]:
        for place in beside(document, cite):
            assert 0 <= place.start <= place.end <= len(text)
