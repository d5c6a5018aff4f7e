"""Cards that break over pages, ours and those made of sphinx-needs' boxes."""

from __future__ import annotations

from typing import Final

from docutils import nodes

from sphinx_plenary import needs
from sphinx_plenary.transforms.parts import separated
from sphinx_plenary.transforms.print.targets import place_target

# Classes of paragraphs that plenary.sty sets as small print; LaTeX knows classes of inlines only.
_SMALL_PRINT: Final = frozenset({"plenary-card-meta", "plenary-card-foot", "plenary-legend", "plenary-conference"})
_HEAD: Final = frozenset({"plenary-line", "plenary-card-meta", "plenary-internal-label"})


def unbox_items(doctree: nodes.document) -> None:
    """sphinx-needs' boxes for items, each one cell high as its text, which no page could break -> cards."""
    for table in list(doctree.findall(nodes.table)):
        if needs.is_box(table):
            table.parent.replace(table, _unboxed(table))


def _unboxed(table: nodes.table) -> nodes.container:
    for switch in list(table.findall(needs.is_switch)):
        switch.parent.remove(switch)
    found: list[nodes.Node] = []
    for row in next(table.findall(nodes.tbody)):
        assert isinstance(row, nodes.row)
        for child in [child for entry in row for child in entry.children]:
            if "content" in row["classes"]:
                found.append(child)
            elif child.astext().strip():
                name = "plenary-line" if "head" in row["classes"] else "plenary-card-meta"
                found.append(nodes.paragraph("", "", *_in_one_line(child), classes=[name]))
    return nodes.container("", *found, ids=list(table["ids"]), classes=["plenary-card", "plenary-need"])


def _in_one_line(node: nodes.Node) -> list[nodes.Node]:
    """The lines of a block with middle dots between them."""
    lines = [line for line in node.findall(nodes.line) if line.astext().strip() and not _holds_lines(line)]
    if not lines:
        return [node] if isinstance(node, nodes.inline | nodes.Text) else list(node.children)
    return separated([line.children for line in lines])


def _holds_lines(node: nodes.line) -> bool:
    return any(inner is not node for inner in node.findall(nodes.line))


def shape_cards(doctree: nodes.document) -> None:
    """The parts of cards in containers, their targets in a place of their own, small print in inlines."""
    for node in list(doctree.findall(nodes.Element)):
        match node:
            case nodes.container():
                if "plenary-card" in node["classes"]:
                    _shape_card(node)
                if node["ids"]:
                    place_target(node)
            case nodes.paragraph() if names := _SMALL_PRINT & set(node["classes"]):
                node[:] = [nodes.inline("", "", *node.children, classes=sorted(names))]


def _shape_card(card: nodes.container) -> None:
    """Its first lines, and its last, in containers of their own: they stay with what they belong to."""
    head: list[nodes.Node] = []
    foot: list[nodes.Node] = []
    rest: list[nodes.Node] = []
    for child in card:
        classes = set(child["classes"]) if isinstance(child, nodes.paragraph) else set()
        part = head if classes & _HEAD else foot if "plenary-card-foot" in classes else rest
        part.append(child)
    card[:] = [
        nodes.container("", *head, classes=["plenary-card-head"]),
        *rest,
        *([nodes.container("", *foot, classes=["plenary-card-end"])] if foot else []),
    ]
