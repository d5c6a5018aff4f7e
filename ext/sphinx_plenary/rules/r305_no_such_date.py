from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from typing import Final

from sphinx_plenary.citations.forms import MONTHS
from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Problem
from sphinx_plenary.prose import Dates
from sphinx_plenary.prose.date_forms import NUMBERED
from sphinx_plenary.prose.written_dates import Period, WrittenDate
from sphinx_plenary.rules.rule import rule

# With a year and such a word before it, "32 October 2022" can be nothing but a date.
_PREPOSITION: Final = re.compile(r"(?i:(?<!\w)(?:on|from|until|by|to|since|before|after|le|el|du|del|al|au)\s{1,20}\Z)")
# Without a year, what follows must not make a name of it: "30 June Street".
_STOPS: Final = re.compile(
    r"\s{0,3}(?:[.,;:)\]]|\Z)|\s{1,3}(?:and|or|to|for|at|in|the|we|it|is|was|are|will|et|y)(?!\w)"
)
# "moved from 14 to 3 October" is no range.
_MOVED: Final = re.compile(
    r"(?i:(?<!\w)(?:moved|changed|brought|advanced|shifted|reschedul\w+|postponed|deferred|corrected|amended|put\sback"
    r"|avancée?|reportée?|déplacée?|adelant\w+|aplaz\w+)(?!\w))"
)


@rule("R305")
def no_such_date(facts: Facts) -> Iterator[Problem]:
    """A date that no calendar has, or a range of days that ends before it begins.

    ``31 September 2022``, ``29 February 2023``, ``14 to 3 October 2022``. A range over the new year, ``20 December
    to 10 January``, is none, nor a meeting that was moved "from 14 to 3 October", nor what stands in quotation marks.

    Why: one of the numbers is a slip, and the reader cannot tell which.
    """
    for docname, dates in facts.dates.items():
        document = facts.documents[docname]
        for one in dates.all:
            if not one.possible and _is_date(one, dates) and not dates.quoted(one.start):
                text = " ".join(document.plain[one.start : one.end].split())
                yield Problem(
                    document.origin(one.start, one.end),
                    f"{text!r} is no date: {_why(one)}",
                    "write the day that is meant",
                )
        for period in dates.periods:
            if _backwards(period) and not dates.quoted(period.start) and not _moved(period, dates):
                text = " ".join(document.plain[period.start : period.end].split())
                yield Problem(
                    document.origin(period.start, period.end),
                    f"{text!r} ends before it begins",
                    "write the earlier day first, or mend the month or the year",
                )


def _is_date(one: WrittenDate, dates: Dates) -> bool:
    plain = dates.document.plain
    if one.day == 0:
        return False
    if one.day > 31:
        before = _PREPOSITION.search(plain, max(one.start - 40, 0), one.start)
        return one.day < 40 and one.own_year and before is not None
    if NUMBERED.search(plain, max(one.start - 20, 0), one.start):
        return False
    return one.year is not None or _STOPS.match(plain, one.end) is not None


def _why(one: WrittenDate) -> str:
    if one.month > 12:
        return "no month has either number"
    most = calendar.monthrange(one.year or 2000, one.month)[1]
    when = f" {one.year}" if one.month == 2 and one.year else ""
    return f"{MONTHS[one.month - 1]}{when} has {most} days"


def _backwards(period: Period) -> bool:
    """Whether it ends before it begins."""
    first, last = period.first, period.last
    if first.year is None or last.year is None:
        return first.month == last.month and first.day > last.day and first.possible and last.possible
    return period.dates is not None and first.date > last.date  # type: ignore[operator]


def _moved(period: Period, dates: Dates) -> bool:
    sentence = dates.sentences.at(period.start)
    start, end = max(sentence.start, period.start - 200), min(sentence.end, period.end + 200)
    return _MOVED.search(dates.document.plain, start, end) is not None
