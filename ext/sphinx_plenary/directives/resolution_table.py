"""``{resolution-table} PP-22``: the resolutions that papers follow at a conference, by issue."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes

from sphinx_plenary.directives.base import PlenaryDirective
from sphinx_plenary.nodes import resolution_table

GROUPINGS = ("issue", "none")


class ResolutionTableDirective(PlenaryDirective):
    """``{resolution-table} PP-22``: the resolutions that papers follow at a conference (``:group-by: issue``)."""

    allowed: ClassVar[frozenset[str]] = frozenset({"group-by", "caption", "name"})
    words: ClassVar = {"group-by": GROUPINGS}

    def make(self) -> list[nodes.Node]:
        paper = self.needs_paper()
        if paper is None:
            return []
        conference = self.arguments[0].strip() if self.arguments else paper.conference
        self.names("conf", conference, "")
        self.notes.views = True
        table = resolution_table(
            conference=conference,
            group_by=self.given.get("group-by", "issue"),
            docname=self.env.docname,
        )
        self.set_source_info(table)
        if caption := self.given.get("caption"):
            table += nodes.title("", "", *self.parse_inline(caption)[0])
        if len(table) or "name" in self.given:  # numbered, so it has its id from here on
            self.state.document.note_implicit_target(table)
            self.add_name(table)
        return [table]
