from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final, NamedTuple

from sphinx_plenary.facts import Facts
from sphinx_plenary.lint import Document
from sphinx_plenary.model import Edit, Problem, Severity
from sphinx_plenary.prose import Dates
from sphinx_plenary.prose.written_dates import Period
from sphinx_plenary.rules.rule import rule

_MOST: Final = 3
_NAMED: Final = re.compile(r"(?i:(?<!\w)(?:period|dates?)(?:\s{1,4}the)?\s{1,4}(?:\w{6,9},?\s{1,4})?\Z)")


class _Mark(Enum):
    TO = "to"
    DASH = "–"
    HYPHEN = "-"


class _Range(NamedTuple):
    period: Period
    mark: _Mark
    behind: str  # "from" or "between", behind which no range has a dash
    aside: bool  # in brackets, a table, a heading or at the head of an item


@rule("R308", Severity.WARNING)
def mixed_range_styles(facts: Facts) -> Iterator[Problem]:
    """Ranges of days are written with "to" here and with a dash there, or with a hyphen for the dash.

    The sentences of a text are counted for themselves, and so are its tables, headings and brackets: there a dash is
    usual while the sentences have "to". After "from" a range has "to" anyway, after "between" "and". The first three
    of the rarer kind are told, the third with how many more there are; in sentences "to" is the house's where both
    are as frequent. Only English ranges are read.

    Why: a text that changes its signs looks put together from others.
    """
    for docname, dates in facts.dates.items():
        kinds: dict[_Mark, list[_Wrong]] = {}
        for one, wanted in _rarer(list(_ranges(dates))):
            kinds.setdefault(wanted, []).append(_Wrong(facts.documents[docname], one, wanted))
        for wrong in kinds.values():
            yield from (one.problem() for one in wrong[: _MOST - 1])
            if len(wrong) >= _MOST:
                yield wrong[_MOST - 1].problem(wrong[_MOST:])


@dataclass(frozen=True)
class _Wrong:
    """A range, and the sign that it should have."""

    document: Document
    range: _Range
    wanted: _Mark

    def problem(self, more: Sequence[_Wrong] = ()) -> Problem:
        """``more``: others of the kind, which are mended with it."""
        start, end = self.range.period.start, self.range.period.end
        mark, plain = self.range.period.mark, self.document.plain
        text = " ".join(plain[start:end].split())
        right = " ".join(f"{plain[start : mark.start]}{self._new}{plain[mark.end : end]}".split())
        behind = self.range.behind
        why = f"has a dash behind {behind!r}" if behind else "is not written as most ranges of this text"
        others = f", and {len(more)} more" if more else ""
        edits = tuple(edit for one in (self, *more) for edit in one._edits())
        return Problem(self.document.origin(start, end), f"{text!r} {why}", f"write {right!r}{others}", edits)

    def _edits(self) -> Iterator[Edit]:
        mark = self.range.period.mark
        if self.document.text[slice(*mark)] == self.document.plain[slice(*mark)]:
            yield Edit(self.document.origin(*mark), self._new)

    @property
    def _new(self) -> str:
        return " and " if self.range.behind == "between" else _sign(self.range.period, self.wanted)


def _ranges(dates: Dates) -> Iterator[_Range]:
    plain = dates.document.plain
    for period in dates.periods:
        if period.first.style is not dates.main_style:
            continue  # R307 tells it, and how it is written as a whole
        block = dates.sentences.block_at(period.start)
        sign = plain[slice(*period.mark)].split()
        mark = _kind(sign[0].casefold() if sign else "")
        backwards = period.dates is not None and period.first.date > period.last.date  # type: ignore[operator]
        if mark is None or block is None or backwards or period.last.language != "en" or dates.quoted(period.start):
            continue
        before = plain[max(block.start, period.start - 300) : period.start]
        bound = dates.bound(period)
        if mark is _Mark.TO and (bound or _NAMED.search(before)):
            continue
        brackets = before.count("(") > before.count(")")
        aside = brackets or block.kind in {"cell", "heading", "head"} or block.start == period.start
        yield _Range(period, mark, bound, aside)


def _kind(sign: str) -> _Mark | None:
    if sign in {"to", "until", "till", "through"}:
        return _Mark.TO
    if sign in {"-", "\u2010", "\u2011"}:
        return _Mark.HYPHEN
    return None if not sign or sign.isalpha() else _Mark.DASH


def _rarer(ranges: Sequence[_Range]) -> Iterator[tuple[_Range, _Mark]]:
    """The ranges that differ from most, and what they should have."""
    free = [one for one in ranges if not one.behind]
    worded = Counter((one.aside, one.mark is _Mark.TO) for one in free)
    # A range that is given a dash makes the hyphens of others wrong too.
    dashed = any(
        one.mark is _Mark.DASH or (one.mark is _Mark.TO and worded[one.aside, False] > worded[one.aside, True])
        for one in free
    )
    for one in ranges:
        words, dashes = worded[one.aside, True], worded[one.aside, False]
        if one.behind:
            if words or (one.mark is _Mark.HYPHEN and dashed):
                yield one, _Mark.TO
        elif one.mark is _Mark.TO:
            if dashes > words:
                yield one, _Mark.DASH
        elif words > dashes or (words == dashes and not one.aside):
            yield one, _Mark.TO
        elif one.mark is _Mark.HYPHEN and dashed:
            yield one, _Mark.DASH


def _sign(period: Period, wanted: _Mark) -> str:
    if wanted is _Mark.TO:
        return " to "
    alone = period.mark.start - period.start <= 4 or period.end - period.mark.end <= 4
    return "–" if alone else " – "
