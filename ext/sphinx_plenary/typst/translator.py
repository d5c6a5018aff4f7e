"""A paper's doctree -> the Typst code of its body: all parts of the translator in one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_plenary.typst.blocks import Blocks
from sphinx_plenary.typst.core import skip
from sphinx_plenary.typst.described import Described
from sphinx_plenary.typst.formulas import Formulas
from sphinx_plenary.typst.index import Index
from sphinx_plenary.typst.inlines import Inlines
from sphinx_plenary.typst.links import Links
from sphinx_plenary.typst.pictures import Pictures
from sphinx_plenary.typst.tables import Tables

if TYPE_CHECKING:
    from sphinx.builders import Builder


class TypstTranslator(Inlines, Blocks, Tables, Links, Pictures, Formulas, Described, Index):
    """``body`` after a walk is code; ``pictures`` and ``tables`` are what the builder needs to know beside it."""

    visit_highlightlang = skip()

    def __init__(self, document: nodes.document, builder: Builder) -> None:
        super().__init__(document, builder)
        self.pictures = {}
        self.begin_links()
        self.begin_index()
        self.wait([self.name("")])

    def body(self) -> str:
        """The whole, behind what the paper gathers at its end."""
        self.list_entries()
        self.list_addresses()
        if self._ids:
            self.put("[]")
        return self.close()
