"""How texts changed over the conferences: a line for each text, a mark for each revision."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sphinx_plenary.days import day_words
from sphinx_plenary.facts import Facts
from sphinx_plenary.figures.grid import SMALL, draw_key
from sphinx_plenary.figures.picture import DAGGER, Picture, Wanted, chosen, name_of
from sphinx_plenary.model import Instrument, Meeting, OutcomeKind
from sphinx_plenary.translation import N_, _, listed, ngettext

if TYPE_CHECKING:
    from sphinx_plenary.figures.pen import Pen

NEW, REVISED, SUPPRESSED, UNCHANGED = N_("new"), N_("revised"), N_("suppressed"), N_("not changed")
SHAPES: Final = {NEW: "diamond", REVISED: "dot", SUPPRESSED: "cross", UNCHANGED: "tick"}
_ROW: Final = 15.5


@dataclass(frozen=True, kw_only=True)
class Life:
    """A text: its states by the meeting's place among the columns, what happened there, and whether that is sure.

    ``until`` is the column at which its line ends; ``older``: it was adopted before what is known of it.
    """

    name: str
    title: str
    states: tuple[tuple[int, str, bool], ...]
    until: int
    older: bool

    def at(self, what: str) -> list[int]:
        return [column for column, happened, _ in self.states if happened == what]


@dataclass(frozen=True, kw_only=True)
class Revisions(Picture):
    """``meetings`` are the columns: city and year, ``Busan, 2014``, in the order of time."""

    conference: str
    as_of: str
    meetings: tuple[str, ...]
    lives: tuple[Life, ...]

    @property
    def lacking(self) -> str:
        return (
            ""
            if self.lives
            else _("No revision of the texts chosen for {conference} is known.", conference=self.conference)
        )

    @property
    def heads(self) -> tuple[str, ...]:
        gone = (_("Suppressed"),) if any(life.at(SUPPRESSED) for life in self.lives) else ()
        return (_("No."), _("Title"), _("Adopted"), _("Revised"), *gone)

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        return tuple(tuple(self._row(life)) for life in self.lives)

    def _row(self, life: Life) -> Iterator[str]:
        yield life.name
        yield life.title
        yield self._labels(life, NEW) or (_("not known") if life.older else "")
        yield self._labels(life, REVISED) or _("never")
        if _("Suppressed") in self.heads:
            yield self._labels(life, SUPPRESSED)

    def _labels(self, life: Life, what: str) -> str:
        found = [(column, sure) for column, happened, sure in life.states if happened == what]
        return _("; ").join(self.meetings[column] + ("" if sure else DAGGER) for column, sure in found)

    @property
    def alt(self) -> str:
        times = {life.name: len(life.at(REVISED)) for life in self.lives}
        most = max(times.values())
        oftenest = [name for name, number in times.items() if number == most]
        never = [name for name, number in times.items() if not number]
        gone = [life.name for life in self.lives if life.at(SUPPRESSED)]
        sentences = [
            _(
                "Timeline of {texts} from {first} to {last}, as of {day}, with {revisions}.",
                texts=ngettext("{number} text", "{number} texts", len(self.lives)),
                first=self.meetings[0], last=self.meetings[-1], day=self.as_of,
                revisions=ngettext("{number} revision", "{number} revisions", sum(times.values())),
            ),
            ngettext("Revised most often, {number} time: {texts}.", "Revised most often, {number} times: {texts}.",
                     most, texts=listed(oftenest)) if most else "",
            self._busiest() if most else "",
            _("Never revised: {texts}.", texts=listed(never)) if never else "",
            _("Suppressed: {texts}.", texts=listed(gone)) if gone else "",
        ]  # fmt: skip
        return " ".join(filter(None, sentences))

    def _busiest(self) -> str:
        found = Counter(column for life in self.lives for column in life.at(REVISED))
        most = max(found.values())
        where = [self.meetings[column] for column in sorted(found) if found[column] == most]
        if len(where) > 1:
            return _("Most were revised at {conferences}: {number} each.", conferences=listed(where), number=most)
        return _("Most were revised at {conference}: {number}.", conference=listed(where), number=most)

    def draw(self, pen: Pen) -> float:
        left = 0.4 * pen.width
        step = (pen.width - left - 26) / max(1, len(self.meetings) - 1)
        columns = [left + 14 + number * step for number in range(len(self.meetings))]
        top = self._heads(pen, columns, step)
        bottom = top + len(self.lives) * _ROW
        for x in columns:
            pen.line((x, top), (x, bottom))
        numbers = max(pen.measure(life.name, bold=True) for life in self.lives) + 6
        for row, life in enumerate(self.lives):
            y = top + (row + 0.5) * _ROW
            pen.text(0, y + 3, life.name, bold=True)
            pen.text(numbers, y + 3, pen.shortened(life.title, left - numbers - 6, SMALL), size=SMALL, colour="muted")
            self._life(pen, life, columns, y)
        return self._key(pen, bottom + 14)

    def _heads(self, pen: Pen, columns: list[float], step: float) -> float:
        """City over year; where cities would touch, every second one stands higher."""
        cities = [meeting.rpartition(", ") for meeting in self.meetings]
        steps = 2 if max(pen.measure(city, SMALL) for city, _, _ in cities) > step - 4 else 1
        for number, (x, (city, _comma, year)) in enumerate(zip(columns, cities, strict=True)):
            y = 8.0 + (steps - 1 - number % steps) * 21
            wide = pen.measure(city, SMALL) / 2
            middle = min(x, pen.width - wide)
            pen.text(middle, y, city, size=SMALL, colour="muted", across="center")
            pen.text(middle, y + 10, year, size=SMALL, colour="muted", across="center")
            pen.line((x, y + 13), (x, 8 + (steps - 1) * 21 + 16))
        return 8 + (steps - 1) * 21 + 16

    def _life(self, pen: Pen, life: Life, columns: list[float], y: float) -> None:
        first = life.states[0][0]
        if life.older:
            pen.line((columns[first] - 12, y), (columns[first], y), "accent", 1.2, ls=(0, (2, 2)))
        pen.line((columns[first], y), (columns[life.until], y), "accent", 1.2)
        for column, what, sure in life.states:
            size = 5.0 if what == NEW else 6.0
            pen.mark(columns[column], y, SHAPES[what], "accent", hollow=not sure and what != UNCHANGED, size=size)

    def _key(self, pen: Pen, y: float) -> float:
        used = {what for life in self.lives for _, what, _ in life.states}
        parts = [(SHAPES[what], _(what), False) for what in SHAPES if what in used]
        if any(not sure for life in self.lives for _, what, sure in life.states if what != UNCHANGED):
            parts.append(("dot", _("hollow: unconfirmed"), True))
        return draw_key(pen, parts, y)


def revisions(facts: Facts, wanted: Wanted) -> Revisions:
    """Of the texts chosen, all that happened until the day."""
    register = facts.register
    known = {text.id: list(_states(facts, text, wanted)) for text in chosen(facts, wanted)}
    texts = [register.instruments[id] for id, states in known.items() if states]
    bodies = {text.key.body for text in texts}
    held = [each for body in sorted(bodies) for each in register.bodies[body].meetings if _past(facts, each, wanted)]
    meetings = sorted(held, key=lambda each: (register.effective(each), each.label))
    used = [meetings.index(meeting) for states in known.values() for meeting, _, _ in states]
    meetings = meetings[min(used, default=0) :]
    places = {(meeting.conference, meeting.label): number for number, meeting in enumerate(meetings)}
    body = register.conferences[wanted.conference].body
    return Revisions(
        conference=wanted.conference,
        as_of=day_words(wanted.as_of),
        meetings=tuple(meeting.label for meeting in meetings),
        lives=tuple(
            _life(facts, text, known[text.id], places, (name_of(facts, text, body), _title(facts, text, wanted)))
            for text in texts
        ),
    )


def _past(facts: Facts, meeting: Meeting, wanted: Wanted) -> bool:
    return facts.register.effective(meeting) <= wanted.as_of


def _states(facts: Facts, text: Instrument, wanted: Wanted) -> Iterator[tuple[Meeting, str, bool]]:
    """What happened to a text, in the order of time; nothing after it was suppressed."""
    results = facts.register.outcomes_of.get(text.id, {})
    made = {revision.meeting.label: revision for revision in text.revisions}
    for meeting in _in_order(facts, text, wanted):
        revision, result = made.get(meeting.label), results.get(meeting.conference)
        if result and result.outcome is OutcomeKind.SUPPRESSED:
            yield meeting, SUPPRESSED, not result.unconfirmed
            return
        if revision:
            yield meeting, NEW if revision.adoption else REVISED, not revision.unconfirmed
        elif result and result.outcome is OutcomeKind.NOT_CHANGED:
            yield meeting, UNCHANGED, not result.unconfirmed


def _in_order(facts: Facts, text: Instrument, wanted: Wanted) -> Iterable[Meeting]:
    held = [each for each in facts.register.bodies[text.key.body].meetings if _past(facts, each, wanted)]
    return sorted(held, key=facts.register.effective)


def _life(
    facts: Facts,
    text: Instrument,
    states: list[tuple[Meeting, str, bool]],
    places: dict[tuple[str, str], int],
    called: tuple[str, str],
) -> Life:
    """Its line ends where it was suppressed, else with the last meeting of its body."""
    own = [number for (conference, _), number in places.items() if _is_of(facts, conference, text)]
    suppressed = states[-1][1] == SUPPRESSED
    placed = tuple((places[meeting.conference, meeting.label], what, sure) for meeting, what, sure in states)
    return Life(
        name=called[0],
        title=called[1],
        states=placed,
        until=placed[-1][0] if suppressed else max(own),
        older=states[0][1] != NEW,
    )


def _title(facts: Facts, text: Instrument, wanted: Wanted) -> str:
    return facts.register.standing(text, wanted.as_of).title


def _is_of(facts: Facts, conference: str, text: Instrument) -> bool:
    return facts.register.conferences[conference].body == text.key.body
