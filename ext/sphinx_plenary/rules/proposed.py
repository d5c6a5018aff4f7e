"""Which proposal of the register a declared proposal is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Item, Proposal, proposal_id

_DOCUMENT: Final = re.compile(
    r"(?:doc(?:ument|umento|\.)?)?(?P<name>[0-9]{1,4}(?:\((?:rev|add|corr)\.?[0-9]{1,3}\)){0,3})(?:-[acefrs])?"
)


def registered(facts: Facts) -> Mapping[str, Proposal]:
    """Declared proposal -> the register's of the same id or code, or else the only one of that document and text."""
    if not facts.of_type("proposal"):
        return {}
    proposals = facts.register.proposals
    put: dict[tuple[str, str, str], list[Proposal]] = {}
    for proposal in proposals.values():
        if proposal.instrument and (name := document_name(proposal.document, proposal.conference)):
            put.setdefault((proposal.conference, name, proposal.instrument), []).append(proposal)
    found: dict[str, Proposal] = {}
    for item in facts.of_type("proposal"):
        same = proposals.get(item.id) or proposals.get(proposal_id(item.conference, item.title))
        if same is None:
            name = document_name(item.fields.get("document", ""), item.conference)
            there = put.get((item.conference, name, item.instrument), ())
            same = there[0] if len(there) == 1 and not _sisters(item, there[0]) else None
        if same is not None and same.conference == item.conference:
            found[item.id] = same
    return found


def document_name(document: str, conference: str) -> str:
    """``PP-22/44(Add.7)-E``, ``Document 44 (Add. 7)`` -> ``44(add.7)``; empty where it is no such name."""
    text = re.sub(r"\s+", "", document.casefold()).removeprefix(f"{conference.casefold()}/")
    match = _DOCUMENT.fullmatch(text)
    return re.sub(r"(?<=[a-z])\.?(?=[0-9])", ".", match["name"]) if match else ""


def _sisters(item: Item, proposal: Proposal) -> bool:
    """Whether the codes say that these are two proposals of one document: EUR/44A7/1 and EUR/44A7/2."""
    ours, theirs = proposal_id(item.conference, item.title), proposal.id
    return ours != theirs and ours.rpartition("-")[0] == theirs.rpartition("-")[0]
