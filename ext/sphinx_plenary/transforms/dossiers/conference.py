"""The page of a conference."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from docutils import nodes

from sphinx_plenary.citations import date_range, plain_date
from sphinx_plenary.dossiers.records import ConferenceDossier, Kind, PaperLine
from sphinx_plenary.matrix import Row
from sphinx_plenary.model import OutcomeKind
from sphinx_plenary.nodes import moment
from sphinx_plenary.roles import interval, unconfirmed_mark
from sphinx_plenary.transforms.dossiers.story import Story, bullets, table
from sphinx_plenary.transforms.parts import line, listed, separated, styled, words
from sphinx_plenary.words import OUTCOMES, STATUSES


def conference_page(story: Story, dossier: ConferenceDossier) -> Iterator[nodes.Node]:
    yield line(*_lead(story, dossier), name="lead")
    if meta := list(_meta(story, dossier)):
        yield line(*separated(meta), name="card-meta")
    yield from story.section("Papers", *_papers(story, dossier))
    yield from story.section("Messages brought to it", *story.messages(dossier.messages))
    yield from story.section("Issues", *_issues(story, dossier))
    yield from story.section("What was proposed and decided", *_rows(story, dossier))
    yield from story.section("Deadlines", *story.facts(dossier.deadlines))
    yield from story.section("Offices", *story.facts(dossier.officials))
    yield from story.section("In numbers", *story.facts(dossier.facts))
    yield from story.section("Where it is named", *story.places(dossier.where))


def _lead(story: Story, dossier: ConferenceDossier) -> Iterator[nodes.Node]:
    """When and where, as far as it is known."""
    verb = {"is to come": "meets", "is over": "met"}.get(dossier.state, "meets" if not dossier.start else "met")
    place = ", ".join(filter(None, (dossier.city, dossier.country)))
    if dossier.start is None and not place:
        yield words(f"{dossier.title}: its place and dates are not known here.")
    else:
        yield words(
            f"{dossier.title} ({dossier.id}) {verb}" if dossier.start else f"{dossier.title} ({dossier.id}) is that of"
        )
        if place:
            yield words(f" in {place}" if dossier.start else f" {place}")
        if dossier.start and dossier.end:
            days = date_range(dossier.start, dossier.end)
            one = dossier.start == dossier.end
            yield nodes.Text(" on " if one else " from ")
            yield moment("", days, datetime=interval(dossier.start, dossier.end))
            yield nodes.Text(".")
        else:
            yield nodes.Text("; its dates are not known here.")
    if dossier.unconfirmed:
        yield unconfirmed_mark()
    yield from story.sources.cite(dossier.own_sources if not dossier.unconfirmed else ())


def _meta(story: Story, dossier: ConferenceDossier) -> Iterator[list[nodes.Node]]:
    if dossier.held_by:
        yield [nodes.Text("Held by "), story.to(Kind.ORGANIZATION, dossier.held_by)]
    if dossier.before:
        yield [nodes.Text("Before it: "), story.conference(dossier.before)]
    if dossier.after:
        yield [nodes.Text("After it: "), story.conference(dossier.after)]


def _papers(story: Story, dossier: ConferenceDossier) -> list[nodes.Node]:
    items = [paper_item(story, paper) for paper in dossier.papers]
    own = {paper.docname for paper in dossier.papers}
    for edition, docname, title in dossier.matrices:
        if docname not in own:
            items.append(nodes.list_item("", line(story.page(docname, title), f" (shows an {edition} matrix of it)")))
    return [bullets(items)] if items else []


def paper_item(story: Story, paper: PaperLine) -> nodes.list_item:
    day = moment("", plain_date(paper.date), datetime=paper.date.isoformat())
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
    known = f"{proposals} proposal{'s' if proposals != 1 else ''} known"
    yield line(*separated([[words(known)], *([part] for part in parts)]), name="card-meta")
    yield table(["Text", "Title", "Proposals", "Outcome"], [18, 40, 22, 20], [_cells(story, row) for row in rows])


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
