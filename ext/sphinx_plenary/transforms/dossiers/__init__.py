"""The pages of dossiers: a text, a conference, an organization or a message in one story, and the indexes."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_plenary.days import day_words
from sphinx_plenary.domain import PlenaryDomain
from sphinx_plenary.dossiers import (
    ENTRY,
    HEADS,
    ConferenceDossier,
    Dossier,
    Index,
    InstrumentDossier,
    Kind,
    MessageDossier,
    OrganizationDossier,
    index_name,
)
from sphinx_plenary.nodes import dossier_story, moment
from sphinx_plenary.transforms.colophon import explain_daggers
from sphinx_plenary.transforms.dossiers import links
from sphinx_plenary.transforms.dossiers.conference import conference_page
from sphinx_plenary.transforms.dossiers.index import index_page
from sphinx_plenary.transforms.dossiers.instrument import instrument_page
from sphinx_plenary.transforms.dossiers.message import message_page
from sphinx_plenary.transforms.dossiers.organization import organization_page
from sphinx_plenary.transforms.dossiers.story import Story
from sphinx_plenary.transforms.parts import line, sentence, separated
from sphinx_plenary.translation import _


class DossierTransform(SphinxPostTransform):
    """``dossier_story`` -> the dossier as standard nodes.

    Its links are made and it has no pictures or code: transforms that look for such find a page that is still empty.
    """

    default_priority = 790  # after these, and before names in English (800) and the heads of tables (900)

    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        domain = PlenaryDomain.of(self.env)
        for placeholder in list(self.document.findall(dossier_story)):
            docname = placeholder["docname"]
            if domain.dossiers is None or docname not in domain.pages:
                placeholder.parent.remove(placeholder)
                continue
            dossier = domain.dossiers.of(docname)
            story = Story(domain, self.app.builder, docname)
            section = placeholder.parent
            self.document.insert(self.document.index(section), line(*trail(story, dossier), name="trail"))
            placeholder.replace_self([*told(story, dossier), *story.source_list(), as_of(dossier)])
            explain_daggers(self.document)


def told(story: Story, dossier: Dossier | Index) -> Iterator[nodes.Node]:
    match dossier:
        case InstrumentDossier():
            yield from instrument_page(story, dossier)
        case ConferenceDossier():
            yield from conference_page(story, dossier)
        case OrganizationDossier():
            yield from organization_page(story, dossier)
        case MessageDossier():
            yield from message_page(story, dossier)
        case Index():
            yield from index_page(story, dossier)


def trail(story: Story, dossier: Dossier | Index) -> list[nodes.Node]:
    """The way back: ``Home · Dossiers · Resolutions and other texts``."""
    parts = [[story.page(story.domain.env.config.root_doc, _("Home"))]]
    if not isinstance(dossier, Index) or dossier.kind:
        parts.append([story.page(ENTRY, _("Dossiers"))])
    if not isinstance(dossier, Index):
        kind = _KINDS[type(dossier)]
        parts.append([story.page(index_name(kind), _(HEADS[kind]))])
    return separated(parts)


_KINDS = {
    InstrumentDossier: Kind.INSTRUMENT,
    ConferenceDossier: Kind.CONFERENCE,
    OrganizationDossier: Kind.ORGANIZATION,
    MessageDossier: Kind.MESSAGE,
}


def as_of(dossier: Dossier | Index) -> nodes.paragraph:
    day = moment("", day_words(dossier.as_of), datetime=dossier.as_of.isoformat())
    told = _(
        "As of {day}, the last day of which the papers or the register say something; what is to come is not counted."
    )
    return line(*sentence(told, day=day), name="as-of")


def setup(app: Sphinx) -> None:
    app.add_post_transform(DossierTransform)
    links.setup(app)
