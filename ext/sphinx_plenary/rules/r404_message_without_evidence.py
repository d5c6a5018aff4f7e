from __future__ import annotations

from collections.abc import Iterator

from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Problem, Severity
from sphinx_plenary.rules.rule import rule


@rule("R404", Severity.WARNING)
def message_without_evidence(facts: Facts) -> Iterator[Problem]:
    """A message names no evidence: nothing besides its resolutions says why it holds.

    Why: a delegate who is asked to repeat it will be asked what it rests on. Name a provision, a document,
    a decision or a figure that the reader can look up; whether it is good evidence no rule can say.
    """
    for item in facts.of_type("message"):
        if not item.fields.get("evidence") and not facts.slipped(item, "evidence"):
            yield Problem(
                item.origin,
                f"message {item.id!r} names no evidence",
                "add ':evidence:' with the provision, document or decision that it rests on",
            )
