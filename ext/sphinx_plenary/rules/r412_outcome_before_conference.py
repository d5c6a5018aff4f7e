from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sphinx_plenary.citations import plain_date
from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Conference, Problem
from sphinx_plenary.rules.rule import rule


@rule("R412")
def outcome_before_conference(facts: Facts) -> Iterator[Problem]:
    """A paper declares an outcome of a conference that had not begun on the paper's date.

    Why: the reader takes it for a decision. What is only expected belongs into the text. While a conference is
    running it may have decided already, so that is not told.
    """
    for item in facts.of_type("outcome"):
        paper = facts.papers.get(item.docname)
        conference = facts.register.conferences.get(item.conference)
        if paper is None or conference is None or not conference.ahead(paper.date):
            continue
        assert conference.start is not None
        last = _last(conference, paper.date, facts)
        meant = f"if that of {last!r} is meant, write ':conference: {last}'; else " if last else ""
        yield Problem(
            item.at("conference"),
            f"an outcome of {conference.id!r} on {item.instrument} is declared in a paper of {plain_date(paper.date)}, "
            f"and the conference begins on {plain_date(conference.start)}",
            f"{meant}take it out, or date the paper later",
        )


def _last(conference: Conference, on: date, facts: Facts) -> str:
    """The last conference of the same body that had ended by then."""
    ended = [
        (other.end, other.id)
        for other in facts.register.conferences.values()
        if conference.body and other.body == conference.body and other.end and other.end < on
    ]
    return max(ended)[1] if ended else ""
