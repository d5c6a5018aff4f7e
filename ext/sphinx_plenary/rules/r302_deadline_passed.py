from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from sphinx_plenary.citations import plain_date
from sphinx_plenary.facts import Facts
from sphinx_plenary.model import PLACE, Problem
from sphinx_plenary.prose import Dates
from sphinx_plenary.rules.rule import rule

_FUTURE = re.compile(
    r"\b(?:will|shall|must|should|upcoming|forthcoming|can (?:still|be)|may (?:still|be)"
    r"|(?:is|are) (?:due|open|to be)|remains? open)\b",
    re.I,
)
# Words that look ahead only in a sentence whose verb does: not in "CITEL submitted it by ...".
_BOUND = re.compile(r"\b(?:until|by|no later than)\b", re.I)
_PAST = re.compile(r"\b(?:was|were|had|passed|past|closed|expired|ended|over)\b", re.I)
_DONE = re.compile(r"\b(?:\w{2,}(?<!e)ed|came|sent|made|met)\b", re.I)
_AFTER = re.compile(rf"\b(?:after|since)\s+(?:the\s+)?{PLACE}", re.I)
_CLAUSES = re.compile(r"[,;:()–—]")

_MODAL = r"(?:may|can|must|should|shall|will|are\sto|is\sto|has\sto|have\sto|needs?\sto)"
_HANDED_IN = (
    r"(?:submit(?:ted)?|sen[dt]|reach|arrive|received?|made?|presented?|lodged?|filed?|come\sin|put\sforward|tabled?"
    r"|deliver(?:ed)?|accepted|taken)"
)
# In plain prose, up to the date: "contributions may be submitted until", "are due on".
_DUE = re.compile(
    rf"(?i:(?<!\w)(?:(?P<modal>{_MODAL}(?:\s(?:still|now|also|then))?\s(?:be\s)?{_HANDED_IN})(?!\w)[^.;:!?]{{0,90}}?"
    r"(?<!\w)(?:until|till|by|before|no\slater\sthan|not\slater\sthan|on\sor\sbefore)"
    r"|(?P<due>(?:is|are|remains?)\s(?:still\s)?(?:due|expected|open|accepted|welcome))(?!\w)[^.;:!?]{0,60}?"
    r"(?<!\w)(?:on|until|till|by|before|no\slater\sthan))"
    r"\s(?:the\s)?(?:(?:firm\s|final\s)?deadline\s(?:of|on)\s)?\Z)"
)
# "the deadline for comments will be", "before the upcoming deadline of".
_DEADLINE = re.compile(
    r"(?i:(?<!\w)deadlines?(?!\w)[^.;:!?]{0,80}?\s(?P<will>will\sbe|shall\sbe|is\sto\sbe|is\sset\sfor"
    r"|will\s(?:fall|expire|end|close|pass))\s(?:on\s)?\Z"
    r"|(?<!\w)(?P<next>upcoming|forthcoming|next|coming|approaching)\s(?:\w+\s){0,3}deadline\s(?:of|on|is)\s\Z)"
)
_TEXTS = (
    r"(?:contributions?|proposals?|comments?|replies|registrations?|nominations?|submissions?|applications?|amendments?"
    r"|papers?|documents?|texts?|views)"
)
_BY = r"(?:until|till|by|before|no\slater\sthan|not\slater\sthan|on\sor\sbefore)\s(?:the\s)?"
# Of any date, the register's or not: "contributions must reach ... by", "the closing date is", "submit by" at the head.
_ASKED = re.compile(
    rf"(?i:(?<!\w){_TEXTS}\s[^.;:!?]{{0,40}}?(?P<asked>(?:must|should|can|may|will|are\sto)(?:\s(?:still|now|also))?"
    rf"\s(?:be\s)?{_HANDED_IN})(?!\w)[^.;:!?]{{0,60}}?(?<!\w){_BY}\Z"
    rf"|(?<!\w)(?:closing\sdate|cut-off\sdate|final\sdate|last\sday)\sfor\s(?:\w+\s){{0,6}}?(?P<closes>is)\s(?:on\s)?\Z"
    rf"|\A\W{{0,6}}(?:please\s)?(?P<do>submit|send|register|apply|reply|respond|comment|contribute)(?!\w)"
    rf"[^.;:!?]{{0,60}}?(?<!\w){_BY}\Z)"
)
_SAID = re.compile(
    r"(?i:(?<!\w)(?:announced|decided|agreed|said|told|wrote|reminded|recalled|noted|asked|informed|stated|according"
    r"|would|extended|postponed)(?!\w))"
)


