"""Words: emphasis, names, terms, code in a line, and the classes that the template knows."""

from __future__ import annotations

from docutils import nodes

from sphinx_plenary.typst.code import BREAK, call, prose, string
from sphinx_plenary.typst.core import Core, skip, through, wrap
from sphinx_plenary.typst.glyphs import printable_code

_OURS = "plenary-"
_LANGUAGE = "language-"  # docutils makes the attribute lang of it in HTML


class Inlines(Core):
    """Nodes that stand in a line."""

    visit_strong, depart_strong = wrap("strong")
    visit_emphasis, depart_emphasis = wrap("emph")
    visit_title_reference, depart_title_reference = wrap("emph")
    visit_literal_emphasis, depart_literal_emphasis = wrap("emph")
    visit_literal_strong, depart_literal_strong = wrap("strong")
    visit_manpage, depart_manpage = wrap("emph")
    visit_subscript, depart_subscript = wrap("sub")
    visit_superscript, depart_superscript = wrap("super")
    visit_abbreviation = through()[0]
    visit_acronym, depart_acronym = through()
    visit_generated, depart_generated = through()
    visit_classifier, depart_classifier = wrap("emph")
    visit_pending_xref_condition, depart_pending_xref_condition = through()
    visit_substitution_definition = visit_comment = visit_meta = skip()
    visit_Need, depart_Need = through()  # an item of a project's own kind, which sphinx-needs draws
    visit_NeedPart, depart_NeedPart = through()
    visit_NeedRef, depart_NeedRef = through()

    def visit_Text(self, node: nodes.Text) -> None:
        text = node.astext()
        if text:
            self.put(prose(text))

    def depart_Text(self, node: nodes.Text) -> None:
        """Nothing."""

    def visit_inline(self, node: nodes.Element) -> None:
        if "plenary-break" in node["classes"]:
            self.put(string(BREAK))
            raise nodes.SkipNode
        self.open()

    def depart_inline(self, node: nodes.Element) -> None:
        self.put(self.styled(node, self.close()))

    def styled(self, node: nodes.Element, body: str) -> str:
        """Content in the styles that the template has for the node's classes."""
        for name in node["classes"]:
            if name.startswith(_OURS):
                body = call("styled", string(name.removeprefix(_OURS)), body)
            elif name.startswith(_LANGUAGE) and len(name) == len(_LANGUAGE) + 2:
                body = call("text", body, lang=string(name.removeprefix(_LANGUAGE)))
            elif name == "guilabel" or name == "menuselection":
                body = call("strong", body)
            elif name in {"strike", "del"}:
                body = call("strike", body)
        return body

    def depart_abbreviation(self, node: nodes.Element) -> None:
        """What it stands for, which a page shows to a pointer, once for each."""
        if node.get("explanation") and node.astext() not in self._explained:
            self._explained.add(node.astext())
            self.put(prose(f" ({node['explanation']})"))

    def visit_literal(self, node: nodes.Element) -> None:
        parts = [BREAK if isinstance(part, nodes.inline) and not len(part) else part.astext() for part in node.children]
        self.put(call("source-of", string(printable_code("".join(parts)))))
        raise nodes.SkipNode

    def visit_problematic(self, node: nodes.Element) -> None:
        """What docutils or Sphinx could not read; they told it."""
        self.open()

    def depart_problematic(self, node: nodes.Element) -> None:
        self.put(call("marked", self.close()))

    def visit_target(self, node: nodes.Element) -> None:
        if "refid" in node:
            self.wait([self.name(node["refid"])] if self.leads_to(self.name(node["refid"])) else [])

    def depart_target(self, node: nodes.Element) -> None:
        """Nothing: its ids wait for the next content."""

    def visit_raw(self, node: nodes.Element) -> None:
        formats = str(node.get("format", "")).split()
        text = node.astext().strip()
        if text.lower().rstrip("/ >") == "<br" and "html" in formats:
            self.put("linebreak()")
        elif "typst" in formats:
            self.refuse(node, "raw Typst is not run", "write it in Markdown")
        elif "html" in formats and not text.startswith("<!--"):
            fix = "write it in Markdown, or put it under ':::{only} html'"
            self.refuse(node, f"raw HTML has no form in the PDF: {text[:40]!r}", fix)
        raise nodes.SkipNode
