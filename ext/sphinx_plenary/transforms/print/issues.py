"""The table of resolutions as one table per issue, whose head names it and repeats on each page."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_plenary.printing import FORMATS


class IssueTablesTransform(SphinxPostTransform):
    """A table with row heads -> one table per issue.

    A cell that spans rows is blank on the next page, and no engine repeats it there.
    """

    default_priority = 6  # after ResolutionTableTransform (5)
    formats = FORMATS

    def run(self, **kwargs: object) -> None:
        for table in list(self.document.findall(nodes.table)):
            if "plenary-resolutions" in table["classes"] and next(table.findall(nodes.tgroup))["cols"] == 3:
                classes = ["plenary-wide", "plenary-groups"]
                parts = nodes.container("", *split(table), ids=list(table["ids"]), classes=classes)
                caption = [child for child in table if isinstance(child, nodes.title)]
                if caption:
                    words = nodes.strong("", "", *caption[0].children)
                    parts.insert(0, nodes.paragraph("", "", words, classes=["plenary-heads-table"]))
                table.parent.replace(table, parts)


def split(table: nodes.table) -> list[nodes.table]:
    groups: list[tuple[nodes.entry, list[nodes.row]]] = []
    for row in next(table.findall(nodes.tbody)):
        assert isinstance(row, nodes.row)
        if len(row) == 3:
            issue = row.pop(0)
            assert isinstance(issue, nodes.entry)
            groups.append((issue, []))
        groups[-1][1].append(row)
    return [_part(issue, rows) for issue, rows in groups]


def _part(issue: nodes.entry, rows: list[nodes.row]) -> nodes.table:
    head = nodes.entry("", nodes.paragraph("", issue.astext()), morecols=1)
    group = nodes.tgroup("", nodes.colspec(colwidth=12), nodes.colspec(colwidth=88), cols=2)
    group += nodes.thead("", nodes.row("", head))
    group += nodes.tbody("", *rows)
    return nodes.table("", group, classes=["plenary-resolutions", "longtable", "colwidths-given"])


def setup(app: Sphinx) -> None:
    app.add_post_transform(IssueTablesTransform)
