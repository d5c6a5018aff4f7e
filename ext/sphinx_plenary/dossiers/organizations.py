"""The dossier of an organization: what it proposes and wants, at which conferences, and where papers name it."""

from __future__ import annotations

from collections.abc import Iterator

from sphinx_plenary.dossiers.ground import Ground
from sphinx_plenary.dossiers.records import Kind, OrganizationDossier, Proposed, Taken
from sphinx_plenary.model import Position


def organization_dossier(ground: Ground, id: str) -> OrganizationDossier:
    organization = ground.register.organizations[id]
    proposals = tuple(
        Proposed(
            conference=conference,
            instrument=row.instrument,
            text=ground.text_name(row.instrument) if row.instrument else row.title,
            contribution=one,
            result=row.result,
        )
        for conference, row, one in ground.contributions.get(id, ())
    )
    facts = ground.counts_of(id)
    used = [
        *organization.sources,
        *(name for fact in facts for name in fact.sources),
        *(name for each in proposals for name in each.contribution.sources),
    ]
    return OrganizationDossier(
        id=id,
        name=id,
        title=organization.name,
        as_of=ground.catalogue.as_of,
        kind_name=organization.kind,
        region=organization.region,
        prefix=organization.proposal_prefix,
        other_names=organization.other_names,
        own_sources=organization.sources,
        unconfirmed=organization.unconfirmed,
        held=ground.held_by.get(id, ()),
        facts=facts,
        proposals=proposals,
        positions=tuple(_positions(ground, id)),
        where=ground.places.of(Kind.ORGANIZATION, id),
        sources=ground.sources(used),
    )


def _positions(ground: Ground, id: str) -> Iterator[Taken]:
    for item in ground.positions.get(id, ()):
        value = item.fields.get("position", "")
        if value in {*Position}:
            yield Taken(
                conference=item.conference,
                instrument=item.instrument,
                text=ground.text_name(item.instrument),
                position=Position(value),
                item=item.id,
                docname=item.docname,
            )
