"""The dossier of a message: what it rests on, where it is used, and how the texts fared on which it rests."""

from __future__ import annotations

from collections.abc import Iterator

from sphinx_plenary.dossiers.ground import Ground, paper_line
from sphinx_plenary.dossiers.records import Kind, MessageDossier, Rested
from sphinx_plenary.model import Item


def message_dossier(ground: Ground, id: str) -> MessageDossier:
    """Of a message that sphinx-needs refused little can be said; the build's findings say why."""
    item = ground.facts.items_by_id.get(id)
    paper = ground.facts.papers.get(item.docname) if item else None
    rests = tuple(_rests(ground, item)) if item else ()
    name, title = ground.catalogue.heading(Kind.MESSAGE, id)
    return MessageDossier(
        id=id,
        name=name,
        title=title,
        as_of=ground.catalogue.as_of,
        paper=paper_line(paper, ground.register) if paper else None,
        conference=item.conference if item else "",
        audience=item.fields.get("audience", "") if item else "",
        evidence=item.fields.get("evidence", "") if item else "",
        rests=rests,
        where=ground.places.of(Kind.MESSAGE, id),
        sources=ground.sources(name for each in rests if each.result for name in each.result.sources),
    )


def _rests(ground: Ground, item: Item) -> Iterator[Rested]:
    """The texts in the order of the message; a position on which it rests is told at its text."""
    for target in item.links.get("resolutions", ()):
        at = next((each for each in ground.at_conferences(target) if each.conference == item.conference), None)
        known = ground.register.instruments.get(target)
        yield Rested(
            instrument=target,
            name=ground.text_name(target),
            title=ground.register.standing(known, ground.catalogue.as_of).title if known else "",
            position=at.row.position if at else None,
            result=at.row.result if at else None,
        )
