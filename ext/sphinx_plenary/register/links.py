"""What no single file can know: duplicate ids, dangling references, dates out of order, contradictions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, Protocol

from sphinx_plenary import model
from sphinx_plenary.model import Origin, OutcomeKind, Problem
from sphinx_plenary.register import faults
from sphinx_plenary.register.faults import Fault
from sphinx_plenary.register.records import Histories, no_such_meeting
from sphinx_plenary.register.register import Register
from sphinx_plenary.register.translated import translation_faults
from sphinx_plenary.suggest import did_you_mean

# noun -> the table that declares it
_TABLES: Final = {
    "source": "sources",
    "body": "bodies",
    "organization": "organizations",
    "conference": "conferences",
    "instrument": "instruments",
}
_SUBJECT: Final = "conference, organization or body"


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


@dataclass
class Gaps:
    """What faults already told keep out of the register: to name it is no second slip."""

    tables: set[str] = field(default_factory=set)  # not read whole
    names: set[str] = field(default_factory=set)  # records left out
    histories: set[str] = field(default_factory=set)  # instruments of which a revision was left out


@dataclass(frozen=True)
class Links:
    """The questions that need the whole register. What it lacks because of ``gaps`` is passed over."""

    register: Register
    histories: Histories
    gaps: Gaps

    def faults(self) -> Iterator[Fault]:
        yield from self._sources()
        yield from self._bodies()
        yield from self._conferences()
        for instrument in self.register.instruments.values():
            yield from self._instrument(instrument)
        yield from self._revisions()
        yield from self._issues()
        yield from self._outcomes()
        for proposal in self.register.proposals.values():
            yield from self._follow("conference", proposal.conference, proposal.origin)
            yield from self._follow("instrument", proposal.instrument, proposal.origin)
        yield from translation_faults(self.register)
        yield from self._codes()
        for deadline in self.register.deadlines.values():
            yield from self._follow("conference", deadline.conference, deadline.origin)
        for official in self.register.officials:
            yield from self._follow("conference", official.conference, official.origin)
        known = [*self.register.conferences, *self.register.organizations, *self.register.bodies]
        if not self.gaps.tables & {"conferences", "organizations", "bodies"}:
            for count in self.register.counts:
                yield from self._known(_SUBJECT, count.subject, known, count.origin, "add it to its table")

    def _follow(self, noun: str, name: str, origin: Origin) -> Iterator[Fault]:
        table = _TABLES[noun]
        if table not in self.gaps.tables:
            known = getattr(self.register, table)
            yield from self._known(noun, name, known, origin, f"add it to the {table}")

    def _known(self, noun: str, name: str, known: Collection[str], origin: Origin, otherwise: str) -> Iterator[Fault]:
        if name and name not in known and name not in self.gaps.names:
            what = f"{noun} {name!r} is not in the register"
            near = did_you_mean(name, known, "", count=3)
            yield Fault(faults.DANGLING, Problem(origin, what, f"{near} Else {otherwise}" if near else otherwise))

    def _sources(self) -> Iterator[Fault]:
        for record in self.register.records():
            for source in record.sources:
                yield from self._follow("source", source, record.origin)

    def _bodies(self) -> Iterator[Fault]:
        for body in self.register.bodies.values():
            yield from self._follow("organization", body.organization, body.origin)
            for meeting in body.meetings:
                yield from self._follow("conference", meeting.conference, meeting.origin)

    def _conferences(self) -> Iterator[Fault]:
        for conference in self.register.conferences.values():
            yield from self._follow("body", conference.body, conference.origin)
            yield from self._follow("organization", conference.held_by, conference.origin)
            if conference.start and conference.end and conference.end < conference.start:
                what = f"{conference.id} ends on {conference.end}, before its start on {conference.start}"
                yield Fault(faults.DATE, Problem(conference.origin, what, "swap the dates, or mend the year"))

    def _instrument(self, instrument: model.Instrument) -> Iterator[Fault]:
        key, origin = instrument.key, instrument.origin
        body = self.register.bodies.get(key.body)
        if body is None:
            yield from self._follow("body", key.body, origin)
            return
        kind = body.kinds.get(key.kind)
        if kind is None:
            otherwise = f"write one of {', '.join(body.kinds)}"
            yield from self._known(f"kind of text of {body.id}", key.kind, body.kinds, origin, otherwise)
        elif kind.per_conference and key.year is None:
            fix = f"each conference of {body.id} numbers anew: write {instrument.id}@YEAR"
            yield Fault(faults.VALUE, Problem(origin, f"id {instrument.id!r} lacks the year", fix))
        elif kind.per_conference and key.year and body.meetings and body.meeting(key.year) is None:
            yield Fault(faults.MEETING, no_such_meeting(origin, body, "", key.year, self.register.bodies.values()))
        elif key.year and not kind.per_conference:
            fix = f"write {instrument.id.partition('@')[0]!r}; its revisions stand in revisions.csv"
            yield Fault(faults.VALUE, Problem(origin, f"id {instrument.id!r} has a year", fix))

    def _revisions(self) -> Iterator[Fault]:
        """Revisions of an instrument, or of a body's instrument, that the register does not hold."""
        for origin, key in self.histories.strays:
            yield from self._follow("body", key.body, origin)
        for name, history in self.histories.of.items():
            yield from self._follow("instrument", name, history[0].origin)

    def _issues(self) -> Iterator[Fault]:
        for issue in self.register.issues.values():
            for conference, instruments in issue.conferences.items():
                yield from self._follow("conference", conference, issue.origin)
                for name in instruments:
                    yield from self._follow("instrument", name, issue.origin)

    def _codes(self) -> Iterator[Fault]:
        first: dict[tuple[str, str], Origin] = {}
        for one in self.register.provisional_codes:
            yield from self._follow("conference", one.conference, one.origin)
            yield from self._follow("instrument", one.instrument, one.origin)
            earlier = first.setdefault((one.conference, one.code), one.origin)
            if earlier != one.origin:
                what = f"code {one.code!r} of {one.conference} stands twice"
                yield Fault(faults.DUPLICATE, Problem(one.origin, what, f"the first is at {earlier}; keep one"))

    def _outcomes(self) -> Iterator[Fault]:
        first: dict[tuple[str, str], Origin] = {}
        for outcome in self.register.outcomes:
            yield from self._follow("conference", outcome.conference, outcome.origin)
            yield from self._follow("instrument", outcome.instrument, outcome.origin)
            earlier = first.setdefault((outcome.conference, outcome.instrument), outcome.origin)
            if outcome.instrument and earlier != outcome.origin:
                what = f"{outcome.conference} has two outcomes for {outcome.instrument}"
                yield Fault(faults.DUPLICATE, Problem(outcome.origin, what, f"the first is at {earlier}; keep one"))
            elif problem := self._contradiction(outcome):
                yield Fault(faults.CONTRADICTION, problem)

    def _contradiction(self, outcome: model.Outcome) -> Problem | None:
        """Where an outcome and the history of its text do not tell the same."""
        instrument = self.register.instruments.get(outcome.instrument)
        unread = self.gaps.tables & {"revisions", "bodies"} or outcome.instrument in self.gaps.histories
        if instrument is None or unread or outcome.conference not in self.register.conferences:
            return None
        if instrument.key.body not in self.register.bodies:
            return None
        kind = outcome.outcome
        made = next((one for one in instrument.revisions if one.meeting.conference == outcome.conference), None)
        said = f"{instrument.id} is {kind.value!r} at {outcome.conference}"
        if made is None:
            if kind not in {OutcomeKind.NEW, OutcomeKind.REVISED}:
                return None
            what = f"{said}, but has no revision of that conference"
            return Problem(outcome.origin, what, "add it to revisions.csv, or mend the outcome")
        act = OutcomeKind.NEW if made.adoption else OutcomeKind.REVISED
        if kind in {OutcomeKind.NEW, OutcomeKind.REVISED} and kind is not act:
            what = f"{said}, but {act.value!r} at {made.origin}"
        elif kind in {OutcomeKind.NOT_CHANGED, OutcomeKind.SUPPRESSED}:
            what = f"{said}, but {made.origin} has a revision of it"
        else:
            return None
        return Problem(outcome.origin, what, "believe one; keep the other as a note")
