from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from sphinx_plenary.citations.forms import MONTHS
from sphinx_plenary.facts import Facts
from sphinx_plenary.lint import Block, Document, Span
from sphinx_plenary.model import Conference, Paper, Problem, Severity
from sphinx_plenary.prose import Conferences
from sphinx_plenary.prose.date_forms import STOPS
from sphinx_plenary.prose.written_dates import Style, WrittenDate
from sphinx_plenary.rules.rule import rule

_YEAR: Final = re.compile(r"(?<![\w/])(?:19|20)[0-9]{2}(?!\w)")
# Days of every year, and years that are told in words.
_TOLD: Final = re.compile(
    r"(?:every|each|yearly|annual(?:ly)?|(?<=\w\s)(?:Day|Week|Journée|Día)|(?:this|last|next|same|that)\s{1,3}year"
    r"|cette année|este año)(?!\w)"
)


@rule("R306", Severity.WARNING)
def date_without_year(facts: Facts) -> Iterator[Problem]:
    """A paper of ours gives a day and a month, and nobody can tell the year.

    No year stands in the paragraph, the one before it, the heading above, the head of the table or the words that
    open the list; no conference is named there; and the day is none of the paper's conference. It is told once for
    each paragraph.

    Why: papers are read for years. Write the year with the first date of a paragraph.
    """
    for docname, dates in facts.dates.items():
        paper = facts.papers.get(docname)
        bare = [one for one in dates.all if one.year is None and one.month and _is_date(one, dates.document)]
        if paper is None or not paper.kind or not bare:
            continue
        about = facts.register.conferences.get(paper.conference)
        contexts = _Contexts(facts.conferences_named[docname])
        told: set[int] = set()
        for one in bare:
            index = contexts.index(one.start)
            if index in told or _in_conference(one, about) or dates.quoted(one.start) or contexts.tells_year(index):
                continue
            told.add(index)
            text = " ".join(dates.document.plain[one.start : one.end].split())
            origin = dates.document.origin(one.start, one.end)
            fix = f"write the year, as in {_with(one, paper)!r}"
            yield Problem(origin, f"{text!r} is of no year that can be told", fix)


def _is_date(one: WrittenDate, document: Document) -> bool:
    return one.style is Style.DAY_FIRST or STOPS.match(document.plain, one.end) is not None


def _in_conference(one: WrittenDate, about: Conference | None) -> bool:
    if about is None or about.start is None or about.end is None:
        return False
    return (about.start.month, about.start.day) <= (one.month, one.day) <= (about.end.month, about.end.day)


def _with(one: WrittenDate, paper: Paper) -> str:
    return f"{one.day} {MONTHS[one.month - 1]} {paper.date.year}"


class _Contexts:
    """Where the year of a date may stand."""

    def __init__(self, named: Conferences) -> None:
        self.document = named.document
        self.named = named
        self.blocks: Sequence[Block] = named.document.blocks
        self.starts = [block.start for block in self.blocks]

    def index(self, offset: int) -> int:
        return max(bisect_right(self.starts, offset) - 1, 0)

    def tells_year(self, index: int) -> bool:
        """Whether a year stands in the block or where a reader looks for it."""
        if not self.blocks or self._told(index):
            return True
        first = index
        kind = self.blocks[index].kind
        while first and kind in {"cell", "item"} and index - first < 100 and self.blocks[first - 1].kind == kind:
            first -= 1
            if kind == "cell" and self._told(first):
                return True
        if first and self._told(first - 1):
            return True
        heading = first
        while heading and first - heading < 60 and self.blocks[heading].kind != "heading":
            heading -= 1
        return self.blocks[heading].kind == "heading" and self._told(heading)

    def _told(self, index: int) -> bool:
        start, end = self.blocks[index].start, self.blocks[index].end
        plain = self.document.plain
        return bool(
            _YEAR.search(plain, start, end) or self.named.within(Span(start, end)) or _TOLD.search(plain, start, end)
        )
