"""The dates in a text: days, with or without a year, and ranges of days, in English, French and Spanish."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import accumulate
from typing import Final

from sphinx_plenary.lint import Block, Span
from sphinx_plenary.prose.date_forms import (
    BEFORE_NUMERIC,
    BETWEEN,
    BOUND,
    DAY_FIRST,
    DAYS,
    FOUR,
    FULL,
    ISO,
    MONTH_FIRST,
    MONTHS,
    NUMBERED,
    NUMERIC,
    ON,
    STOPS,
    TWO_DAYS,
    WEEKDAY_AFTER,
    WEEKDAY_BEFORE,
)
from sphinx_plenary.prose.quotations import Quotations
from sphinx_plenary.prose.sentences import Sentences
from sphinx_plenary.prose.written_dates import Period, Style, Unit, Weekday, WrittenDate


class Dates:
    """The dates of one document, in the order of the text; offsets are those of its text."""

    def __init__(self, sentences: Sentences, quotations: Quotations) -> None:
        self.sentences = sentences
        self.document = sentences.document
        self._quotations = quotations

    @cached_property
    def periods(self) -> Sequence[Period]:
        return tuple(period for period, _ in self._read if period)

    @cached_property
    def singles(self) -> Sequence[WrittenDate]:
        """The dates that are no end of a range."""
        return tuple(sorted((one for period, ones in self._read if not period for one in ones), key=lambda d: d.start))

    @cached_property
    def all(self) -> Sequence[WrittenDate]:
        """Every date, the ends of ranges too."""
        return tuple(sorted((one for _, ones in self._read for one in ones), key=lambda d: d.start))

    @cached_property
    def period_at(self) -> Mapping[int, Period]:
        """Where it starts -> the range."""
        return {period.start: period for period in self.periods}

    @cached_property
    def single_at(self) -> Mapping[int, WrittenDate]:
        return {one.start: one for one in self.singles}

    @cached_property
    def units(self) -> Sequence[Unit]:
        """The English dates of the text's own prose, with a month or in numbers: what has a style."""
        found = [Unit(period.start, period.end, period.first, period) for period in self.periods]
        found += [Unit(one.start, one.end, one) for one in self.singles]
        return tuple(unit for unit in sorted(found, key=lambda unit: unit.start) if self._has_style(unit))

    @cached_property
    def styles(self) -> Counter[Style]:
        return Counter(unit.first.style for unit in self.units)

    @cached_property
    def main_style(self) -> Style | None:
        """How most dates with a month's name are written; of two that are as frequent the day stands first."""
        day, month = self.styles[Style.DAY_FIRST], self.styles[Style.MONTH_FIRST]
        return None if not day + month else Style.DAY_FIRST if day >= month else Style.MONTH_FIRST

    def _has_style(self, unit: Unit) -> bool:
        """Not the bare 9 of "9 and 20 October", nor an ISO date in a table or a log."""
        first = unit.first
        if first.language != "en" or not first.possible or self.quoted(unit.start):
            return False
        if first.style in {Style.DAY_FIRST, Style.MONTH_FIRST}:
            return any(char.isalpha() for char in self.document.plain[unit.start : unit.end])
        block = self.sentences.block_at(unit.start)
        opens = block is not None and block.kind == "item" and block.start == unit.start
        return block is not None and block.kind not in {"cell", "head"} and not opens

    def quoted(self, offset: int) -> bool:
        """Whether a place is inside a quotation: those words are another's."""
        return self._quotations.holds(offset, offset + 1)

    def bound(self, period: Period) -> str:
        """ "from" or "between" where that stands before a range: behind it no range has a dash."""
        block = self.sentences.block_at(period.start)
        start = max(block.start if block else 0, period.start - 60)
        match = BOUND.search(self.document.plain, start, period.start)
        return match["word"].lower() if match else ""

    @cached_property
    def _read(self) -> Sequence[tuple[Period | None, tuple[WrittenDate, ...]]]:
        plain = self.document.plain
        found = [*self._numeric(plain), *self._worded(plain, DAY_FIRST), *self._worded(plain, MONTH_FIRST)]
        found.sort(key=lambda one: (one[1][0].start, -one[1][-1].end))
        ends = accumulate((ones[-1].end for _, ones in found), max, initial=0)
        return [one for one, end in zip(found, ends, strict=False) if one[1][0].start >= end]

    def _numeric(self, plain: str) -> Iterator[tuple[None, tuple[WrittenDate, ...]]]:
        for match in ISO.finditer(plain):
            start, month, day = match.start() - 4, int(match["month"]), int(match["day"])
            if start >= 0 and FOUR.fullmatch(plain, start, match.start()) and _alone(plain, start) and 1 <= month <= 12:
                year = int(plain[start : match.start()])
                yield None, (WrittenDate(start, match.end(), year, month, day, Style.ISO, own_year=True),)
        for match in NUMERIC.finditer(plain):
            before = BEFORE_NUMERIC.search(plain, max(match.start() - 5, 0), match.start())
            if before is None or before["sign"] != match["sign"] or not _alone(plain, before.start()):
                continue
            start, one, two = before.start(), int(before["one"]), int(before["two"])
            if before["sign"] == "." and (two > 12 or match.end() - start < 10):
                continue  # a version, a number of a section
            if not (1 <= one <= 31 and 1 <= two <= 31) or NUMBERED.search(plain, max(start - 20, 0), start):
                continue
            first = one > 12 or one == two or before["sign"] == "."
            month, day = (two, one) if first else (one, two) if two > 12 else (0, 0)
            yield None, (WrittenDate(start, match.end(), int(match["year"]), month, day, Style.NUMERIC, own_year=True),)

    def _worded(self, plain: str, pattern: re.Pattern[str]) -> Iterator[tuple[Period | None, tuple[WrittenDate, ...]]]:
        style = Style.DAY_FIRST if pattern is DAY_FIRST else Style.MONTH_FIRST
        at = 0
        while (match := pattern.search(plain, at)) is not None:
            at = match.end("day1")
            if not _alone(plain, match.start(), style) or not _english(match["month1"], style):
                continue
            block = self.sentences.block_at(match.start())
            if block is None:
                continue
            if match.end() > block.end:
                match = pattern.match(plain, match.start(), block.end)
                if match is None:
                    continue
            if match["month1"] is None and NUMBERED.search(plain, max(block.start, match.start() - 20), match.start()):
                continue
            read = tuple(self._ends(match, style, block))
            if read:
                at = match.end()
                yield self._joined(match, read, block), read

    def _joined(self, match: re.Match[str], read: Sequence[WrittenDate], block: Block) -> Period | None:
        """The range that two dates are; "3 and 5 May" is one only behind "between"."""
        if len(read) < 2:
            return None
        words = match["mark"].split()
        if words and words[0] in {"and", "et", "y"}:
            start = match.start()
            if not BETWEEN.search(self.document.plain, max(block.start, start - 16), start):
                return None
        return Period(*match.span(), read[0], read[1], Span(*match.span("mark")))

    def _ends(self, match: re.Match[str], style: Style, block: Block) -> Iterator[WrittenDate]:
        """The dates of a match, each with the month and the year that the other may lend it."""
        first = self._one(match, "1", style)
        if match["day2"] is None:
            if first and not _chance(match["month1"], first) and self._is_meant(first, block):
                yield self._with_weekday(first, block)
            return
        second = self._one(match, "2", style)
        if first is None or second is None:
            return
        if not first.month:
            first = replace(first, month=second.month, language=second.language)
        elif not second.month:
            second = replace(second, month=first.month, language=first.language)
        if first.year and not second.year:
            second = replace(second, year=first.year + _wraps(first, second))
        elif second.year and not first.year:
            first = replace(first, year=second.year - _wraps(first, second))
        month = match["month1"] or match["month2"]
        if _chance(month, first if first.year else second):
            return
        yield self._with_weekday(first, block)
        if match["weekday2"]:
            day, language = DAYS[match["weekday2"].rstrip(".").casefold()]
            second = replace(second, weekday=Weekday(*match.span("weekday2"), day, language))
        yield second if second.weekday else self._with_weekday(second, block)

    def _is_meant(self, one: WrittenDate, block: Block) -> bool:
        """Whether "May 10" is a date, by what stands round it."""
        if one.style is Style.DAY_FIRST or one.year:
            return True
        plain = self.document.plain
        before = ON.search(plain, max(block.start, one.start - 30), one.start)
        return before is not None or STOPS.match(plain, one.end, block.end) is not None

    def _one(self, match: re.Match[str], which: str, style: Style) -> WrittenDate | None:
        word, year = match["month" + which], match["year" + which]
        number, language = MONTHS[word.rstrip(".").casefold()] if word else (0, "en")
        groups = [name for name in ("day", "month", "year") if match[name + which]]
        start = min(match.start(name + which) for name in groups)
        end = max(match.end(name + which) for name in groups)
        day = int(re.match(r"[0-9]+", match["day" + which]).group())  # type: ignore[union-attr]
        return WrittenDate(start, end, int(year) if year else None, number, day, style, language, bool(year))

    def _with_weekday(self, one: WrittenDate, block: Block) -> WrittenDate:
        plain = self.document.plain
        match = WEEKDAY_BEFORE.search(plain, max(block.start, one.start - 40), one.start)
        if match and match[0].endswith("(") and plain[one.end : one.end + 1] != ")":
            match = None
        if match and TWO_DAYS.search(plain, max(block.start, match.start() - 24), match.start()):
            return one  # "Monday to Friday, 26 to 30 September"
        match = match or WEEKDAY_AFTER.match(plain, one.end, block.end)
        if match is None:
            return one
        name = "weekday" if match["weekday"] else "weekday2"
        day, language = DAYS[match[name].rstrip(".").casefold()]
        return replace(one, weekday=Weekday(*match.span(name), day, language))


