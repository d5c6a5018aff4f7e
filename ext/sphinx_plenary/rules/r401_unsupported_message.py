from __future__ import annotations

from collections.abc import Iterator

from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Problem, Severity
from sphinx_plenary.rules.rule import rule


@rule("R401", Severity.WARNING)
def unsupported_message(facts: Facts) -> Iterator[Problem]:
    """A message names no resolution that it bears on.

    Why: a message without a text is an opinion: no delegate can act on it, and no table shows it.
    """
    for item in facts.of_type("message"):
        if not item.links.get("resolutions") and not facts.slipped(item, "resolutions"):
            yield Problem(
                item.origin,
                f"message {item.id!r} supports nothing",
                "add ':resolutions: 101, 102' with the texts that it is about",
            )
