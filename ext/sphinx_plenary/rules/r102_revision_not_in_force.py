from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice, takewhile
from typing import Final

from sphinx_plenary.citations import Form, citation_words, plain_date, revision_words
from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Citation, InForce, Instrument, Origin, Paper, Problem, Revision
from sphinx_plenary.prose import (
    marks_as_older,
    names_meeting,
    speaks_of_now,
    tells_what_was_done,
    without_labels,
    years_in,
)
from sphinx_plenary.rules.rule import rule


@rule("R102")
def revision_not_in_force(facts: Facts) -> Iterator[Problem]:
    """A paper cites a revision that was not in force on the paper's date, or a text that was not.

    Why: what a superseded text says may be gone, and a text not yet adopted binds nobody. A text
    stays in force until it is revised or abrogated (Decision 3 (Minneapolis, 1998)), from the last
    day of the conference that made it. To speak of an old state on purpose, write an exclamation
    mark: ``{res}`!101@1998` ``. In plain prose only a revision that is named is judged, and none in a sentence
    that tells of the past: one that says so ("began as", "then in force", "compared with"), that also names the
    revision in force, or a year before it. Nor is one judged that tells what was done to the text ("was adopted"),
    or names the conference that made that revision or a later one ("PP-18 revised"), unless it goes on with what
    the text says now ("Resolution 101 (Rev. Busan, 2014) requires").
    """
    for cite in facts.citations:
        instrument = facts.register.instruments.get(cite.instrument)
        paper = facts.papers.get(cite.docname)
        if instrument is None or paper is None or cite.background:
            continue
        if cite.prose:
            for problem, current in _judge_prose(facts, instrument, cite, paper):
                if not _is_story(facts, instrument, cite, current):
                    yield problem
        else:
            yield from _judge(facts, instrument, cite.year, paper.date, cite.origin)
    for item in facts.items:
        instrument = facts.register.instruments.get(item.instrument)
        paper = facts.papers.get(item.docname)
        year = item.fields.get("revision_year", "")
        if item.type == "resolution" and instrument and paper:
            option = "revision" in item.lines
            yield from _judge(facts, instrument, int(year) if year else None, paper.date, item.at("revision"), option)


# Beyond these characters a sentence is no sentence, and only what is near a citation is read.
_REACH: Final = 1000
# "PP-18 revised Resolution 130": no mere name of whose text it is.
_ACT: Final = re.compile(r"\b(?:revis|adopt|amend|approv|agreed|updat|chang|révis|modifi|aprob)\w", re.IGNORECASE)
# Whose text it is, behind its number.
_OF: Final = re.compile(r"\s{1,3}(?:of|de|du|del)\s|\s?[(]")


def _is_story(facts: Facts, instrument: Instrument, cite: Citation, current: Revision) -> bool:
    """Whether the sentence of a superseded revision tells of the past."""
    document = facts.documents.get(cite.docname)
    if document is None:
        return False
    at = cite.span[0]
    start, end = facts.sentences[cite.docname].at(at)
    start, end = max(start, at - _REACH), min(end, at + _REACH)
    words = document.plain[start:end]
    if marks_as_older(words) or any(year < current.year for year in years_in(without_labels(words))):
        return True
    cites = facts.prose_citations[cite.docname]
    first = bisect_left(cites, start, key=lambda other: other.span[0])
    in_sentence = list(takewhile(lambda other: other.span[0] < end, islice(cites, first, None)))
    if any((other.instrument, other.year) == (cite.instrument, current.year) for other in in_sentence):
        return True
    if speaks_of_now(document.plain[start : cite.whole[0]], document.plain[cite.whole[1] : end]):
        return False
    return tells_what_was_done(words) or _names_its_conference(
        facts, instrument, cite, current, _without_citations(document.text, start, end, in_sentence)
    )


def _without_citations(text: str, start: int, end: int, cites: Iterable[Citation]) -> str:
    """A sentence as it is written, with its roles, without the citations in it: their cities tell nothing."""
    parts, at = [], start
    for cite in cites:
        last = cite.whole[1] if _OF.match(text, cite.span[1]) else cite.span[1]
        first = cite.span[0] if _ACT.search(text, cite.whole[0], cite.span[0]) else cite.whole[0]
        parts.append(text[at : max(at, first)])
        at = max(at, last)
    return " ".join([*parts, text[at:end]])


