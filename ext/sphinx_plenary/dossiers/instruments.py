"""The dossier of a text: its history, who wants what, what is said about it and where."""

from __future__ import annotations

from collections.abc import Iterator

from sphinx_plenary import model
from sphinx_plenary.citations import revision_words
from sphinx_plenary.dossiers.ground import Ground
from sphinx_plenary.dossiers.records import AtConference, Event, InstrumentDossier, Kind
from sphinx_plenary.model import InForce, OutcomeKind
from sphinx_plenary.translation import spoken


def instrument_dossier(ground: Ground, id: str) -> InstrumentDossier:
    register, as_of = ground.register, ground.catalogue.as_of
    instrument = register.instruments[id]
    body = register.bodies[instrument.key.body]
    standing = register.standing(instrument, as_of)
    name, title = ground.catalogue.heading(Kind.INSTRUMENT, id)
    past = [each for each in instrument.revisions if register.effective(each.meeting) <= as_of]
    kind = body.kinds[instrument.key.kind]
    events = tuple(_events(ground, instrument, standing))
    at = tuple(each for each in ground.at_conferences(id) if _wanted(each))
    return InstrumentDossier(
        id=id,
        name=name,
        title=title,
        as_of=as_of,
        kind_name=kind.name_in(spoken()),
        body_name=body.name_in(spoken()),
        standing=standing.state,
        certain=standing.certain,
        suppressed_by=standing.suppressed_by,
        stands=bool(body.meetings) and not kind.per_conference,
        adopted=_event_of(events, past[0]) if past and past[0].adoption else None,
        latest=_event_of(events, standing.revision) if standing.revision else None,
        replaced=_label(body, past[-2] if len(past) > 1 else None),
        own_sources=instrument.sources,
        unconfirmed=instrument.unconfirmed,
        events=events,
        codes=tuple((code.code, code.conference) for code in ground.codes_of.get(id, ())),
        issues=tuple(ground.issues_of.get(id, ())),
        at=at,
        messages=tuple(ground.messages_on.get(id, ())),
        elsewhere=ground.facts.elsewhere.about(id),
        where=ground.places.of(Kind.INSTRUMENT, id),
        sources=ground.sources([*instrument.sources, *_used(events, at)]),
    )


def _event_of(events: tuple[Event, ...], revision: model.Revision) -> Event | None:
    return next((event for event in events if event.conference == revision.meeting.conference), None)


def _label(body: model.Body, revision: model.Revision | None) -> str:
    return revision_words(body, revision, spoken()).strip("()") if revision else ""


def _wanted(at: AtConference) -> bool:
    """Whether anything is said of the text at that conference, beyond its outcome."""
    row = at.row
    return bool(row.contributions or row.positions or row.tracked or row.concern or row.implication)


def _events(ground: Ground, instrument: model.Instrument, standing: model.Standing) -> Iterator[Event]:
    """What each conference did, in the order of the body's meetings; then what is not one of these."""
    register = ground.register
    body = register.bodies[instrument.key.body]
    revisions = {each.meeting.conference: each for each in instrument.revisions}
    results = register.outcomes_of.get(instrument.id, {})
    order = [meeting.conference for meeting in body.meetings]
    title = ""
    for conference in dict.fromkeys([*order, *results]):
        revision, result = revisions.get(conference), results.get(conference)
        if revision is None and result is None:
            continue
        known = revision.title if revision else ""
        yield Event(
            conference=conference,
            label=_label(body, revision),
            place=revision.meeting.label if revision else "",
            kind=result.outcome if result else _act(revision),
            title=known if known != title else "",
            detail=_detail(result, _label(body, revision)),
            sources=tuple(
                dict.fromkeys([*(revision.sources if revision else ()), *(result.sources if result else ())])
            ),
            unconfirmed=revision.unconfirmed if revision else bool(result and result.unconfirmed),
            current=standing.state is InForce.YES and revision is not None and revision is standing.revision,
        )
        title = known or title


def _act(revision: model.Revision | None) -> OutcomeKind | None:
    if revision is None:
        return None
    return OutcomeKind.NEW if revision.adoption else OutcomeKind.REVISED


def _detail(result: model.Outcome | None, label: str) -> str:
    """What the register says besides the revision."""
    detail = result.detail if result else ""
    return "" if detail == label else detail


def _used(events: tuple[Event, ...], at: tuple[AtConference, ...]) -> Iterator[str]:
    for event in events:
        yield from event.sources
    for each in at:
        for one in each.row.contributions:
            yield from one.sources
        if each.row.result:
            yield from each.row.result.sources
