from __future__ import annotations

from collections.abc import Iterator

from sphinx_plenary.facts import Facts
from sphinx_plenary.model import InstrumentId, Origin, Problem
from sphinx_plenary.register import no_such_meeting as never_met
from sphinx_plenary.rules.rule import rule


@rule("R103")
def no_such_meeting(facts: Facts) -> Iterator[Problem]:
    """A revision is named by a city and year in which the body held no conference.

    Why: ITU cites a text by the city and year of the conference that made it, and the pair is fixed:
    (Rev. Dubai, 2018) is the Plenipotentiary Conference's, (Rev. Dubai, 2014) the development
    conference's.
    """
    bodies = facts.register.bodies
    for origin, name, city, year in _pairs(facts):
        key = InstrumentId.parse(name)
        body = bodies.get(key.body) if key else None
        if key and year == key.year:
            continue  # part of the id: told by R101
        if body and body.meetings and body.meeting(year, city or None) is None:
            yield never_met(origin, body, city, year, bodies.values())


def _pairs(facts: Facts) -> Iterator[tuple[Origin, str, str, int]]:
    for cite in facts.citations:
        if cite.year is not None:
            yield cite.origin, cite.instrument, cite.city, cite.year
    for item in facts.items:
        if year := item.fields.get("revision_year"):
            yield item.at("revision"), item.instrument, item.fields.get("revision_city", ""), int(year)
