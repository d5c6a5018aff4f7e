from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from sphinx_plenary.citations import date_range, plain_date
from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Conference, Problem
from sphinx_plenary.prose.conferences import Beside, Conferences, Named, Stand, of_first_plan
from sphinx_plenary.prose.written_dates import Period, WrittenDate
from sphinx_plenary.rules.rule import rule

_VERBS: Final = {"open": "open", "opened": "open", "close": "end", "closed": "end"}
_CLOSE: Final = timedelta(days=31)
_AMISS: Final = timedelta(days=2)


@rule("R303")
def conference_dates(facts: Facts) -> Iterator[Problem]:
    """A text gives a conference dates that are not those of the register.

    It reads plain prose: dates in brackets behind the conference, ``PP-22 (26 September to 14 October 2022)``, or
    behind a verb, ``PP-22 will be held from ...``. Where words such as "for" or "of" stand before the conference,
    only dates are told that are nearly its own: the others may be those of a preparatory meeting or of a week.
    First plans and what others wrote are left alone, and a conference of which the register only recalls the days.

    Why: readers book flights by them. In a paper of ours ``{conf-dates}`PP-22` `` takes them from the register.
    """
    for docname, named in facts.conferences_named.items():
        for one in named.named:
            conference = facts.register.conferences[one.id]
            if conference.start and conference.end and not conference.unconfirmed:
                beside = named.beside(one)
                wrong = beside.period or beside.day
                right = _right(named, one, beside, conference, conference.start, conference.end) if wrong else ""
                if wrong and right and not named.doubtful(one) and not named.dates.quoted(wrong.start):
                    text = " ".join(facts.documents[docname].plain[wrong.start : wrong.end].split())
                    origin = facts.documents[docname].origin(wrong.start, wrong.end)
                    what = f"the dates of {one.id} are given as {text!r}"
                    if beside.day and conference.start != conference.end:
                        what = f"{one.id} is said to {_VERBS[beside.how]} on {text!r}"
                    yield Problem(origin, what, f"the register has {right!r}; write it so")


def _right(named: Conferences, one: Named, beside: Beside, conference: Conference, start: date, end: date) -> str:
    """What should stand there; empty where what stands there is right, or may be of something else."""
    if beside.day:
        day = _day(beside, start, end)
        right = plain_date(day) if day and not _is(beside.day, day) and _plausible(beside.day, day) else ""
        return right if right and _meant(named, one, beside) else ""
    period = beside.period
    assert period
    if (_is(period.first, start) and _is(period.last, end)) or beside.how in _VERBS:
        return ""
    if of_first_plan(conference, period.first.year) or not _meant(named, one, beside):
        return ""
    whole = beside.form == "verb" or not _inside(period, start, end) or _whole(beside, start, end)
    sure = named.stand(one) is Stand.SUBJECT and whole
    return date_range(start, end) if sure or _nearly(period, start, end) else ""


def _whole(beside: Beside, start: date, end: date) -> bool:
    """Whether a part of the conference cannot be meant: the city stands with the days, or a day or two are amiss."""
    if beside.form != "bracket":
        return False
    period = beside.period
    days = period.dates if period else None
    amiss = abs(days[0] - start) + abs(days[1] - end) if days else _CLOSE
    return amiss <= _AMISS or (beside.place is not None and beside.place.city != "")


def _meant(named: Conferences, one: Named, beside: Beside) -> bool:
    """Whether a verb's subject is the conference, and no other is named with it."""
    return beside.form != "verb" or (named.stand(one) is Stand.SUBJECT and named.alone(one))


def _is(written: WrittenDate, day: date) -> bool:
    return (written.month, written.day) == (day.month, day.day) and written.year in {None, day.year}


def _day(beside: Beside, start: date, end: date) -> date | None:
    """The day that a single date should be: the first, the last, or that of a conference of one day."""
    if start == end:
        return start
    return {"open": start, "opened": start, "close": end, "closed": end}.get(beside.how)


def _plausible(written: WrittenDate, right: date) -> bool:
    """Whether a wrong day is a slip for the right one, and not that of something else."""
    if written.date is None or (written.month, written.day) == (right.month, right.day):
        return written.year is not None or written.month == right.month
    return abs(written.date - right) <= _CLOSE


def _inside(period: Period, start: date, end: date) -> bool:
    """Whether the range is a part of the conference: its first week, the days of a committee."""
    first, last = ((one.month, one.day) for one in (period.first, period.last))
    return (start.month, start.day) <= first <= last <= (end.month, end.day) and period.last.year in {None, end.year}


def _nearly(period: Period, start: date, end: date) -> bool:
    """Whether one end is right and the other not, or only the year is wrong."""
    if _inside(period, start, end):
        return False
    days = [(one.month, one.day) for one in (period.first, period.last)]
    same_days = days == [(start.month, start.day), (end.month, end.day)]
    return same_days or _is(period.first, start) or _is(period.last, end)
