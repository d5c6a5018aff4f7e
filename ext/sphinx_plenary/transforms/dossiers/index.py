"""The pages that lead to dossiers."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes

from sphinx_plenary.dossiers import HEADS, Index, Kind, index_name
from sphinx_plenary.dossiers.records import Entry
from sphinx_plenary.roles import unconfirmed_mark
from sphinx_plenary.transforms.dossiers.story import Story, bullets, table
from sphinx_plenary.transforms.parts import line, styled, words
from sphinx_plenary.translation import N_, _

_WHAT = {
    Kind.INSTRUMENT: N_("what each is, how it changed, who wants what, where papers cite it"),
    Kind.CONFERENCE: N_("when and where, papers, issues, proposals and results"),
    Kind.ORGANIZATION: N_("what each proposes and wants"),
    Kind.MESSAGE: N_("what each rests on, where it is used, how it fared"),
}
# The heads of the table of each kind; messages have only their words.
_TABLES = {
    Kind.INSTRUMENT: ([N_("Text"), N_("Title"), N_("In force")], [22, 56, 22]),
    Kind.CONFERENCE: ([N_("Conference"), N_("Name"), N_("Place and dates")], [16, 46, 38]),
    Kind.ORGANIZATION: ([N_("Organization"), N_("Name"), N_("Proposals")], [18, 60, 22]),
}


def index_page(story: Story, index: Index) -> Iterator[nodes.Node]:
    if index.kind is None:
        yield line(
            _("One page for each text, conference, organization and message that the papers mention."), name="lead"
        )
        items = []
        for kind, number in index.counts:
            link = story.page(index_name(kind), _(HEADS[kind]))
            text = line(link, styled(f" ({number})", "meta"))
            items.append(nodes.list_item("", text, line(_(_WHAT[kind])[:1].upper() + _(_WHAT[kind])[1:], name="under")))
        yield bullets(items, "dossier-kinds")
        return
    total = sum(len(entries) for _, entries in index.groups)
    yield line(f"{total}: {_(_WHAT[index.kind])}.", name="lead")
    for head, entries in index.groups:
        if index.kind is Kind.MESSAGE:
            links = [nodes.list_item("", line(story.to(entry.kind, entry.id, entry.title))) for entry in entries]
            yield from story.section(_("To {conference}", conference=head), bullets(links))
        else:
            heads, widths = _TABLES[index.kind]
            yield from story.section(
                head, table([_(each) for each in heads], widths, [_cells(story, entry) for entry in entries])
            )


def _cells(story: Story, entry: Entry) -> list[list[nodes.Node]]:
    note: list[nodes.Node] = [words(entry.note)] if entry.note else []
    return [
        [story.to(entry.kind, entry.id, entry.name)],
        [words(entry.title)],
        [*note, *([unconfirmed_mark()] if entry.unconfirmed else [])],
    ]
