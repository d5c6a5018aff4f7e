"""Proposals to a conference by region, and by issue or action: a heat map whose cells say what they count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sphinx_plenary.days import day_words
from sphinx_plenary.facts import Facts
from sphinx_plenary.figures.grid import SMALL, draw_heads, label_width
from sphinx_plenary.figures.picture import Picture, Wanted
from sphinx_plenary.matrix import Contribution, Matrix, build_matrix
from sphinx_plenary.model import ACTIONS
from sphinx_plenary.translation import N_, _, listed, ngettext, pgettext
from sphinx_plenary.words import rows_left_out

if TYPE_CHECKING:
    from sphinx_plenary.figures.pen import Pen

OTHERS: Final = N_("Others")
NO_ISSUE: Final = N_("No issue")
UNNAMED: Final = "?"  # in a cell, of a proposal whose action is not known
NO_ACTION: Final = N_("No action named")
USUAL: Final = ("ADD", "MOD", "SUP", "NOC")
Counts = tuple[tuple[str, int], ...]


@dataclass(frozen=True, kw_only=True)
class Proposals(Picture):
    """``by`` is ``Issue`` or ``Action``; ``regions`` have their organizations; ``cells`` are by row, then by region.

    A cell has a count by action. A proposal under two issues stands in both, and counts once in ``totals``, which
    are by region.
    """

    conference: str
    as_of: str
    by: str
    names: tuple[str, ...]
    regions: tuple[tuple[str, str], ...]
    cells: tuple[tuple[Counts, ...], ...]
    totals: tuple[int, ...]

    @property
    def lacking(self) -> str:
        return (
            ""
            if sum(self.totals)
            else _("No proposal to {conference} is known as of {day}.", conference=self.conference, day=self.as_of)
        )

    @property
    def heads(self) -> tuple[str, ...]:
        return (_by(self.by), *(_(region) for region, _organization in self.regions))

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        return tuple(
            (name, *(self._words(cell) or _("none known") for cell in cells))
            for name, cells in zip(self.names, self.cells, strict=True)
            if any(cells) or self.by == "Action"
        )

    @property
    def left_out(self) -> str:
        empty = len(self.names) - len(self.rows)
        return rows_left_out(empty) if empty else ""

    def _words(self, cell: Counts) -> str:
        """``2 MOD, 1 NOC``; where the row is the action, the number alone."""
        return ", ".join(str(number) if self.by == "Action" else f"{number} {action}" for action, number in cell)

    @property
    def alt(self) -> str:
        total = sum(self.totals)
        by_region = [f"{_(region)} {number}" for (region, _o), number in self._by_region if number]
        silent = [_(region) for (region, _o), number in self._by_region if not number and region != OTHERS]
        empty = [name for name, cells in zip(self.names, self.cells, strict=True) if not any(cells)]
        sentences = [
            ngettext(
                "Heat map of {number} known proposal to {conference} by {by} and region, as of {day}: {regions}.",
                "Heat map of {number} known proposals to {conference} by {by} and region, as of {day}: {regions}.",
                total, conference=self.conference, by=_by(self.by).lower(), day=self.as_of, regions=listed(by_region),
            ),
            self._most(),
            _("None is known from {regions}.", regions=listed(silent, _(" or "))) if silent else "",
            _("None is known on {issues}.", issues=listed(empty, _(" or "))) if empty and self.by == "Issue" else "",
        ]  # fmt: skip
        return " ".join(filter(None, sentences))

    @property
    def _by_region(self) -> Iterable[tuple[tuple[str, str], int]]:
        return zip(self.regions, self.totals, strict=True)

    def _most(self) -> str:
        """The fullest cell, where there is only one."""
        sizes = {
            (name, region): sum(number for _action, number in cell)
            for name, cells in zip(self.names, self.cells, strict=True)
            for (region, _organization), cell in zip(self.regions, cells, strict=True)
        }
        most = max(sizes.values())
        fullest = [place for place, size in sizes.items() if size == most]
        if len(fullest) > 1 or most == 1:
            return ""
        name, region = fullest[0]
        return _("Most in one cell: {number}, {region} under “{name}”.", number=most, region=_(region), name=name)

    def draw(self, pen: Pen) -> float:
        left = label_width(pen, self.names, 0.3)
        across = (pen.width - left) / len(self.regions)
        top = draw_heads(
            pen, [_fitting(pen, (_(name), prefix), across - 1) for name, prefix in self.regions], left, across
        )
        for name, cells in zip(self.names, self.cells, strict=True):
            lines = pen.wrapped(name, left - 8)
            high = max(len(lines), *(len(cell) for cell in cells), 1) * 11.25 + 8
            pen.lines(0, top + high / 2 - (len(lines) - 1) * 5.6 + 3, lines)
            for number, cell in enumerate(cells):
                self._cell(pen, cell, (left + number * across + 1, top + 1, across - 2, high - 2))
            top += high
        if self.by == "Issue" and any(
            action == UNNAMED for cells in self.cells for cell in cells for action, _count in cell
        ):
            top += 12
            pen.text(left, top, f"{UNNAMED} {_(NO_ACTION).lower()}", size=SMALL, colour="muted")
        return top + 2

    def _cell(self, pen: Pen, cell: Counts, place: tuple[float, float, float, float]) -> None:
        x, y, wide, high = place
        if not cell:
            pen.box(x, y, wide, high, "paper", "line")
            pen.text(x + wide / 2, y + high / 2 + 3, "–", colour="muted", across="center")
            return
        fill = f"ramp-{_step(sum(number for _action, number in cell))}"
        pen.box(x, y, wide, high, fill)
        lines = [self._words((one,)) for one in cell]
        first = y + high / 2 - (len(lines) - 1) * 5.6 + 3
        pen.lines(x + wide / 2, first, lines, colour=pen.on(fill), bold=True, across="center")


def _step(number: int) -> int:
    """The step of the ramp: 1, 2 to 3, 4 to 7, 8 and more."""
    return min(4, number.bit_length())


def _fitting(pen: Pen, region: tuple[str, str], width: float) -> list[str]:
    """A region's name in lines; its organization where a word of the name is too long."""
    name, organization = region
    lines = pen.wrapped(name, width, SMALL)
    if max(pen.measure(line, SMALL) for line in lines) > width:
        lines = pen.wrapped(name.replace("-", "- "), width, SMALL)
    long = max(pen.measure(line, SMALL) for line in lines) > width
    return [organization] if long and organization else lines


