from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sphinx_plenary.citations import plain_date
from sphinx_plenary.facts import Facts
from sphinx_plenary.model import ActionState, Problem, Severity
from sphinx_plenary.rules.rule import rule


@rule("R416", Severity.WARNING)
def overdue_action(facts: Facts) -> Iterator[Problem]:
    """An action is still open, and a paper of the project is of a later day than the one on which it was due.

    Why: a next step that nobody follows up was not meant. The day is that of the newest paper, or as of which its
    matrix speaks: no rule looks at a clock, so that a paper has the same findings on every day. An action that is
    due on that very day is not late.

    Mend: write ``:state: done`` or ``:state: dropped``, or agree on another day.
    """
    days = [(max(paper.date, paper.as_of or paper.date), paper.path) for paper in facts.papers.values()]
    last, path = max(days, default=(date.min, ""))
    for item in facts.of_type("action"):
        if item.state == ActionState.OPEN and item.due and item.due < last:
            seen = "" if path == item.origin.path else f", the day of {path}"
            what = f"action {item.id!r} was due on {plain_date(item.due)} and is open on {plain_date(last)}{seen}"
            yield Problem(item.at("due"), what, "write ':state: done' or ':state: dropped', or agree on another day")
