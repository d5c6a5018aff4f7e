"""``{checked-pdfs}``: what was checked in each PDF of the site when it was made."""

from __future__ import annotations

from docutils import nodes

from sphinx_plenary.directives.base import PlenaryDirective
from sphinx_plenary.nodes import pdf_checks


class CheckedPdfsDirective(PlenaryDirective):
    """``{checked-pdfs}``: the PDFs of the site, with the standard that each was made to and what was counted in it."""

    optional_arguments = 0

    def make(self) -> list[nodes.Node]:
        self.notes.pdf_checks = True
        checked = pdf_checks(docname=self.env.docname)
        self.set_source_info(checked)
        return [checked]
