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
    for item in facts.of_type("resolution"):
        if item.fields.get("position") or (item.instrument, item.conference) in held:
            continue
        if not facts.slipped(item, "position"):
            yield Problem(item.origin, f"{item.instrument} has no position", f"add ':position:'; {one_of(Position)}")
