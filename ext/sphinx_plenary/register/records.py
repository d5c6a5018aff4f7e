"""Rows and trees that passed their schema -> records of the model.

Only what a schema cannot say is checked here: dates that no calendar has, and references that
must be followed to build a record at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from typing import Any

from sphinx_plenary import model
from sphinx_plenary.model import Confidence, InstrumentId, Origin, Problem
from sphinx_plenary.register import faults
from sphinx_plenary.register.faults import Fault
from sphinx_plenary.register.reading import Row, Tree

Tell = Callable[[Fault], None]


class Cells:
    """One record's cells, with the questions a record asks of them."""

    def __init__(self, cells: Mapping[str, Any], origin: Origin, tell: Tell) -> None:
        self._cells = cells
        self.origin = origin
        self._tell = tell

    def __getitem__(self, column: str) -> str:
        return str(self._cells.get(column) or "")

    def listed(self, column: str) -> tuple[str, ...]:
        value = self._cells.get(column) or ""
        if isinstance(value, list):
            return tuple(str(part) for part in value)
        return tuple(part for raw in str(value).split(";") if (part := raw.strip()))

    def date(self, column: str) -> date | None:
        text = self[column]
        if not text:
            return None
        try:
            return date.fromisoformat(text)
        except ValueError as error:
            what = f"{column!r} is {text!r}, a date that no calendar has ({error})"
            self._tell(Fault(faults.DATE, Problem(self.origin, what, "write the day as YYYY-MM-DD")))
            return None

    def record(self) -> dict[str, Any]:
        """What every record has."""
        confidence = self["confidence"] or Confidence.SEEN
        return {
            "origin": self.origin,
            "sources": self.listed("source"),
            "confidence": Confidence(confidence),
            "note": self["note"],
        }


def cells_of(rows: Sequence[Row], name: str, tell: Tell) -> Iterator[Cells]:
    for row in rows:
        yield Cells(row.cells, Origin(name, row.line), tell)


def sources(rows: Iterable[Cells]) -> list[model.Source]:
    return [model.Source(id=row["id"], title=row["title"], url=row["url"], **row.record()) for row in rows]


def conferences(rows: Iterable[Cells]) -> list[model.Conference]:
    return [
        model.Conference(
            id=row["id"],
            name=row["name"],
            body=row["body"],
            held_by=row["held_by"],
            start=row.date("start"),
            end=row.date("end"),
            city=row["city"],
            country=row["country"],
            **row.record(),
        )
        for row in rows
    ]


def deadlines(rows: Iterable[Cells]) -> list[model.Deadline]:
    return [
        model.Deadline(id=row["id"], conference=row["conference"], what=row["what"], date=day, **row.record())
        for row in rows
        if (day := row.date("date"))
    ]


def organizations(rows: Iterable[Cells]) -> list[model.Organization]:
    return [
        model.Organization(
            id=row["id"],
            name=row["name"],
            kind=row["kind"],
            region=row["region"],
            proposal_prefix=row["proposal_prefix"],
            other_names=row.listed("other_names"),
            **row.record(),
        )
        for row in rows
    ]


def states(rows: Iterable[Cells]) -> list[model.State]:
    return [model.State(id=row["id"], name=row["name"], **row.record()) for row in rows]


def instruments(rows: Iterable[Cells], histories: Histories) -> list[model.Instrument]:
    return [
        model.Instrument(
            id=row["id"], key=key, title=row["title"], revisions=histories.of.get(row["id"], ()), **row.record()
        )
        for row in rows
        if (key := InstrumentId.parse(row["id"]))
    ]


@dataclass(frozen=True, slots=True)
class Histories:
    """The revisions of each instrument, oldest first.

    ``broken`` are instruments a row of which was refused; ``strays`` are rows of a body that is not known.
    """

    of: Mapping[str, tuple[model.Revision, ...]]
    broken: Set[str]
    strays: Sequence[tuple[Origin, InstrumentId]]


