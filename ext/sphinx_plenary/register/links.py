"""What no single file can know: duplicate ids, dangling references, dates out of order, contradictions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from sphinx_plenary import model
from sphinx_plenary.model import InstrumentId, Origin, OutcomeKind, Problem
from sphinx_plenary.register import faults
from sphinx_plenary.register.faults import Fault
from sphinx_plenary.register.register import Register
from sphinx_plenary.suggest import did_you_mean


class Named(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def origin(self) -> Origin: ...


def duplicates(records: Iterable[Named]) -> Iterator[Fault]:
    """Every record whose id an earlier one has."""
    first: dict[str, Origin] = {}
    for record in records:
        if record.id in first:
            what = f"id {record.id!r} stands twice"
            yield Fault(
                faults.DUPLICATE,
                Problem(record.origin, what, f"the first is at {first[record.id]}; remove one or give it another id"),
            )
        first.setdefault(record.id, record.origin)


def dangling(register: Register) -> Iterator[Fault]:
    """Every reference that leads nowhere."""
    for record in register.records():
        for source in record.sources:
            yield from _follow("source", source, register.sources, record.origin)
    yield from _bodies_and_meetings(register)
    for conference in register.conferences.values():
        yield from _follow("body", conference.body, register.bodies, conference.origin)
        yield from _follow("organization", conference.held_by, register.organizations, conference.origin)
        if conference.start and conference.end and conference.end < conference.start:
            what = f"{conference.id} ends on {conference.end}, before its start on {conference.start}"
            yield Fault(faults.DATE, Problem(conference.origin, what, "swap the dates, or mend the year"))
    for deadline in register.deadlines.values():
        yield from _follow("conference", deadline.conference, register.conferences, deadline.origin)
    for instrument in register.instruments.values():
        yield from _instrument(instrument, register)
    for issue in register.issues.values():
        for id, instruments in issue.conferences.items():
            yield from _follow("conference", id, register.conferences, issue.origin)
            for name in instruments:
                yield from _follow("instrument", name, register.instruments, issue.origin)
    for proposal in register.proposals.values():
        yield from _follow("conference", proposal.conference, register.conferences, proposal.origin)
        yield from _follow("instrument", proposal.instrument, register.instruments, proposal.origin)
    for outcome in register.outcomes:
        yield from _follow("conference", outcome.conference, register.conferences, outcome.origin)
        yield from _follow("instrument", outcome.instrument, register.instruments, outcome.origin)
    for official in register.officials:
        yield from _follow("conference", official.conference, register.conferences, official.origin)


def orphans(revised: Mapping[str, Sequence[model.Revision]], instruments: Collection[str]) -> Iterator[Fault]:
    """Revisions of an instrument that the register does not hold."""
    for name, history in revised.items():
        if name not in instruments:
            yield from _follow("instrument", name, instruments, history[0].origin)


def contradictions(register: Register) -> Iterator[Fault]:
    """Outcomes ``new`` or ``revised`` without their revision, and revisions that an outcome denies."""
    for outcome in register.outcomes:
        instrument = register.instruments.get(outcome.instrument)
        conference = register.conferences.get(outcome.conference)
        if instrument is None or conference is None:
            continue
        made = [revision for revision in instrument.revisions if revision.meeting.conference == outcome.conference]
        said = f"{instrument.id} is {outcome.outcome.value!r} at {conference.id}"
        if outcome.outcome in {OutcomeKind.NEW, OutcomeKind.REVISED} and not made:
            what, fix = (
                f"{said}, but has no revision of that conference",
                "add it to revisions.csv, or mend the outcome",
            )
            yield Fault(faults.CONTRADICTION, Problem(outcome.origin, what, fix))
        if outcome.outcome in {OutcomeKind.NOT_CHANGED, OutcomeKind.SUPPRESSED} and made:
            what, fix = f"{said}, but {made[0].origin} has a revision of it", "believe one; keep the other as a note"
            yield Fault(faults.CONTRADICTION, Problem(outcome.origin, what, fix))


def _bodies_and_meetings(register: Register) -> Iterator[Fault]:
    for body in register.bodies.values():
        yield from _follow("organization", body.organization, register.organizations, body.origin)
        for meeting in body.meetings:
            yield from _follow("conference", meeting.conference, register.conferences, meeting.origin)


def _instrument(instrument: model.Instrument, register: Register) -> Iterator[Fault]:
    key: InstrumentId = instrument.key
    body = register.bodies.get(key.body)
    if body is None:
        yield from _follow("body", key.body, register.bodies, instrument.origin)
        return
    yield from _follow(f"kind of text of {body.id}", key.kind, body.kinds, instrument.origin)
    kind = body.kinds.get(key.kind)
    if kind and kind.per_conference != (key.year is not None):
        what = f"id {instrument.id!r} {'lacks the year' if kind.per_conference else 'has a year'}"
        fix = (
            f"each conference of {body.id} numbers anew: write {instrument.id}@YEAR"
            if kind.per_conference
            else f"write {instrument.id.partition('@')[0]!r}; its revisions stand in revisions.csv"
        )
        yield Fault(faults.VALUE, Problem(instrument.origin, what, fix))


def _follow(noun: str, name: str, known: Collection[str], origin: Origin) -> Iterator[Fault]:
    if name and name not in known:
        what = f"{noun} {name!r} is not in the register"
        yield Fault(faults.DANGLING, Problem(origin, what, did_you_mean(name, known, "add it, or mend the name")))
