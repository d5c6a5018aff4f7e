from __future__ import annotations

from collections.abc import Iterator

from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Item, Problem
from sphinx_plenary.rules.rule import rule


@rule("R105")
def tracked_twice(facts: Facts) -> Iterator[Problem]:
    """The same item is declared in two places.

    Why: a citation could lead to either, and the two texts drift apart. Declare it once and cite it
    elsewhere. A resolution followed again at a later conference takes an id of its own, as in
    ``:id: PP-RES-101-PP-26``.
    """
    first: dict[str, Item] = {}
    for item in sorted(facts.declared, key=lambda item: item.origin):
        earlier = first.setdefault(item.id, item)
        if earlier is item:
            continue
        what = f"{item.type} {item.id!r} is declared twice, first at {earlier.origin}"
        if item.type != earlier.type:
            what = f"{item.type} {item.id!r} has the id of the {earlier.type} at {earlier.origin}"
            fix = "give this one another ':id:'"
        elif item.type == "resolution" and item.conference != earlier.conference:
            fix = f"give this one an id of its own, ':id: {item.id}-{item.conference}'"
        elif item.type == "resolution":
            fix = f"remove one; elsewhere cite it with {{res}}`{item.instrument}`"
        else:
            fix = "remove one, or give it another ':id:'"
        yield Problem(item.origin, what, fix)
