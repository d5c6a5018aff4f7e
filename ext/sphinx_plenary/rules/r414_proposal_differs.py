from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from sphinx_plenary.citations import shortest_target
from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Item, Problem, Proposal
from sphinx_plenary.rules.proposed import document_name, registered
from sphinx_plenary.rules.rule import rule


@rule("R414")
def proposal_differs(facts: Facts) -> Iterator[Problem]:
    """A declared proposal differs from the register's: in text, action, proponent, document or date.

    Why: the register's values were read in the source that it names, and matrices are made from both. A proposal
    is the register's if it has the same id or code, or is the only one on that text in that document.
    Proponents are compared where the register knows all names that the paper gives, and told only if none is
    the same. A proposal that the register holds unconfirmed is not used.
    """
    same = registered(facts)
    names = _Names(facts) if same else None
    for item in facts.of_type("proposal"):
        proposal = same.get(item.id)
        if names is None or proposal is None or proposal.unconfirmed:
            continue
        for option, noun, written, right, typed in _differing(item, proposal, names, facts):
            yield Problem(
                item.at(option),
                f"the {noun} of {item.id} is given as {written!r}",
                f"{proposal.origin.path} of the register has {right!r}; write ':{option}: {typed}', or mend it there",
            )


# The option, what it is called, the value written, the register's, and what to type for that.
_Difference = tuple[str, str, str, str, str]


def _differing(item: Item, proposal: Proposal, names: _Names, facts: Facts) -> Iterator[_Difference]:
    known = item.instrument in facts.register.instruments  # else told by R101
    if known and proposal.instrument and item.instrument != proposal.instrument:
        key = facts.register.instruments[proposal.instrument].key
        body = facts.register.bodies[key.body]
        target = shortest_target(key, body) if facts.body_of(facts.papers.get(item.docname)) == body.id else str(key)
        yield "resolution", "text", item.instrument, proposal.instrument, target
    action = item.fields.get("action", "")
    if action and proposal.action and action != proposal.action:
        yield "action", "action", action, proposal.action, proposal.action
    if names.differ(item.listed("proponent"), proposal.proponents):
        right = ", ".join(proposal.proponents)
        yield "proponent", "proponent", item.fields["proponent"], right, right
    documents = [document_name(text, item.conference) for text in (item.fields.get("document", ""), proposal.document)]
    if all(documents) and documents[0] != documents[1]:
        yield "document", "document", item.fields["document"], proposal.document, proposal.document
    if proposal.date and (day := _day(item.fields.get("date", ""))) and day != proposal.date:
        yield "date", "date", item.fields["date"], proposal.date.isoformat(), proposal.date.isoformat()


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


class _Names:
    """Names of proponents: organizations, by any name of theirs, and states as the register writes them."""

    def __init__(self, facts: Facts) -> None:
        known: dict[str, str] = {}
        for organization in facts.register.organizations.values():
            for name in (
                organization.id,
                organization.name,
                organization.proposal_prefix,
                *organization.other_names,
            ):
                known.setdefault(_fold(name), organization.id)
        for proposal in facts.register.proposals.values():
            for name in proposal.proponents:
                known.setdefault(_fold(name), name)
        for conference in facts.register.conferences.values():
            known.setdefault(_fold(conference.country), conference.country)
        known.pop("", None)
        self._known: Mapping[str, str] = known

    def differ(self, written: Sequence[str], right: Sequence[str]) -> bool:
        """Whether it is sure that none is the same."""
        ours = {self._known.get(_fold(name), "") for name in written}
        theirs = {self._known.get(_fold(name), name) for name in right}
        return bool(ours and theirs) and "" not in ours and not ours & theirs


def _fold(name: str) -> str:
    return " ".join(re.sub(r"^the | of america$", "", " ".join(name.casefold().split())).split())
