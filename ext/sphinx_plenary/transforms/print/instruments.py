"""The list of instruments cited, which ends a PDF that cannot link to the site."""

from __future__ import annotations

from collections.abc import Set

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_plenary.citations import Form, citation_words
from sphinx_plenary.config import Settings
from sphinx_plenary.domain import PlenaryDomain
from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Instrument, Paper
from sphinx_plenary.printing import FORMATS
from sphinx_plenary.roles import unconfirmed_mark
from sphinx_plenary.transforms.parts import line
from sphinx_plenary.translation import _


class InstrumentsCitedTransform(SphinxPostTransform):
    """At the end of a PDF: the texts cited that the PDF itself does not describe."""

    default_priority = 8  # after MatrixTransform (5), whose rows say what a text is
    formats = FORMATS

    def run(self, **kwargs: object) -> None:
        facts = PlenaryDomain.of(self.env).facts
        docname = str(self.document.get("docname") or self.env.docname)
        paper = facts.papers.get(docname) if facts else None
        root = next(self.document.findall(nodes.section), None)  # none in a piece that needextract resolves alone
        if facts is None or paper is None or root is None or Settings.of(self.config).site_url:
            return
        matrices = self.document.findall(nodes.container)
        rows = set[str]().union(*(part.get("instruments", ()) for part in matrices))
        if not (instruments := cited_elsewhere(facts, docname, rows)):
            return
        section = nodes.section(ids=["instruments-cited"], names=[])
        section += nodes.title("", _("Other instruments cited"))
        entries = (nodes.list_item("", _entry(instrument, facts, paper)) for instrument in instruments)
        section += nodes.bullet_list("", *entries)
        root += section


def cited_elsewhere(facts: Facts, docname: str, rows: Set[str] = frozenset()) -> list[Instrument]:
    """What a paper cites, does not track, and has in no row of a matrix, in order."""
    here = {item.instrument for item in facts.of_type("resolution") if item.docname == docname} | rows
    cited = {cite.instrument for cite in facts.citations if cite.docname == docname} - here
    known = facts.register.instruments
    return sorted((known[name] for name in cited if name in known), key=lambda instrument: instrument.key.sort_key)


def _entry(instrument: Instrument, facts: Facts, paper: Paper) -> nodes.paragraph:
    body = facts.register.bodies[instrument.key.body]
    standing = facts.register.standing(instrument, paper.date)
    own = facts.body_of(paper) == body.id
    words = citation_words(body, instrument.key, standing.revision, Form.FULL, own, paper.language)
    parts: list[nodes.Node | str] = [words]
    if standing.revision is not None and not standing.certain:
        parts.append(unconfirmed_mark())
    if standing.title:
        parts.append(_(": {title}", title=standing.title))
    return line(*parts)


def setup(app: Sphinx) -> None:
    app.add_post_transform(InstrumentsCitedTransform)