def _alone(plain: str, start: int, style: Style = Style.ISO) -> bool:
    """Whether a number or word stands for itself: not in a name, a document's code or a longer number."""
    before = plain[start - 1 : start]
    if style in (Style.DAY_FIRST, Style.MONTH_FIRST) and before in {"–", "—", "-"}:
        return plain[start - 2 : start - 1].isspace() or plain[start - 2 : start - 1] in {"", ")", "|"}
    return not (before.isalnum() or (before in {"/", "_", "-", ".", "+", "#", "$", "§", "@", "="} and before))


def _english(word: str | None, style: Style) -> bool:
    """Whether what opens a date with the month first is a month: only English puts it there."""
    return style is Style.DAY_FIRST or MONTHS.get((word or "").rstrip(".").casefold(), (0, ""))[1] == "en"


def _wraps(first: WrittenDate, last: WrittenDate) -> int:
    """1 where a range goes over the new year: "20 December to 10 January"."""
    return int(first.month > last.month and (12 - first.month) + last.month < 6)


def _chance(word: str | None, one: WrittenDate) -> bool:
    """Whether words that look like a date may be others: "Article 3 may", "Res 3, Dec 5"."""
    if not word or one.year:
        return False
    plain = word.rstrip(".")
    if plain.casefold() == "may":
        return plain != "May"
    return plain.casefold() not in FULL and (one.style is Style.MONTH_FIRST or plain.islower())


def years_in(texts: Iterable[str]) -> frozenset[int]:
    """The years that stand in some words."""
    return frozenset(int(match) for text in texts for match in _ANY_YEAR.findall(text))


_ANY_YEAR: Final = re.compile(r"(?<![\w/.-])((?:19|20)[0-9]{2})(?![\w])")
