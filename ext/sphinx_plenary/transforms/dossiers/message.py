"""The page of a message."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from docutils import nodes

from sphinx_plenary.dossiers.records import Kind, MessageDossier, Rested
from sphinx_plenary.model import OutcomeKind
from sphinx_plenary.transforms.dossiers.conference import paper_item
from sphinx_plenary.transforms.dossiers.story import Story, bullets, state, table
from sphinx_plenary.transforms.parts import line, listed, separated, styled, words
from sphinx_plenary.words import OUTCOMES


def message_page(story: Story, dossier: MessageDossier) -> Iterator[nodes.Node]:
    if dossier.paper is None:
        yield line("This message could not be tracked; the findings of the build say why.")
        return
    yield line(
        nodes.Text("A message to "),
        story.conference(dossier.conference),
        nodes.Text(": "),
        story.page(dossier.paper.docname, "its text and its reasons", dossier.id),
        nodes.Text("."),
        name="lead",
    )
    if meta := list(_meta(dossier)):
        yield line(*separated(meta), name="card-meta")
    yield from story.section("What it rests on", *_rests(story, dossier))
    yield from story.section("The paper that brings it", bullets([paper_item(story, dossier.paper)]))
    yield from story.section("Where it is used", *story.places(dossier.where))


def _meta(dossier: MessageDossier) -> Iterator[list[nodes.Node]]:
    if dossier.audience:
        yield [words(f"For: {dossier.audience}")]
    if dossier.evidence:
        yield [words(f"Evidence: {dossier.evidence}")]


def _rests(story: Story, dossier: MessageDossier) -> Iterator[nodes.Node]:
    if not dossier.rests:
        yield line("It names no text on which it rests.")
        return
    yield line(*_fared(story, dossier))
    rows = [_cells(story, each) for each in dossier.rests]
    yield table(["Text", "Title", "Position", "Outcome"], [18, 42, 16, 24], rows)


def _fared(story: Story, dossier: MessageDossier) -> Iterator[nodes.Node]:
    """What became of its texts at the conference, in a sentence."""
    counts = Counter(each.result.kind for each in dossier.rests if each.result)
    number = len(dossier.rests)
    noun = "text" if number == 1 else "texts"
    if not counts:
        yield words(f"It rests on {number} {noun}; what became of {'it' if number == 1 else 'them'} at ")
        yield story.conference(dossier.conference)
        yield words(" is not known here.")
        return
    yield nodes.Text("How it fared at ")
    yield story.conference(dossier.conference)
    yield words(f": of the {number} {noun} on which it rests, ")
    known: list[nodes.Node] = [
        words(f"{counts[kind]} {_was(kind, counts[kind])}") for kind in OutcomeKind if counts[kind]
    ]
    if unknown := number - counts.total():
        known.append(words(f"of {unknown} the outcome is not known here"))
    yield from listed(known)
    yield nodes.Text(".")


def _was(kind: OutcomeKind, count: int) -> str:
    """``was revised``, ``were suppressed``."""
    done = {
        OutcomeKind.NEW: "newly adopted",
        OutcomeKind.NOT_CHANGED: "left as it was" if count == 1 else "left as they were",
    }
    return f"{'was' if count == 1 else 'were'} {done.get(kind, OUTCOMES[kind].lower())}"


def _cells(story: Story, each: Rested) -> list[list[nodes.Node]]:
    outcome: list[nodes.Node] = [styled("not known", "none")]
    if each.result:
        outcome = [styled(OUTCOMES[each.result.kind], "act")]
        outcome += [words(f" ({each.result.label})")] * bool(each.result.label)
        outcome += story.proof(each.result.sources, each.result.unconfirmed)
    position: list[nodes.Node] = [state(each.position)] if each.position else []
    return [[story.to(Kind.INSTRUMENT, each.instrument, each.name)], [words(each.title)], position, outcome]
