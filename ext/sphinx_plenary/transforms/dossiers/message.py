"""The page of a message."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from docutils import nodes

from sphinx_plenary.dossiers.records import Kind, MessageDossier, Rested
from sphinx_plenary.model import OutcomeKind
from sphinx_plenary.transforms.dossiers.conference import paper_item
from sphinx_plenary.transforms.dossiers.story import Story, bullets, state, table
from sphinx_plenary.transforms.parts import line, listed, sentence, separated, styled, words
from sphinx_plenary.translation import _, ngettext
from sphinx_plenary.words import OUTCOMES


def message_page(story: Story, dossier: MessageDossier) -> Iterator[nodes.Node]:
    if dossier.paper is None:
        yield line(_("This message could not be tracked; the findings of the build say why."))
        return
    yield line(
        *sentence(
            _("A message to {conference}: {link}."),
            conference=story.conference(dossier.conference),
            link=story.page(dossier.paper.docname, _("its text and its reasons"), dossier.id),
        ),
        name="lead",
    )
    if meta := list(_meta(dossier)):
        yield line(*separated(meta), name="card-meta")
    yield from story.section(_("What it rests on"), *_rests(story, dossier))
    yield from story.section(_("The paper that brings it"), bullets([paper_item(story, dossier.paper)]))
    yield from story.section(_("Where it is used"), *story.places(dossier.where))


def _meta(dossier: MessageDossier) -> Iterator[list[nodes.Node]]:
    if dossier.audience:
        yield [words(_("For: {audience}", audience=dossier.audience))]
    if dossier.evidence:
        yield [words(_("Evidence: {evidence}", evidence=dossier.evidence))]


def _rests(story: Story, dossier: MessageDossier) -> Iterator[nodes.Node]:
    if not dossier.rests:
        yield line(_("It names no text on which it rests."))
        return
    yield line(*_fared(story, dossier))
    rows = [_cells(story, each) for each in dossier.rests]
    yield table([_("Text"), _("Title"), _("Position"), _("Outcome")], [18, 42, 16, 24], rows)


def _fared(story: Story, dossier: MessageDossier) -> Iterator[nodes.Node]:
    """What became of its texts at the conference, in a sentence."""
    counts = Counter(each.result.kind for each in dossier.rests if each.result)
    number = len(dossier.rests)
    conference = story.conference(dossier.conference)
    if not counts:
        told = ngettext(
            "It rests on {number} text; what became of it at {conference} is not known here.",
            "It rests on {number} texts; what became of them at {conference} is not known here.",
            number, conference="{conference}",
        )  # fmt: skip
        yield from sentence(told, conference=conference)
        return
    known: list[nodes.Node] = [words(_was(kind, counts[kind])) for kind in OutcomeKind if counts[kind]]
    if unknown := number - counts.total():
        known.append(words(_("of {number} the outcome is not known here", number=unknown)))
    told = ngettext(
        "How it fared at {conference}: of the {number} text on which it rests, {results}.",
        "How it fared at {conference}: of the {number} texts on which it rests, {results}.",
        number, conference="{conference}", results="{results}",
    )  # fmt: skip
    yield from sentence(told, conference=conference, results=listed(known))


def _was(kind: OutcomeKind, count: int) -> str:
    """``1 was revised``, ``2 were suppressed``."""
    match kind:
        case OutcomeKind.NEW:
            return ngettext("{number} was newly adopted", "{number} were newly adopted", count)
        case OutcomeKind.REVISED:
            return ngettext("{number} was revised", "{number} were revised", count)
        case OutcomeKind.NOT_CHANGED:
            return ngettext("{number} was left as it was", "{number} were left as they were", count)
        case OutcomeKind.SUPPRESSED:
            return ngettext("{number} was suppressed", "{number} were suppressed", count)
        case OutcomeKind.IN_FORCE:
            return ngettext("{number} was in force", "{number} were in force", count)
        case OutcomeKind.FORWARDED:
            return ngettext("{number} was forwarded", "{number} were forwarded", count)
        case OutcomeKind.ADOPTED:
            return ngettext("{number} was adopted", "{number} were adopted", count)
        case OutcomeKind.NOT_ADOPTED:
            return ngettext("{number} was not adopted", "{number} were not adopted", count)


def _cells(story: Story, each: Rested) -> list[list[nodes.Node]]:
    outcome: list[nodes.Node] = [styled(_("not known"), "none")]
    if each.result:
        outcome = [styled(OUTCOMES[each.result.kind], "act")]
        outcome += [words(f" ({each.result.label})")] * bool(each.result.label)
        outcome += story.proof(each.result.sources, each.result.unconfirmed)
    position: list[nodes.Node] = [state(each.position)] if each.position else []
    return [[story.to(Kind.INSTRUMENT, each.instrument, each.name)], [words(each.title)], position, outcome]
