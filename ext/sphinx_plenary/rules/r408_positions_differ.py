from __future__ import annotations

from collections.abc import Iterator

from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Item, Position, Problem
from sphinx_plenary.rules.rule import rule


@rule("R408")
def positions_differ(facts: Facts) -> Iterator[Problem]:
    """Two places give one organization different positions on the same text at the same conference.

    Why: a delegate who has read both papers does not know what is asked for. Compared are position items of
    the same organization, and among each other the positions of tracked resolutions, which are those of the
    organization whose papers these are. The later one is told: that of the newer paper, or further down. An
    organization that took no side yet (``follow``) may take one in a newer paper. Where it has changed its mind,
    mend the older paper, or waive the finding and say so.
    """
    held: dict[tuple[str, str, str], Item] = {}
    for item in sorted((*facts.of_type("position"), *facts.of_type("resolution")), key=facts.age):
        position = item.fields.get("position", "")
        if not (position and item.instrument):
            continue
        whose = item.fields.get("organization", "") if item.type == "position" else ""
        if item.type == "position" and not whose:
            continue
        first = held.setdefault((whose, item.instrument, item.conference), item)
        before = first.fields["position"]
        if before == position:
            continue
        if before == Position.FOLLOW and facts.age(first)[0] < facts.age(item)[0]:
            held[whose, item.instrument, item.conference] = item
            continue
        yield Problem(
            item.at("position"),
            f"{whose or 'the organization'} has the position {position!r} on {item.instrument} at {item.conference} "
            f"here, and {before!r} at {first.at('position')}",
            "keep one of them; if it has changed, let this stand with '% plenary: allow R408: the reason' above it",
        )
