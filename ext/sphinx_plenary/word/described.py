"""Sphinx's descriptions of programs, and words that a paper marks for an index. Seldom in a paper, never lost."""

from __future__ import annotations

from docutils import nodes

from sphinx_plenary.typst.index import said
from sphinx_plenary.word import ast
from sphinx_plenary.word.ast import Block, Inline
from sphinx_plenary.word.core import Core


class Described(Core):
    """``desc`` and what it holds; ``index``."""

    def block_desc(self, node: nodes.Element) -> list[Block]:
        return self.blocks(node.children)

    def block_desc_signature(self, node: nodes.Element) -> list[Block]:
        return [self.paragraph(ast.wrapped("Strong", [ast.code(node.astext())]), "", node)]

    def block_desc_content(self, node: nodes.Element) -> list[Block]:
        outer, self.style = self.style, "Plenary Indented"
        found = self.blocks(node.children)
        self.style = outer
        return found

    def inline_desc_inline(self, node: nodes.Element) -> list[Inline]:
        return [ast.code(node.astext())]

    def begin_index(self) -> None:
        self._entries: dict[str, list[str]] = {}

    def inline_index(self, node: nodes.Element) -> list[Inline]:
        entries: list[tuple[str, ...]] = node.get("entries", [])
        for kind, value, target, *_ in entries:
            for words in said(kind, value):
                places = self._entries.setdefault(words, [])
                if not kind.startswith("see"):
                    places.append(self.name(target))
        return []

    def index(self) -> list[Block]:
        """At the end: the words, each with links to its places."""
        lines: list[list[Block]] = []
        for words in sorted(self._entries, key=lambda words: (words.casefold(), words)):
            places = [name for name in dict.fromkeys(self._entries[words]) if name in self._marked]
            if not places and self._entries[words]:
                continue
            made = ast.text(words)
            if places:
                made = [ast.link(made, f"#{self.address(places[0])}")]
            for number, name in enumerate(places[1:], start=2):
                made += [*ast.text(", "), ast.link(ast.text(f"({number})"), f"#{self.address(name)}")]
            lines.append([ast.paragraph(made, "Plenary Small Print")])
        return [ast.heading(ast.text("Index"), 1), *(block for line in lines for block in line)] if lines else []
