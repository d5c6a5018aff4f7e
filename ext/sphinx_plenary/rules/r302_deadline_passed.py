from __future__ import annotations

import re
from collections.abc import Iterator

from sphinx_plenary.citations import plain_date
from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Problem
from sphinx_plenary.rules.rule import rule

_FUTURE = re.compile(
    r"\b(?:will|shall|must|upcoming|forthcoming|until|by|no later than|(?:is|are) (?:due|open|to be)"
    r"|remains? open|can still)\b",
    re.I,
)
_PAST = re.compile(r"\b(?:was|were|had|passed|past|closed|expired|ended|over)\b", re.I)


@rule("R302")
def deadline_passed(facts: Facts) -> Iterator[Problem]:
    """A paper speaks of a deadline as to come that is past on the paper's own date.

    Why: the reader would prepare a contribution that nobody can submit any more. The rule reads the
    sentence round ``{deadline}``: words such as "will", "is due" or "until", and none such as "was",
    "closed" or "has passed".
    """
    for mention in facts.mentions:
        deadline = facts.register.deadlines.get(mention.target)
        paper = facts.papers.get(mention.docname)
        if mention.role != "deadline" or deadline is None or paper is None or paper.date <= deadline.date:
            continue
        future = _FUTURE.search(mention.sentence)
        if future and not _PAST.search(mention.sentence):
            yield Problem(
                mention.origin,
                f"the deadline {deadline.id} of {plain_date(deadline.date)} is spoken of as to come "
                f"({future[0]!r}) in a paper of {plain_date(paper.date)}",
                "say that it has passed, or drop it",
            )
