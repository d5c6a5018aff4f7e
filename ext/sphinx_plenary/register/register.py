"""The frozen register, indexed by id, and the questions it answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import chain

from sphinx_plenary import model
from sphinx_plenary.model import Confidence, InForce, OutcomeKind, Standing


@dataclass(frozen=True, kw_only=True)
class Register:
    """What is officially so. ``files`` are the files it was read from, by name: absolute paths."""

    folder: str
    files: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sources: Mapping[str, model.Source] = field(default_factory=dict)
    bodies: Mapping[str, model.Body] = field(default_factory=dict)
    conferences: Mapping[str, model.Conference] = field(default_factory=dict)
    deadlines: Mapping[str, model.Deadline] = field(default_factory=dict)
    organizations: Mapping[str, model.Organization] = field(default_factory=dict)
    states: Mapping[str, model.State] = field(default_factory=dict)
    instruments: Mapping[str, model.Instrument] = field(default_factory=dict)
    issues: Mapping[str, model.Issue] = field(default_factory=dict)
    kinds: Mapping[str, model.PaperKind] = field(default_factory=dict)
    proposals: Mapping[str, model.Proposal] = field(default_factory=dict)
    provisional_codes: Sequence[model.ProvisionalCode] = ()
    outcomes: Sequence[model.Outcome] = ()
    officials: Sequence[model.Official] = ()
    counts: Sequence[model.Count] = ()
    abbreviations: Sequence[model.Abbreviation] = ()
    spellings: Sequence[model.Spelling] = ()
    translations: Sequence[model.Translated] = ()
    english: frozenset[str] = frozenset()  # words that a register in another language still has in English

    def records(self) -> Iterator[model.Record]:
        """Every record that has sources."""
        yield from chain(
            self.bodies.values(),
            chain.from_iterable(body.meetings for body in self.bodies.values()),
            (body.cycle for body in self.bodies.values() if body.cycle),
            self.conferences.values(),
            self.deadlines.values(),
            self.organizations.values(),
            self.states.values(),
            self.instruments.values(),
            chain.from_iterable(instrument.revisions for instrument in self.instruments.values()),
            self.issues.values(),
            self.proposals.values(),
            self.provisional_codes,
            self.outcomes,
            self.officials,
            self.counts,
            self.abbreviations,
            self.translations,
        )

    @cached_property
    def outcomes_of(self) -> Mapping[str, Mapping[str, model.Outcome]]:
        """Instrument -> conference -> what it did to the text."""
        found: dict[str, dict[str, model.Outcome]] = {}
        for outcome in self.outcomes:
            if outcome.instrument:
                found.setdefault(outcome.instrument, {})[outcome.conference] = outcome
        return found

    @cached_property
    def outcomes_at(self) -> Mapping[str, Sequence[model.Outcome]]:
        """Conference -> what it did, also with what is no text."""
        found: dict[str, list[model.Outcome]] = {}
        for outcome in self.outcomes:
            found.setdefault(outcome.conference, []).append(outcome)
        return found

    @cached_property
    def proposals_at(self) -> Mapping[str, Sequence[model.Proposal]]:
        """Conference -> the proposals to it."""
        found: dict[str, list[model.Proposal]] = {}
        for proposal in self.proposals.values():
            found.setdefault(proposal.conference, []).append(proposal)
        return found

    @cached_property
    def known_by_code(self) -> Mapping[str, Sequence[model.ProvisionalCode]]:
        """Code -> the texts that had it, each at its own conference."""
        found: dict[str, list[model.ProvisionalCode]] = {}
        for code in self.provisional_codes:
            found.setdefault(code.code, []).append(code)
        return found

    def effective(self, meeting: model.Meeting) -> date:
        """The day on which the texts of a meeting begin to be in force: the conference's last day.

        Where the register does not know the day, it is the last of the year.
        """
        conference = self.conferences.get(meeting.conference)
        return conference.end if conference and conference.end else date(meeting.year, 12, 31)

    def standing(self, instrument: model.Instrument, on: date) -> Standing:
        """Which revision of an instrument was in force on a day, under which title.

        Source of the rule: Decision 3 (Minneapolis, 1998) of the Plenipotentiary Conference: a
        resolution stays in force until it is revised or abrogated.
        """
        key = (instrument.id, on)
        if key not in self._standings:  # rules ask at each citation of a text
            self._standings[key] = self._stand(instrument, on)
        return self._standings[key]

    @cached_property
    def _standings(self) -> dict[tuple[str, date], Standing]:
        return {}

    def _stand(self, instrument: model.Instrument, on: date) -> Standing:
        past = [revision for revision in instrument.revisions if self.effective(revision.meeting) <= on]
        results = self.outcomes_of.get(instrument.id, {})
        body = self.bodies[instrument.key.body]
        for meeting in body.meetings:
            result = results.get(meeting.conference)
            if result and result.outcome is OutcomeKind.SUPPRESSED and self.effective(meeting) <= on:
                last = past[-1] if past else None
                sure = not result.unconfirmed
                return Standing(InForce.SUPPRESSED, last, self.title(instrument, last), sure, meeting.conference)
        if not past:
            if instrument.revisions:
                first = instrument.revisions[0]
                title = self.title(instrument, first)
                if first.adoption:
                    return Standing(InForce.NOT_YET, None, title, not first.unconfirmed)
                return Standing(InForce.UNKNOWN, None, title, False)  # adopted before the history known here
            # A body without meetings in the register does not revise its texts: nothing is uncertain.
            return Standing(InForce.UNKNOWN, None, instrument.title, not body.meetings)
        latest = past[-1]
        later = [meeting for meeting in body.meetings if self.effective(latest.meeting) < self.effective(meeting) <= on]
        sure = latest.confidence is Confidence.SEEN and (
            body.kinds[instrument.key.kind].per_conference
            or all(self._left_alone(results.get(meeting.conference)) for meeting in later)
        )
        return Standing(InForce.YES, latest, self.title(instrument, latest), sure)

    @staticmethod
    def _left_alone(result: model.Outcome | None) -> bool:
        return result is not None and result.outcome is OutcomeKind.NOT_CHANGED and not result.unconfirmed

    @staticmethod
    def title(instrument: model.Instrument, revision: model.Revision | None) -> str:
        """The title of that state of the text; empty where the register does not know it."""
        return (revision.title if revision else "") or instrument.title

    def deadlines_of(self, conference: str) -> list[model.Deadline]:
        """The deadlines of a conference, in the order of the register."""
        return [deadline for deadline in self.deadlines.values() if deadline.conference == conference]

    def issues_at(self, conference: str) -> list[model.Issue]:
        """The issues of a conference, in the order of the register."""
        return [issue for issue in self.issues.values() if conference in issue.conferences]

    def kind_of(self, id: str) -> model.PaperKind:
        """The kind of a paper; one that is not listed asks nothing and is called by its id."""
        return self.kinds.get(id) or model.PaperKind(
            origin=model.Origin(self.folder, 1), id=id, name=id.replace("-", " ").capitalize()
        )
