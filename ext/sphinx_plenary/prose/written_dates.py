"""A date, a range of days and a weekday as they stand in a text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import NamedTuple

from sphinx_plenary.lint import Span


class Style(Enum):
    """How a date is written."""

    DAY_FIRST = "26 September 2022"
    MONTH_FIRST = "September 26, 2022"
    NUMERIC = "26/09/2022"
    ISO = "2022-09-26"


class Weekday(NamedTuple):
    """A day of the week beside a date: ``day`` is 0 for Monday."""

    start: int
    end: int
    day: int
    language: str


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date as it stands in the text; a year that stands elsewhere in its range is ``year`` too.

    ``month`` 0: a numeric date of which nobody can say which number is the month.
    """

    start: int
    end: int
    year: int | None
    month: int
    day: int
    style: Style
    language: str = "en"
    own_year: bool = False
    weekday: Weekday | None = None

    @property
    def date(self) -> date | None:
        """The day in the calendar; None without a year, and for a date that no calendar has."""
        try:
            return date(self.year, self.month, self.day) if self.year else None
        except ValueError:
            return None

    @property
    def possible(self) -> bool:
        """Whether a calendar has it, in its year or, without one, in some year."""
        return not self.month or possible(self.year or 2000, self.month, self.day)


@dataclass(frozen=True, slots=True)
class Period:
    """A range of days; ``mark`` is what stands between its ends, with the space round it."""

    start: int
    end: int
    first: WrittenDate
    last: WrittenDate
    mark: Span

    @property
    def dates(self) -> tuple[date, date] | None:
        first, last = self.first.date, self.last.date
        return (first, last) if first and last else None


class Unit(NamedTuple):
    """A date or a range, which is written in one style, that of ``first``."""

    start: int
    end: int
    first: WrittenDate
    period: Period | None = None


def possible(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
