from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sphinx_plenary.facts import Facts
from sphinx_plenary.model import ITEM_ID as ID
from sphinx_plenary.model import Item, Mention, Problem, proposal_id
from sphinx_plenary.rules.rule import rule
from sphinx_plenary.suggest import did_you_mean

# Options of ours; other links sphinx-needs checks itself.
OPTIONS: Final = ("resolutions", "proposals", "positions")


@rule("R403")
def undeclared_link(facts: Facts) -> Iterator[Problem]:
    """A role or an option links to an item that no paper declares.

    Why: the link leads nowhere. Declare the item, or mend its id; a proposal that the register has is declared
    too before a position can answer it.
    """
    known = facts.items_by_id
    # A page whose front matter cannot be read declares nothing: R501 tells it, not every link to it.
    unread = any(slip.code == "R501" and slip.docname not in facts.papers for slip in facts.slips)
    for mention in facts.mentions:
        if mention.role == "msg" and mention.target not in known and not unread:
            yield _no_message(mention, facts)
    for item in facts.items:
        for option in OPTIONS:
            targets = item.links.get(option, ())
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
                    fix = _cure(target, option, item, facts)
                yield Problem(origin, f"{item.id} links to {target!r}, which no paper declares", fix)


def _cure(target: str, option: str, item: Item, facts: Facts) -> str:
    """What to write for a link to no proposal or position: the id of one of that title, or one like it."""
    there = facts.of_type(option.removesuffix("s"))
    if same := [other.id for other in there if other.title.partition(":")[0] == target]:
        return f"write its id, {' or '.join(map(repr, same))}"
    if option == "proposals":
        for id in (target, proposal_id(item.conference, target)):
            if id in facts.register.proposals:
                return f"the register has it: declare it with ':::{{proposal}}' and ':id: {id}', and link to that id"
    return did_you_mean(target, [other.id for other in there], f"declare it, or take it out of ':{option}:'")


def _no_message(mention: Mention, facts: Facts) -> Problem:
    messages = facts.of_type("message")
    fix = next((f"write its id, {item.id!r}" for item in messages if item.title == mention.target), "")
    if not fix:
        made = mention.target if ID.fullmatch(mention.target) else "MSG-SHORT-NAME"
        declare = f"declare it with ':::{{message}} Title' and ':id: {made}'"
        fix = did_you_mean(mention.target, [item.id for item in messages], declare)
    return Problem(mention.origin, f"message {mention.target!r} is declared in no paper", fix)
