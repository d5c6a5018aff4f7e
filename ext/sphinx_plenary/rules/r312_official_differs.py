from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Conference, Edit, Official, Paper, Problem
from sphinx_plenary.prose import Dates
from sphinx_plenary.prose.dates import years_in
from sphinx_plenary.prose.officials import misspelt, offices
from sphinx_plenary.rules.rule import rule


@rule("R312")
def official_differs(facts: Facts) -> Iterator[Problem]:
    """An elected official's name is misspelt, or the office is not that to which a conference elected.

    ``Secretary-General Doreen-Bogdan Martin`` is nearly the register's ``Doreen Bogdan-Martin``. Only a name of which
    one part is right and the other nearly so is told, in a sentence that speaks of an office or an election. An office
    is told directly beside the name, ``Tomas Lamanauskas, Secretary-General of ITU``, where no conference of the
    register elected that person to it; former offices and candidates are left alone.

    Why: the name stands in every letter that follows.
    """
    officials = [one for one in facts.register.officials if not one.unconfirmed]
    names = sorted({one.name for one in officials})
    if not names:
        return
    for docname, dates in facts.dates.items():
        document, paper = facts.documents[docname], facts.papers.get(docname)
        for one in misspelt(names, dates):
            written = document.plain[one.start : one.end]
            origin = document.origin(one.start, one.end)
            safe = document.text[one.start : one.end] == written
            what = f"{' '.join(written.split())!r} is not how the register spells the name"
            yield Problem(origin, what, f"write {one.right!r}", (Edit(origin, one.right),) if safe else ())
        if paper is not None:
            yield from _offices(dates, officials, paper, facts)


def _offices(dates: Dates, officials: Sequence[Official], paper: Paper, facts: Facts) -> Iterator[Problem]:
    """Offices to which nobody of that name was elected, as far as the register goes."""
    latest = _latest_election(officials, paper.date, facts)
    if latest is None:
        return
    document = dates.document
    current = _elected(officials, latest, paper.date)
    for said in offices({one.name for one in officials}, dates):
        all_known = [one for one in facts.register.officials if one.name == said.name]
        if any(one.office == said.office for one in all_known) or dates.quoted(said.start):
            continue
        if said.office not in {one.office for one in facts.register.officials}:
            continue
        known = [one for one in all_known if not one.unconfirmed]
        if not said.elected and not (said.name in current and _of_its_time(said.start, dates, known, paper.date)):
            continue
        right = " and ".join(_held(known))
        what = f"{said.name!r} is said to be {'elected ' if said.elected else ''}{said.office!r}"
        yield Problem(document.origin(said.start, said.end), what, f"the register has {right}")


def _held(known: Sequence[Official]) -> Iterator[str]:
    """``'Director of ...' (PP-18, PP-22)``."""
    for office in dict.fromkeys(one.office for one in known):
        yield f"{office!r} ({', '.join(sorted(one.conference for one in known if one.office == office))})"


def _latest_election(officials: Sequence[Official], today: date, facts: Facts) -> Conference | None:
    """The last conference that elects, if the register has whom it elected; else all may have changed since."""
    elections = {one.conference for one in officials}
    conferences = [one for one in facts.register.conferences.values() if one.start and one.start <= today]
    bodies = {one.body for one in conferences if one.id in elections}
    latest = max((one for one in conferences if one.body in bodies), key=lambda one: str(one.start), default=None)
    return latest if latest and latest.id in elections else None


def _elected(officials: Sequence[Official], latest: Conference, today: date) -> frozenset[str]:
    """Who is in office or elected: those of before stay until the end of the year."""
    before = latest.start is not None and latest.start.year == today.year
    return frozenset(one.name for one in officials if before or one.conference == latest.id)


def _of_its_time(start: int, dates: Dates, known: Sequence[Official], today: date) -> bool:
    """Whether a sentence names no year but the paper's and those of the elections."""
    sentence = dates.sentences.at(start)
    years = years_in([dates.document.plain[sentence.start : sentence.end]])
    return years <= {today.year} or all(any(one.conference.endswith(str(year)[2:]) for one in known) for year in years)
