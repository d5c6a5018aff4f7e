"""The page of an organization."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from docutils import nodes

from sphinx_plenary.dossiers.records import Kind, OrganizationDossier, Proposed
from sphinx_plenary.roles import unconfirmed_mark
from sphinx_plenary.transforms.dossiers.story import Story, bullets, state
from sphinx_plenary.transforms.parts import line, listed, sentence, separated, styled, words
from sphinx_plenary.translation import _, ngettext


def organization_page(story: Story, dossier: OrganizationDossier) -> Iterator[nodes.Node]:
    yield line(*_lead(story, dossier), name="lead")
    if meta := list(_meta(dossier)):
        yield line(*separated(meta), name="card-meta")
    yield from story.section(_("What it proposes"), *_proposals(story, dossier))
    yield from story.section(_("Its positions"), *_positions(story, dossier))
    held = [story.conference(name) for name in dossier.held]
    yield from story.section(_("Conferences and meetings that it holds"), *([line(*listed(held))] if held else []))
    yield from story.section(_("In numbers"), *story.facts(dossier.facts))
    yield from story.section(_("Where it is named"), *story.places(dossier.where))


def _lead(story: Story, dossier: OrganizationDossier) -> Iterator[nodes.Node]:
    proposals = len(dossier.proposals)
    known = ngettext("{number} of its proposals is known here.", "{number} of its proposals are known here.", proposals)
    yield words(f"{dossier.title} ({dossier.id}): {dossier.kind_name}.")
    if dossier.unconfirmed:
        yield unconfirmed_mark()
    yield from story.sources.cite(dossier.own_sources if not dossier.unconfirmed else ())
    yield words(" " + (known if proposals else _("No proposal of it is known here.")))


def _meta(dossier: OrganizationDossier) -> Iterator[list[nodes.Node]]:
    if dossier.region:
        yield [words(_("Region: {region}", region=_(dossier.region)))]
    if dossier.prefix:
        yield sentence(_("Its documents begin with {prefix}"), prefix=styled(dossier.prefix, "prefix"))
    if dossier.other_names:
        yield [words(_("Also: {names}", names=_("; ").join(dossier.other_names)))]


def _proposals(story: Story, dossier: OrganizationDossier) -> Iterator[nodes.Node]:
    for conference, group in groupby(dossier.proposals, key=lambda each: each.conference):
        yield line(*sentence(_("To {conference}:"), conference=story.conference(conference)), name="at")
        yield bullets([_proposal(story, each) for each in group])


def _proposal(story: Story, each: Proposed) -> nodes.list_item:
    """The text first, since the reader knows who proposes."""
    one = each.contribution
    subject = story.to(Kind.INSTRUMENT, each.instrument, each.text) if each.instrument else words(each.text)
    item = story.contribution(one, each.result is not None)
    item.insert(0, line(nodes.strong("", "", subject)))
    if each.result:
        item += line(styled(_("Outcome: "), "meta"), *story.outcome(each.result), name="under")
    return item


def _positions(story: Story, dossier: OrganizationDossier) -> list[nodes.Node]:
    items = []
    for taken in dossier.positions:
        parts = sentence(
            _("{position} on {text}, {conference} ({place})"),
            position=state(taken.position),
            text=story.to(Kind.INSTRUMENT, taken.instrument, taken.text),
            conference=story.conference(taken.conference),
            place=story.page(taken.docname, _("where it stands"), taken.item),
        )
        items.append(nodes.list_item("", line(*parts)))
    return [bullets(items)] if items else []
