"""Tables: widths, heads that repeat, cells that span, which columns head their rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from docutils import nodes

from sphinx_plenary.word import ast
from sphinx_plenary.word.ast import Block, Cell
from sphinx_plenary.word.core import Core

_GROUP: Final = "plenary-group"
_QUIET: Final = "plenary-regional"
_MANY_COLUMNS: Final = 8
# Styles of tables: as wide as the text, from the edge of the headings, on a turned page, and parts of a list by issue.
PLAIN: Final = "Plenary Table"
WIDE: Final = "Plenary Table Wide"
TURNED: Final = "Plenary Table Turned"
GROUPS: Final = "Plenary Table Groups"


class Tables(Core):
    """One table of pandoc for each."""

    def block_table(self, node: nodes.Element) -> list[Block]:
        title = next((child for child in node.children if isinstance(child, nodes.title)), None)
        caption = [self.paragraph(self.inlines(title.children), "Table Caption", title)] if title is not None else []
        outer = self.style
        found = [
            made
            for group in node.children
            if isinstance(group, nodes.tgroup)
            for made in [*caption, self._table(node, group)]
        ]
        self.style = outer
        return found

    def _table(self, table: nodes.Element, group: nodes.tgroup) -> Block:
        specs = [child for child in group.children if isinstance(child, nodes.colspec)]
        heads = [row for part in group.children if isinstance(part, nodes.thead) for row in _rows(part)]
        body = [row for part in group.children if isinstance(part, nodes.tbody) for row in _rows(part)]
        stubs = _stubs(specs)
        if not heads and not stubs:
            fix = "give it a first row of heads (:header-rows: 1), or a first column of them (:stub-columns: 1)"
            self.refuse(table, "the table has no heads, so who hears it cannot tell what a cell is about", fix)
        small = "Small " if "plenary-rows" in table["classes"] or len(specs) > _MANY_COLUMNS else ""
        quiet = _QUIET in table["classes"]
        whole = sum(max(1, int(spec.get("colwidth", 1))) for spec in specs)
        widths = [max(1, int(spec.get("colwidth", 1))) / whole for spec in specs]
        grouped = "plenary-resolutions" in table["classes"] and len(heads) == 1 and len(heads[0]) == 1
        return ast.table(
            [self._row(row, f"Table {small}{'Group' if grouped else 'Head'}") for row in heads],
            self._body(body, 0 if quiet else stubs, small),
            widths,
            0 if quiet else stubs,
            GROUPS if grouped else _style(table),
        )

    def _body(self, rows: Sequence[nodes.Element], stubs: int, small: str) -> list[list[Cell]]:
        """A cell that reaches down counts in the rows below it."""
        found: list[list[Cell]] = []
        reach: list[int] = [0] * stubs
        for row in rows:
            styles = []
            free = [column for column in range(stubs) if not reach[column]]
            reach = [max(0, left - 1) for left in reach]
            column = 0
            for entry in row.children:
                assert isinstance(entry, nodes.Element)
                while column < stubs and column not in free:
                    column += 1
                head = column < stubs
                across, down = int(entry.get("morecols", 0)) + 1, int(entry.get("morerows", 0))
                for place in range(column, min(column + across, stubs)):
                    reach[place] = down
                column += across
                group = _GROUP in entry["classes"] or (across > 1 and head)
                styles.append(f"Table {small}{'Group' if group else 'Head' if head else 'Text'}")
            found.append(self._row(row, *styles))
        return found

    def _row(self, row: nodes.Element, *styles: str) -> list[Cell]:
        """The cells in one style, or each in its own."""
        made = []
        for number, entry in enumerate(row.children):
            assert isinstance(entry, nodes.Element)
            self.mark(entry)
            self.style = styles[min(number, len(styles) - 1)]
            across, down = int(entry.get("morecols", 0)) + 1, int(entry.get("morerows", 0)) + 1
            made.append(ast.cell(self.blocks(entry.children), down, across))
        return made


def _stubs(specs: Sequence[nodes.Element]) -> int:
    """How many columns from the first on head their rows."""
    return next((number for number, spec in enumerate(specs) if not spec.get("stub")), len(specs))


def _style(table: nodes.Element) -> str:
    parent = table.parent
    while parent is not None and not isinstance(parent, nodes.section):
        classes = parent.get("classes", ())
        if "plenary-turned" in classes:
            return TURNED
        if "plenary-wide" in classes:
            return WIDE
        parent = parent.parent
    turned = parent is not None and "plenary-turned" in parent.parent.get("classes", ())
    return TURNED if turned else PLAIN


def _rows(part: nodes.Element) -> list[nodes.Element]:
    found = [child for child in part.children if isinstance(child, nodes.row)]
    return [row for row in found if row.children]