@rule("R302")
def deadline_passed(facts: Facts) -> Iterator[Problem]:
    """A paper speaks of a deadline as to come that is past on the paper's own date.

    Why: the reader would prepare a contribution that nobody can submit any more. The rule reads the
    sentence round ``{deadline}``: words such as "will", "is due" or "until", and none such as "was",
    "closed" or "has passed", first in the clause with the deadline, then in the whole sentence. After a
    verb in the past "until" and "by" look back.

    In plain prose it tells a date of the register's deadlines behind words such as "contributions may be submitted
    until", and any date behind "the deadline ... will be", "contributions must reach us by", "the closing date for
    comments is" or an order such as "Submit by", all before the day of the paper. Reports of what was
    said are left alone, and so is a text that has no date of its own.
    """
    yield from _by_role(facts)
    for docname, dates in facts.dates.items():
        paper = facts.papers.get(docname)
        if paper is not None and not paper.date_guessed:
            yield from _in_prose(facts, dates, paper.date)


def _in_prose(facts: Facts, dates: Dates, today: date) -> Iterator[Problem]:
    ids = {deadline.date: deadline.id for deadline in facts.register.deadlines.values() if not deadline.unconfirmed}
    plain = dates.document.plain
    for one in dates.singles:
        if one.date is None or one.date >= today:
            continue
        sentence = dates.sentences.at(one.start)
        start = one.weekday.start if one.weekday and one.weekday.start < one.start else one.start
        before = " ".join(plain[max(sentence.start, start - 240) : start].split()) + " "
        match = _DEADLINE.search(before) or (_DUE.search(before) if one.date in ids else None)
        if match is None and one.own_year:
            match = _ASKED.search(before)
        if match is None or dates.quoted(one.start):
            continue
        whole = plain[sentence.start : min(sentence.end, sentence.start + 1500)]
        if _PAST.search(whole) or _SAID.search(whole):
            continue
        name = f"the deadline {ids[one.date]}" if one.date in ids else "a deadline"
        yield Problem(
            dates.document.origin(one.start, one.end),
            f"{name} of {plain_date(one.date)} is spoken of as to come ({match[match.lastgroup or 0]!r}) "
            f"in a paper of {plain_date(today)}",
            "say that it has passed, or drop it",
        )


def _by_role(facts: Facts) -> Iterator[Problem]:
    for mention in facts.mentions:
        deadline = facts.register.deadlines.get(mention.target)
        paper = facts.papers.get(mention.docname)
        if mention.role != "deadline" or deadline is None or paper is None or paper.date <= deadline.date:
            continue
        if future := _looks_ahead(mention.sentence):
            yield Problem(
                mention.origin,
                f"the deadline {deadline.id} of {plain_date(deadline.date)} is spoken of as to come "
                f"({future!r}) in a paper of {plain_date(paper.date)}",
                "say that it has passed, or drop it",
            )


def _looks_ahead(sentence: str) -> str:
    """The word by which a sentence looks ahead to the deadline in it; empty if it does not."""
    if _AFTER.search(sentence):
        return ""
    clause = next((clause for clause in _CLAUSES.split(sentence) if PLACE in clause), sentence)
    for part in (clause, sentence):
        found = _FUTURE.search(part) or (None if _DONE.search(part) else _BOUND.search(part))
        if found:
            return "" if _PAST.search(part) else found[0]
    return ""
