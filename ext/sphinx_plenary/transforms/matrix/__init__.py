"""The matrix of a conference: its head, the table of rows, the rows by region, the sources."""

from __future__ import annotations

from datetime import date

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_plenary.domain import PlenaryDomain
from sphinx_plenary.facts import Facts
from sphinx_plenary.matrix import View, build_matrix, viewed
from sphinx_plenary.nodes import matrix_table
from sphinx_plenary.transforms.matrix.head import head
from sphinx_plenary.transforms.matrix.marks import Marks
from sphinx_plenary.transforms.matrix.regions import by_region
from sphinx_plenary.transforms.matrix.table import rows_table
from sphinx_plenary.transforms.parts import line
from sphinx_plenary.translation import _


class MatrixTransform(SphinxPostTransform):
    """``matrix_table`` -> a container of standard nodes, so that every format has the whole of it."""

    default_priority = 5  # before ReferencesResolver (10), which resolves the links in it

    def run(self, **kwargs: object) -> None:
        facts = PlenaryDomain.of(self.env).facts
        taken: set[str] = set()
        for placeholder in list(self.document.findall(matrix_table)):
            conference = placeholder["conference"]
            if facts is None or conference not in facts.register.conferences:
                placeholder.replace_self(line(_("No conference {name} is known.", name=conference)))  # told by R201
                continue
            made = _matrix(facts, placeholder, taken)
            made.source, made.line = placeholder.source, placeholder.line
            placeholder.parent.replace(placeholder, made)


def _matrix(facts: Facts, placeholder: matrix_table, taken: set[str]) -> nodes.container:
    """``taken``: ids of rows and sources that matrices above on the page have."""
    view = View(placeholder["columns"], placeholder["group_by"], placeholder["filters"], placeholder["sort"])
    whole = build_matrix(
        facts, placeholder["conference"], placeholder["edition"], date.fromisoformat(placeholder["as_of"])
    )
    matrix = viewed(whole, view)
    marks = Marks(facts, matrix, placeholder["docname"], taken)
    level = _depth(placeholder) + 1
    table = rows_table(marks, view, placeholder)
    return nodes.container(
        "",
        *head(marks, view, whole),
        *([table] if table else [line(_("No row is known."))]),
        *by_region(marks, level),
        *marks.sources.listing(level),
        classes=["plenary-matrix", f"plenary-{matrix.edition}-matrix"],
        instruments=sorted({row.instrument for row in matrix.rows()} - {""}),
    )


def _depth(node: nodes.Node) -> int:
    """How many headings stand over a node, at most five."""
    depth, parent = 0, node.parent
    while parent is not None:
        depth += isinstance(parent, nodes.section)
        parent = parent.parent
    return min(depth, 5)


class EmptyDownloadsTransform(SphinxPostTransform):
    """Where nothing is to be downloaded, no empty paragraph stays."""

    default_priority = 8  # after who fills it

    def run(self, **kwargs: object) -> None:
        for place in list(self.document.findall(nodes.paragraph)):
            if "plenary-downloads" in place["classes"] and not len(place):
                place.parent.remove(place)


def setup(app: Sphinx) -> None:
    app.add_post_transform(MatrixTransform)
    app.add_post_transform(EmptyDownloadsTransform)
