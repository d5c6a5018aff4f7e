from __future__ import annotations

from collections.abc import Iterator

from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Problem, Severity
from sphinx_plenary.rules.rule import rule


@rule("R109", Severity.WARNING)
def ambiguous_citation(facts: Facts) -> Iterator[Problem]:
    """A citation in prose does not say whose text it is.

    Why: Resolution 64 exists in the Plenipotentiary Conference and in WTSA. The body is named beside the
    number, or told by city and year, or it is that of the paper's conference.
    """
    for cite in facts.citations:
        if cite.prose and cite.candidates:
            text = " ".join(cite.text.split())
            yield Problem(
                cite.origin, f"{text!r} may be {' or '.join(cite.candidates)}", "name the body, or the city and year"
            )
