"""What is found in prose: a mention, the numbers in it, and how each was understood."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class How(StrEnum):
    """What told whose text it is; empty where nothing did."""

    NAMED = "named body"
    MEETING = "city and year"
    NUMBER = "form of the number"
    LIST = "others of the list"
    CONFERENCE = "paper's conference"
    KIND = "only body with such texts"
    UNKNOWN = ""


class Flaw(StrEnum):
    """A form that can be understood but is not ITU's."""

    NUMBER_WORD = "number-word"  # Resolution No. 25
    STRAY_MARK = "stray-mark"  # RES; 25
    LOOKALIKE = "look-alike"  # Resolution 1O1
    LEADING_ZERO = "leading-zero"  # Resolution 064
    NO_COMMA = "no-comma"  # (Rev. Busan 2014)
    NO_POINT = "no-point"  # (Rev Busan, 2014)
    NO_SPACE = "no-space"  # (Rev.Busan, 2014)
    SMALL_WORD = "small-word"  # (Rev. of Busan, 2014)
    SPELLED_OUT = "spelled-out"  # (Revised Busan, 2014)
    ORDER = "order"  # (Busan, Rev. 2014)
    NO_BRACKETS = "no-brackets"  # Resolution 25, Rev. Busan, 2014
    UNCLOSED = "unclosed-bracket"  # Resolution 25 (Rev. Busan, 2014
    SQUARE_BRACKETS = "square-brackets"  # Resolution 25 [Rev. Busan, 2014]
    NO_CITY = "no-city"  # (Rev. 2014)
    NO_YEAR = "no-year"  # (Rev. Busan)


class CitedRevision(NamedTuple):
    """The revision that the text names, as it stands there; ``year`` also where only a conference is named.

    ``revised``: "Rev." stood there. ``shared``: it stands behind the last number of a list, for all of it.
    """

    start: int
    end: int
    city: str
    year: int | None
    revised: bool
    shared: bool = False
    flaws: tuple[Flaw, ...] = ()


class CitedNumber(NamedTuple):
    """One number of a mention. ``id`` is empty where nobody can say whose text it is: see ``candidates``.

    An opinion whose forum is not said has the id without a year, and the forums as candidates. The numbers
    inside a range have the place of the whole range.
    """

    number: str
    start: int
    end: int
    kind: str
    id: str
    candidates: tuple[str, ...]
    how: How
    revision: CitedRevision | None = None
    flaws: tuple[Flaw, ...] = ()

    @property
    def ambiguous(self) -> bool:
        return bool(self.candidates)


class ProseCitation(NamedTuple):
    """A mention of one or more instruments: ``text`` is what stands at ``[start:end]``; ``ids`` are in order."""

    start: int
    end: int
    text: str
    ids: tuple[str, ...]
    numbers: tuple[CitedNumber, ...]
    flaws: tuple[Flaw, ...] = ()

    @property
    def ambiguous(self) -> bool:
        return any(number.ambiguous for number in self.numbers)
