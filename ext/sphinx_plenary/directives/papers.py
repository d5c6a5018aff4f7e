"""``{papers}``: the papers of the site, by conference, newest first."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes

from sphinx_plenary.directives.base import PlenaryDirective
from sphinx_plenary.nodes import paper_list


class PapersDirective(PlenaryDirective):
    """``{papers}``: the papers of the site, by conference, newest first, with kind, status, date and PDF."""

    uses: ClassVar[tuple[str, ...]] = (*PlenaryDirective.uses, "kinds")
    optional_arguments = 0

    def make(self) -> list[nodes.Node]:
        self.notes.views = True
        listed = paper_list(docname=self.env.docname)
        self.set_source_info(listed)
        return [listed]
