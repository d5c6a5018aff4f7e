from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Item, Position, Problem, Proposal, Severity
from sphinx_plenary.rules.proposed import registered
from sphinx_plenary.rules.rule import rule


@rule("R406", Severity.WARNING)
def unfounded_position(facts: Facts) -> Iterator[Problem]:
    """A message follows from no position, or a position answers no proposal, although there are some to name.

    Why: what is asked for and what lies on the table should be linked, so that a reader can go from one to the
    other, and a change of one is seen in the other. Asked for are positions and proposals on the same text at
    the same conference, none newer than the paper; of proposals also those that only the register holds. Not
    asked for are positions that take no side (``follow``), which answer nothing either, and under messages those
    that run against the position of the tracked resolution.
    """
    own = {
        (item.instrument, item.conference): position
        for item in facts.of_type("resolution")
        if (position := item.fields.get("position", "")) and position != Position.FOLLOW
    }
    for item in facts.of_type("message"):
        if not item.links.get("positions") and not facts.slipped(item, "positions"):
            yield from _unfounded_message(item, own, facts)
    declared = {proposal.id for proposal in registered(facts).values()}
    others: dict[tuple[str, str], list[Proposal]] = {}
    for proposal in facts.register.proposals.values():
        if proposal.instrument and proposal.id not in declared and not proposal.unconfirmed:
            others.setdefault((proposal.instrument, proposal.conference), []).append(proposal)
    for item in facts.of_type("position"):
        silent = item.fields.get("position") == Position.FOLLOW or facts.slipped(item, "proposals")
        if not silent and not item.links.get("proposals"):
            yield from _unfounded_position(item, facts, others.get((item.instrument, item.conference), ()))


def _unfounded_message(item: Item, own: Mapping[tuple[str, str], str], facts: Facts) -> Iterator[Problem]:
    texts = dict.fromkeys(item.links.get("resolutions", ()))
    held = [
        position.id
        for text in texts
        for position in facts.about.get(("position", text, item.conference), ())
        if _sides(position, own) and not _newer(position, item, facts)
    ]
    if held:
        what = f"message {item.id!r} follows from no position, and there {_count(held, 'position')} on its texts"
        yield Problem(item.origin, what, f"add ':positions: {', '.join(held)}', or those of them that it follows from")


def _unfounded_position(item: Item, facts: Facts, others: Sequence[Proposal]) -> Iterator[Problem]:
    """``others`` are proposals on its text that only the register holds."""
    ids = [
        proposal.id
        for proposal in facts.about.get(("proposal", item.instrument, item.conference), ())
        if not _newer(proposal, item, facts)
    ]
    known = [proposal.id for proposal in others if not _later(proposal.date, item, facts)]
    ids += known
    if not ids:
        return
    fix = f"add ':proposals: {', '.join(ids)}', or those of them that it answers"
    if known:
        fix += f"; what only the register holds is declared first, with ':::{{proposal}}' and ':id: {known[0]}'"
    on = f"on {item.instrument} at {item.conference}"
    yield Problem(
        item.origin, f"position {item.id!r} answers no proposal, and there {_count(ids, 'proposal')} {on}", fix
    )


def _sides(position: Item, own: Mapping[tuple[str, str], str]) -> bool:
    """Whether a position takes a side, and not the other one than the organization does with the tracked text."""
    side = position.fields.get("position", "")
    ours = own.get((position.instrument, position.conference), side)
    return side not in {"", Position.FOLLOW} and side == ours


def _newer(other: Item, item: Item, facts: Facts) -> bool:
    """Whether the other is declared in a newer paper, or is of a day after the item's paper: nobody knew it then."""
    paper, theirs = facts.papers.get(item.docname), facts.papers.get(other.docname)
    newer = paper is not None and theirs is not None and theirs.date > paper.date
    return newer or _later(other.day, item, facts)


def _later(day: date | None, item: Item, facts: Facts) -> bool:
    paper = facts.papers.get(item.docname)
    return paper is not None and day is not None and day > paper.date


def _count(ids: list[str], noun: str) -> str:
    return f"is one {noun}" if len(ids) == 1 else f"are {len(ids)} {noun}s"
