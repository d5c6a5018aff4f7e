from __future__ import annotations

from collections.abc import Iterator

from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Problem
from sphinx_plenary.rules.rule import rule, slips


@rule("R501")
def front_matter(facts: Facts) -> Iterator[Problem]:
    """The front matter of a paper is not of the form that its schema asks for.

    Why: kind, conference, status, date and version stand in the title block, the running head and
    the home page, and every citation is written for the conference and date. The schema is
    data/schema/front-matter.schema.json.
    """
    yield from slips(facts, "R501")
