from __future__ import annotations

from collections.abc import Iterator, Mapping

from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Item, Problem
from sphinx_plenary.rules.rule import rule


@rule("R407")
def circle(facts: Facts) -> Iterator[Problem]:
    """Items are linked in a circle: each rests on the next, and the last on the first.

    Why: what rests on itself rests on nothing, and a diagram of it has no beginning. A message follows from
    positions, a position answers proposals, all are about texts: take out the link that runs the other way.
    Each circle is told once, at its first item; links to items that no paper declares are left to R403.
    """
    items = sorted(facts.items, key=lambda item: item.origin)
    links = {item.id: _links(item, facts) for item in items}
    for way in circles(links):
        places = {id: facts.items_by_id[id].origin for id in way}
        start = way.index(min(way, key=lambda id: (places[id], id)))
        ids = [*way[start:], *way[: start + 1]]
        first, option = facts.items_by_id[ids[0]], links[ids[0]][ids[1]]
        yield Problem(
            first.at(option),
            f"{' -> '.join(ids)!r} is a circle of links",
            f"take {ids[1]!r} out of ':{option}:'" + (", or another of these links" if len(way) > 1 else ""),
        )


def _links(item: Item, facts: Facts) -> Mapping[str, str]:
    """The items that one links to, each with the option where it stands."""
    found: dict[str, str] = {}
    for option, targets in item.links.items():
        for target in targets:
            if target in facts.items_by_id:
                found.setdefault(target, option)
    return found


def circles(links: Mapping[str, Mapping[str, str]]) -> Iterator[list[str]]:
    """Ways that lead back to their beginning: of each link that closes one, one way, and none without it."""
    done: set[str] = set()
    for root in links:
        way: list[str] = []  # from the root to where we are
        place: dict[str, int] = {}
        branches: list[Iterator[str]] = [iter((root,))]
        while branches:
            target = next(branches[-1], None)
            if target is None:
                branches.pop()
                if way:
                    left = way.pop()
                    del place[left]
                    done.add(left)
            elif target in place:
                yield way[place[target] :]
            elif target not in done:
                place[target] = len(way)
                way.append(target)
                branches.append(iter(links[target]))
