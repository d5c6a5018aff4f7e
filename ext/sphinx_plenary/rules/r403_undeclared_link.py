from __future__ import annotations

from collections.abc import Iterator

from sphinx_plenary.facts import Facts
from sphinx_plenary.model import ITEM_ID as ID
from sphinx_plenary.model import Mention, Problem
from sphinx_plenary.rules.rule import rule
from sphinx_plenary.suggest import did_you_mean


@rule("R403")
def undeclared_link(facts: Facts) -> Iterator[Problem]:
    """A role or an option links to an item that no paper declares.

    Why: the link leads nowhere. Declare the item, or mend its id.
    """
    known = facts.items_by_id
    # A page whose front matter cannot be read declares nothing: R501 tells it, not every link to it.
    unread = any(slip.code == "R501" and slip.docname not in facts.papers for slip in facts.slips)
    for mention in facts.mentions:
        if mention.role == "msg" and mention.target not in known and not unread:
            yield _no_message(mention, facts)
    for item in facts.items:
        for option, targets in item.links.items():
            origin = item.at(option, "resolution") if option == "resolutions" else item.at(option)
            for target in targets:
                if target in known:
                    continue
                if option == "resolutions":
                    if target in facts.tracked or target not in facts.register.instruments:
                        continue  # tracked under an id of its own, or told by R101
                    fix = f"track it with ':::{{resolution}} {target}'"
                    if target != item.instrument:
                        fix += f", or take it out of ':{option}:'"
                else:
                    by_title = [other.id for other in facts.items if other.title.partition(":")[0] == target]
                    otherwise = f"declare it, or take it out of ':{option}:'"
                    fix = f"write its id, {' or '.join(map(repr, by_title))}" if by_title else ""
                    fix = fix or did_you_mean(target, known, otherwise)
                yield Problem(origin, f"{item.id} links to {target!r}, which no paper declares", fix)


def _no_message(mention: Mention, facts: Facts) -> Problem:
    messages = facts.of_type("message")
    fix = next((f"write its id, {item.id!r}" for item in messages if item.title == mention.target), "")
    if not fix:
        made = mention.target if ID.fullmatch(mention.target) else "MSG-SHORT-NAME"
        declare = f"declare it with ':::{{message}} Title' and ':id: {made}'"
        fix = did_you_mean(mention.target, [item.id for item in messages], declare)
    return Problem(mention.origin, f"message {mention.target!r} is declared in no paper", fix)
