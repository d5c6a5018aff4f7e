"""The dossier of a conference: when and where, its papers and matrices, what is proposed and what it decided."""

from __future__ import annotations

from collections.abc import Iterator

from sphinx_plenary import model
from sphinx_plenary.days import day_words
from sphinx_plenary.dossiers.ground import Ground
from sphinx_plenary.dossiers.records import ConferenceDossier, Fact, Kind
from sphinx_plenary.model import Conference
from sphinx_plenary.translation import spoken


def conference_dossier(ground: Ground, id: str) -> ConferenceDossier:
    register = ground.register
    conference = register.conferences[id]
    body = register.bodies.get(conference.body)
    before, after = _neighbours(body, id)
    facts, deadlines, officials = ground.counts_of(id), _deadlines(ground, id), _officials(ground, id)
    rows = tuple(ground.rows[id])
    used = [
        *conference.sources,
        *(name for fact in (*deadlines, *officials, *facts) for name in fact.sources),
        *(name for row in rows for one in row.contributions for name in one.sources),
        *(name for row in rows if row.result for name in row.result.sources),
    ]
    return ConferenceDossier(
        id=id,
        name=id,
        title=conference.name,
        as_of=ground.catalogue.as_of,
        body_name=body.name_in(spoken()) if body else "",
        held_by=conference.held_by,
        start=conference.start,
        end=conference.end,
        city=conference.city,
        country=conference.country,
        unconfirmed=conference.unconfirmed,
        own_sources=conference.sources,
        state=_state(ground, conference),
        before=before,
        after=after,
        facts=facts,
        deadlines=deadlines,
        officials=officials,
        papers=tuple(ground.papers_at.get(id, ())),
        matrices=tuple(sorted(_matrices(ground, id))),
        issues=tuple(_issues(ground, id)),
        rows=rows,
        messages=tuple(ground.messages_on.get(id, ())),
        where=ground.places.of(Kind.CONFERENCE, id),
        sources=ground.sources(used),
    )


def _neighbours(body: model.Body | None, id: str) -> tuple[str, str]:
    """The conferences of the body before and after this one."""
    order = [meeting.conference for meeting in body.meetings] if body else []
    if id not in order:
        return "", ""
    at = order.index(id)
    return (order[at - 1] if at else ""), (order[at + 1] if at + 1 < len(order) else "")


def _state(ground: Ground, conference: Conference) -> str:
    as_of = ground.catalogue.as_of
    if conference.ahead(as_of):
        return "is to come"
    return "is over" if conference.over(as_of) or conference.end == as_of else ""


def _deadlines(ground: Ground, id: str) -> tuple[Fact, ...]:
    listed = sorted(ground.deadlines_at.get(id, ()), key=lambda each: (each.date, each.id))
    return tuple(
        Fact(
            label=each.what,
            value=day_words(each.date),
            day=each.date,
            sources=each.sources,
            unconfirmed=each.unconfirmed,
        )
        for each in listed
    )


def _officials(ground: Ground, id: str) -> tuple[Fact, ...]:
    return tuple(
        Fact(
            label=each.office,
            value=f"{each.name} ({each.country})" if each.country else each.name,
            sources=each.sources,
            unconfirmed=each.unconfirmed,
        )
        for each in ground.officials_at.get(id, ())
    )


def _matrices(ground: Ground, id: str) -> Iterator[tuple[str, str, str]]:
    for docname, listed in ground.facts.matrices.items():
        paper = ground.facts.papers.get(docname)
        for edition, conference in dict.fromkeys(listed):
            if conference == id:
                yield edition, docname, (paper.title if paper else "") or docname


def _issues(ground: Ground, id: str) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    """Each issue with its texts, by the names that they have at this conference."""
    names = {row.instrument: row.name for row in ground.rows[id]}
    for issue in ground.register.issues_at(id):
        yield issue.title, tuple((text, names.get(text) or ground.text_name(text)) for text in issue.conferences[id])
