"""The pages that lead to dossiers."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes

from sphinx_plenary.dossiers import HEADS, Index, Kind, index_name
from sphinx_plenary.dossiers.records import Entry
from sphinx_plenary.roles import unconfirmed_mark
from sphinx_plenary.transforms.dossiers.story import Story, bullets, table
from sphinx_plenary.transforms.parts import line, styled, words

_WHAT = {
    Kind.INSTRUMENT: "what each is, how it changed, who wants what, where papers cite it",
    Kind.CONFERENCE: "when and where, papers, issues, proposals and results",
    Kind.ORGANIZATION: "what each proposes and wants",
    Kind.MESSAGE: "what each rests on, where it is used, how it fared",
}
# The heads of the table of each kind; messages have only their words.
_TABLES = {
    Kind.INSTRUMENT: (["Text", "Title", "In force"], [22, 56, 22]),
    Kind.CONFERENCE: (["Conference", "Name", "Place and dates"], [16, 46, 38]),
    Kind.ORGANIZATION: (["Organization", "Name", "Proposals"], [18, 60, 22]),
}


def index_page(story: Story, index: Index) -> Iterator[nodes.Node]:
    if index.kind is None:
        yield line("One page for each text, conference, organization and message that the papers mention.", name="lead")
        items = []
        for kind, number in index.counts:
            link = story.page(index_name(kind), HEADS[kind])
            text = line(link, styled(f" ({number})", "meta"))
            items.append(nodes.list_item("", text, line(_WHAT[kind][:1].upper() + _WHAT[kind][1:], name="under")))
        yield bullets(items, "dossier-kinds")
        return
    total = sum(len(entries) for _, entries in index.groups)
    yield line(f"{total}: {_WHAT[index.kind]}.", name="lead")
    for head, entries in index.groups:
        if index.kind is Kind.MESSAGE:
            links = [nodes.list_item("", line(story.to(entry.kind, entry.id, entry.title))) for entry in entries]
            yield from story.section(f"To {head}", bullets(links))
        else:
            heads, widths = _TABLES[index.kind]
            yield from story.section(head, table(heads, widths, [_cells(story, entry) for entry in entries]))


def _cells(story: Story, entry: Entry) -> list[list[nodes.Node]]:
    note: list[nodes.Node] = [words(entry.note)] if entry.note else []
    return [
        [story.to(entry.kind, entry.id, entry.name)],
        [words(entry.title)],
        [*note, *([unconfirmed_mark()] if entry.unconfirmed else [])],
    ]
