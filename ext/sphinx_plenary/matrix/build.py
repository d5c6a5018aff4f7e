"""Facts, a conference and a day -> its matrix."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Final

from sphinx_plenary import model
from sphinx_plenary.citations import Form, citation_words, revision_words
from sphinx_plenary.facts import Facts
from sphinx_plenary.matrix.rows import Contribution, Held, Matrix, Result, Row, Table
from sphinx_plenary.model import InForce, Item, OutcomeKind, Position
from sphinx_plenary.register import Register
from sphinx_plenary.translation import N_, _, spoken

EDITIONS: Final = ("issues", "outcomes")
TABLES: Final = {
    "revisions": N_("Revisions of existing resolutions"),
    "new": N_("Draft new resolutions"),
    "treaty": N_("Constitution and Convention"),
    "decisions": N_("Decisions"),
    "general": N_("General items"),
}
# The regions in the order in which ITU lists them.
REGIONS: Final = (
    N_("Africa"), N_("Americas"), N_("Arab States"), N_("Asia-Pacific"), N_("Commonwealth of Independent States"),
    N_("Europe"),
)  # fmt: skip
_TREATY: Final = re.compile(r"(?:CS|CV)\b|Constitution|Convention", re.IGNORECASE)


def build_matrix(facts: Facts, conference: str, edition: str, as_of: date) -> Matrix:
    """The matrix of a conference as of a day: what is known of later days is left out.

    ``edition``: ``issues`` has what is proposed, ``outcomes`` also what was decided. The conference is one of the
    register.
    """
    builder = _Builder(facts, facts.register.conferences[conference], edition, as_of)
    rows: dict[str, list[Row]] = {name: [] for name in TABLES}
    for row in builder.rows():
        rows[builder.table_of(row)].append(row)
    tables = tuple(
        Table(id=name, title=_(title), rows=tuple(sorted(rows[name], key=_order)))
        for name, title in TABLES.items()
        if rows[name]
    )
    return Matrix(
        conference=conference,
        edition=edition,
        as_of=as_of,
        tables=tables,
        issue_titles=builder.issue_titles(),
        regions=regions(facts.register),
    )


def regions(register: Register) -> dict[str, tuple[str, str]]:
    """Region -> its organization and the prefix of that organization's documents, in ITU's order."""
    found = {
        each.region: (each.id, each.proposal_prefix)
        for each in register.organizations.values()
        if each.region and each.proposal_prefix
    }
    return {region: found[region] for region in (*REGIONS, *sorted(set(found) - set(REGIONS))) if region in found}


class _Builder:
    def __init__(self, facts: Facts, conference: model.Conference, edition: str, as_of: date) -> None:
        self.facts = facts
        self.register = facts.register
        self.conference = conference
        self.edition = edition
        self.as_of = as_of
        eve = conference.start - timedelta(days=1) if conference.start else as_of
        self.before = min(eve, as_of)
        self.items = facts.items_at.get(conference.id, ())
        self.positions: dict[str, list[Item]] = {}
        for item in self.items:
            if item.type == "position":
                self.positions.setdefault(item.instrument, []).append(item)

    def issue_titles(self) -> dict[str, str]:
        listed = {issue.id: issue.title for issue in self.register.issues_at(self.conference.id)}
        for item in self.items:
            for id in item.listed("issue"):
                if id in self.register.issues:
                    listed.setdefault(id, self.register.issues[id].title)
        return listed

    def rows(self) -> Iterator[Row]:
        """One for each text that is followed, proposed on or decided upon, and one for each subject without a text."""
        contributions = self._contributions()
        results = self._results()
        tracked = {item.instrument: item for item in self.items if item.type == "resolution"}
        issues = {
            instrument
            for issue in self.register.issues_at(self.conference.id)
            for instrument in issue.conferences[self.conference.id]
        }
        for target in sorted({*contributions, *results, *tracked, *issues}):
            instrument = self.register.instruments.get(target)
            if instrument is not None:
                yield self._text(instrument, contributions.get(target, []), results.get(target), tracked.get(target))
            elif target:
                yield self._subject(target, contributions.get(target, []), results.get(target))

    def table_of(self, row: Row) -> str:
        instrument = self.register.instruments.get(row.instrument)
        if instrument is None:
            if _TREATY.match(row.title):
                return "treaty"
            added = any(one.action.startswith("ADD") for one in row.contributions)
            return "new" if added or (row.result and row.result.kind is OutcomeKind.NEW) else "general"
        if instrument.key.kind == "DEC":
            return "decisions"
        first = instrument.revisions[0] if instrument.revisions else None
        adopted_here = first is not None and first.adoption and first.meeting.conference == self.conference.id
        return "new" if adopted_here else "revisions"

    # ---- what is proposed ------------------------------------------------------------------------

    def _contributions(self) -> dict[str, list[Contribution]]:
        """Instrument or subject -> the proposals on it, by date, then by name."""
        found: dict[str, list[Contribution]] = {}
        declared = {item.id: item for item in self.items if item.type == "proposal"}
        for proposal in self.register.proposals_at.get(self.conference.id, ()):
            item = declared.pop(proposal.id, None)
            if self._known(proposal.date):
                target = proposal.instrument or proposal.subject
                found.setdefault(target, []).append(self._of_register(proposal, item))
        for item in declared.values():
            contribution = self._of_paper(item)
            if self._known(contribution.date):
                found.setdefault(item.instrument or item.title, []).append(contribution)
        for listed in found.values():
            listed.sort(key=lambda one: (one.date or date.max, one.region, one.code, one.id))
        return found

    def _known(self, day: date | None) -> bool:
        return day is None or day <= self.as_of

    def _of_register(self, proposal: model.Proposal, item: Item | None) -> Contribution:
        result = proposal.result if self.edition == "outcomes" else ""
        return Contribution(
            id=proposal.id,
            code=_code_in(proposal.note),
            proponents=proposal.proponents,
            region=self._region(proposal.proponents),
            document=proposal.document,
            action=proposal.action,
            points=proposal.summary,
            date=proposal.date,
            result=result,
            sources=proposal.sources,
            unconfirmed=proposal.unconfirmed,
            declared=item.id if item else "",
        )

    def _of_paper(self, item: Item) -> Contribution:
        proponents = item.listed("proponent")
        written = item.fields.get("date", "")
        try:
            day = date.fromisoformat(written) if written else None
        except ValueError:  # told by a rule
            day = None
        return Contribution(
            id=item.id,
            code=item.title,
            proponents=proponents,
            region=self._region(proponents),
            document=item.fields.get("document", ""),
            action=item.fields.get("action", ""),
            points="",
            date=day,
            declared=item.id,
        )

    def _region(self, proponents: Iterable[str]) -> str:
        organizations = (self.register.organizations.get(name) for name in proponents)
        return next((each.region for each in organizations if each and each.region), "")

    # ---- what was decided ------------------------------------------------------------------------

    def _results(self) -> dict[str, Result]:
        """Instrument or subject -> what the conference did; that a text is in force afterwards is no deed."""
        found: dict[str, Result] = {}
        end = self.conference.end
        if self.edition != "outcomes" or (end is not None and end > self.as_of):
            return found
        for outcome in self.register.outcomes_at.get(self.conference.id, ()):
            if outcome.outcome is not OutcomeKind.IN_FORCE:
                found[outcome.instrument or outcome.subject] = Result(
                    kind=outcome.outcome,
                    label=self._label(outcome.instrument, outcome.outcome),
                    detail=_without_label(outcome.detail),
                    sources=outcome.sources,
                    unconfirmed=outcome.unconfirmed,
                )
        for item in self.items:
            kind = item.fields.get("outcome", "")
            if item.type == "outcome" and kind in {*OutcomeKind} and item.instrument not in found:
                label = self._label(item.instrument, OutcomeKind(kind))
                found[item.instrument] = Result(
                    kind=OutcomeKind(kind), label=label, detail=item.fields.get("source", "")
                )
        return found

    def _label(self, instrument: str, kind: OutcomeKind) -> str:
        """The revision that the conference made; without brackets."""
        known = self.register.instruments.get(instrument)
        if known is None or kind not in {OutcomeKind.NEW, OutcomeKind.REVISED, OutcomeKind.ADOPTED}:
            return ""
        body = self.register.bodies[known.key.body]
        made = next((each for each in known.revisions if each.meeting.conference == self.conference.id), None)
        return revision_words(body, made, spoken()).strip("()") if made else ""

    # ---- rows --------------------------------------------------------------------------------------

    def _text(
        self,
        instrument: model.Instrument,
        contributions: list[Contribution],
        result: Result | None,
        item: Item | None,
    ) -> Row:
        body = self.register.bodies[instrument.key.body]
        standing = self.register.standing(instrument, self.before)
        in_force = standing.revision if standing.state is not InForce.NOT_YET else None
        key = instrument.key
        fields: Mapping[str, str] = item.fields if item else {}
        own = body.id == self.conference.body
        return Row(
            id=instrument.id,
            instrument=instrument.id,
            kind=key.kind,
            number=key.number,
            name=citation_words(body, key, None, Form.SHORT, own, spoken()),
            title=standing.title,
            revision=revision_words(body, in_force, spoken()).strip("()") if in_force else "",
            body=body.id,
            issues=self._issues(instrument.id, item),
            contributions=tuple(contributions),
            concern=fields.get("concern", ""),
            affected=fields.get("affected", ""),
            implication=fields.get("implication", ""),
            positions=tuple(self._positions(instrument.id, item)),
            result=result,
            sources=in_force.sources if in_force else instrument.sources,
            unconfirmed=not standing.certain and in_force is not None,
            tracked=item.id if item else "",
        )

    def _subject(self, subject: str, contributions: list[Contribution], result: Result | None) -> Row:
        return Row(
            id=f"{self.conference.id}-" + re.sub(r"[^a-z0-9]+", "-", subject.lower()).strip("-"),
            instrument="",
            kind="",
            number="",
            name="",
            title=subject,
            revision="",
            body=self.conference.body,
            contributions=tuple(contributions),
            result=result,
        )

    def _issues(self, instrument: str, item: Item | None) -> tuple[str, ...]:
        """Those of the register, then those that only the paper names."""
        conference = self.conference.id
        listed = [
            issue.id for issue in self.register.issues_at(conference) if instrument in issue.conferences[conference]
        ]
        named = item.listed("issue") if item else ()
        return tuple(dict.fromkeys([*listed, *(id for id in named if id in self.register.issues)]))

    def _positions(self, instrument: str, item: Item | None) -> Iterator[Held]:
        own = item.fields.get("position", "") if item else ""
        if own in {*Position}:
            yield Held(position=Position(own))
        for each in self.positions.get(instrument, ()):
            value = each.fields.get("position", "")
            if value in {*Position}:
                yield Held(position=Position(value), organization=each.fields.get("organization", ""))


def _order(row: Row) -> tuple[str, str, tuple[int, ...], str]:
    return (row.body, row.kind, tuple(int(part) for part in re.findall(r"[0-9]+", row.number)), row.title.lower())


def _without_label(detail: str) -> str:
    """What the register says beside the revision, which has a column of its own."""
    return "" if re.fullmatch(r"(?:Rev\. )?[^,;:]{2,30}, (?:19|20)\d\d", detail) else detail


def _code_in(note: str) -> str:
    """The proposal's own code, with which notes of the register begin."""
    match = re.match(r"[A-Z]{3,5}(?:/[A-Z]{3,5}){0,5}/[0-9A-Z]+/[0-9]+|[A-Z]{3,5}-[0-9]+", note)
    return match[0] if match else ""
