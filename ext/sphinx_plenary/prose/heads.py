"""The day as of which a text says that it speaks: a date that stands alone among its first lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Final

from sphinx_plenary.lint import Block, Document
from sphinx_plenary.lint.document import line_anchors, plain_document
from sphinx_plenary.prose.dates import Dates
from sphinx_plenary.prose.quotations import Quotations
from sphinx_plenary.prose.sentences import Sentences
from sphinx_plenary.prose.written_dates import WrittenDate

_LINES: Final = 12
_LONGEST: Final = 160
_DIGITS: Final = re.compile("(?:1[89]|20)[0-9]{2}")
# What says of which day a text is, directly before the date.
_SAYS: Final = re.compile(
    r"(?i:(?<!\w)(?:as\s(?:of|at)|dated?\s?:?|(?:last\s)?updated(?:\son)?\s?:?|published(?:\son)?\s?:?|version\sof|status\s(?:of|on)"
    r"|état\sau|(?:à\sla|en)\sdate\sdu|date\s?:\s?le|mise?\sà\sjour(?:\sle|\sdu)?\s?:?|version\sdu|publiée?\sle"
    r"|fecha(?:\sde)?\s?:?|a\sfecha\sde|situación\sal?|actualizad[oa]\sel|versión\sdel?|publicad[oa]\sel)"
    r"\s{1,3}(?:the\s|le\s|el\s)?\Z)"
)
# The same on a line of its own over the date, as in the head of a printed paper.
_LABEL: Final = re.compile(r"\s*(?:date|dated|as of|updated|fecha|état au)\s*:?\s*", re.IGNORECASE)
# Before a date that stands alone: nothing, a day of the week, a city.
_ALONE: Final = re.compile(
    r"[\s#>(]*(?:[^\W\d_a-z][\w’'-]{1,20}(?:\s[^\W\d_a-z][\w’'-]{1,20}){0,2},\s)?(?:(?:le|el|a|\w{5,9}),?\s)?\Z"
)
_END: Final = re.compile(r"[\s.)]*\Z")


def date_at_head(document: Document) -> date | None:
    """The latest day that "as of" and the like names there; else the one that stands alone; None where none does."""
    lines = list(islice(_lines(document), _LINES))
    if not any(map(_DIGITS.search, lines)):
        return None
    text = "\n".join(lines)
    said, alone = set(), set()
    for one, line, start in _dates(text):
        if one.date is None or not one.own_year or not _END.match(line, one.end - start):
            continue
        before = line[: one.start - start]
        if one.weekday and one.weekday.start < one.start:
            before = line[: one.weekday.start - start]
        above = text[text.rfind("\n", 0, max(start - 1, 0)) + 1 : max(start - 1, 0)]
        if _SAYS.search(before) or (_LABEL.fullmatch(above) and not before.strip()):
            said.add(one.date)
        elif _ALONE.fullmatch(before):
            alone.add(one.date)
    return max(said) if said else next(iter(alone)) if len(alone) == 1 else None


def _lines(document: Document) -> Iterator[str]:
    """Those that are not blank, without the marks of a table and of emphasis; a long one is a paragraph, and cut."""
    at = 0
    while at < len(document.plain):
        end = document.plain.find("\n", at)
        end = len(document.plain) if end < 0 else end
        if line := document.plain[at : min(end, at + _LONGEST)].replace("|", " ").strip():
            yield line
        at = end + 1


def _dates(text: str) -> Iterator[tuple[WrittenDate, str, int]]:
    """The dates that are no end of a range, each with its line and where that starts."""
    anchors = line_anchors(text)
    blocks = []
    for anchor in anchors:
        end = text.find("\n", anchor.offset)
        blocks.append(Block(anchor.offset, end if end >= 0 else len(text)))
    document = plain_document("head", text, blocks, anchors)
    for one in Dates(Sentences(document), Quotations(document)).singles:
        start = text.rfind("\n", 0, one.start) + 1
        end = text.find("\n", start)
        yield one, text[start : end if end >= 0 else len(text)], start
