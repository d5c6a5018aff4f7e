"""Where a node stands."""

from __future__ import annotations

from docutils import nodes


def inside(node: nodes.Node, *kinds: type[nodes.Element]) -> bool:
    """Whether a node stands in one of these kinds, at any depth."""
    parent = node.parent
    while parent is not None and not isinstance(parent, kinds):
        parent = parent.parent
    return parent is not None


def is_address(text: nodes.Text) -> bool:
    """Whether a text is the address that it links to, which LaTeX breaks by itself."""
    return isinstance(text.parent, nodes.reference) and text.parent.get("refuri") == text.astext()
