"""``{shown}``: what an author writes, and below it what readers see. In the repository it is a plain block of code."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import ExtensionMetadata


class ShownDirective(SphinxDirective):
    """```{shown}``` round Markdown: the words as they are written, and what they make on this page."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        text = "\n".join(self.content)
        written = nodes.literal_block(text, text, language="markdown")
        self.set_source_info(written)
        made = nodes.container("", *self.parse_content_to_nodes(), classes=["shown"])
        return [written, made]


def setup(app: Sphinx) -> ExtensionMetadata:
    app.add_directive("shown", ShownDirective)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
