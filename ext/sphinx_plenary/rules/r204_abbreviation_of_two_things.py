from __future__ import annotations

from collections.abc import Iterator

from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Problem
from sphinx_plenary.rules.rule import rule


@rule("R204")
def abbreviation_of_two_things(facts: Facts) -> Iterator[Problem]:
    """An abbreviation is expanded as two different things, in one paper or in two papers of a project.

    Why: where it stands alone the reader cannot know which of the two is meant. Judged are words before an
    abbreviation in brackets, "regional preparatory meeting (RPM)", or in brackets behind it; expansions in two
    languages are one thing.
    """
    for clash in facts.expansions.clashes:
        if not clash.alike:
            yield Problem(
                clash.origin,
                f"{clash.abbreviation!r} stands for {clash.expansion!r} here, and for {clash.first!r} at {clash.place}",
                "abbreviate one of them only, and write the other out",
            )
