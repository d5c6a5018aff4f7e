from __future__ import annotations

from collections.abc import Iterator

from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Problem
from sphinx_plenary.rules.rule import rule


@rule("R513")
def heading_level_skipped(facts: Facts) -> Iterator[Problem]:
    """A heading is two or more levels below the one above it, or a paper does not begin with one of level 1.

    Why: who hears a page read aloud goes from heading to heading by level, and takes a level that lacks for a
    section that he missed (WCAG 2.2, technique G141); an accessible PDF is not valid with it. How large a heading
    looks is no matter of its level.

    Mend: in Markdown one ``#`` more than the heading above it at most; in Word the next of the styles "Heading 1",
    "Heading 2" and so on. Headings whose level a file does not say are not judged.
    """
    for docname, document in facts.documents.items():
        paper = facts.papers.get(docname)
        above = 0 if paper and paper.kind else None  # of a stranger's file this may be a part
        for heading in facts.headings[docname]:
            if above is not None and heading.level > above + 1:
                where = f"under one of level {above}" if above else "and is the first"
                what = f"the heading {heading.words!r} is of level {heading.level}, {where}"
                yield Problem(document.origin(*heading.span), what, f"make it one of level {above + 1}")
            above = heading.level or None
