from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sphinx_plenary.facts import Facts
from sphinx_plenary.model import ITEM_ID as ID
from sphinx_plenary.model import Item, Mention, Problem, proposal_id
from sphinx_plenary.prose.papers import leads
from sphinx_plenary.rules.rule import rule
from sphinx_plenary.rules.told import left_out
from sphinx_plenary.suggest import did_you_mean

# Options of ours; other links sphinx-needs checks itself.
OPTIONS: Final = ("resolutions", "proposals", "positions", "messages")
# How the ids begin that are made of titles and names.
MADE: Final = ("MSG-", "POS-", "OUT-", "ACT-")


@rule("R403")
def undeclared_link(facts: Facts) -> Iterator[Problem]:
    """A role or an option links to an item that no paper declares.

    Why: the link leads nowhere. Declare the item, or mend its id; a proposal that the register has is declared
    too before a position can answer it. Of ``{need}`` only ids that have the form of ours are judged, such as
    PP-RES-101 or MSG-ONE: a project may have needs of other kinds. What another site publishes may be linked to as
    well, as long as it is there.
    """
    known = facts.items_by_id.keys() | facts.elsewhere.items.keys()
    # A page whose front matter cannot be read declares nothing: R501 tells it, not every link to it.
    unread = any(slip.code == "R501" and slip.docname not in facts.papers for slip in facts.slips)
    refused = facts.ids_written
    for mention in facts.mentions:
        if mention.role == "msg" and mention.target not in known and not unread and mention.target not in refused:
            if facts.is_withheld(mention.target):
                continue
            yield _no_message(mention, facts)
    if facts.whole and not unread:
        yield from _needs(facts)
    for item in facts.items:
        for option in OPTIONS:
            targets = item.links.get(option, ())
            origin = item.at(option, "resolution") if option == "resolutions" else item.at(option)
            for target in targets:
                if target in known or target in refused or facts.is_withheld(target):
                    continue
                if option == "resolutions":
                    tracked = target in facts.tracked or target in facts.elsewhere.tracked
                    if tracked or target not in facts.register.instruments:
                        continue  # tracked under an id of its own, or told by R101
                    fix = f"track it with ':::{{resolution}} {target}'"
                    if target != item.instrument:
                        fix += f", or take it out of ':{option}:'"
                else:
                    fix = _cure(target, option, item, facts)
                what = f"{item.id} links to {target!r}, which no paper declares"
                yield Problem(origin, what, fix + left_out(facts))


def _needs(facts: Facts) -> Iterator[Problem]:
    """The roles ``{need}`` that lead to an item of ours which is not there."""
    for docname, document in facts.documents.items():
        for lead in leads(document, docname, ()) if "{need}" in document.text else ():
            if document.text.startswith("{need}", lead.span.start) and is_undeclared(lead.item, facts):
                what = f"{{need}} leads to {lead.item!r}, which no paper declares"
                yield Problem(document.origin(*lead.span), what, _declare(lead.item, facts))


def is_undeclared(id: str, facts: Facts) -> bool:
    """Whether an id has the form of ours and no item has it."""
    begins = (*MADE, *facts.id_beginnings)
    if not id.startswith(begins) or ID.fullmatch(id) is None or id in facts.ids_written or facts.is_withheld(id):
        return False
    if id in facts.elsewhere.items:
        return False
    return id not in facts.items_by_id and id.rpartition(".")[0] not in facts.items_by_id  # a part of an item


def _declare(id: str, facts: Facts) -> str:
    if tracked := facts.tracked.get(id):
        return f"write its id, {' or '.join(repr(item.id) for item in tracked)}"
    if id in facts.register.instruments:
        return f"track it with ':::{{resolution}} {id}', or cite it with {{res}}`{id}`"
    return did_you_mean(id, facts.items_by_id, "declare it, or take the role out")


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
        there = [one.id for one in facts.elsewhere.items.values() if one.type == "message"]
        fix = did_you_mean(mention.target, [*(item.id for item in messages), *there], declare)
    nor = f", nor does {' or '.join(facts.elsewhere.names)} have it" if facts.elsewhere.names else ""
    return Problem(mention.origin, f"message {mention.target!r} is declared in no paper{nor}", fix + left_out(facts))
