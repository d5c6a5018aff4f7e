"""Reading names, abbreviations, labels and spellings: what the rules' pages do not show, and what holds of any text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_plenary.facts import Facts
from sphinx_plenary.lint.markdown import parse
from sphinx_plenary.mending import apply
from sphinx_plenary.model import Paper, Problem, Status
from sphinx_plenary.prose.known import Known, plain
from sphinx_plenary.prose.labels import Labels
from sphinx_plenary.prose.near import Kind, singular, typo, typos, without_one
from sphinx_plenary.register import Register
from sphinx_plenary.rules import RULES

NAMES = tuple(rule for rule in RULES if "R202" <= rule.code <= "R208")
# What the readers look for, so that texts of it reach their corners.
_LISTED = (
    "ITU WTSA WTSDA CITLE CITEL PP PP22 PP-22 PP-23 WTSA-2020 '22 –22 (ITU) (CITEL, (WTSDA) The World Telecommunication"
    " Telecommunications Standardization assembly Asia Pacific Asia‑Pacific Telecommunity Secretary General of the ITU"
    " Council Working Group on Internet (IP) Internet Protocol intellectual property multi-stakeholder Multistakeholder"
    " “ ” ( ) / & > # * | ’s L’UIT Conférence de plénipotentaires \u00ad e\u0301 İ ß ŉ ITRs CWG-Intenet XIV 20 IXPs"
)
TEXTS = st.lists(st.sampled_from([*_LISTED.split(), "\n", "\n\n", "\n> "]) | st.text(max_size=4), max_size=40).map(
    " ".join
)


def facts_of(text: str, register: Register, kind: str = "background-paper") -> Facts:
    paper = Paper("a", "a.md", kind, "PP-22", Status.FINAL, date(2022, 9, 8), "1.0")
    return Facts(register=register, papers={"a": paper}, documents={"a": parse(text, "a.md")})


def problems(text: str, register: Register) -> list[tuple[str, Problem]]:
    return [(rule.code, problem) for rule in NAMES for problem in rule.check(facts_of(text, register))]


def told(text: str, register: Register, kind: str = "") -> list[str]:
    facts = facts_of(text, register, kind)
    return [f"{rule.code} {problem.what}" for rule in NAMES for problem in rule.check(facts)]


@given(TEXTS)
def test_no_text_crashes_a_rule_and_findings_lie_inside_it(small: Register, text: str) -> None:
    facts = facts_of(text, small)
    lines = facts.documents["a"].text.split("\n")
    for problem in (problem for rule in NAMES for problem in rule.check(facts)):
        for place in (problem.origin, *(edit.origin for edit in problem.edits)):
            assert 1 <= place.line <= place.end_line <= len(lines)
            assert (place.line, place.column) < (place.end_line, place.end_column)
            assert place.end_column <= len(lines[place.end_line - 1]) + 1


@given(TEXTS)
def test_a_cured_name_or_label_is_not_told_again(small: Register, text: str) -> None:
    """What an edit writes is what the rule asks for."""
    facts = facts_of(text, small)
    for rule in (one for one in NAMES if one.code in {"R203", "R207"}):
        for problem in rule.check(facts):
            if problem.edits and "\n" not in problem.what:
                wanted = problem.fix.removeprefix("write ").strip("'")
                assert told(f"So {wanted} it is.", small, "x").count(f"{rule.code} {problem.what}") == 0


@pytest.mark.parametrize(
    ("written", "right"),
    [
        (
            "Regional Commonwealth in the Field of Communication (RCC)",
            "Regional Commonwealth in the field of Communications",
        ),
        (
            "Regional Commonwealth in Field of Communication (RCC)",
            "Regional Commonwealth in the field of Communications",
        ),
        (
            "European Conference of Postal & Telecommunications Administration (CEPT)",
            "European Conference of Postal and Telecommunications Administrations",
        ),
        ("World Telecommunications Development Conferences", "World Telecommunication Development Conferences"),
        ("Inter\nAmerican Telecommunications Commission", "Inter-American Telecommunication Commission"),
        ("Inter‑American\nTelecommunications Commission", "Inter‑American\nTelecommunication Commission"),
        (
            "Assemblée Mondiale de normalization des télécommunications",
            "Assemblée mondiale de normalisation des télécommunications",
        ),
    ],
)
def test_an_edit_writes_what_the_message_says(real: Register, written: str, right: str) -> None:
    text = f"It was the {written} that met."
    (problem,) = [one for rule in NAMES for one in rule.check(facts_of(text, real, ""))]
    assert problem.fix == f"write {plain(' '.join(right.split()))!r}"
    cured = apply(text, parse(text, "a.md"), [problem.edits])[0]
    assert right in cured
    assert told(cured, real) == []


@pytest.mark.parametrize(
    ("code", "slip"),
    [
        ("R202", "CITEL and CITLE met."),
        ("R203", "The Asia Pacific Telecommunity met."),
        ("R207", "The ends of PP22 were met."),
    ],
)
def test_a_quotation_is_told_and_stays_as_printed(small: Register, code: str, slip: str) -> None:
    for text in ('He wrote "{}"', "“{}”, he wrote.", "«\u00a0{}\u00a0»", "> {}", "- item\n\n  > {}\n  > more\n"):
        quoted = [problem for problem in problems(text.format(slip), small) if problem[0] == code]
        assert quoted and not any(problem.edits for _, problem in quoted), text
    assert any(problem.edits for told_by, problem in problems(slip, small) if told_by == code)


@given(TEXTS)
def test_no_edit_is_in_a_quotation(small: Register, text: str) -> None:
    facts = facts_of(text, small)
    document, quotations = facts.documents["a"], facts.quotations["a"]
    for problem in (problem for rule in NAMES for problem in rule.check(facts)):
        for edit in problem.edits:
            start, end = (
                document.places[line - 1].offset + column - 1
                for line, column in (
                    (edit.origin.line, edit.origin.column),
                    (edit.origin.end_line, edit.origin.end_column),
                )
            )
            assert not quotations.holds(start, end)


@pytest.mark.parametrize("name", ["organizations", "conferences"])
def test_no_name_of_the_register_is_a_variant_of_another(real: Register, name: str) -> None:
    for record in getattr(real, name).values():
        text = f"It was the {record.name} ({record.id}) that met."
        assert told(text, real) == [], record.name


def test_no_expansion_of_the_register_is_a_variant_of_a_name(real: Register) -> None:
    for one in real.abbreviations:
        text = f"It was the {one.expansion} ({one.abbreviation}) that met, and {one.abbreviation} did."
        found = [line for line in told(text, real) if not line.startswith("R205")]
        assert found == [], one.abbreviation


def test_no_known_abbreviation_is_a_slip_of_another(real: Register) -> None:
    text = "Here are " + ", then ".join(sorted(Known(real).words)) + "."
    assert [line for line in told(text, real) if line.startswith("R202")] == []


def test_labels_that_were_never_or_once_used(real: Register) -> None:
    assert told("At WTSA-22 and WTSA-21.", real) == [
        "R208 there was no conference 'WTSA-22'",
        "R208 there was no conference 'WTSA-21'",
    ]
    assert told("At WTSA22 and WTSA2022.", real) == [
        "R208 'WTSA22' has no hyphen, and there was no conference 'WTSA-22'",
        "R208 'WTSA2022' has no hyphen, and there was no conference 'WTSA-2022'",
    ]
    labels = Labels(real)
    facts = facts_of("WTSA-22", real)
    assert [labels.meant(label) for label in facts.labels["a"]] == [["WTSA-20"]]
    assert told("WTDC-21 was put off; WTDC-94, WTDC-98, PP-89 and PP-30 are not in the register.", real) == []


@pytest.mark.parametrize(
    ("written", "meant", "kind"),
    [
        ("CITLE", "CITEL", Kind.SWAPPED),
        ("WTSDA", "WTSA", Kind.ADDED),
        ("CITL", "CITEL", Kind.LEFT_OUT),
        ("CITAL", "CITEL", Kind.CHANGED),
    ],
)
def test_one_slip(written: str, meant: str, kind: Kind) -> None:
    found = typo(written, meant)
    assert found is not None
    assert found.kind is kind
    assert typos(written, meant) == 1


@given(st.text("ABCD", max_size=6), st.text("ABCD", max_size=6))
def test_slips_are_the_same_both_ways(one: str, other: str) -> None:
    assert typos(one, other) == typos(other, one)
    assert (typos(one, other) == 0) == (one == other)
    if typo(one, other):
        assert {one, *without_one(one)} & {other, *without_one(other)}


@pytest.mark.parametrize(
    ("token", "word"), [("ITRs", "ITR"), ("ITU", "ITU"), ("SIDS", "SIDS"), ("EG-ITRs", "EG-ITR"), ("PoPs", "PoP")]
)
def test_the_singular(token: str, word: str) -> None:
    assert singular(token) == word


def test_a_register_without_abbreviations_asks_for_no_expansion(small: Register) -> None:
    assert told("ITU and ZQMU met.", small, "background-paper")
    assert told("ITU and ZQMU met.", replace(small, abbreviations=()), "background-paper") == []
    assert told("ITU and CITLE met CITEL, PP22 or not.", Register(folder="data")) == []


def test_long_texts_are_read_in_time_that_grows_with_them(real: Register) -> None:
    """Nothing here compares each word with each other; the numbers are steps of a scan, not seconds."""
    for piece in ("International Telecommunication ", "(A", "WTSDA-", "AB ", "“multi-stakeholder ", "A-A", "Aa "):
        assert isinstance(told(piece * 20_000, real), list)
