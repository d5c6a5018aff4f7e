"""A paper's doctree -> pandoc's tree of it: all parts of the translator in one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_plenary.word.ast import Block
from sphinx_plenary.word.blocks import Blocks
from sphinx_plenary.word.described import Described
from sphinx_plenary.word.inlines import Inlines
from sphinx_plenary.word.pictures import Pictures
from sphinx_plenary.word.tables import Tables

if TYPE_CHECKING:
    from sphinx.builders import Builder


class WordTranslator(Inlines, Blocks, Tables, Pictures, Described):
    """``body`` is the whole of it; ``pictures`` and ``sources`` are what the builder needs to know beside it."""

    def __init__(self, document: nodes.document, builder: Builder) -> None:
        super().__init__(document, builder)
        self.pictures = {}
        self.begin_inlines()
        self.begin_index()
        self.wait([self.name("")])

    @property
    def referenced(self) -> set[str]:
        return self._referenced

    def body(self) -> list[Block]:
        return [*self.blocks(self.document.children), *self.index()]
