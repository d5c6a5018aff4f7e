"""How a finding looks: a note beside its line with the cure first; on top of a page the list of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from sphinx_plenary.model import Severity
from sphinx_plenary.nodes import folded
from sphinx_plenary.preview.placing import ROW
from sphinx_plenary.telling import Told, counted, excerpt
from sphinx_plenary.transforms.parts import line

# As many as a reader takes in at a glance; of more the list is folded.
_AT_A_GLANCE: Final = 8
# The id of the list on top of a page.
TOP: Final = "plenary-findings"
_SIGNS: Final = {Severity.ERROR: "✕", Severity.WARNING: "!", Severity.REMARK: "·"}


class finding_note(nodes.General, nodes.Element):
    """A note; ``label`` is what a screen reader calls it."""


class finding_list(nodes.General, nodes.Element):
    """What a preview found, on top of a page; ``label`` as above."""


class marked(nodes.inline):
    """The words of a source line that a finding is about."""


def note(told: Told, source_line: str, id: str = "") -> finding_note:
    severity = told.severity.value
    made = finding_note(
        "",
        label=f"{severity.capitalize()} about line {told.origin.line}",
        classes=["plenary-finding", f"plenary-{severity}"],
        ids=[id] if id else [],
    )
    made.line = told.origin.line  # so that notes about one block stand in the order of the lines
    if told.cure:
        made += nodes.paragraph("", told.cure, classes=["plenary-finding-cure"])
    made += nodes.paragraph("", told.what, classes=["plenary-finding-what"])
    if source_line.strip():
        before, meant, after = excerpt(source_line, told.origin)
        parts = [nodes.Text(before), *([marked("", meant)] if meant else []), nodes.Text(after)]
        made += nodes.paragraph("", "", nodes.literal("", "", *parts), classes=["plenary-finding-source"])
    made += line(
        nodes.inline("", f"{_SIGNS[told.severity]} {severity.capitalize()}", classes=["plenary-finding-severity"]),
        nodes.Text(f" · {told.origin} · {told.code}"),
        name="finding-place",
    )
    return made


def row_of(made: finding_note, width: int) -> nodes.row:
    """The note as a row of a table."""
    cell = nodes.entry("", made)
    if width > 1:
        cell["morecols"] = width - 1
    return nodes.row("", cell, classes=[ROW])


def top(told: Sequence[tuple[Told, str]], elsewhere: Sequence[nodes.Node]) -> finding_list:
    """``told``: what the page shows, each with the id of its note."""
    label = "Findings on this page"
    made = finding_list("", label=label, ids=[TOP], classes=["plenary-findings"])
    if not told:
        made += line("Preview. No finding on this page.", name="findings-count")
        made += elsewhere
        return made
    number = f"{len(told)} finding{'s' * (len(told) != 1)} on this page"
    made += line(nodes.strong("", number), f": {counted(one for one, _ in told)}.", name="findings-count")
    items = nodes.bullet_list("")
    for one, id in told:
        words = f"Line {one.origin.line}: {one.what}"
        items += nodes.list_item("", line(nodes.reference("", "", nodes.inline("", words), refid=id, internal=True)))
    made += items if len(told) <= _AT_A_GLANCE else folded("", items, summary="All of them")
    made += elsewhere
    return made


def visit_note(self: HTML5Translator, node: finding_note) -> None:
    self.body.append(self.starttag(node, "div", role="note", **{"aria-label": node["label"]}))


def visit_list(self: HTML5Translator, node: finding_list) -> None:
    self.body.append(self.starttag(node, "nav", **{"aria-label": node["label"]}))


def visit_marked(self: HTML5Translator, node: marked) -> None:
    self.body.append(self.starttag(node, "mark", ""))


def setup(app: Sphinx) -> None:
    app.add_node(finding_note, html=(visit_note, lambda self, _node: self.body.append("</div>\n")))
    app.add_node(finding_list, html=(visit_list, lambda self, _node: self.body.append("</nav>\n")))
    app.add_node(marked, html=(visit_marked, lambda self, _node: self.body.append("</mark>")))
