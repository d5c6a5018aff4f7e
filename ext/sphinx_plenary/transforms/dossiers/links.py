"""Quiet links to dossiers from cards, rows of a matrix and the home page; nothing where no dossier is."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import make_refnode

from sphinx_plenary.domain import PlenaryDomain
from sphinx_plenary.dossiers import Kind
from sphinx_plenary.nodes import dossier_link
from sphinx_plenary.translation import _


class DossierLinkTransform(SphinxPostTransform):
    """``dossier_link`` -> ``Dossier``, linked; where there is none it goes, with the dot before it."""

    default_priority = 6  # after cards (4), matrices and lists (5), which bring some

    def run(self, **kwargs: object) -> None:
        domain = PlenaryDomain.of(self.env)
        for placeholder in list(self.document.findall(dossier_link)):
            kind, id = Kind(placeholder["kind"]), placeholder["item"]
            page = domain.dossier_page(kind, id)
            if page and domain.dossiers:
                name, title = domain.dossiers.catalogue.heading(kind, id)
                word = nodes.Text(_("Dossier"))
                tooltip = _("Dossier: {name}", name=f"{name}, {title}" if title else name)
                link = make_refnode(domain.app.builder, self.env.docname, page, "", [word], tooltip)
                link["classes"].append("plenary-to-dossier")
                placeholder.replace_self(link)
                continue
            _take_away(placeholder)


def _take_away(placeholder: dossier_link) -> None:
    """With the dot before it, and the line that held nothing else."""
    part = placeholder.parent
    line = part.parent
    line.remove(part)
    if not len(line):
        line.parent.remove(line)


def setup(app: Sphinx) -> None:
    app.add_post_transform(DossierLinkTransform)
