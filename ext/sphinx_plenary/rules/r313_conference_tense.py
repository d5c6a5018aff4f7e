from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sphinx_plenary.citations import plain_date
from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Problem, Severity
from sphinx_plenary.prose.conferences import Beside, Stand
from sphinx_plenary.rules.rule import rule

_TO_COME: Final = re.compile(r"(?:will|is to)\b")
# Verbs that mean something else with other words behind them: "met with criticism", "will meet our needs".
_SHORT: Final = re.compile(
    r".*\b(?:meet|met|run|convene|open|opened|start|started|begin|began|close|closed|end|ended)\Z"
)
_ENDS: Final = re.compile(r"\s{0,3}[.,;:)]|\s{0,3}\Z|\s{1,40}(?:in|on|at|from|with\sthe\selection|today|again)\b")


@rule("R313", Severity.WARNING)
def conference_tense(facts: Facts) -> Iterator[Problem]:
    """A conference is spoken of as to come in a paper dated after it, or as past in one dated before it.

    It reads a few plain verbs directly behind a conference: "will be held", "will meet", "took place", "was held".

    Why: a sentence copied from an earlier paper says what is no longer so. Of a text that has no date of its own
    nothing is said.
    """
    for docname, named in facts.conferences_named.items():
        paper = facts.papers.get(docname)
        if paper is None or paper.date_guessed:
            continue
        for one in named.named:
            conference = facts.register.conferences[one.id]
            if not (conference.start and conference.end) or conference.unconfirmed:
                continue
            beside = named.beside(one)
            to_come = beside.how == "will" or _TO_COME.match(beside.verb) is not None
            past = beside.how in {"did", "opened", "closed"}
            wrong = (to_come and paper.date > conference.end) or (past and paper.date < conference.start)
            if not wrong or not _clear(beside, named.document.plain):
                continue
            if named.stand(one) is not Stand.SUBJECT or named.doubtful(one):
                continue
            when, day = ("as to come", conference.end) if to_come else ("as past", conference.start)
            fact, cure = ("ended", "in the past") if to_come else ("begins", "as to come")
            yield Problem(
                named.document.origin(one.start, beside.verb_end),
                f"{one.id} is spoken of {when} ({beside.verb!r}) in a paper of {plain_date(paper.date)}",
                f"it {fact} on {plain_date(day)}: speak of it {cure}",
            )


def _clear(beside: Beside, plain: str) -> bool:
    """Whether the verb says that the conference is held."""
    said = beside.place or beside.period or beside.day or beside.year
    return not _SHORT.match(beside.verb) or bool(said) or _ENDS.match(plain, beside.end) is not None
