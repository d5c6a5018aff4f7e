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

    Mend: compare with the head of another paper. Keys stand under ``paper:``, indented by two spaces; a
    version stands in quotation marks; a date is written 2022-09-08.
    """
    yield from slips(facts, "R501")
