from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from sphinx_plenary.citations.forms import MONTHS
from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Edit, Problem, Severity
from sphinx_plenary.prose import Dates
from sphinx_plenary.prose.written_dates import Style, Unit, WrittenDate
from sphinx_plenary.rules.rule import rule

_MOST: Final = 3


@rule("R307", Severity.WARNING)
def mixed_date_styles(facts: Facts) -> Iterator[Problem]:
    """Dates are written in more than one style in a text.

    ``26 September 2022`` beside ``September 26, 2022``, ``26/09/2022`` or ``2022-09-26``: the first three of the rarer
    style are told; of two that are as frequent, ``26 September 2022`` is the house's. ISO dates in tables, in names
    of files and at the head of an item are left alone, and so are quotations and dates in French and Spanish.

    Why: a reader stops at each change; ``03/04/2022`` is another day on each side of the Atlantic.
    """
    for docname, dates in facts.dates.items():
        document = facts.documents[docname]
        counts, main = dates.styles, dates.main_style
        if len(counts) < 2 or main is None:
            continue
        told = Counter[Style]()
        for unit in dates.units:
            style = unit.first.style
            if style is main or counts[style] > counts[main] or told[style] == _MOST:
                continue
            told[style] += 1
            text = " ".join(document.plain[unit.start : unit.end].split())
            right = _written(unit, main, dates)
            safe = right and document.text[unit.start : unit.end] == document.plain[unit.start : unit.end]
            origin = document.origin(unit.start, unit.end)
            yield Problem(
                origin,
                f"{text!r} is not written as most dates of this text",
                f"write {right!r}" if right else f"write it as in {main.value!r}",
                (Edit(origin, right),) if safe else (),
            )


def _written(unit: Unit, style: Style, dates: Dates) -> str:
    """The date in that style; empty where it cannot be told which day is meant, or more than style would change."""
    if unit.period is None:
        return _one(unit.first, style) if unit.first.month and unit.first.possible else ""
    first, last, period = unit.period.first, unit.period.last, unit.period
    if last.weekday and first.end < last.weekday.start < last.end:
        return ""
    worded = period.mark.end - period.mark.start > 3
    same = first.month == last.month and not first.own_year
    mark = " to " if worded else "–" if same else " – "
    mark = {"from": " to ", "between": " and "}.get(dates.bound(period), mark)
    if style is Style.DAY_FIRST:
        opening = str(first.day) if same else _one(first, style)
        return f"{opening}{mark}{_one(last, style)}"
    year = f", {last.year}" if last.own_year else ""
    closing = f"{last.day}{year}" if same else _one(last, style)
    return f"{_one(first, style)}{mark}{closing}"


def _one(one: WrittenDate, style: Style) -> str:
    month = MONTHS[one.month - 1]
    if style is Style.DAY_FIRST:
        return f"{one.day} {month}" + (f" {one.year}" if one.own_year else "")
    return f"{month} {one.day}" + (f", {one.year}" if one.own_year else "")