def _names_its_conference(
    facts: Facts, instrument: Instrument, cite: Citation, current: Revision, sentence: str
) -> bool:
    """Whether a sentence names the conference that made a superseded revision, or one that made a later."""
    body = facts.register.bodies[instrument.key.body]
    if cite.year is None or cite.year > current.year:
        return False
    years = {cite.year, *(one.year for one in instrument.revisions if cite.year < one.year <= current.year)}
    return any(names_meeting(sentence, body, meeting) for meeting in body.meetings if meeting.year in years)


def _judge_prose(
    facts: Facts, instrument: Instrument, cite: Citation, paper: Paper
) -> Iterator[tuple[Problem, Revision]]:
    """Plain words: only a revision that is named is judged, and only where the register knows better."""
    register = facts.register
    body = register.bodies[instrument.key.body]
    meeting = body.meeting(cite.year, cite.city or None) if cite.year and instrument.key.year is None else None
    current = register.standing(instrument, paper.date).revision
    if meeting is None or current is None or current.year == meeting.year:
        return
    day, language = plain_date(paper.date), facts.language_of(cite)
    right = citation_words(body, instrument.key, current, Form.FULL, facts.body_of(paper) == body.id, language)
    if register.effective(meeting) > paper.date:
        what = f"{instrument.id} ({meeting.label}) is of {meeting.conference}, after the date of {day}"
        yield Problem(cite.origin, what, f"write {right!r}, or date the text later"), current
    elif meeting.year < current.year:
        what = f"{instrument.id} ({meeting.label}) was not in force on {day}: {current.meeting.conference} revised it"
        yield Problem(cite.origin, what, f"write {right!r}"), current


def _judge(
    facts: Facts, instrument: Instrument, year: int | None, on: date, origin: Origin, option: bool = False
) -> Iterator[Problem]:
    """``option``: the year stands in ``:revision:`` of a tracked resolution, not in a target."""
    register = facts.register
    if instrument.key.year is not None:  # numbered anew by each conference: nothing supersedes it
        year = None
    if year is not None and register.bodies[instrument.key.body].meeting(year) is None:
        return  # no meeting in that year: told by R103
    standing = register.standing(instrument, on)
    day = plain_date(on)
    written = instrument.id if year is None else f"{instrument.id}@{year}"
    if standing.state is InForce.SUPPRESSED:
        what = f"{instrument.id} was suppressed by {standing.suppressed_by}, so it was not in force on {day}"
        yield Problem(origin, what, f"drop it, or write {{res}}`!{written}` to speak of the past")
        return
    if standing.state is InForce.NOT_YET:
        first = instrument.revisions[0]
        what = f"{instrument.id} was adopted by {first.meeting.conference}, after the paper's date of {day}"
        others = _of_other_bodies(facts, instrument, on)
        meant = f"write {' or '.join(others)} if that is meant, " if others else ""
        yield Problem(origin, what, f"{meant}date the paper later, or write {{res}}`!{written}`")
        return
    current = standing.revision
    if year is None or (current is not None and current.year == year):
        return
    cited = instrument.revision(year)
    if current is None:
        if cited is not None:
            yield Problem(origin, _too_early(cited, day), f"date the paper later, or write {{res}}`!{written}`")
        return
    right = f"{instrument.id}@{current.year}"
    if cited is None:
        known = ", ".join(str(revision.year) for revision in instrument.revisions)
        what = f"the register has no revision of {instrument.id} of {year}"
        yield Problem(
            origin,
            what,
            f"{facts.register.folder}/revisions.csv has those of {known}; the one in force on {day} is {right}",
        )
        return
    if register.effective(cited.meeting) > on:
        what = _too_early(cited, day)
    else:
        what = f"{_name(cited)} was not in force on {day}: {current.meeting.conference} revised it"
    fix = f"write {right}, or !{written} if that text is meant"
    if option:
        label = revision_words(register.bodies[instrument.key.body], current).strip("()")
        fix = f"write {label!r}, or leave ':revision:' out"
    yield Problem(origin, what, fix)


def _of_other_bodies(facts: Facts, instrument: Instrument, on: date) -> list[str]:
    """The texts in force of that kind and number that other bodies have."""
    key, register = instrument.key, facts.register
    same = (f"{body}-{key.kind}-{key.number}" for body in register.bodies if body != key.body)
    known = (register.instruments[name] for name in same if name in register.instruments)
    return [one.id for one in known if register.standing(one, on).state is InForce.YES]


def _too_early(cited: Revision, day: str) -> str:
    return f"{_name(cited)} was made by {cited.meeting.conference}, after the paper's date of {day}"


def _name(cited: Revision) -> str:
    return f"{cited.instrument} ({cited.meeting.label})"
