"""What was known when an author last read an item again: ``101 (Rev. Dubai, 2018); proposals EUR-44A7-1 (MOD)``.

Texts stand with the revision that was in force on the paper's day, proposals with what they ask for. What the
register says now, written in the same way, tells what has moved on since.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from sphinx_plenary.citations import read_target, revision_words, shortest_target
from sphinx_plenary.facts import Facts
from sphinx_plenary.model import InForce, InstrumentId, Item, Proposal, proposal_id
from sphinx_plenary.register import Register

# Types of items that rest on texts and take a position on them.
REVIEWED: Final = ("resolution", "position", "message")
SUPPRESSED: Final = "suppressed"
_ENTRY: Final = re.compile(r"(?P<name>[^\s(),;]+)(?:\s*\((?P<state>[^()]*(?:\([^()]*\)[^()]*)*)\))?")
_LIST: Final = re.compile(rf"\s*{_ENTRY.pattern}(?:\s*,\s*{re.sub(r'[?]P<[a-z]+>', '?:', _ENTRY.pattern)})*\s*")
_HEAD: Final = re.compile(r"(?:(?P<none>no proposals)|proposals (?P<list>.+))")


@dataclass(frozen=True)
class Known:
    """``texts``: instrument -> its revision without brackets, ``proposals``: id -> action; either may be empty."""

    texts: Mapping[str, str] = field(default_factory=dict)
    proposals: Mapping[str, str] = field(default_factory=dict)


def read_known(written: str, body: str | None, conference: str, register: Register) -> Known | None:
    """What the option says; None where it is not of that form. ``body`` is that of the paper's conference."""
    texts, _, rest = (part.strip() for part in written.partition(";"))
    head = _HEAD.fullmatch(rest)
    if head is None or not _LIST.fullmatch(texts) or (head["list"] and not _LIST.fullmatch(head["list"])):
        return None
    found: dict[str, str] = {}
    for match in _ENTRY.finditer(texts):
        read = read_target(match["name"], body, register.bodies)
        found[read.instrument if read else match["name"]] = match["state"] or ""
    listed = _ENTRY.finditer(head["list"] or "")
    return Known(found, {proposal_id(conference, match["name"]): match["state"] or "" for match in listed})


def write_known(known: Known, body: str | None, conference: str, register: Register) -> str:
    """The same as an author reads it."""
    texts = (_named(_target(id, body, register), state) for id, state in known.texts.items())
    proposals = [_named(id.removeprefix(f"{conference}-"), action) for id, action in known.proposals.items()]
    return f"{', '.join(texts)}; " + (f"proposals {', '.join(proposals)}" if proposals else "no proposals")


def known_of(item: Item, facts: Facts) -> Known:
    """What the register says of all that an item rests on, as of the day of its paper."""
    paper = facts.papers.get(item.docname)
    day = (paper.as_of or paper.date) if paper else date.max
    rests = dict.fromkeys(filter(None, (item.instrument, *item.links.get("resolutions", ()))))
    for position in item.links.get("positions", ()):
        if followed := facts.items_by_id.get(position):
            rests.setdefault(followed.instrument)
    texts = {id: _state(id, day, facts.register) for id in rests if id in facts.register.instruments}
    proposals = {
        proposal.id: proposal.action
        for proposal in facts.register.proposals_at.get(item.conference, ())
        if proposal.instrument in texts and _is_known(proposal, day)
    }
    return Known(texts, dict(sorted(proposals.items())))


def moved_on(item: Item, facts: Facts) -> tuple[str, ...]:
    """What is otherwise than when the item was reviewed, a few words each; nothing where nobody said that it was."""
    written = item.fields.get("reviewed", "")
    body = facts.body_of(facts.papers.get(item.docname))
    before = read_known(written, body, item.conference, facts.register) if written else None
    return tuple(_changes(before, known_of(item, facts), item.conference)) if before else ()


def suspects(facts: Facts) -> Iterator[tuple[Item, tuple[str, ...]]]:
    """The items that rest on what has moved on since they were reviewed, in the order of their places."""
    for item in sorted(facts.items, key=lambda one: one.origin):
        if item.type in REVIEWED and (changes := moved_on(item, facts)):
            yield item, changes


def _changes(before: Known, now: Known, conference: str) -> Iterator[str]:
    for id, state in now.texts.items():
        if id not in before.texts:
            yield f"{id} was not among what it rests on"
        elif before.texts[id] != state:
            yield f"{id} was {before.texts[id] or 'of no known revision'} and is {state or 'of no known revision'}"
    for id, action in now.proposals.items():
        name = id.removeprefix(f"{conference}-")
        if id not in before.proposals:
            yield f"proposal {_named(name, action)} is new"
        elif before.proposals[id] != action:
            yield f"proposal {name} was {before.proposals[id] or 'without an action'} and is {action}"
    for id in sorted(before.proposals.keys() - now.proposals.keys()):
        yield f"proposal {id.removeprefix(f'{conference}-')} is gone"


def _state(id: str, day: date, register: Register) -> str:
    """``Rev. Dubai, 2018``, ``suppressed``, or nothing where the register knows no revision."""
    instrument = register.instruments[id]
    standing = register.standing(instrument, day)
    if standing.state is InForce.SUPPRESSED:
        return SUPPRESSED
    body = register.bodies[instrument.key.body]
    return revision_words(body, standing.revision).strip("()") if standing.revision else ""


def _is_known(proposal: Proposal, day: date) -> bool:
    return proposal.date is None or proposal.date <= day


def _named(name: str, state: str) -> str:
    return f"{name} ({state})" if state else name


def _target(id: str, body: str | None, register: Register) -> str:
    key = InstrumentId.parse(id)
    return shortest_target(key, register.bodies[body]) if key and body and key.body == body else id
