from __future__ import annotations

from collections.abc import Iterator

from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Problem
from sphinx_plenary.rules.rule import rule


@rule("R504")
def no_title(facts: Facts) -> Iterator[Problem]:
    """A paper has no title.

    Why: the home page, the browser and the PDF name a paper by its title, and the title block stands under
    it. Write ``# Title`` on a line of its own, after the front matter.
    """
    for paper in facts.papers.values():
        if paper.kind and not paper.title:
            yield Problem(paper.origin(), "the paper has no title", "write '# Title' under the front matter")
