from __future__ import annotations

from collections.abc import Iterator

from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Problem, Severity
from sphinx_plenary.rules.rule import rule


@rule("R107", Severity.WARNING)
def tracked_not_mentioned(facts: Facts) -> Iterator[Problem]:
    """A tracked resolution is mentioned nowhere in the prose of any paper on its conference.

    Why: the reader meets it in the table only, without a word on why it matters.
    """
    mentioned = {
        (cite.instrument, paper.conference)
        for cite in facts.citations
        if (paper := facts.papers.get(cite.docname)) is not None
    }
    for item in facts.of_type("resolution"):
        known = item.instrument in facts.register.instruments
        if known and (item.instrument, item.conference) not in mentioned:
            yield Problem(
                item.origin,
                f"{item.instrument} is tracked but never mentioned",
                f"say in the text why it matters, with {{res}}`{item.instrument}`, or stop tracking it",
            )
