from __future__ import annotations

from collections.abc import Iterator

from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Problem
from sphinx_plenary.rules.rule import rule, slips
from sphinx_plenary.suggest import did_you_mean, one_of


@rule("R501")
def front_matter(facts: Facts) -> Iterator[Problem]:
    """The front matter of a paper is not of the form that its schema asks for.

    Why: kind, conference, status, date and version stand in the title block, the running head and
    the home page, and every citation is written for the conference and date. The schema is
    data/schema/front-matter.schema.json; the kinds are those of kinds.yaml, where the register has one.

    Mend: compare with the head of another paper. Keys stand under ``paper:``, indented by two spaces; a
    version stands in quotation marks; a date is written 2022-09-08.
    """
    yield from slips(facts, "R501")
    kinds = facts.register.kinds
    for paper in facts.papers.values():
        if paper.kind and kinds and paper.kind not in kinds:
            fix = did_you_mean(paper.kind, kinds, f"{one_of(kinds)}, or add it to {facts.register.folder}/kinds.yaml")
            yield Problem(paper.origin("kind"), f"'kind' is {paper.kind!r}, which is no kind of paper", fix)
