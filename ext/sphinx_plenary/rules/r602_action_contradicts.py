from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sphinx_plenary.citations import plain_date
from sphinx_plenary.facts import Facts
from sphinx_plenary.model import InForce, Origin, Problem
from sphinx_plenary.prose.actions import actions
from sphinx_plenary.rules.proposed import registered
from sphinx_plenary.rules.rule import rule


@rule("R602")
def action_contradicts(facts: Facts) -> Iterator[Problem]:
    """A proposal would change, keep or suppress a text that is not there, or add one that is.

    Why: MOD, NOC and SUP need a text in force, ADD makes a new one: one of the two, the action or the number, is a
    slip. The day that counts is the eve of the conference, or the paper's date if that is earlier. Items, proposals
    of the register and "MOD Resolution 130" in prose are read; what the register only recalls decides nothing.
    """
    known = registered(facts)
    for item in facts.of_type("proposal"):
        paper = facts.papers.get(item.docname)
        action = item.fields.get("action", "")
        same = known.get(item.id)
        if same and same.action and same.action != action:
            continue  # told by R414
        if paper and (found := _judge(facts, action, item.instrument, _eve(facts, item.conference, paper.date))):
            yield Problem(item.at("action", "resolution"), *found)
    for docname, acted in _in_prose(facts):
        paper = facts.papers[docname]
        if not (paper.kind or facts.conference_of(docname)):
            continue  # nobody knows of when a stranger's file speaks
        for origin, action, instrument in acted:
            if found := _judge(facts, action, instrument, _eve(facts, paper.conference, paper.date)):
                yield Problem(origin, *found)
    if facts.whole and any(paper.kind for paper in facts.papers.values()):  # the register is the project's affair
        for proposal in facts.register.proposals.values():
            eve = _eve(facts, proposal.conference, None)
            if not proposal.unconfirmed and (found := _judge(facts, proposal.action, proposal.instrument, eve)):
                yield Problem(proposal.origin, *found)


def _in_prose(facts: Facts) -> Iterator[tuple[str, list[tuple[Origin, str, str]]]]:
    for docname, document in facts.documents.items():
        if docname not in facts.papers:
            continue
        cites = [cite for cite in facts.citations_in(docname) if cite.year is None]  # else R102 judges the revision
        found = [(document.origin(*one.span), one.action, one.citation.instrument) for one in actions(document, cites)]
        if found:
            yield docname, found


def _eve(facts: Facts, conference: str, on: date | None) -> date | None:
    """The day as of which a proposal is judged: what a conference did itself had not been done before it."""
    known = facts.register.conferences.get(conference)
    start = known.start if known and not known.unconfirmed else None
    return min((day for day in (start, on) if day), default=None)


def _judge(facts: Facts, action: str, instrument: str, on: date | None) -> tuple[str, str] | None:
    """What is wrong, and how to mend it."""
    text = facts.register.instruments.get(instrument)
    if text is None or on is None:
        return None
    standing = facts.register.standing(text, on)
    day = plain_date(on)
    if action == "ADD":
        if standing.state is not InForce.YES or text.unconfirmed:
            return None
        return f"'ADD' {text.id}: that text is in force on {day}", "write 'MOD' to change it, or mend the number"
    if action not in {"MOD", "(MOD)", "SUP", "NOC"} or not standing.certain:
        return None
    if standing.state is InForce.SUPPRESSED:
        return f"{action!r} {text.id}: {standing.suppressed_by} suppressed that text", "mend the number, or take it out"
    if standing.state is InForce.NOT_YET:
        first = text.revisions[0].meeting.conference
        fix = "write 'ADD' for a new text, or mend the number"
        return f"{action!r} {text.id}: on {day} that text was not there, {first} adopted it", fix
    return None
