"""``{internal}``: a note that a delegation has only for itself."""

from __future__ import annotations

from docutils import nodes

from sphinx_plenary.directives.base import PlenaryDirective
from sphinx_plenary.internal import NAME
from sphinx_plenary.translation import _
from sphinx_plenary.words import INTERNAL


class InternalDirective(PlenaryDirective):
    """``{internal}``: a note that a delegation has only for itself; what stands behind the name is its title.

    A public build has emptied it before; what a page takes in by ``{include}`` is dropped here.
    """

    has_content = True

    def make(self) -> list[nodes.Node]:
        label = nodes.paragraph("", "", nodes.inline("", _(INTERNAL), classes=["plenary-mark"]))
        label["classes"] += ["plenary-line", "plenary-internal-label"]
        if self.arguments:
            words, _messages = self.parse_inline(self.said(self.arguments[0].strip()))
            label += [nodes.Text(" "), nodes.strong("", "", *words)]
        note = nodes.container("", label, *self.parse_content_to_nodes(), classes=["plenary-card", f"plenary-{NAME}"])
        self.set_source_info(note)
        return [note]
