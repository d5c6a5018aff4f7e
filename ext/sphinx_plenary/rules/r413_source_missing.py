from __future__ import annotations

from collections.abc import Iterator

from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Problem, Severity
from sphinx_plenary.rules.rule import rule


@rule("R413", Severity.WARNING)
def source_missing(facts: Facts) -> Iterator[Problem]:
    """An outcome names no source, and the register has none for it.

    Why: an outcome is quoted for years, and who quotes it wants to look it up. An outcome that the register
    holds unconfirmed has no source there.
    """
    for item in facts.of_type("outcome"):
        if item.fields.get("source") or facts.slipped(item, "source"):
            continue
        paper = facts.papers.get(item.docname)
        conference = facts.register.conferences.get(item.conference)
        if paper and conference and conference.ahead(paper.date):
            continue  # told by R412
        held = facts.register.outcomes_of.get(item.instrument, {}).get(item.conference)
        if held is None or held.unconfirmed:
            has = "only an unconfirmed one" if held else "none"
            what = f"outcome {item.id!r} names no source, and the register has {has}"
            yield Problem(item.origin, what, "add ':source:' with the document or page where you read it")
