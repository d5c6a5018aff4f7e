"""``{resolution-table} PP-22``: the resolutions that papers follow at a conference, by issue."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes

from sphinx_plenary.directives.base import TableDirective
from sphinx_plenary.model import Paper
from sphinx_plenary.nodes import resolution_table

GROUPINGS = ("issue", "none")


class ResolutionTableDirective(TableDirective):
    """``{resolution-table} PP-22``: the resolutions that papers follow at a conference (``:group-by: issue``)."""

    allowed: ClassVar[frozenset[str]] = frozenset({"group-by", "caption", "name"})
    words: ClassVar = {"group-by": GROUPINGS}

    def table(self, _paper: Paper, conference: str) -> nodes.table:
        return resolution_table(
            conference=conference,
            group_by=self.given.get("group-by", "issue"),
            docname=self.env.docname,
        )
