"""``{suspects}``: what has to be reviewed again, since the register has moved on."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes

from sphinx_plenary.directives.base import PlenaryDirective
from sphinx_plenary.nodes import suspect_table
from sphinx_plenary.roles import CITING


class SuspectsDirective(PlenaryDirective):
    """``{suspects}``: the items of all papers that were reviewed before the register moved on, and what changed.

    It may stand on any page; ``:conference: PP-22`` leaves those of one conference.
    """

    optional_arguments = 0
    uses: ClassVar[tuple[str, ...]] = (*CITING, "proposals")
    allowed: ClassVar[frozenset[str]] = frozenset({"conference", "caption", "name"})

    def make(self) -> list[nodes.Node]:
        self.notes.views = True
        conference = self.given.get("conference", "")
        if conference:
            self.names("conf", conference, "conference")
        table = suspect_table(conference=conference, docname=self.env.docname)
        self.set_source_info(table)
        if caption := self.given.get("caption"):
            table += nodes.title("", "", *self.parse_inline(caption)[0])
        if len(table) or "name" in self.given:
            self.state.document.note_implicit_target(table)
            self.add_name(table)
        return [table]
