from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final

from sphinx_plenary.facts import Facts
from sphinx_plenary.lint import Document
from sphinx_plenary.model import Edit, Official, Paper, Problem
from sphinx_plenary.prose import Dates
from sphinx_plenary.rules.rule import rule

_ALIKE: Final = 0.75
_OFFICE: Final = re.compile(
    r"Secretary[- ]General|Director|Bureau|[Ee]lect(?:ed|ion|s)|[Cc]andidate|Secrétaire général|Secretari[oa] General"
    r"|[Dd]irect(?:eur|rice|ora?)(?!\w)"
)
_WORD: Final = r"[^\W\d_a-z][\w’'-]{1,20}"
_AFTER: Final = re.compile(rf"[-\s]{_WORD}(?:[-\s]{_WORD}){{0,2}}")
_BEFORE: Final = re.compile(rf"(?<![\w-])(?P<name>{_WORD})\s{{1,3}}\Z")
_ELECTED: Final = (
    r"(?:,?\s(?:was|is|has\sbeen|were))?\s(?:re-?)?elected\s(?:as\s)?(?:the\s)?(?:next\s|new\s)?(?:ITU\s|ITU['’]s\s)?"
    r"(?P<office>(?:Deputy\s)?Secretary[-\s]General|Director\sof\sthe\s\w+\s\w+\sBureau|Director\sof\sthe\s\w+\sBureau)(?!\w)"
)


@rule("R312")
def official_differs(facts: Facts) -> Iterator[Problem]:
    """An elected official's name is misspelt, or the office is not that to which a conference elected.

    ``Secretary-General Doreen-Bogdan Martin`` is nearly the register's ``Doreen Bogdan-Martin``. Only a name of which
    one part is right and the other nearly so is told, in a sentence that speaks of an office or an election.

    Why: the name stands in every letter that follows.
    """
    officials = [one for one in facts.register.officials if not one.unconfirmed]
    names = sorted({one.name for one in officials})
    if not names:
        return
    parts = {part: name for name in names for part in (name.split()[0], name.split()[-1]) if len(part) > 3}
    for docname, dates in facts.dates.items():
        document, paper = facts.documents[docname], facts.papers.get(docname)
        plain = document.plain
        present = sorted((part for part in parts if part in plain), key=len, reverse=True)
        if not present:
            continue
        end = 0
        for match in re.finditer("|".join(map(re.escape, present)), plain):
            whole = not (
                plain[match.start() - 1 : match.start()].isalnum() or plain[match.end() : match.end() + 1].isalnum()
            )
            found = _written(match, parts[match[0]], dates) if whole and match.start() >= end else None
            if found is None:
                continue
            start, end = found
            written, right = plain[start:end], parts[match[0]]
            if len(right.split()) > 2 and len(written.split()) == 2:  # without the middle name
                right = f"{right.split()[0]} {right.split()[-1]}"
            if dates.quoted(start) or dates.quoted(end):
                continue
            origin = document.origin(start, end)
            safe = document.text[start:end] == written
            what = f"{' '.join(written.split())!r} is not how the register spells the name"
            yield Problem(origin, what, f"write {right!r}", (Edit(origin, right),) if safe else ())
        if paper is not None:
            yield from _offices(document, dates, officials, paper, facts)


def _written(match: re.Match[str], right: str, dates: Dates) -> tuple[int, int] | None:
    """Where a name stands of which this part is right and the other nearly."""
    plain = dates.document.plain
    sentence = dates.sentences.at(match.start())
    first, last = right.split()[0], right.split()[-1]
    if match[0] == first:
        behind = _AFTER.match(plain, match.end(), sentence.end)
        if behind is None or behind[0][1:].casefold().startswith(last.casefold()):
            return None
        spans = [(match.start(), match.end() + len(part)) for part in _beginnings(behind[0])]
        near = [span for span in spans if _near(plain[match.end() : span[1]], last)]
    else:
        before = _BEFORE.search(plain, max(sentence.start, match.start() - 30), match.start())
        near = [(before.start(), match.end())] if before and _near(before["name"], first) else []
    if not near or not _OFFICE.search(plain, sentence.start, sentence.end):
        return None
    return max(near, key=lambda span: _ratio(plain[span[0] : span[1]], right))


def _beginnings(text: str) -> Iterator[str]:
    """``-Bogdan Martin`` -> itself, then ``-Bogdan``; without a possessive's end."""
    whole = re.sub(r"['’]s?\Z", "", text)
    yield whole
    for cut in reversed([match.start() for match in re.finditer(r"[-\s]", whole)][1:]):
        yield whole[:cut]


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text)
    return "".join(char for char in plain if char.isalpha()).casefold()


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, _folded(one), _folded(other)).ratio()


def _near(written: str, right: str) -> bool:
    """Nearly the same letters, or the same with other hyphens; an accent more or less counts as the same."""
    words = written.strip("- ")
    one, other = _folded(written), _folded(right)
    if one == other:
        return ("-" in words) != ("-" in right) or written.startswith("-")
    return one[:1] == other[:1] and _ratio(one, other) >= _ALIKE


def _offices(
    document: Document,
    dates: Dates,
    officials: Sequence[Official],
    paper: Paper,
    facts: Facts,
) -> Iterator[Problem]:
    """Offices to which nobody of that name was elected, as far as the register goes."""
    elections = {one.conference for one in officials}
    conferences = [one for one in facts.register.conferences.values() if one.start and one.start <= paper.date]
    bodies = {one.body for one in conferences if one.id in elections}
    latest = max((one for one in conferences if one.body in bodies), key=lambda one: str(one.start), default=None)
    if latest is None or latest.id not in elections:
        return  # another conference has elected others since
    names = "|".join(map(re.escape, sorted({one.name for one in officials if one.name in document.plain})))
    for match in re.finditer(rf"(?P<name>{names or '(?!)'}){_ELECTED}", document.plain):
        office = " ".join(match["office"].replace("Secretary General", "Secretary-General").split())
        known = [one for one in officials if one.name == match["name"]]
        if any(one.office == office for one in known) or dates.quoted(match.start()):
            continue
        if office not in {one.office for one in facts.register.officials}:
            continue
        right = " and ".join(f"{one.office!r} ({one.conference})" for one in known)
        what = f"{match['name']!r} is said to be elected {office!r}"
        yield Problem(document.origin(*match.span("office")), what, f"the register has {right}")
