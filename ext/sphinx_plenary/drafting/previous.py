"""What was tracked at the previous conference of a body, and what of it goes on to the next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Conference, InForce, Item, Paper


@dataclass(frozen=True)
class Carried:
    """Items of the ``paper`` that go on, with the text of each by id; ``left_out`` has the types of
    others, and why they do not.
    """

    paper: Paper
    conference: str
    resolutions: tuple[Item, ...] = ()
    positions: tuple[Item, ...] = ()
    messages: tuple[Item, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    left_out: tuple[tuple[str, str], ...] = ()

    @property
    def items(self) -> tuple[Item, ...]:
        return (*self.resolutions, *self.positions, *self.messages)


def paper_named(name: str, facts: Facts) -> Paper | None:
    """The paper of that path, page or file name, with or without its ending."""
    wanted = name.removesuffix(".md")
    for paper in facts.papers.values():
        if wanted in {paper.docname, paper.path.removesuffix(".md"), paper.docname.rpartition("/")[2]}:
            return paper
    return None


def carried_over(facts: Facts, conference: Conference, on: date, origin: Paper | None = None) -> Carried | None:
    """What goes on to a conference, as of a day: from the paper named, or from the newest on the previous conference.

    The previous conference is the last of the same body at which a paper tracks texts. A text that was suppressed
    since, and one that is tracked for the conference already, stay behind.
    """
    paper = origin or _last_paper(facts, conference)
    if paper is None:
        return None
    left_out: list[tuple[str, str]] = []
    resolutions = []
    for item in facts.items_in(paper.docname):
        if item.type == "resolution" and item.conference == paper.conference:
            reason = _stays(item, facts, conference, on)
            if reason:
                left_out.append((item.type, f"{item.instrument} {reason}"))
            else:
                resolutions.append(item)
    positions = [
        position
        for item in resolutions
        for position in facts.about.get(("position", item.instrument, paper.conference), ())
    ]
    messages = [item for item in facts.items_in(paper.docname) if item.type == "message"]
    going = [*resolutions, *positions, *_new(messages, facts, conference, left_out)]
    return Carried(
        paper=paper,
        conference=paper.conference,
        resolutions=tuple(resolutions),
        positions=tuple(positions),
        messages=tuple(item for item in going if item.type == "message"),
        texts={item.id: text for item in going if (text := text_of(item, facts))},
        left_out=tuple(left_out),
    )


def new_id(item: Item, conference: str) -> str:
    """The id under which an item goes on: PP-RES-101 -> PP-RES-101-PP-26."""
    base = item.instrument if item.type == "resolution" else item.id
    return f"{base.removesuffix(f'-{item.conference}')}-{conference}"


def text_of(item: Item, facts: Facts) -> str:
    """What the author wrote inside an item, without its options and comments."""
    document = facts.documents.get(item.docname)
    if document is None or document.name != item.origin.path:
        return ""
    return "\n".join(_content(document.text.split("\n"), item.origin.line)).strip("\n")


def _content(lines: list[str], first: int) -> Iterator[str]:
    """The lines of a directive that opens on line ``first``, up to the one that closes it."""
    marks = lines[first - 1].strip().partition("{")[0]
    options = True
    for line in lines[first:]:
        words = line.strip()
        if marks and words and set(words) == {marks[0]} and len(words) >= len(marks):
            return
        options = options and words.startswith(":")
        if not options and not words.startswith("%"):
            yield line


def _last_paper(facts: Facts, conference: Conference) -> Paper | None:
    if not conference.body:
        return None
    tracking = {(item.docname, item.conference) for item in facts.of_type("resolution")}
    until = conference.start or date.max  # one whose dates are not known yet is to come
    found: list[tuple[date, date, str]] = []
    for paper in facts.papers.values():
        held = facts.register.conferences.get(paper.conference)
        if held is None or held.id == conference.id or held.body != conference.body:
            continue
        if held.start and held.start < until and (paper.docname, held.id) in tracking:
            found.append((held.start, paper.date, paper.docname))
    return facts.papers[max(found)[2]] if found else None


def _stays(item: Item, facts: Facts, conference: Conference, on: date) -> str:
    """Why a text does not go on; empty where it does."""
    if there := facts.about.get(("resolution", item.instrument, conference.id)):
        return f"is tracked for {conference.id} already, in {there[0].origin}"
    instrument = facts.register.instruments.get(item.instrument)
    if instrument is None:
        return "is not in the register"
    standing = facts.register.standing(instrument, on)
    if standing.state is InForce.SUPPRESSED:
        return f"was suppressed by {standing.suppressed_by}"
    return ""


def _new(messages: list[Item], facts: Facts, conference: Conference, left_out: list[tuple[str, str]]) -> Iterator[Item]:
    """The messages that do not go on already under their new ids."""
    for item in messages:
        if there := facts.items_by_id.get(new_id(item, conference.id)):
            left_out.append((item.type, f"{item.id} goes on already, in {there.origin}"))
        else:
            yield item
