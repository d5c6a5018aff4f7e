from __future__ import annotations

from collections.abc import Iterator

from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Problem, Severity
from sphinx_plenary.rules.rule import rule


@rule("R109", Severity.WARNING)
def ambiguous_citation(facts: Facts) -> Iterator[Problem]:
    """A citation in prose does not say whose text it is.

    Why: Resolution 64 exists in the Plenipotentiary Conference and in WTSA. The body is named beside the
    number, or told by city and year, or it is that of the paper's conference. Where the register holds only
    one text that may be meant, it is meant.
    """
    for cite in facts.citations:
        known = [one for one in cite.candidates if one in facts.register.instruments]
        if cite.prose and cite.candidates and len(known) != 1:
            text = " ".join(cite.text.split())
            what = f"{text!r} may be {' or '.join(known or cite.candidates)}"
            yield Problem(cite.origin, what, "name the body, or the city and year")
