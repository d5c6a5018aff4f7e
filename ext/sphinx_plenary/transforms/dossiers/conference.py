"""The page of a conference."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from docutils import nodes

from sphinx_plenary.days import day_words, range_words
from sphinx_plenary.dossiers.records import ConferenceDossier, Kind, PaperLine
from sphinx_plenary.matrix import Row
from sphinx_plenary.model import OutcomeKind
from sphinx_plenary.nodes import moment
from sphinx_plenary.roles import interval, unconfirmed_mark
from sphinx_plenary.transforms.dossiers.story import Story, bullets, table
from sphinx_plenary.transforms.parts import line, listed, sentence, separated, styled, words
from sphinx_plenary.translation import N_, _, ngettext
from sphinx_plenary.words import OUTCOMES, STATUSES

# By whether it is to come, whether its place is known, and whether it is of one day.
_MET: Final = {
    (True, True, True): N_("{name} meets in {place} on {days}."),
    (True, True, False): N_("{name} meets in {place} from {days}."),
    (True, False, True): N_("{name} meets on {days}."),
    (True, False, False): N_("{name} meets from {days}."),
    (False, True, True): N_("{name} met in {place} on {days}."),
    (False, True, False): N_("{name} met in {place} from {days}."),
    (False, False, True): N_("{name} met on {days}."),
    (False, False, False): N_("{name} met from {days}."),
}


def conference_page(story: Story, dossier: ConferenceDossier) -> Iterator[nodes.Node]:
    yield line(*_lead(story, dossier), name="lead")
    if meta := list(_meta(story, dossier)):
        yield line(*separated(meta), name="card-meta")
    yield from story.section(_("Papers"), *_papers(story, dossier))
    yield from story.section(_("Messages brought to it"), *story.messages(dossier.messages))
    yield from story.section(_("Issues"), *_issues(story, dossier))
    yield from story.section(_("What was proposed and decided"), *_rows(story, dossier))
    yield from story.section(_("Deadlines"), *story.facts(dossier.deadlines))
    yield from story.section(_("Offices"), *story.facts(dossier.officials))
    yield from story.section(_("In numbers"), *story.facts(dossier.facts))
    yield from story.section(_("Where it is named"), *story.places(dossier.where))


def _lead(story: Story, dossier: ConferenceDossier) -> Iterator[nodes.Node]:
    """When and where, as far as it is known."""
    place = ", ".join(filter(None, (dossier.city, dossier.country)))
    name = f"{dossier.title} ({dossier.id})"
    if dossier.start and dossier.end:
        days = moment("", range_words(dossier.start, dossier.end), datetime=interval(dossier.start, dossier.end))
        told = _MET[dossier.state == "is to come", bool(place), dossier.start == dossier.end]
        yield from sentence(_(told), name=name, place=place, days=days)
    elif place:
        yield words(_("{name} is that of {place}; its dates are not known here.", name=name, place=place))
    else:
        yield words(_("{name}: its place and dates are not known here.", name=dossier.title))
    if dossier.unconfirmed:
        yield unconfirmed_mark()
    yield from story.sources.cite(dossier.own_sources if not dossier.unconfirmed else ())


def _meta(story: Story, dossier: ConferenceDossier) -> Iterator[list[nodes.Node]]:
    if dossier.held_by:
        yield sentence(_("Held by {organization}"), organization=story.to(Kind.ORGANIZATION, dossier.held_by))
    if dossier.before:
        yield sentence(_("Before it: {conference}"), conference=story.conference(dossier.before))
    if dossier.after:
        yield sentence(_("After it: {conference}"), conference=story.conference(dossier.after))


def _papers(story: Story, dossier: ConferenceDossier) -> list[nodes.Node]:
    items = [paper_item(story, paper) for paper in dossier.papers]
    own = {paper.docname for paper in dossier.papers}
    for edition, docname, title in dossier.matrices:
        if docname not in own:
            told = (
                _("{paper} (shows an issues matrix of it)")
                if edition == "issues"
                else _("{paper} (shows an outcomes matrix of it)")
            )
            items.append(nodes.list_item("", line(*sentence(told, paper=story.page(docname, title)))))
    return [bullets(items)] if items else []


def paper_item(story: Story, paper: PaperLine) -> nodes.list_item:
    day = moment("", day_words(paper.date), datetime=paper.date.isoformat())
    parts: list[list[nodes.Node]] = [
        [words(paper.kind)],
        [words(STATUSES.get(paper.status, paper.status))],
        [day],
    ]
    return nodes.list_item("", line(story.page(paper.docname, paper.title)), line(*separated(parts), name="under"))


def _issues(story: Story, dossier: ConferenceDossier) -> list[nodes.Node]:
    items = []
    for title, texts in dossier.issues:
        links = [story.to(Kind.INSTRUMENT, id, name) for id, name in texts]
        items.append(nodes.list_item("", line(nodes.strong("", "", words(title)), nodes.Text(": "), *listed(links))))
    return [bullets(items)] if items else []


def _rows(story: Story, dossier: ConferenceDossier) -> Iterator[nodes.Node]:
    """How much of it is known in a sentence, then a table of what is proposed or decided on each text."""
    rows = [row for row in dossier.rows if row.contributions or row.result]
    if not rows:
        return
    proposals = sum(len(row.contributions) for row in rows)
    counts = Counter(row.result.kind for row in rows if row.result)
    parts = [nodes.Text(f"{OUTCOMES[kind].lower()}: {counts[kind]}") for kind in OutcomeKind if counts[kind]]
    known = ngettext("{number} proposal known", "{number} proposals known", proposals)
    yield line(*separated([[words(known)], *([part] for part in parts)]), name="card-meta")
    yield table(
        [_("Text"), _("Title"), _("Proposals"), _("Outcome")], [18, 40, 22, 20], [_cells(story, row) for row in rows]
    )


def _cells(story: Story, row: Row) -> list[list[nodes.Node]]:
    name: list[nodes.Node] = [story.to(Kind.INSTRUMENT, row.instrument, row.name) if row.instrument else words("–")]
    chips: list[nodes.Node] = []
    for one in row.contributions:
        chips += [nodes.Text(" ")] * bool(chips)
        chips += [story.chip(one), *story.proof(one.sources, one.unconfirmed)]
    outcome: list[nodes.Node] = []
    if row.result:
        outcome = [styled(OUTCOMES[row.result.kind], "act")]
        outcome += [words(f" ({row.result.label})")] * bool(row.result.label)
        outcome += story.proof(row.result.sources, row.result.unconfirmed)
    return [name, [words(row.title[:1].upper() + row.title[1:])], chips, outcome]
