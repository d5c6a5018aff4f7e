"""What a conference decided, by issue: a bar for each, whose parts carry a number and a letter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sphinx_plenary.days import day_words
from sphinx_plenary.facts import Facts
from sphinx_plenary.figures.grid import SMALL, label_width
from sphinx_plenary.figures.picture import DAGGER, Picture, Wanted
from sphinx_plenary.matrix import Matrix, Row, build_matrix
from sphinx_plenary.model import Conference
from sphinx_plenary.translation import N_, Words, _, listed, ngettext
from sphinx_plenary.words import OUTCOMES

if TYPE_CHECKING:
    from sphinx_plenary.figures.pen import Pen

NOT_KNOWN: Final = "not-known"
# Kind -> the letter that stands in its part of a bar, in the order of the parts.
LETTERS: Final = {
    "new": "N",
    "revised": "R",
    "not-changed": "=",
    "suppressed": "S",
    "forwarded": "F",
    "adopted": "A",
    "not-adopted": "×",
    NOT_KNOWN: "?",
}
_WORDS: Final = Words({**OUTCOMES.written, NOT_KNOWN: N_("Not known")})
_BAR: Final = 24.0


@dataclass(frozen=True, kw_only=True)
class Outcomes(Picture):
    """``by`` is ``Issue`` or ``Group``; ``counts`` are by row, then by kind, ``unconfirmed`` by row.

    A text under two issues stands in both rows, and counts once in ``totals``, which are by kind. ``ahead`` says
    why nothing can be decided yet.
    """

    conference: str
    as_of: str
    by: str
    names: tuple[str, ...]
    kinds: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    unconfirmed: tuple[int, ...]
    totals: tuple[int, ...]
    all_unconfirmed: int
    ahead: str

    @property
    def lacking(self) -> str:
        decided = any(total for kind, total in zip(self.kinds, self.totals, strict=True) if kind != NOT_KNOWN)
        return self.ahead or (
            ""
            if decided
            else _("No outcome of {conference} is known as of {day}.", conference=self.conference, day=self.as_of)
        )

    @property
    def heads(self) -> tuple[str, ...]:
        doubted = (_("Unconfirmed"),) if self.all_unconfirmed else ()
        return (_(self.by), *(_WORDS[kind] for kind in self.kinds), _("Total"), *doubted)

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        found = []
        for name, counts, doubted in zip(self.names, self.counts, self.unconfirmed, strict=True):
            last = (str(doubted),) if self.all_unconfirmed else ()
            found.append((name, *map(str, counts), str(sum(counts)), *last))
        return tuple(found)

    @property
    def alt(self) -> str:
        each = [f"{_WORDS[kind].lower()} {total}" for kind, total in zip(self.kinds, self.totals, strict=True)]
        total = sum(self.totals)
        sentences = [
            ngettext(
                "Stacked bars of what {conference} did with {number} text and subjects, by {by}, as of {day}: {each}.",
                "Stacked bars of what {conference} did with {number} texts and subjects, by {by}, as of {day}: {each}.",
                total, conference=self.conference, by=_(self.by).lower(), day=self.as_of, each=listed(each),
            ),
            *self._most(),
            _("{number} of {all} are not confirmed by a source.", number=self.all_unconfirmed, all=total)
            if self.all_unconfirmed else "",
        ]  # fmt: skip
        return " ".join(filter(None, sentences))

    def _most(self) -> Iterable[str]:
        """Where each kind is most frequent, for the two most frequent kinds."""
        common = sorted(range(len(self.kinds)), key=lambda index: -self.totals[index])[:2]
        for index in sorted(common):
            column = [counts[index] for counts in self.counts]
            if self.kinds[index] != NOT_KNOWN and len(column) > 1 and column.count(max(column)) == 1:
                where = self.names[column.index(max(column))]
                yield _(
                    "{outcome} most often: {where}, {number}.",
                    outcome=_WORDS[self.kinds[index]], where=where, number=max(column),
                )  # fmt: skip

    def draw(self, pen: Pen) -> float:
        top = self._key(pen) + 8
        left = label_width(pen, self.names)
        longest = max(sum(counts) for counts in self.counts)
        behind = 36 if self.all_unconfirmed else 18
        unit = min(26.0, (pen.width - left - behind) / longest)
        for name, counts, doubted in zip(self.names, self.counts, self.unconfirmed, strict=True):
            lines = pen.wrapped(name, left - 8)
            high = max(len(lines) * 11.25, _BAR) + 7
            pen.lines(0, top + high / 2 - (len(lines) - 1) * 5.6 + 3, lines)
            x = left
            for kind, number in zip(self.kinds, counts, strict=True):
                if number:
                    self._part(pen, kind, number, (x, top + (high - _BAR) / 2, number * unit))
                    x += number * unit
            words = f"{sum(counts)}" + (f" ({doubted} {DAGGER})" if doubted else "")
            pen.text(x + 5, top + high / 2 + 3, words, size=SMALL, colour="muted")
            top += high
        return top + 2

    def _key(self, pen: Pen) -> float:
        x, y = 0.0, 9.0
        for kind, total in zip(self.kinds, self.totals, strict=True):
            words = f"{_WORDS[kind]} {total}"
            wide = 17 + pen.measure(words, SMALL) + 12
            if x and x + wide > pen.width:
                x, y = 0.0, y + 16
            pen.box(x, y - 9, 12, 12, kind, "edge")
            pen.text(x + 6, y, LETTERS[kind], size=SMALL, colour="on-pale", bold=True, across="center")
            pen.text(x + 17, y, words, size=SMALL)
            x += wide
        if self.all_unconfirmed:
            y += 16
            told = f"{DAGGER} " + _("not confirmed by a source: {number}", number=self.all_unconfirmed)
            pen.text(0, y, told, size=SMALL, colour="muted")
        return y + 6

    def _part(self, pen: Pen, kind: str, number: int, place: tuple[float, float, float]) -> None:
        """A part of a bar: words where they fit, else the number over the letter."""
        x, y, wide = place
        pen.box(x, y, wide, _BAR, kind, "edge")
        words = f"{number} {_WORDS[kind].lower()}"
        middle = x + wide / 2
        if pen.measure(words) + 6 <= wide:
            pen.text(middle, y + _BAR / 2 + 3, words, colour="on-pale", across="center")
            return
        size = min(SMALL, SMALL * wide / (pen.measure(str(number), SMALL, bold=True) + 1))
        pen.text(middle, y + 10, str(number), size=size, colour="on-pale", bold=True, across="center")
        pen.text(middle, y + 20, LETTERS[kind], size=size, colour="on-pale", across="center")


def outcomes(facts: Facts, wanted: Wanted) -> Outcomes:
    """By issue; where the conference has no issues, by the groups in which its matrix has the texts."""
    matrix = build_matrix(facts, wanted.conference, "outcomes", wanted.as_of)
    by, groups = _grouped(matrix, wanted)
    every = {row.id: row for _, rows in groups for row in rows}.values()
    kinds = [kind for kind in LETTERS if any(_kind(row) == kind for row in every)]
    return Outcomes(
        conference=wanted.conference,
        as_of=day_words(wanted.as_of),
        by=by,
        names=tuple(name for name, _ in groups),
        kinds=tuple(kinds),
        counts=tuple(_counts(rows, kinds) for _, rows in groups),
        unconfirmed=tuple(_unconfirmed(rows) for _, rows in groups),
        totals=_counts(every, kinds),
        all_unconfirmed=_unconfirmed(every),
        ahead=_ahead(facts.register.conferences[wanted.conference], wanted),
    )


def _ahead(conference: Conference, wanted: Wanted) -> str:
    """The outcomes edition of a matrix has no outcome before the conference's last day."""
    if conference.end is None or conference.end <= wanted.as_of:
        return ""
    last, day = day_words(conference.end), day_words(wanted.as_of)
    return _(
        "As of {day} nothing is decided: {conference} ends on {last}.", day=day, conference=conference.id, last=last
    )


def _grouped(matrix: Matrix, wanted: Wanted) -> tuple[str, list[tuple[str, list[Row]]]]:
    issues = matrix.by_issue()
    if not issues:
        return N_("Group"), [(table.title, list(table.rows)) for table in matrix.tables]
    asked = wanted.issues or tuple(issues)
    groups = [(matrix.issue_titles[issue], rows) for issue, rows in issues.items() if issue in asked]
    rest = [row for row in matrix.rows() if not row.issues]
    return N_("Issue"), [*groups, *([(_("No issue"), rest)] if rest and not wanted.issues else [])]


def _kind(row: Row) -> str:
    return row.result.kind.value if row.result else NOT_KNOWN


def _counts(rows: Iterable[Row], kinds: Iterable[str]) -> tuple[int, ...]:
    found = Counter(map(_kind, rows))
    return tuple(found[kind] for kind in kinds)


def _unconfirmed(rows: Iterable[Row]) -> int:
    return sum(row.result.unconfirmed for row in rows if row.result)
