"""What only pages need: notes under their heading, and the heads of a paper's tables in full."""

from __future__ import annotations

from collections.abc import Container, Iterator, Set
from typing import Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_plenary.domain import PlenaryDomain
from sphinx_plenary.nodes import head_cell

# The class of a cell that stands as a heading over the rows below it.
GROUP: Final = "plenary-group"


class NotesTransform(SphinxPostTransform):
    """Footnotes, which MyST moves to the end of the page, stand under the paper's last heading, ``Notes``.

    Only where nothing else stands under it: a heading over nothing would say that there are no notes.
    """

    default_priority = 8  # after the legend (7), which ends the paper

    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        notes = [child for child in self.document if isinstance(child, nodes.footnote)]
        last = next((section for section in reversed(list(self.document.findall(nodes.section)))), None)
        if not notes or last is None or len(last) != 1:
            return
        for note in notes:
            self.document.remove(note)
        last += notes


class TableHeadsTransform(SphinxPostTransform):
    """Every head of a table says whether it is of a column, a row or a group of rows.

    docutils 0.22 writes no ``scope``, and counts a row's cells without those that reach down into it: below
    an issue that spans its resolutions it takes the number for the row's head.
    """

    default_priority = 900  # when every table stands

    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        domain = PlenaryDomain.of(self.env)
        if domain.paper(self.env.docname) is None and self.env.docname not in domain.pages:
            return  # another page's tables are its own affair
        for group in list(self.document.findall(nodes.tgroup)):
            columns = [child for child in group if isinstance(child, nodes.colspec)]
            stubs = {index for index, column in enumerate(columns) if column.attributes.pop("stub", None)}
            for part in [child for child in group if isinstance(child, nodes.thead | nodes.tbody)]:
                starts = mark_heads(part, len(columns), stubs)
                titles = {number for number, start in starts.items() if GROUP in start["classes"]}
                if any(start["scope"] == "rowgroup" for start in starts.values()):
                    group.remove(part)
                    group += list(divided(part, titles or starts))


def mark_heads(part: nodes.thead | nodes.tbody, width: int, stubs: Set[int]) -> dict[int, head_cell]:
    """Put a ``head_cell`` for each head; the result has, by row, those that open a group of rows."""
    starts: dict[int, head_cell] = {}
    reach = [0] * width  # by column: how many rows, from this one on, a cell above still covers
    for number, row in enumerate(part.findall(nodes.row)):
        free = not any(reach)
        column = 0
        for cell in [child for child in row if isinstance(child, nodes.entry)]:
            while column < width and reach[column]:
                column += 1
            across, down = cell.get("morecols", 0) + 1, cell.get("morerows", 0) + 1
            if isinstance(part, nodes.thead) or column in stubs:
                head = as_head(cell, part, across, down)
                if free and column == 0 and isinstance(part, nodes.tbody):
                    starts[number] = head
            reach[column : column + across] = [down] * len(reach[column : column + across])
            column += across
        reach = [max(0, rows - 1) for rows in reach]
    return starts


def as_head(cell: nodes.entry, part: nodes.Element, across: int, down: int) -> head_cell:
    in_thead = isinstance(part, nodes.thead)
    over_rows = down > 1 or GROUP in cell["classes"]
    scope = ("col" if across == 1 else "colgroup") if in_thead else ("rowgroup" if over_rows else "row")
    head = head_cell("", *cell.children, scope=scope if cell.astext().strip() else "")
    head.update_all_atts(cell)
    head["classes"].append("head" if in_thead else "stub")
    cell.replace_self(head)
    return head


def divided(body: nodes.Element, starts: Container[int]) -> Iterator[nodes.tbody]:
    """The rows as groups, since ``scope=rowgroup`` reaches to the end of its ``tbody``."""
    group = nodes.tbody()
    for number, row in enumerate(list(body.children)):
        if number in starts and len(group):
            yield group
            group = nodes.tbody()
        group += row
    yield group


def setup(app: Sphinx) -> None:
    app.add_post_transform(NotesTransform)
    app.add_post_transform(TableHeadsTransform)
