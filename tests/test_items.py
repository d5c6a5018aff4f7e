"""Rules on items where a page of cases cannot say it: other registers, any links, many items."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Confidence, Item, Origin, Paper, Proposal, Status
from sphinx_plenary.register import Register
from sphinx_plenary.rules import findings
from sphinx_plenary.rules.proposed import document_name
from sphinx_plenary.rules.r407_circle import circles

AFTER = Paper("out", "out.md", "commentary", "PP-22", Status.FINAL, date(2022, 11, 20), "1.0")
ADOPTED = Proposal(
    origin=Origin("data/proposals.csv", 9),
    id="PP-22-USA-1-1",
    conference="PP-22",
    instrument="PP-RES-102",
    subject="",
    action="MOD",
    proponents=("United States", "France"),
    document="PP-22/1-E",
    date=None,
    summary="",
    result="not adopted; forwarded to WTDC",
)


def proposal(**fields: str) -> Item:
    return Item("out", Origin("out.md", 5), "PP-22-USA-1-1", "proposal", "USA/1/1", "PP-22", "PP-RES-102", fields)


def told(register: Register, *items: Item) -> list[str]:
    facts = Facts(register=register, papers={"out": AFTER}, items=items, declared=items)
    return [f"{one.rule.code} {one.problem.what}" for one in findings(facts) if one.rule.code[:2] == "R4"]


def test_the_result_that_the_register_has_is_held_against_a_status(small: Register) -> None:
    register = replace(small, proposals={ADOPTED.id: ADOPTED})
    assert told(register, proposal(status="adopted")) == ["R409 the status of PP-22-USA-1-1 is 'adopted'"]
    assert told(register, proposal(status="open")) == [
        "R409 the status of PP-22-USA-1-1 is 'open' after PP-22 has decided"
    ]
    assert told(register, proposal(status="not adopted")) == []
    unsaid = replace(ADOPTED, result="Resolution 102 was revised")
    assert told(replace(small, proposals={ADOPTED.id: unsaid}), proposal(status="not adopted")) == []


def test_one_of_several_proponents_is_enough(small: Register) -> None:
    register = replace(small, proposals={ADOPTED.id: ADOPTED})
    assert told(register, proposal(proponent="France")) == []
    assert told(register, proposal(proponent="the United States of America; CITEL")) == []
    assert told(register, proposal(proponent="CITEL")) == ["R414 the proponent of PP-22-USA-1-1 is given as 'CITEL'"]


def test_an_unconfirmed_proposal_is_the_ground_of_nothing(small: Register) -> None:
    recalled = replace(ADOPTED, confidence=Confidence.RECALLED)
    register = replace(small, proposals={ADOPTED.id: recalled})
    position = Item("out", Origin("out.md", 9), "POS-1", "position", "", "PP-22", "PP-RES-102", {"position": "support"})
    assert told(register, proposal(status="adopted", proponent="CITEL", action="ADD")) == []
    assert told(register, position) == []


def test_documents_are_the_same_in_any_writing() -> None:
    for written in ("PP-22/44(Add.7)-E", "44(Add.7)", "Document 44 (Add. 7)", "pp-22/44(Add7)-F", "Doc. 44(Add.7)"):
        assert document_name(written, "PP-22") == "44(add.7)", written
    for written in ("", "S22-PP-C-0044!A7!MSW-E", "C24/41", "PP-18/44(Add.7)-E", "the Final Acts"):
        assert document_name(written, "PP-22") == "", written


@given(st.text(max_size=60))
def test_any_text_may_stand_for_a_document(text: str) -> None:
    assert document_name(document_name(text, "PP-22"), "PP-22") == document_name(text, "PP-22")


LINKS = st.dictionaries(st.integers(0, 9), st.frozensets(st.integers(0, 9)), max_size=10)


@given(LINKS)
def test_what_is_told_is_a_circle_and_where_none_is_told_there_is_none(drawn: dict[int, frozenset[int]]) -> None:
    links = {str(at): {str(to): "positions" for to in sorted(drawn.get(at, ()))} for at in range(10)}
    closing = set()
    for way in circles(links):
        assert len(set(way)) == len(way)
        assert all(to in links[at] for at, to in zip(way, [*way[1:], way[0]], strict=True))
        closing.add((way[-1], way[0]))
    open_links = {at: [to for to in out if (at, to) not in closing] for at, out in links.items()}
    assert bool(closing) == bool(set(_on_circles(links)))
    assert not set(_on_circles(open_links)), "without the links that close them there are no circles"


def _on_circles(links: dict[str, list[str]] | dict[str, dict[str, str]]) -> Iterator[str]:
    for start in links:
        reached: set[str] = set()
        ahead = list(links[start])
        while ahead:
            if (at := ahead.pop()) not in reached:
                reached.add(at)
                ahead += links[at]
        if start in reached:
            yield start


def test_many_items_are_judged_in_no_time(small: Register) -> None:
    """A long chain that closes, and thousands of items on one text."""
    count = 4000
    chain = [
        Item("out", Origin("out.md", n), f"MSG-{n}", "message", "", "PP-22", links={"positions": (f"MSG-{n + 1}",)})
        for n in range(count)
    ]
    chain.append(replace(chain[0], id=f"MSG-{count}", links={"positions": ("MSG-0",)}))
    held = [
        Item("out", Origin("out.md", n), f"P{n}", "position", "", "PP-22", "PP-RES-102", {"position": "support"})
        for n in range(count)
    ]
    began = time.process_time()
    found = told(small, *chain, *held)
    assert time.process_time() - began < 3
    assert sum(line.startswith("R407") for line in found) == 1
