from __future__ import annotations

from collections.abc import Iterator

from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Problem
from sphinx_plenary.rules.rule import rule
from sphinx_plenary.suggest import did_you_mean


@rule("R403")
def undeclared_link(facts: Facts) -> Iterator[Problem]:
    """A role or an option links to an item that no paper declares.

    Why: the link leads nowhere. Declare the item, or mend its id.
    """
    known = facts.items_by_id
    for mention in facts.mentions:
        if mention.role == "msg" and mention.target not in known:
            messages = [item.id for item in facts.of_type("message")]
            declare = f"declare it with ':::{{message}} Title' and ':id: {mention.target}'"
            yield Problem(
                mention.origin,
                f"message {mention.target!r} is declared in no paper",
                did_you_mean(mention.target, messages, declare),
            )
    for item in facts.items:
        for option, targets in item.links.items():
            origin = item.at(option, "resolution") if option == "resolutions" else item.at(option)
            for target in targets:
                if target in known:
                    continue
                if option == "resolutions":
                    if target not in facts.register.instruments:
                        continue  # told by R101
                    fix = f"track it with ':::{{resolution}} {target}'"
                    if target != item.instrument:
                        fix += f", or take it out of ':{option}:'"
                else:
                    fix = did_you_mean(target, known, f"declare it, or take it out of ':{option}:'")
                yield Problem(origin, f"{item.id} links to {target!r}, which no paper declares", fix)
