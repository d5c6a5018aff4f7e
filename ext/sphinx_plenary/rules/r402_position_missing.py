from __future__ import annotations

from collections.abc import Iterator

from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Position, Problem, Severity
from sphinx_plenary.rules.rule import rule
from sphinx_plenary.suggest import one_of


@rule("R402", Severity.WARNING)
def position_missing(facts: Facts) -> Iterator[Problem]:
    """A tracked resolution has no position: neither an option nor a position item.

    Why: the reader wants to know what the organization asks for; 'follow' says that it takes no side yet.
    """
    held = {(item.instrument, item.conference) for item in facts.of_type("position")}
    slipped = {slip.problem.origin for slip in facts.slips}
    for item in facts.of_type("resolution"):
        if slipped & {item.at(option) for option in item.lines}:
            continue  # an option that is misspelt, or has a wrong word, is told by R503
        if not item.fields.get("position") and (item.instrument, item.conference) not in held:
            yield Problem(item.origin, f"{item.instrument} has no position", f"add ':position:'; {one_of(Position)}")
