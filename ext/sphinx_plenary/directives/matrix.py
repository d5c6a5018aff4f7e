"""``{issues-matrix} PP-22`` and ``{outcomes-matrix} WTSA-20``: what is proposed, and what was decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import ClassVar

from docutils import nodes

from sphinx_plenary.directives.base import TableDirective
from sphinx_plenary.matrix import COLUMNS, GROUPINGS, SORTS
from sphinx_plenary.matrix.build import TABLES, regions
from sphinx_plenary.matrix.view import FILTERS
from sphinx_plenary.model import ACTIONS, OutcomeKind, Paper, Position, split_list
from sphinx_plenary.nodes import matrix_table
from sphinx_plenary.roles import CITING
from sphinx_plenary.slips import wrong_word


class MatrixDirective(TableDirective):
    """``{issues-matrix} PP-22``: the matrix of a conference as of a day, or a part of it.

    ``:columns:``, ``:group-by:``, ``:sort:``, ``:as-of:``, ``:caption:``, and filters such as ``:region: Europe``,
    each of which lists values of which a row must have one.
    """

    uses: ClassVar[tuple[str, ...]] = (*CITING, "issues", "organizations", "proposals", "sources")
    allowed: ClassVar[frozenset[str]] = frozenset({"columns", "group-by", "sort", "as-of", "caption", "name", *FILTERS})
    words: ClassVar = {"group-by": GROUPINGS, "sort": SORTS}

    def table(self, paper: Paper, conference: str) -> nodes.table:
        edition = self.name.removesuffix("-matrix")
        self.notes.matrices.append((edition, conference))
        return matrix_table(
            conference=conference,
            edition=edition,
            as_of=self._as_of(paper).isoformat(),
            columns=self._judged("columns", COLUMNS),
            group_by=self.given.get("group-by", "table"),
            sort=self.given.get("sort", "number"),
            filters={kind: values for kind in FILTERS if (values := self._filter(kind))},
            docname=self.env.docname,
        )

    def _as_of(self, paper: Paper) -> date:
        written = self.given.get("as-of", "")
        try:
            return date.fromisoformat(written) if written else paper.as_of or paper.date
        except ValueError:
            self.slip(f"'as-of' is {written!r}", "write it like 2022-09-16", self.at("as-of"))
            return paper.as_of or paper.date

    def _filter(self, kind: str) -> tuple[str, ...]:
        """The values that pass; a wrong one is told and left out."""
        if kind in {"issue", "proponent"}:
            values = tuple(split_list(self.given.get(kind, "")))
            for value in values:
                if kind == "issue":
                    self.names("issue", value, kind)
                elif value.isupper():  # an abbreviation is an organization's; Member States are written in words
                    self.names("org", value, kind)
            return values
        known: Mapping[str, Iterable[str]] = {
            "region": regions(self.register),
            "body": self.register.bodies,
            "action": ACTIONS,
            "position": Position,
            "outcome": OutcomeKind,
            "table": TABLES,
        }
        return self._judged(kind, known[kind])

    def _judged(self, option: str, words: Iterable[str]) -> tuple[str, ...]:
        """The values of an option; one that is none of ``words`` is told and left out."""
        known = [str(word) for word in words]
        found = []
        for value in split_list(self.given.get(option, "")):
            if value in known:
                found.append(value)
            else:
                self.notes.slips.append(wrong_word(self.env.docname, self.at(option), option, value, known))
        return tuple(dict.fromkeys(found))
