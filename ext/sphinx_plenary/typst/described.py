"""Sphinx's descriptions of programs: signatures and what is said of them. Seldom in a paper, never lost."""

from __future__ import annotations

from docutils import nodes

from sphinx_plenary.typst.code import string
from sphinx_plenary.typst.core import Core, Visit, through, wrap


def _between(before: str, behind: str) -> tuple[Visit, Visit]:
    """Content between two signs."""

    def visit(self: Core, _node: nodes.Element) -> None:
        self.put(string(before))

    def depart(self: Core, _node: nodes.Element) -> None:
        self.put(string(behind))

    return visit, depart


class Described(Core):
    """``desc`` and what it holds."""

    visit_desc, depart_desc = through()
    visit_desc_signature, depart_desc_signature = wrap("signature")
    visit_desc_content, depart_desc_content = wrap("indented")
    visit_desc_inline, depart_desc_inline = through()
    visit_desc_name, depart_desc_name = wrap("strong")
    visit_desc_addname, depart_desc_addname = through()
    visit_desc_classname, depart_desc_classname = through()
    visit_desc_type, depart_desc_type = through()
    visit_desc_annotation, depart_desc_annotation = wrap("emph")
    visit_desc_returns, depart_desc_returns = _between(" → ", "")
    visit_desc_optional, depart_desc_optional = _between("[", "]")
    visit_desc_parameterlist, depart_desc_parameterlist = _between("(", ")")
    visit_desc_type_parameter_list, depart_desc_type_parameter_list = _between("[", "]")

    def visit_desc_signature_line(self, node: nodes.Element) -> None:
        if node.parent.index(node):
            self.put("linebreak()")

    def depart_desc_signature_line(self, node: nodes.Element) -> None:
        """Nothing."""

    def visit_desc_parameter(self, node: nodes.Element) -> None:
        if node.parent.index(node):
            self.put(string(", "))

    def depart_desc_parameter(self, node: nodes.Element) -> None:
        """Nothing."""

    visit_desc_type_parameter, depart_desc_type_parameter = visit_desc_parameter, depart_desc_parameter

    def visit_Bibliographic(self, node: nodes.Element) -> None:
        """Author, date and so on of a docinfo, each under its name."""
        if isinstance(node, nodes.TextElement):
            self.put(f"terms.item({string(type(node).__name__.capitalize())}, {self.content(*node.children)})")
            raise nodes.SkipNode

    def depart_Bibliographic(self, node: nodes.Element) -> None:
        """Nothing: ``authors`` holds more of them."""
