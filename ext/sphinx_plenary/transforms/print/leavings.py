"""What other transforms leave at the wrong place: headings without text, and the legend before its last dagger."""

from __future__ import annotations

from docutils import nodes

from sphinx_plenary.transforms.title_block import PARTS as TITLE_BLOCK


def clear_up(doctree: nodes.document) -> None:
    """Drop empty sections, the rule over notes and the title block, which print has elsewhere; move the legend."""
    sections: list[nodes.section] = []
    rules: list[nodes.transition] = []
    legends: list[nodes.paragraph] = []
    blocks: list[nodes.Element] = []
    linked: set[str] = set()
    for node in doctree.findall(nodes.Element):
        match node:
            case nodes.section():
                sections.append(node)
            case nodes.transition() if "footnotes" in node["classes"]:
                rules.append(node)
            case nodes.paragraph() if "plenary-legend" in node["classes"]:
                legends.append(node)
            case nodes.paragraph() | nodes.container() if TITLE_BLOCK & set(node["classes"]):
                blocks.append(node)
            case nodes.reference():
                linked.add(node.get("refid", ""))
    for gone in (*rules, *blocks):
        gone.parent.remove(gone)
    for section in sections:
        if all(isinstance(child, nodes.title) for child in section) and not linked & set(section["ids"]):
            section.parent.remove(section)
    for legend in legends:
        legend.parent.remove(legend)
    if legends:
        # Behind what other transforms added.
        root = next(doctree.findall(nodes.section), doctree)
        root.append(nodes.container("", legends[0], classes=["plenary-colophon"]))
