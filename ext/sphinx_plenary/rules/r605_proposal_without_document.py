from __future__ import annotations

from collections.abc import Iterator

from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Problem, Severity
from sphinx_plenary.rules.rule import rule


@rule("R605", Severity.WARNING)
def proposal_without_document(facts: Facts) -> Iterator[Problem]:
    """A proposal names no document in which it stands.

    Why: a proposal is what a document says; without one it is hearsay, and no reader can look it up. Where
    proposals.csv has the document of a proposal of that id, it need not be written again.
    """
    for item in facts.of_type("proposal"):
        known = facts.register.proposals.get(item.id)
        if item.fields.get("document") or (known and known.document) or facts.slipped(item, "document"):
            continue
        form = f"{item.conference}/44(Add.7)-E"
        yield Problem(
            item.origin, f"proposal {item.title!r} names no document", f"add ':document: {form}', or the like"
        )
