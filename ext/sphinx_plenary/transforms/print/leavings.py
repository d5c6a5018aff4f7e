"""What other transforms leave at the wrong place: headings without text, and what closes a paper."""

from __future__ import annotations

from typing import Final, TypeGuard

from docutils import nodes

from sphinx_plenary.transforms.title_block import PARTS as TITLE_BLOCK

# What a colophon says, in the order of its lines; a paper has each once, whoever added it how often.
_CLOSING: Final = frozenset({"plenary-digest", "plenary-legend"})


def clear_up(doctree: nodes.document) -> None:
    """Drop empty sections, the rule over notes and the title block, which print has elsewhere; gather the colophon."""
    sections: list[nodes.section] = []
    rules: list[nodes.transition] = []
    closing: dict[str, nodes.paragraph] = {}
    closers: list[nodes.paragraph] = []
    blocks: list[nodes.Element] = []
    linked: set[str] = set()
    for node in doctree.findall(nodes.Element):
        match node:
            case nodes.section():
                sections.append(node)
            case nodes.transition() if "footnotes" in node["classes"]:
                rules.append(node)
            case nodes.paragraph() if found := _CLOSING & set(node["classes"]):
                closing.setdefault(min(found), node)
                closers.append(node)
            case nodes.paragraph() | nodes.container() if TITLE_BLOCK & set(node["classes"]):
                blocks.append(node)
            case nodes.reference():
                linked.add(node.get("refid", ""))
    for gone in (*rules, *blocks):
        gone.parent.remove(gone)
    for section in sections:
        if all(isinstance(child, nodes.title) for child in section) and not linked & set(section["ids"]):
            section.parent.remove(section)
    for one in closers:
        one.parent.remove(one)
    if closing:
        # Behind what other transforms added.
        root = next(doctree.findall(nodes.section), doctree)
        lines = [paragraph for _, paragraph in sorted(closing.items())]
        root.append(nodes.container("", *lines, classes=["plenary-colophon"]))


def close_on_last_page(doctree: nodes.document) -> None:
    """The colophon stays on the turned page with which a paper ends: else two lines have a page of their own."""
    root = next(doctree.findall(nodes.section), doctree)
    if len(root) < 2:
        return
    last, colophon = root[-2], root[-1]
    if _is_box(last, "plenary-turned") and _is_box(colophon, "plenary-colophon"):
        root.remove(colophon)
        last += colophon


def _is_box(node: nodes.Node, name: str) -> TypeGuard[nodes.container]:
    return isinstance(node, nodes.container) and name in node["classes"]