def revisions(rows: Iterable[Cells], bodies: Mapping[str, model.Body], tell: Tell) -> Histories:
    found: dict[str, dict[int, tuple[model.Meeting, Cells]]] = {}
    broken: set[str] = set()
    strays: list[tuple[Origin, InstrumentId]] = []
    for row in rows:
        instrument = row["instrument"]
        key = InstrumentId.parse(instrument)
        if key is None:
            continue  # its schema has told it
        body = bodies.get(key.body)
        if body is None:
            strays.append((row.origin, key))
            continue
        year, city = int(row["year"]), row["city"]
        meeting = body.meeting(year, city)
        if meeting is None:
            broken.add(instrument)
            tell(Fault(faults.MEETING, no_such_meeting(row.origin, body, city, year, bodies.values())))
            continue
        history = found.setdefault(instrument, {})
        if year in history:
            what, first = f"{instrument} has two revisions of {meeting.label}", history[year][1].origin
            tell(Fault(faults.DUPLICATE, Problem(row.origin, what, f"the first is at {first}; keep one")))
            continue
        history[year] = (meeting, row)
    histories = {
        instrument: tuple(
            model.Revision(
                instrument=instrument, meeting=meeting, title=row["title"], adoption=row["act"] == "new", **row.record()
            )
            for _, (meeting, row) in sorted(history.items())
        )
        for instrument, history in found.items()
    }
    return Histories(histories, broken, strays)


def no_such_meeting(origin: Origin, body: model.Body, city: str, year: int, bodies: Any) -> Problem:
    """ "PP never met in Busan in 2018" with where it did meet, or whose meeting that was."""
    where = f" in {city}" if city else ""
    what = f"{body.id} never met{where} in {year}"
    others = [other.id for other in bodies if other.meeting(year, city or None) and other.id != body.id]
    near = [meeting.label for meeting in body.meetings if meeting.year == year or (city and meeting.named(city))]
    if near:
        hint = f" It was {' and '.join(others)} that met there then" if others else ""
        return Problem(origin, what, f"did you mean {' or '.join(near)}?{hint}")
    if others:
        return Problem(origin, what, f"that was {' and '.join(others)}; name the right body or the right meeting")
    return Problem(origin, what, f"its meetings were {'; '.join(m.label for m in body.meetings) or 'none'}")


def proposals(rows: Iterable[Cells]) -> list[model.Proposal]:
    return [
        model.Proposal(
            id=row["id"],
            conference=row["conference"],
            instrument=row["instrument"],
            subject=row["subject"],
            action=row["action"],
            proponents=row.listed("proponent"),
            document=row["document"],
            date=row.date("date"),
            summary=row["summary"],
            result=row["result"],
            **row.record(),
        )
        for row in rows
    ]


def provisional_codes(rows: Iterable[Cells]) -> list[model.ProvisionalCode]:
    return [
        model.ProvisionalCode(
            code=row["code"], conference=row["conference"], instrument=row["instrument"], **row.record()
        )
        for row in rows
    ]


def outcomes(rows: Iterable[Cells]) -> list[model.Outcome]:
    return [
        model.Outcome(
            conference=row["conference"],
            instrument=row["instrument"],
            subject=row["subject"],
            outcome=model.OutcomeKind(row["outcome"]),
            detail=row["detail"],
            **row.record(),
        )
        for row in rows
    ]


def officials(rows: Iterable[Cells]) -> list[model.Official]:
    return [
        model.Official(
            conference=row["conference"],
            office=row["office"],
            name=row["name"],
            country=row["country"],
            votes=row["votes"],
            **row.record(),
        )
        for row in rows
    ]


def counts(rows: Iterable[Cells]) -> list[model.Count]:
    return [
        model.Count(
            subject=row["subject"], what=row["what"], value=int(row["value"]), as_of=row["as_of"], **row.record()
        )
        for row in rows
    ]


