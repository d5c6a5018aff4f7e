from __future__ import annotations

from collections.abc import Iterator

from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Problem
from sphinx_plenary.prose.date_forms import WEEKDAYS
from sphinx_plenary.rules.rule import rule


@rule("R309")
def wrong_weekday(facts: Facts) -> Iterator[Problem]:
    """A day of the week stands beside a date that fell on another.

    ``Monday, 27 September 2022``: it was a Tuesday. Read in English, French and Spanish, where the year is known.

    Why: either is wrong, and the reader books a flight by one of them.
    """
    for docname, dates in facts.dates.items():
        document = facts.documents[docname]
        for one in dates.all:
            day, weekday = one.date, one.weekday
            if day is None or weekday is None or weekday.day == day.weekday() or dates.quoted(one.start):
                continue
            start, end = min(weekday.start, one.start), max(weekday.end, one.end)
            right = WEEKDAYS[weekday.language][day.weekday()]
            written = document.plain[weekday.start : weekday.end]
            text = " ".join(document.plain[one.start : one.end].split())
            yield Problem(
                document.origin(start, end),
                f"{written!r} stands beside {text!r}, a {right}",
                f"write {right!r}, or the date that is meant",
            )
