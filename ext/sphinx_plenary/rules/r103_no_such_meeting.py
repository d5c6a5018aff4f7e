from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from sphinx_plenary.citations import Form, citation_words, plain_date, revision_words
from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Body, Citation, InForce, InstrumentId, Origin, Problem
from sphinx_plenary.register import no_such_meeting as never_met
from sphinx_plenary.rules.rule import rule


@rule("R103")
def no_such_meeting(facts: Facts) -> Iterator[Problem]:
    """A revision is named by a city and year in which the body held no conference.

    Why: ITU cites a text by the city and year of the conference that made it, and the pair is fixed:
    (Rev. Dubai, 2018) is the Plenipotentiary Conference's, (Rev. Dubai, 2014) the development
    conference's. The revision in force on the paper's date is told with it.
    """
    bodies = facts.register.bodies
    for named in _named(facts):
        key = InstrumentId.parse(named.instrument)
        body = bodies.get(key.body) if key else None
        if key and named.year == key.year:
            continue  # part of the id: told by R101
        if body and body.meetings and body.meeting(named.year, named.city or None) is None:
            problem = never_met(named.origin, body, named.city, named.year, bodies.values())
            told = _in_force(facts, named, body, problem.fix)
            yield replace(problem, fix=f"{problem.fix}{told}")


class _Named(NamedTuple):
    """A revision that is named by a citation, or else by an option."""

    origin: Origin
    docname: str
    instrument: str
    city: str
    year: int
    cite: Citation | None = None


def _named(facts: Facts) -> Iterator[_Named]:
    for cite in facts.citations:
        if cite.year is not None:
            yield _Named(cite.origin, cite.docname, cite.instrument, cite.city, cite.year, cite)
    for item in facts.items:
        if year := item.fields.get("revision_year"):
            city = item.fields.get("revision_city", "")
            yield _Named(item.at("revision"), item.docname, item.instrument, city, int(year))


def _in_force(facts: Facts, named: _Named, body: Body, fix: str) -> str:
    """What was in force on the paper's date, as it is typed there: else the cure might be R102's next fault."""
    paper, instrument = facts.papers.get(named.docname), facts.register.instruments.get(named.instrument)
    if paper is None or instrument is None or instrument.key.year or (named.cite and named.cite.background):
        return ""
    standing = facts.register.standing(instrument, paper.date)
    revision = standing.revision
    if standing.state is not InForce.YES or revision is None or fix == f"did you mean {revision.meeting.label}?":
        return ""
    if named.cite is None:
        right = repr(revision_words(body, revision).strip("()"))
    elif named.cite.prose:
        own, language = facts.body_of(paper) == body.id, facts.language_of(named.cite)
        right = repr(citation_words(body, instrument.key, revision, Form.FULL, own, language))
    else:
        right = f"{instrument.id}@{revision.year}"
    unsure = " (unconfirmed)" if revision.unconfirmed else ""
    return f"{'' if fix.endswith('?') else '.'} In force on {plain_date(paper.date)} is {right}{unsure}"
