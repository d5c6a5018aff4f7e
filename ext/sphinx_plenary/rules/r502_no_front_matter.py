from __future__ import annotations

from collections.abc import Iterator

from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Problem
from sphinx_plenary.rules.rule import rule, slips


@rule("R502")
def no_front_matter(facts: Facts) -> Iterator[Problem]:
    """A page declares or cites tracked items, but has no front matter that makes it a paper.

    Why: without a conference a bare number means nothing, and without a date nobody knows which
    revision was in force.
    """
    yield from slips(facts, "R502")
