"""A day and a period as readers of the build's language write them; in English as ``citations`` has them."""

from __future__ import annotations

from datetime import date
from typing import Final

from sphinx_plenary.translation import _, pgettext

# As a date has them: in Russian, say, in the genitive.
_MONTHS: Final = (
    lambda: pgettext("month of a date", "January"),
    lambda: pgettext("month of a date", "February"),
    lambda: pgettext("month of a date", "March"),
    lambda: pgettext("month of a date", "April"),
    lambda: pgettext("month of a date", "May"),
    lambda: pgettext("month of a date", "June"),
    lambda: pgettext("month of a date", "July"),
    lambda: pgettext("month of a date", "August"),
    lambda: pgettext("month of a date", "September"),
    lambda: pgettext("month of a date", "October"),
    lambda: pgettext("month of a date", "November"),
    lambda: pgettext("month of a date", "December"),
)


def day_words(day: date) -> str:
    """``8 September 2022``."""
    return _("{day} {month} {year}", day=_number(day), month=_MONTHS[day.month - 1](), year=day.year)


def partial_words(day: str) -> str:
    """Of ``2022-10-14`` as ``day_words``; of ``2022`` and what else is less than a day, itself."""
    try:
        return day_words(date.fromisoformat(day))
    except ValueError:
        return day


def range_words(start: date, end: date) -> str:
    """``26 September to 14 October 2022``; what both ends share is said once."""
    first, last = _number(start), _number(end)
    from_month, month = _MONTHS[start.month - 1](), _MONTHS[end.month - 1]()
    if start == end:
        return day_words(start)
    if start.year != end.year:
        return _("{start} to {end}", start=day_words(start), end=day_words(end))
    if start.month == end.month:
        return _("{first} to {last} {month} {year}", first=first, last=last, month=month, year=end.year)
    return _(
        "{first} {from_month} to {last} {month} {year}",
        first=first, from_month=from_month, last=last, month=month, year=end.year,
    )  # fmt: skip


def grouped(number: int) -> str:
    """``1,234``."""
    return f"{number:,}".replace(",", pgettext("between thousands", ","))


def _number(day: date) -> str:
    """French writes the first of a month in another way."""
    return pgettext("first day of a month", "1") if day.day == 1 else str(day.day)
