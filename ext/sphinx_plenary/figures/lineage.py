"""What each conference of a body found and left: texts carried over, revised, new and suppressed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sphinx_plenary.days import day_words
from sphinx_plenary.facts import Facts
from sphinx_plenary.figures.grid import SMALL
from sphinx_plenary.figures.picture import Picture, Wanted
from sphinx_plenary.model import InForce, Instrument, Meeting, OutcomeKind
from sphinx_plenary.translation import N_, _, listed, ngettext

if TYPE_CHECKING:
    from sphinx_plenary.figures.pen import Pen

# What stands in a bar from the bottom up; the colours and letters are those of outcomes.
_PARTS: Final = (
    ("carried", "not-changed", "=", N_("Carried over")),
    ("revised", "revised", "R", N_("Revised")),
    ("new", "new", "N", N_("New")),
)
_GONE: Final = ("suppressed", "suppressed", "S", N_("Suppressed"))
NOTE: Final = N_("The number on top is that of the texts in force afterwards, as far as the register knows them.")
_HIGH: Final = 170.0


@dataclass(frozen=True, kw_only=True)
class Step:
    """A conference: of the texts that were in force before it, how many it carried over, revised and suppressed."""

    label: str
    carried: int
    revised: int
    new: int
    suppressed: int

    @property
    def before(self) -> int:
        return self.carried + self.revised + self.suppressed

    @property
    def after(self) -> int:
        return self.carried + self.revised + self.new


@dataclass(frozen=True, kw_only=True)
class Lineage(Picture):
    """``why_not`` says why a body has no lineage."""

    body: str
    as_of: str
    steps: tuple[Step, ...]
    why_not: str

    @property
    def lacking(self) -> str:
        if self.why_not or len(self.steps) > 1:
            return self.why_not
        return _(
            "Fewer than two conferences of {body} are known between those asked for, as of {day}.",
            body=self.body, day=self.as_of,
        )  # fmt: skip

    @property
    def heads(self) -> tuple[str, ...]:
        return (
            _("Conference"), _("In force before"), _("Carried over"), _("Revised"), _("Suppressed"), _("New"),
            _("In force after"),
        )  # fmt: skip

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        return tuple(
            (step.label, *map(str, (step.before, step.carried, step.revised, step.suppressed, step.new, step.after)))
            for step in self.steps
        )

    @property
    def alt(self) -> str:
        first, last = self.steps[0], self.steps[-1]
        busiest = max(self.steps, key=lambda step: step.revised)
        newest = max(self.steps[1:], key=lambda step: step.new)
        gone = [_("{label}: ", label=step.label) + str(step.suppressed) for step in self.steps if step.suppressed]
        sentences = [
            ngettext(
                "Flow of the resolutions of {body} that the register knows, over {number} conference, as of {day}: "
                "{before} in force after {first}, {after} after {last}.",
                "Flow of the resolutions of {body} that the register knows, over {number} conferences, as of {day}: "
                "{before} in force after {first}, {after} after {last}.",
                len(self.steps), body=self.body, day=self.as_of,
                before=first.after, first=first.label, after=last.after, last=last.label,
            ),
            _(
                "At {conference}: {carried} carried over, {revised} revised, {suppressed} suppressed, {new} new.",
                conference=last.label, carried=last.carried, revised=last.revised, suppressed=last.suppressed,
                new=last.new,
            ),
            _("Most were revised at {conference}: {number}.", conference=busiest.label, number=busiest.revised)
            if busiest.revised else "",
            _("After {first}, most were new at {conference}: {number}.",
              first=first.label, conference=newest.label, number=newest.new) if newest.new else "",
            _("Suppressed at {conferences}.", conferences=listed(gone))
            if gone else _("None is known to have been suppressed."),
        ]  # fmt: skip
        return " ".join(filter(None, sentences))

    def draw(self, pen: Pen) -> float:
        top = self._key(pen) + 12
        most = max(max(step.before, step.after) for step in self.steps)
        unit = _HIGH / most
        base = top + _HIGH + 12
        across = (pen.width - 12) / len(self.steps)  # room for a number beside the last bar
        wide = min(46.0, across * 0.5)
        for number, step in enumerate(self.steps):
            x = (number + 0.5) * across - wide / 2
            if number:
                former = self.steps[number - 1]
                pen.band([(x - across + wide, base - former.after * unit), (x, base - step.before * unit),
                          (x, base), (x - across + wide, base)], "panel")  # fmt: skip
            self._bar(pen, step, (x, base, wide), unit)
            city, _comma, year = step.label.rpartition(", ")
            low = base + max(step.suppressed for step in self.steps) * unit + 12
            low = max(low, base + 12 + (14 if any(step.suppressed for step in self.steps) else 0))
            pen.lines(x + wide / 2, low, [city, year], size=SMALL, colour="muted", across="center")
        note = pen.wrapped(_(NOTE), pen.width, SMALL)
        pen.lines(0, low + 28, note, size=SMALL, colour="muted")
        return low + 23 + len(note) * 10

    def _bar(self, pen: Pen, step: Step, place: tuple[float, float, float], unit: float) -> None:
        """Parts upwards from the base, what was suppressed below it; the number in force stands on top."""
        x, base, wide = place
        y = base
        for part, fill, letter, _words in _PARTS:
            if number := getattr(step, part):
                y -= number * unit
                pen.box(x, y, wide, number * unit, fill, "edge")
                self._number(pen, f"{number} {letter}", (x, y, wide, number * unit))
        pen.text(x + wide / 2, y - 4, str(step.after), bold=True, across="center")
        if step.suppressed:
            high = max(step.suppressed * unit, 11)
            pen.box(x, base, wide, high, _GONE[1], "edge")
            self._number(pen, f"{step.suppressed} {_GONE[2]}", (x, base, wide, high))

    @staticmethod
    def _number(pen: Pen, words: str, place: tuple[float, float, float, float]) -> None:
        """In a part, or to its right where it is too low."""
        x, y, wide, high = place
        if high >= 9:
            pen.text(x + wide / 2, y + high / 2 + 3, words, size=SMALL, colour="on-pale", across="center")
        else:
            pen.text(x + wide + 2, y + high / 2 + 3, words, size=SMALL)

    def _key(self, pen: Pen) -> float:
        x = 0.0
        used = [*_PARTS, *([_GONE] if any(step.suppressed for step in self.steps) else [])]
        for _part, fill, letter, written in used:
            words = _(written)
            pen.box(x, 0.5, 12, 12, fill, "edge")
            pen.text(x + 6, 9.5, letter, size=SMALL, colour="on-pale", bold=True, across="center")
            pen.text(x + 17, 9.5, words, size=SMALL)
            x += 17 + pen.measure(words, SMALL) + 12
        return 14


def lineage(facts: Facts, wanted: Wanted) -> Lineage:
    """Over the conferences of the conference's body, from one to another, until the day."""
    register = facts.register
    body = register.bodies[register.conferences[wanted.conference].body]
    lasting = {kind.id for kind in body.kinds.values() if not kind.per_conference} & {"RES"}
    texts = [text for text in register.instruments.values() if text.key.body == body.id and text.key.kind in lasting]
    held = sorted(body.meetings, key=register.effective)
    shown = _between([one for one in held if register.effective(one) <= wanted.as_of], wanted)
    return Lineage(
        body=body.id,
        as_of=day_words(wanted.as_of),
        steps=tuple(step for meeting in shown if (step := _step(facts, texts, meeting)).after),
        why_not="" if texts else _("No resolution of {body} is known that lasts beyond its conference.", body=body.id),
    )


def _between(held: list[Meeting], wanted: Wanted) -> list[Meeting]:
    """The meetings from one conference to another, in either order."""
    names = [meeting.conference for meeting in held]
    first = names.index(wanted.start) if wanted.start in names else 0
    last = names.index(wanted.end) if wanted.end in names else len(names) - 1
    return held[min(first, last) : max(first, last) + 1]


def _step(facts: Facts, texts: Iterable[Instrument], meeting: Meeting) -> Step:
    found = [_deed(facts, text, meeting) for text in texts]
    return Step(
        label=meeting.label,
        **{what: found.count(what) for what in ("carried", "revised", "new", "suppressed")},
    )


def _deed(facts: Facts, text: Instrument, meeting: Meeting) -> str:
    """What a meeting did with a text; empty where it was not in force."""
    register = facts.register
    revision = next((each for each in text.revisions if each.meeting.label == meeting.label), None)
    result = register.outcomes_of.get(text.id, {}).get(meeting.conference)
    if result and result.outcome is OutcomeKind.SUPPRESSED:
        return "suppressed"
    if revision:
        return "new" if revision.adoption else "revised"
    return "carried" if register.standing(text, register.effective(meeting)).state is InForce.YES else ""
