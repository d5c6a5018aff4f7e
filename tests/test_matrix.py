"""The matrix: what rows there are, in which table, with what; and what a view shows of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_plenary.facts import Facts
from sphinx_plenary.matrix import GROUPINGS, SORTS, Matrix, Row, View, build_matrix, grouped, viewed
from sphinx_plenary.matrix.view import FILTERS, columns_of, values_of
from sphinx_plenary.model import Item, Origin, OutcomeKind, Position
from sphinx_plenary.register import Register

BEFORE, AFTER = date(2022, 9, 16), date(2022, 11, 20)


def item(type: str, id: str, instrument: str = "", **fields: str) -> Item:
    title = fields.pop("title", id)
    return Item("papers/a", Origin("papers/a.md", 9), id, type, title, "PP-22", instrument, fields)


ITEMS = (
    item("resolution", "PP-RES-101", "PP-RES-101", position="no-change", issue="cybersecurity", concern="A wider text"),
    item("position", "POS-CITEL-PP-RES-101", "PP-RES-101", position="oppose", organization="CITEL"),
    item("proposal", "PP-22-IAP-1", "PP-RES-101", title="IAP/1/1", proponent="CITEL", action="NOC", date="2022-05-01"),
    item("proposal", "PP-22-EUR-44A7-1", "PP-RES-130", title="EUR/44A7/1", proponent="CEPT", action="MOD"),
    item("outcome", "OUT-PP-22-PP-RES-214", "PP-RES-214", outcome="new", source="ITU"),
)


@pytest.fixture
def facts(small: Register) -> Facts:
    return Facts(register=small, items=ITEMS, declared=ITEMS)


@pytest.fixture
def outcomes(facts: Facts) -> Matrix:
    return build_matrix(facts, "PP-22", "outcomes", AFTER)


def row(matrix: Matrix, id: str) -> Row:
    return next(row for row in matrix.rows() if row.id == id)


def test_a_row_says_what_stood_before_the_conference(facts: Facts) -> None:
    for edition, day in (("issues", BEFORE), ("outcomes", AFTER)):
        found = row(build_matrix(facts, "PP-22", edition, day), "PP-RES-101")
        assert (found.name, found.revision, found.title) == (
            *("Resolution 101", "Rev. Dubai, 2018"),
            "Internet Protocol-based networks",
        )
        assert (found.position, found.concern, found.tracked) == (Position.NO_CHANGE, "A wider text", "PP-RES-101")
        assert [(held.organization, held.position.value) for held in found.positions] == [
            *(("", "no-change"), ("CITEL", "oppose"))
        ]


def test_outcomes_belong_to_their_edition(facts: Facts, outcomes: Matrix) -> None:
    assert all(row.result is None for row in build_matrix(facts, "PP-22", "issues", BEFORE).rows())
    assert all(row.result is None for row in build_matrix(facts, "PP-22", "outcomes", date(2022, 10, 1)).rows())
    result = row(outcomes, "PP-RES-130").result
    assert result and (result.kind, result.label, result.detail) == (OutcomeKind.REVISED, "Rev. Bucharest, 2022", "")
    recalled = row(outcomes, "PP-RES-101").result
    assert recalled and recalled.unconfirmed
    abrogated = row(outcomes, "PP-RES-11").result
    assert abrogated and (abrogated.kind, abrogated.label) == (OutcomeKind.SUPPRESSED, "")


def test_tables(outcomes: Matrix) -> None:
    found = {table.id: [row.id for row in table.rows] for table in outcomes.tables}
    assert found["new"] == ["PP-RES-214"]
    assert found["decisions"] == ["PP-DEC-5"]
    assert found["revisions"][:3] == ["PP-RES-2", "PP-RES-11", "PP-RES-101"]
    assert list(found) == ["revisions", "new", "decisions"]


def test_a_declared_proposal_and_that_of_the_register_are_one(outcomes: Matrix) -> None:
    (one,) = row(outcomes, "PP-RES-130").contributions
    assert (one.code, one.region, one.proponents, one.declared) == (
        *("EUR/44A7/1", "Europe", ("CEPT",)),
        "PP-22-EUR-44A7-1",
    )
    assert one.sources and one.date == date(2022, 6, 3)


def test_what_came_later_is_left_out(facts: Facts) -> None:
    early = build_matrix(facts, "PP-22", "issues", date(2022, 6, 1))  # the document is of 3 June
    assert row(early, "PP-RES-130").contributions == ()
    late = build_matrix(facts, "PP-22", "issues", BEFORE)
    assert {row.id for row in early.rows()} <= {row.id for row in late.rows()}


def test_regions_in_order_with_their_prefixes(outcomes: Matrix) -> None:
    assert list(outcomes.regions.items()) == [
        ("Africa", ("ATU", "AFCP")),
        ("Americas", ("CITEL", "IAP")),
        ("Asia-Pacific", ("APT", "ACP")),
        ("Commonwealth of Independent States", ("RCC", "RCC")),
        ("Europe", ("CEPT", "EUR")),
    ]


# views ------------------------------------------------------------------------------------------------------------


def test_filters_groups_and_columns(outcomes: Matrix) -> None:
    europe = viewed(outcomes, View(filters={"region": ("Europe",)}))
    assert [row.id for row in europe.rows()] == ["PP-RES-130"]
    both = viewed(outcomes, View(filters={"region": ("Europe", "Americas"), "action": ("NOC",)}))
    assert [row.id for row in both.rows()] == ["PP-RES-101"]
    groups = grouped(outcomes, View(group_by="region"))
    assert [(id, [row.id for row in rows]) for id, _, rows in groups][:2] == [
        ("Americas", ["PP-RES-101"]),
        ("Europe", ["PP-RES-130"]),
    ]
    assert groups[-1][:2] == ("other", "No regional proposal known")
    assert "affected" not in columns_of(outcomes, View())
    assert columns_of(outcomes, View(columns=("number", "outcome"))) == ("number", "outcome")


@given(st.sampled_from(GROUPINGS), st.sampled_from(SORTS), st.sampled_from(FILTERS))
def test_a_view_loses_and_makes_no_row(real: Register, group: str, sort: str, filter: str) -> None:
    matrix = build_matrix(Facts(register=real), "PP-22", "outcomes", AFTER)
    all_rows = {row.id for row in matrix.rows()}
    assert {row.id for row in viewed(matrix, View(sort=sort)).rows()} == all_rows
    assert {row.id for _, _, rows in grouped(matrix, View(group_by=group)) for row in rows} == all_rows
    for table in matrix.tables:
        for one in table.rows:
            for value in values_of(one, filter, table.id):
                passed = viewed(matrix, View(filters={filter: (value,)}))
                assert one in list(passed.rows())


def test_every_conference_has_a_matrix(real: Register) -> None:
    facts = Facts(register=real)
    for conference in real.conferences:
        for edition in ("issues", "outcomes"):
            matrix = build_matrix(facts, conference, edition, date(2026, 1, 1))
            ids = [row.id for row in matrix.rows()]
            assert len(ids) == len(set(ids))
            assert replace(matrix, tables=()) != matrix or not ids
