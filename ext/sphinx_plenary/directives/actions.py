"""``{actions}``: the actions of all papers, or those of a state, an owner or a conference."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes

from sphinx_plenary.directives.base import PlenaryDirective
from sphinx_plenary.model import ActionState, split_list
from sphinx_plenary.nodes import action_table
from sphinx_plenary.slips import wrong_word

FILTERS = ("state", "owner", "conference")


class ActionsDirective(PlenaryDirective):
    """``{actions}``: the actions of all papers in a table, those due first above.

    ``:state: open``, ``:owner: Secretariat`` and ``:conference: PP-22`` each list values of which an action must have
    one. It may stand on any page.
    """

    optional_arguments = 0
    allowed: ClassVar[frozenset[str]] = frozenset({*FILTERS, "caption", "name"})

    def make(self) -> list[nodes.Node]:
        self.notes.views = True
        for conference in split_list(self.given.get("conference", "")):
            self.names("conf", conference, "conference")
        table = action_table(filters=self._filters(), docname=self.env.docname)
        self.set_source_info(table)
        if caption := self.given.get("caption"):
            table += nodes.title("", "", *self.parse_inline(caption)[0])
        if len(table) or "name" in self.given:
            self.state.document.note_implicit_target(table)
            self.add_name(table)
        return [table]

    def _filters(self) -> dict[str, tuple[str, ...]]:
        """Option -> the values that pass; a state that is none is told and left out."""
        found = {name: tuple(split_list(self.given.get(name, ""))) for name in FILTERS}
        for state in found["state"]:
            if state not in {*ActionState}:
                slip = wrong_word(self.env.docname, self.at("state"), "state", state, list(ActionState))
                self.notes.slips.append(slip)
        found["state"] = tuple(state for state in found["state"] if state in {*ActionState})
        return {name: values for name, values in found.items() if values}
