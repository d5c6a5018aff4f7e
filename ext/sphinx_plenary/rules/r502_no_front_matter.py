from __future__ import annotations

from collections.abc import Iterator

from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Problem
from sphinx_plenary.rules.rule import rule, slips


@rule("R502")
def no_front_matter(facts: Facts) -> Iterator[Problem]:
    """A page declares or cites tracked items, but has no front matter that makes it a paper; or a file has front
    matter and is no page, since its name does not end in .md.

    Why: without a conference a bare number means nothing, and without a date nobody knows which
    revision was in force. A file with another ending is read by nobody, and missed by nobody.
    """
    yield from slips(facts, "R502")
