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

from sphinx_plenary.citations import plain_date
from sphinx_plenary.domain import PlenaryDomain
from sphinx_plenary.editions import Edition, changes, read_body
from sphinx_plenary.editions.told import in_short
from sphinx_plenary.manifest import short
from sphinx_plenary.model import Paper
from sphinx_plenary.nodes import edition_story, folded, moment
from sphinx_plenary.transforms.editions.changes import listed
from sphinx_plenary.transforms.parts import line, separated, styled
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
        parts = [[self.link(self.domain.env.config.root_doc, "Home")]]
        if self.paper:
            parts.append([self.link(self.edition.docname, "The paper as it stands")])
        return separated(parts)

    def link(self, docname: str, text: str) -> nodes.Node:
        """The words alone where there is no such page."""
        if docname not in self.domain.env.all_docs:
            return nodes.Text(text)
        return make_refnode(self.domain.app.builder, self.edition.page, docname, "", [nodes.Text(text)])

    def note(self) -> nodes.container:
        """Whether there is a newer one, and what changed."""
        edition, newest = self.edition, self.newest
        first: list[nodes.Node] = [
            nodes.strong("", f"This is edition {edition.version}, as it was released"),
            nodes.Text(" on "),
            moment("", plain_date(edition.date), datetime=edition.date.isoformat()),
            nodes.Text(". "),
        ]
        made = nodes.container("", classes=["plenary-edition-note"])
        if newest.version == edition.version:
            made += line(*first, "It is the newest. ", *self.working())
            return made
        place = edition.docname if self.paper and self.paper.version == newest.version else newest.page
        words = f"edition {newest.version} of {plain_date(newest.date)}"
        made += line(*first, "A newer one is ", self.link(place, words), ". ", *self.working())
        found = changes(edition, newest)
        made += line(f"Changed since: {in_short(found)}")
        if not found.nothing:
            summary = f"What changed from {edition.version} to {newest.version}"
            inner = nodes.container("", *listed(found, self.domain.register, edition.page), classes=["plenary-changes"])
            made += folded("", inner, summary=summary)
        return made

    def working(self) -> Iterator[nodes.Node]:
        """That the paper goes on, where it does."""
        if self.paper and self.paper.version != self.newest.version:
            state = STATUSES[self.paper.status].partition(":")[0].lower()
            yield nodes.Text("The paper itself is now ")
            yield self.link(self.edition.docname, f"version {self.paper.version}")
            yield nodes.Text(f" ({state}). ")

    def facts(self) -> nodes.paragraph:
        parts: list[list[nodes.Node]] = [
            [nodes.Text(f"{STATUSES['final']}, version {self.edition.version}")],
            [nodes.Text("Made from sources with the digest "), styled(_grouped(self.edition.digest), "digest-value")],
            [nodes.Text("Pictures, and links within the site, are not kept")],
        ]
        return line(*separated(parts), name="edition-facts")


def _grouped(digest: str) -> str:
    """As a paper's last line shows it."""
    text = short(digest)
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def setup(app: Sphinx) -> None:
    app.add_post_transform(EditionPageTransform)
