"""What is known of a conference: dates, place, who convenes it, deadlines, papers, and a file for calendars."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_plenary.days import day_words, range_words
from sphinx_plenary.domain import PlenaryDomain
from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Conference, Record
from sphinx_plenary.nodes import calendar_link, event_block, moment
from sphinx_plenary.roles import interval, unconfirmed_mark
from sphinx_plenary.transforms.parts import line, listed, paper_link, words
from sphinx_plenary.translation import _

Pair = tuple[str, list[nodes.Node]]


class EventTransform(SphinxPostTransform):
    """``event_block`` -> a definition list; what the register does not know is left out."""

    default_priority = 5  # before ReferencesResolver (10), which resolves the links to papers

    def run(self, **kwargs: object) -> None:
        facts = PlenaryDomain.of(self.env).facts
        for placeholder in list(self.document.findall(event_block)):
            conference = facts.register.conferences.get(placeholder["conference"]) if facts else None
            if facts is None or conference is None:
                placeholder.replace_self(
                    line(_("No conference {name} is known.", name=placeholder["conference"]))
                )  # told by R201
                continue
            pairs = known(conference, facts, placeholder)
            items = [
                nodes.definition_list_item(
                    "", nodes.term("", label), nodes.definition("", nodes.paragraph("", "", *parts))
                )
                for label, parts in pairs
            ]
            made = nodes.container("", nodes.definition_list("", *items), classes=["plenary-event"])
            made.source, made.line = placeholder.source, placeholder.line
            placeholder.replace_self(made)


def known(conference: Conference, facts: Facts, placeholder: event_block) -> Iterator[Pair]:
    register = facts.register
    yield _("Name"), [words(conference.name)]
    if conference.start and conference.end:
        when = range_words(conference.start, conference.end)
        span = moment("", when, datetime=interval(conference.start, conference.end))
        yield _("Dates"), [span, *_dagger(conference)]
    if place := ", ".join(filter(None, (conference.city, conference.country))):
        yield _("Place"), [words(place)]
    if convener := register.organizations.get(conference.held_by):
        yield _("Held by"), [words(convener.name)]
    if placeholder["role"]:
        yield _("Our role"), [words(placeholder["role"])]
    for deadline in sorted(register.deadlines_of(conference.id), key=lambda one: (one.date, one.id)):
        day = moment("", day_words(deadline.date), datetime=deadline.date.isoformat())
        what = deadline.what
        named = f"{what[0].upper()}{what[1:]}" if "deadline" in what.lower() else _("Deadline: {what}", what=what)
        yield named, [day, *_dagger(deadline)]
    papers = [
        paper
        for paper in sorted(facts.papers.values(), key=lambda one: (one.date, one.docname))
        if paper.conference == conference.id and paper.docname != placeholder["docname"]
    ]
    if papers:
        yield _("Papers"), listed([paper_link(paper, placeholder["docname"]) for paper in papers])
    if conference.start and conference.end:
        yield _("Calendar"), [calendar_link(conference=conference.id)]


def _dagger(record: Record) -> list[nodes.Node]:
    return [unconfirmed_mark()] if record.unconfirmed else []


def setup(app: Sphinx) -> None:
    app.add_post_transform(EventTransform)
