from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sphinx_plenary.citations import shortest_target
from sphinx_plenary.facts import Facts
from sphinx_plenary.model import InForce, Item, Paper, Problem, Reports, Severity
from sphinx_plenary.rules.rule import rule

_SHOWN: Final = 5


@rule("R410", Severity.WARNING)
def outcome_missing(facts: Facts) -> Iterator[Problem]:
    """After a conference a paper that reports its results has no outcome for a text that is tracked there.

    Why: who followed a text up to the conference wants to know what became of it; "not changed" is an outcome too.
    Which kinds of paper report stands in kinds.yaml, under ``checks: outcomes``; besides these any paper does that is
    dated after the conference and declares an outcome of it. Each must have the outcomes of the texts that it tracks;
    the newest of a kind with ``outcomes: all`` also those of the texts that other papers track. An outcome in any
    paper will do, and so will the register's.
    """
    register = facts.register
    declared = {(item.instrument, item.conference) for item in facts.of_type("outcome")}
    reporting = {(item.docname, item.conference) for item in facts.of_type("outcome")}
    newest: dict[str, Paper] = {}
    for paper in facts.papers.values():
        if register.kind_of(paper.kind).reports is Reports.ALL and _over(paper, paper.conference, facts):
            older = newest.get(paper.conference, paper)
            newest[paper.conference] = max(older, paper, key=lambda one: (one.date, one.docname))
    lacking: dict[str, list[Item]] = {}
    for item in facts.of_type("resolution"):
        home = facts.papers.get(item.docname)
        if home is None or (item.instrument, item.conference) in declared:
            continue
        in_report = register.kind_of(home.kind).reports or (item.docname, item.conference) in reporting
        own = bool(in_report) and _over(home, item.conference, facts)
        report = home if own else newest.get(item.conference)
        if report is None or not _expected(item, report, facts):
            continue
        if own:
            what = f"no outcome of {item.conference} is given for {item.instrument}, which is tracked here"
            yield Problem(item.origin, what, _fix([item], home, facts))
        else:
            lacking.setdefault(item.conference, []).append(item)
    for conference, items in lacking.items():
        named = [f"{item.instrument} ({item.origin})" for item in items[:_SHOWN]]
        if len(items) > _SHOWN:
            named.append(f"{len(items) - _SHOWN} more")
        matrix = newest[conference]
        what = f"no outcome of {conference} is given for {', '.join(named)}"
        yield Problem(matrix.origin("kind"), what, _fix(items, matrix, facts))


def _over(paper: Paper, conference: str, facts: Facts) -> bool:
    known = facts.register.conferences.get(conference)
    return known is not None and known.over(paper.date)


def _expected(item: Item, paper: Paper, facts: Facts) -> bool:
    """Whether the conference could decide on the text, and the register does not say what it decided."""
    register = facts.register
    instrument = register.instruments.get(item.instrument)
    if instrument is None or instrument.key.body != register.conferences[item.conference].body:
        return False
    if item.conference in register.outcomes_of.get(instrument.id, {}):
        return False
    return register.standing(instrument, paper.date).state not in {InForce.SUPPRESSED, InForce.NOT_YET}  # R102's


def _fix(items: list[Item], paper: Paper, facts: Facts) -> str:
    key = facts.register.instruments[items[0].instrument].key
    body = facts.register.bodies[key.body]
    target = shortest_target(key, body) if facts.body_of(paper) == body.id else str(key)
    each = "it" if len(items) == 1 else "each"
    return f"declare {each} with ':::{{outcome}} {target}' and ':outcome: revised', or whatever it was"
