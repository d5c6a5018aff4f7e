"""``Editions: 1.0 (8 September 2022), 1.1 (3 October 2022)`` under a paper's title."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import make_refnode

from sphinx_plenary.days import day_words
from sphinx_plenary.domain import PlenaryDomain
from sphinx_plenary.editions import Edition
from sphinx_plenary.nodes import moment, paper_editions
from sphinx_plenary.translation import _


class EditionsTransform(SphinxPostTransform):
    """``paper_editions`` -> the editions of a paper, each a link where its page is; without one the line goes."""

    default_priority = 6

    def run(self, **kwargs: object) -> None:
        editions = PlenaryDomain.of(self.env).editions
        for placeholder in list(self.document.findall(paper_editions)):
            found = editions.of_paper(placeholder["docname"])
            if not found:
                line = placeholder.parent
                line.parent.remove(line)
                continue
            placeholder.replace_self([part for number, one in enumerate(found) for part in self.edition(number, one)])

    def edition(self, number: int, edition: Edition) -> list[nodes.Node]:
        domain = PlenaryDomain.of(self.env)
        day = moment("", day_words(edition.date), datetime=edition.date.isoformat())
        version: nodes.Node = nodes.Text(edition.version)
        if edition.page in self.env.all_docs:
            title = _("Edition {version} of {day}", version=edition.version, day=day_words(edition.date))
            version = make_refnode(domain.app.builder, self.env.docname, edition.page, "", [version], title)
        return [nodes.Text(", " if number else ""), version, nodes.Text(" ("), day, nodes.Text(")")]


def setup(app: Sphinx) -> None:
    app.add_post_transform(EditionsTransform)
