from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from enum import Enum
from typing import Final, NamedTuple

from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Edit, Problem, Severity
from sphinx_plenary.prose import Dates
from sphinx_plenary.prose.dates import Period
from sphinx_plenary.rules.rule import rule

_MOST: Final = 3
_FROM: Final = re.compile(r"(?i:(?<!\w)(?:from|between|period|dates?)(?:\s{1,4}the)?\s{1,4}(?:\w{6,9},?\s{1,4})?\Z)")


class _Mark(Enum):
    TO = "to"
    DASH = "–"
    HYPHEN = "-"


class _Range(NamedTuple):
    period: Period
    mark: _Mark
    aside: bool  # in brackets, a table, a heading or at the head of an item


@rule("R308", Severity.WARNING)
def mixed_range_styles(facts: Facts) -> Iterator[Problem]:
    """Ranges of days are written with "to" here and with a dash there, or with a hyphen for the dash.

    The sentences of a text are counted for themselves, and so are its tables, headings and brackets: there a dash is
    usual while the sentences have "to". After "from" a range has "to" anyway. The first three of the rarer kind are
    told; in sentences "to" is the house's where both are as frequent. Only English ranges are read.

    Why: a text that changes its signs looks put together from others.
    """
    for docname, dates in facts.dates.items():
        document = facts.documents[docname]
        ranges = list(_ranges(dates))
        told = Counter[_Mark]()
        for one, wanted in _rarer(ranges):
            if told[wanted] == _MOST:
                continue
            told[wanted] += 1
            period = one.period
            text = " ".join(document.plain[period.start : period.end].split())
            new, plain = _sign(period, wanted), document.plain
            right = " ".join(
                f"{plain[period.start : period.mark.start]}{new}{plain[period.mark.end : period.end]}".split()
            )
            safe = document.text[slice(*period.mark)] == plain[slice(*period.mark)]
            yield Problem(
                document.origin(period.start, period.end),
                f"{text!r} is not written as most ranges of this text",
                f"write {right!r}",
                (Edit(document.origin(*period.mark), new),) if safe else (),
            )


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
        if mark is _Mark.TO and _FROM.search(before):
            continue
        brackets = before.count("(") > before.count(")")
        aside = brackets or block.kind in {"cell", "heading", "head"} or block.start == period.start
        yield _Range(period, mark, aside)


def _kind(sign: str) -> _Mark | None:
    if sign in {"to", "until", "till", "through"}:
        return _Mark.TO
    if sign in {"-", "\u2010", "\u2011"}:
        return _Mark.HYPHEN
    return None if not sign or sign.isalpha() else _Mark.DASH


def _rarer(ranges: Sequence[_Range]) -> Iterator[tuple[_Range, _Mark]]:
    """The ranges that differ from most, and what they should have."""
    counts = Counter(one.mark for one in ranges)
    worded = Counter((one.aside, one.mark is _Mark.TO) for one in ranges)
    for one in ranges:
        words, dashes = worded[one.aside, True], worded[one.aside, False]
        if one.mark is _Mark.TO:
            if dashes > words:
                yield one, _Mark.DASH
        elif words > dashes or (words == dashes and not one.aside):
            yield one, _Mark.TO
        elif one.mark is _Mark.HYPHEN and counts[_Mark.DASH]:
            yield one, _Mark.DASH


def _sign(period: Period, wanted: _Mark) -> str:
    if wanted is _Mark.TO:
        return " to "
    alone = period.mark.start - period.start <= 4 or period.end - period.mark.end <= 4
    return "–" if alone else " – "
