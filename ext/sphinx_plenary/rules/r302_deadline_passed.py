from __future__ import annotations

import re
from collections.abc import Iterator

from sphinx_plenary.citations import plain_date
from sphinx_plenary.facts import Facts
from sphinx_plenary.model import PLACE, Problem
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


@rule("R302")
def deadline_passed(facts: Facts) -> Iterator[Problem]:
    """A paper speaks of a deadline as to come that is past on the paper's own date.

    Why: the reader would prepare a contribution that nobody can submit any more. The rule reads the
    sentence round ``{deadline}``: words such as "will", "is due" or "until", and none such as "was",
    "closed" or "has passed", first in the clause with the deadline, then in the whole sentence. After a
    verb in the past "until" and "by" look back.
    """
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
