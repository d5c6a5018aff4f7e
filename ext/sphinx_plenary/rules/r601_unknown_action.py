from __future__ import annotations

from collections.abc import Iterator

from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Edit, Problem
from sphinx_plenary.rules.rule import rule


@rule("R601")
def unknown_action(facts: Facts) -> Iterator[Problem]:
    """What stands in the place of a proposal's action is no word that ITU has for one.

    Why: ADD, MOD, SUP and NOC (with (MOD) for editorial changes, ``ADD*`` and ``SUP*`` for text that moves) are what
    delegates search and sort by. The rule reads the column "Action" of a table of proposals, and slips of the pen
    before a resolution's number, as in "MDO Resolution 130". What an option ``:action:`` holds is R503's.
    """
    for docname, document in facts.documents.items():
        for found in facts.unknown_actions[docname]:
            origin = document.origin(*found.span)
            yield Problem(
                origin,
                f"{found.word!r} is no action",
                f"write {found.right!r}; the actions are ADD, MOD, (MOD), SUP, NOC, ADD* and SUP*",
                (Edit(origin, found.right),),
            )
