"""``{papers}``: the papers of the site, by conference, newest first; with ``:coming:`` first what is to come."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes

from sphinx_plenary.directives.base import PlenaryDirective
from sphinx_plenary.nodes import paper_list


class PapersDirective(PlenaryDirective):
    """``{papers}``: the papers of the site, by conference, newest first, with kind, status, date and PDF.

    ``:coming:`` begins with the next conferences and deadlines of the register, as of the newest paper's day.
    """

    uses: ClassVar[tuple[str, ...]] = (*PlenaryDirective.uses, "kinds", "deadlines")
    allowed: ClassVar[frozenset[str]] = frozenset({"coming"})
    optional_arguments = 0

    def make(self) -> list[nodes.Node]:
        self.notes.views = True
        listed = paper_list(docname=self.env.docname, coming="coming" in self.options)
        self.set_source_info(listed)
        return [listed]