def proposals(facts: Facts, wanted: Wanted) -> Proposals:
    """By issue; by action where the conference has no issues. Regions stand in ITU's order."""
    matrix = build_matrix(facts, wanted.conference, "issues", wanted.as_of)
    by, grouped = _grouped(matrix, wanted)
    every = {id(one): one for _name, group in grouped for one in group}.values()
    regions = [each for each in matrix.regions.items() if not wanted.regions or each[0] in wanted.regions]
    columns = [(region, organization) for region, (organization, _) in regions]
    if not wanted.regions and any(not one.region for one in every):
        columns.append((OTHERS, ""))
    return Proposals(
        conference=wanted.conference,
        as_of=day_words(wanted.as_of),
        by=by,
        names=tuple(name for name, _group in grouped),
        regions=tuple(columns),
        cells=tuple(tuple(_counts(group, region) for region, _organization in columns) for _name, group in grouped),
        totals=tuple(sum(_from(region)(one) for one in every) for region, _organization in columns),
    )


def _grouped(matrix: Matrix, wanted: Wanted) -> tuple[str, list[tuple[str, list[Contribution]]]]:
    issues = matrix.by_issue()
    if issues:
        groups = [
            (matrix.issue_titles[issue], [one for row in rows for one in row.contributions])
            for issue, rows in issues.items()
            if not wanted.issues or issue in wanted.issues
        ]
        rest = [one for row in matrix.rows() if not row.issues for one in row.contributions]
        return N_("Issue"), [*groups, *([(_(NO_ISSUE), rest)] if rest and not wanted.issues else [])]
    every = [one for row in matrix.rows() for one in row.contributions]
    asked = sorted({*USUAL, *(one.action for one in every)}, key=_order)
    return "Action", [(action or _(NO_ACTION), [one for one in every if one.action == action]) for action in asked]


def _by(what: str) -> str:
    """The head of what stands in the rows."""
    return pgettext("of a proposal", "Action") if what == "Action" else _(what)


def _from(region: str) -> Callable[[Contribution], bool]:
    return lambda one: one.region == ("" if region == OTHERS else region)


def _counts(group: Iterable[Contribution], region: str) -> Counts:
    found = Counter(one.action for one in group if _from(region)(one))
    return tuple((action or UNNAMED, found[action]) for action in sorted(found, key=_order))


def _order(action: str) -> tuple[int, str]:
    return (ACTIONS.index(action) if action in ACTIONS else len(ACTIONS), action)
