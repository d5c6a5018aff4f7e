"""The page of an organization."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from docutils import nodes

from sphinx_plenary.dossiers.records import Kind, OrganizationDossier, Proposed
from sphinx_plenary.roles import unconfirmed_mark
from sphinx_plenary.transforms.dossiers.story import Story, bullets, state
from sphinx_plenary.transforms.parts import line, listed, separated, styled, words


def organization_page(story: Story, dossier: OrganizationDossier) -> Iterator[nodes.Node]:
    yield line(*_lead(story, dossier), name="lead")
    if meta := list(_meta(dossier)):
        yield line(*separated(meta), name="card-meta")
    yield from story.section("What it proposes", *_proposals(story, dossier))
    yield from story.section("Its positions", *_positions(story, dossier))
    held = [story.conference(name) for name in dossier.held]
    yield from story.section("Conferences and meetings that it holds", *([line(*listed(held))] if held else []))
    yield from story.section("In numbers", *story.facts(dossier.facts))
    yield from story.section("Where it is named", *story.places(dossier.where))


def _lead(story: Story, dossier: OrganizationDossier) -> Iterator[nodes.Node]:
    proposals = len(dossier.proposals)
    known = f"{proposals} of its proposals {'is' if proposals == 1 else 'are'}" if proposals else "No proposal of it is"
    yield words(f"{dossier.title} ({dossier.id}): {dossier.kind_name}.")
    if dossier.unconfirmed:
        yield unconfirmed_mark()
    yield from story.sources.cite(dossier.own_sources if not dossier.unconfirmed else ())
    yield words(f" {known} known here.")


def _meta(dossier: OrganizationDossier) -> Iterator[list[nodes.Node]]:
    if dossier.region:
        yield [words(f"Region: {dossier.region}")]
    if dossier.prefix:
        yield [nodes.Text("Its documents begin with "), styled(dossier.prefix, "prefix")]
    if dossier.other_names:
        yield [words(f"Also: {'; '.join(dossier.other_names)}")]


def _proposals(story: Story, dossier: OrganizationDossier) -> Iterator[nodes.Node]:
    for conference, group in groupby(dossier.proposals, key=lambda each: each.conference):
        yield line(nodes.Text("To "), story.conference(conference), nodes.Text(":"), name="at")
        yield bullets([_proposal(story, each) for each in group])


def _proposal(story: Story, each: Proposed) -> nodes.list_item:
    """The text first, since the reader knows who proposes."""
    one = each.contribution
    subject = story.to(Kind.INSTRUMENT, each.instrument, each.text) if each.instrument else words(each.text)
    item = story.contribution(one, each.result is not None)
    item.insert(0, line(nodes.strong("", "", subject)))
    if each.result:
        item += line(styled("Outcome: ", "meta"), *story.outcome(each.result), name="under")
    return item


def _positions(story: Story, dossier: OrganizationDossier) -> list[nodes.Node]:
    items = []
    for taken in dossier.positions:
        parts: list[nodes.Node] = [state(taken.position), nodes.Text(" on ")]
        parts += [story.to(Kind.INSTRUMENT, taken.instrument, taken.text), nodes.Text(", ")]
        parts += [story.conference(taken.conference), nodes.Text(" (")]
        parts += [story.page(taken.docname, "where it stands", taken.item), nodes.Text(")")]
        items.append(nodes.list_item("", line(*parts)))
    return [bullets(items)] if items else []
