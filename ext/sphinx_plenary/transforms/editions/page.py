"""The page of an edition: what it is, where the newest stands and what changed since; then the paper as it was."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import make_refnode

from sphinx_plenary.days import day_words
from sphinx_plenary.domain import PlenaryDomain
from sphinx_plenary.editions import Edition, changes, read_body
from sphinx_plenary.editions.told import in_short
from sphinx_plenary.manifest import short
from sphinx_plenary.model import Paper
from sphinx_plenary.nodes import edition_story, folded, moment
from sphinx_plenary.transforms.editions.changes import listed
from sphinx_plenary.transforms.parts import line, sentence, separated, styled
from sphinx_plenary.translation import _
from sphinx_plenary.words import STATUSES

_SCROLLED: Final = '<div class="pst-scrollable-table-container plenary-scroll">'


class EditionPageTransform(SphinxPostTransform):
    """``edition_story`` -> the page of an edition."""

    default_priority = 5
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        domain = PlenaryDomain.of(self.env)
        for placeholder in list(self.document.findall(edition_story)):
            edition = domain.editions.by_page.get(placeholder["docname"])
            if edition is None:
                placeholder.parent.remove(placeholder)
                continue
            teller = _Teller(domain, edition)
            section = placeholder.parent
            self.document.insert(self.document.index(section), line(*teller.trail(), name="trail"))
            body = nodes.raw("", dressed(read_body(edition, Path(domain.app.confdir))), format="html")
            placeholder.replace_self([teller.note(), teller.facts(), body])


def dressed(body: str) -> str:
    """The kept body, its tables in the form that themes give to those they see: with a look, to be scrolled."""
    return re.sub("</table>", "</table></div>", re.sub('<table class="', f'{_SCROLLED}<table class="table ', body))


class _Teller:
    def __init__(self, domain: PlenaryDomain, edition: Edition) -> None:
        self.domain = domain
        self.edition = edition
        self.paper: Paper | None = domain.paper(edition.docname)
        self.newest = domain.editions.newest(edition.docname) or edition

    def trail(self) -> list[nodes.Node]:
        parts = [[self.link(self.domain.env.config.root_doc, _("Home"))]]
        if self.paper:
            parts.append([self.link(self.edition.docname, _("The paper as it stands"))])
        return separated(parts)

    def link(self, docname: str, text: str) -> nodes.Node:
        """The words alone where there is no such page."""
        if docname not in self.domain.env.all_docs:
            return nodes.Text(text)
        return make_refnode(self.domain.app.builder, self.edition.page, docname, "", [nodes.Text(text)])

    def note(self) -> nodes.container:
        """Whether there is a newer one, and what changed."""
        edition, newest = self.edition, self.newest
        first = sentence(
            _("{this} on {day}. "),
            this=nodes.strong("", _("This is edition {version}, as it was released", version=edition.version)),
            day=moment("", day_words(edition.date), datetime=edition.date.isoformat()),
        )
        made = nodes.container("", classes=["plenary-edition-note"])
        if newest.version == edition.version:
            made += line(*first, _("It is the newest. "), *self.working())
            return made
        place = edition.docname if self.paper and self.paper.version == newest.version else newest.page
        words = _("edition {version} of {day}", version=newest.version, day=day_words(newest.date))
        newer = sentence(_("A newer one is {edition}. "), edition=self.link(place, words))
        made += line(*first, *newer, *self.working())
        found = changes(edition, newest)
        made += line(_("Changed since: {changes}", changes=in_short(found)))
        if not found.nothing:
            summary = _("What changed from {old} to {new}", old=edition.version, new=newest.version)
            inner = nodes.container("", *listed(found, self.domain.register, edition.page), classes=["plenary-changes"])
            made += folded("", inner, summary=summary)
        return made

    def working(self) -> Iterator[nodes.Node]:
        """That the paper goes on, where it does."""
        if self.paper and self.paper.version != self.newest.version:
            state = STATUSES[self.paper.status].partition(":")[0].lower()
            version = self.link(self.edition.docname, _("version {version}", version=self.paper.version))
            yield from sentence(_("The paper itself is now {version} ({state}). "), version=version, state=state)

    def facts(self) -> nodes.paragraph:
        parts: list[list[nodes.Node]] = [
            [nodes.Text(_("{status}, version {version}", status=STATUSES["final"], version=self.edition.version))],
            sentence(
                _("Made from sources with the digest {digest}"),
                digest=styled(_grouped(self.edition.digest), "digest-value"),
            ),
            [nodes.Text(_("Pictures, and links within the site, are not kept"))],
        ]
        return line(*separated(parts), name="edition-facts")


def _grouped(digest: str) -> str:
    """As a paper's last line shows it."""
    text = short(digest)
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def setup(app: Sphinx) -> None:
    app.add_post_transform(EditionPageTransform)