def abbreviations(rows: Iterable[Cells], tell: Tell) -> list[model.Abbreviation]:
    found: dict[tuple[str, str], model.Abbreviation] = {}
    for row in rows:
        record = model.Abbreviation(
            abbreviation=row["abbreviation"],
            expansion=row["expansion"],
            language=row["language"],
            common=row["common"] == "yes",
            **row.record(),
        )
        first = found.setdefault((record.abbreviation, record.expansion), record)
        if first is not record:
            what = f"{record.abbreviation!r} stands twice for {record.expansion!r}"
            tell(Fault(faults.DUPLICATE, Problem(record.origin, what, f"the first is at {first.origin}; keep one")))
    return list(found.values())


def spellings(rows: Iterable[Cells]) -> list[model.Spelling]:
    return [model.Spelling(forms=row.listed("forms"), **row.record()) for row in rows]


def translations(rows: Iterable[Cells]) -> list[model.Translated]:
    return [
        model.Translated(
            record=row["record"], field=row["field"], language=row["language"], text=row["text"], **row.record()
        )
        for row in rows
    ]


def bodies(tree: Tree, name: str, tell: Tell) -> list[model.Body]:
    found = []
    for index, entry in enumerate(tree.value):
        row = Cells(entry, Origin(name, tree.line(index)), tell)
        meetings = tuple(
            model.Meeting(
                conference=meeting["conference"],
                city=meeting["city"],
                year=meeting["year"],
                names=meeting.get("names", {}),
                **Cells(meeting, Origin(name, tree.line(index, "meetings", place)), tell).record(),
            )
            for place, meeting in enumerate(entry.get("meetings", ()))
        )
        cycle = entry.get("cycle")
        found.append(
            model.Body(
                id=entry["id"],
                organization=entry["organization"],
                names=_words(entry["names"]),
                abbreviations=tuple(entry.get("abbreviations", ())),
                kinds={
                    kind["id"]: model.InstrumentKind(
                        id=kind["id"],
                        names=_words(kind["names"]),
                        per_conference=kind.get("numbering") == "per-conference",
                        examples=tuple(kind.get("examples", ())),
                    )
                    for kind in entry["kinds"]
                },
                forms=_forms(entry["citation"]),
                revision_forms=_forms(entry.get("revision", {})),
                complete=bool(entry.get("complete")),
                meetings=tuple(sorted(meetings, key=lambda meeting: meeting.year)),
                cited_as=tuple(entry.get("cited_as", ())),
                document_prefixes=tuple(entry.get("document_prefixes", ())),
                cycle=model.Cycle(
                    years=cycle["years"], **Cells(cycle, Origin(name, tree.line(index, "cycle")), tell).record()
                )
                if cycle
                else None,
                **row.record(),
            )
        )
    return found


def _words(names: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    return {language: tuple(words) for language, words in names.items()}


def _forms(written: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """``{own, other, fr: {other}}`` -> the forms by language, English filling what lacks."""
    english = {key: str(form) for key, form in written.items() if isinstance(form, str)}
    return {
        "en": english,
        **{language: {**english, **forms} for language, forms in written.items() if isinstance(forms, dict)},
    }


def issues(tree: Tree, name: str, tell: Tell) -> list[model.Issue]:
    found = []
    for index, entry in enumerate(tree.value):
        conferences: dict[str, tuple[str, ...]] = {}
        for place, part in enumerate(entry["conferences"]):
            conference = part["conference"]
            if conference in conferences:
                origin = Origin(name, tree.line(index, "conferences", place))
                what = f"issue {entry['id']!r} names conference {conference!r} twice"
                tell(Fault(faults.DUPLICATE, Problem(origin, what, "join the two lists of instruments")))
            conferences.setdefault(conference, tuple(part["instruments"]))
        row = Cells(entry, Origin(name, tree.line(index)), tell)
        found.append(model.Issue(id=entry["id"], title=entry["title"], conferences=conferences, **row.record()))
    return found
