"""``{event} WTSA-24``: what the register knows of a conference, its papers, and its dates for a calendar."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes

from sphinx_plenary.directives.base import PlenaryDirective
from sphinx_plenary.nodes import event_block
from sphinx_plenary.roles import CITING


class EventDirective(PlenaryDirective):
    """``{event} WTSA-24``: dates, place, deadlines and papers of a conference, with a calendar file on pages.

    ``:role:`` says in which capacity the organization takes part.
    """

    uses: ClassVar[tuple[str, ...]] = (*CITING, "conferences", "deadlines", "organizations")
    allowed: ClassVar[frozenset[str]] = frozenset({"role"})

    def make(self) -> list[nodes.Node]:
        conference = self.arguments[0].strip() if self.arguments else self.paper.conference if self.paper else ""
        if not conference:
            self.slip("{event} names no conference", "write it behind the name, as in ':::{event} WTSA-24'")
            return []
        self.names("conf", conference, "")
        self.notes.views = True
        block = event_block(conference=conference, role=self.given.get("role", ""), docname=self.env.docname)
        self.set_source_info(block)
        return [block]
