"""Tables: widths, heads that repeat, cells that span; which cells head a row, for who tags them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from docutils import nodes

from sphinx_plenary.typst.code import EMPTY, array, call, number
from sphinx_plenary.typst.core import Core

# A table whose heads of rows are long: they are no bolder than the rest.
_QUIET: Final = "plenary-regional"
_GROUP: Final = "plenary-group"
# A table of so few rows goes to the next page rather than be divided.
_ROWS_TOGETHER: Final = 5
# A row with a cell of more characters may be divided between pages.
_LONG_CELL: Final = 500


class Tables(Core):
    """One call of the template for each table."""

    def visit_table(self, node: nodes.Element) -> None:
        self.at(node)
        for group in node.children:
            if isinstance(group, nodes.tgroup):
                self.open()
                self._table(node, group)
                made = self.close()
                title = next((child for child in node.children if isinstance(child, nodes.title)), None)
                self.put(call("captioned", self.content(*title.children), made) if title else made)
        raise nodes.SkipNode

    def _table(self, table: nodes.Element, group: nodes.tgroup) -> None:
        specs = [child for child in group.children if isinstance(child, nodes.colspec)]
        heads = [row for part in group.children if isinstance(part, nodes.thead) for row in _rows(part)]
        body = [row for part in group.children if isinstance(part, nodes.tbody) for row in _rows(part)]
        stubs = [index for index, spec in enumerate(specs) if spec.get("stub")]
        if not heads and not stubs:
            fix = "give it a first row of heads (:header-rows: 1), or a first column of them (:stub-columns: 1)"
            self.refuse(table, "the table has no heads, so who hears it cannot tell what a cell is about", fix)
        self.tables.append([])
        place = len(self.tables) - 1
        parts: list[str] = []
        if heads:
            cells = [self._cell(entry, head=True, divides=False) for row in heads for entry in row.children]
            parts.append(call("table.header", *cells, repeat="true"))
        parts += self._body(body, len(specs), stubs, place)
        widths = array(number(max(1, int(spec.get("colwidth", 1)))) for spec in specs)
        classes = table["classes"]
        whole = "false" if "longtable" in classes or len(body) > _ROWS_TOGETHER else "true"
        grouped = "true" if "plenary-resolutions" in classes and len(heads) == 1 and len(heads[0]) == 1 else "false"
        small = "true" if "plenary-rows" in classes or len(specs) > 8 else "false"
        self.put(call("tabular", widths, number(len(heads)), whole, grouped, small, *parts))

    def _body(self, rows: Sequence[nodes.Element], width: int, stubs: Sequence[int], place: int) -> Iterator[str]:
        """The cells; a row that heads those below it repeats with them."""
        heading: list[list[int]] = self.tables[place]
        quiet = any(_QUIET in row.parent.parent.parent["classes"] for row in rows[:1])
        reach = [0] * width
        for row in rows:
            entries = [child for child in row.children if isinstance(child, nodes.Element)]
            if len(entries) == 1 and _GROUP in entries[0]["classes"]:
                yield call("table.header", self._cell(entries[0], head=True, divides=False), level="2", repeat="true")
                continue
            divides = any(len(entry.astext()) > _LONG_CELL or entry.get("morerows") for entry in entries)
            column = 0
            first: list[int] = []
            for order, entry in enumerate(entries):
                while column < width and reach[column]:
                    column += 1
                if column in stubs:
                    first.append(order)
                across, down = int(entry.get("morecols", 0)) + 1, int(entry.get("morerows", 0)) + 1
                yield self._cell(entry, head=column in stubs and not quiet, divides=divides)
                reach[column : column + across] = [down] * len(reach[column : column + across])
                column += across
            reach = [max(0, left - 1) for left in reach]
            heading.append(first)

    def _cell(self, entry: nodes.Node, head: bool, divides: bool) -> str:
        assert isinstance(entry, nodes.Element)
        body = self.content(*entry.children)
        if head and body != EMPTY:
            body = call("group-text" if _GROUP in entry["classes"] or "morecols" in entry else "head-text", body)
        spans = {
            name: number(int(entry[more]) + 1)
            for name, more in (("colspan", "morecols"), ("rowspan", "morerows"))
            if entry.get(more)
        }
        if divides:
            return call("long-cell", body, **spans)
        return call("cell", body, **spans) if spans else body

    def visit_tabular_col_spec(self, node: nodes.Element) -> None:
        raise nodes.SkipNode  # it is for LaTeX


def _rows(part: nodes.Element) -> list[nodes.Element]:
    return [child for child in part.children if isinstance(child, nodes.row)]
