from __future__ import annotations

from collections.abc import Iterator

from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Problem, Severity
from sphinx_plenary.rules.rule import rule


@rule("R405", Severity.WARNING)
def message_without_audience(facts: Facts) -> Iterator[Problem]:
    """A message does not say to whom it speaks.

    Why: what is said to Member States is asked of those who vote, what is said to members of those who prepare;
    a message to everybody asks nothing of anybody.
    """
    for item in facts.of_type("message"):
        if not item.fields.get("audience") and not facts.slipped(item, "audience"):
            yield Problem(
                item.origin,
                f"message {item.id!r} names no audience",
                "add ':audience:' with those to whom it speaks, as in ':audience: Member States'",
            )
