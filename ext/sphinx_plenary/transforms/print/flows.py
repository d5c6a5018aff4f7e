"""Diagrams that are drawn for pages only."""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_plenary import needs
from sphinx_plenary.printing import FORMATS
from sphinx_plenary.transforms.parts import line
from sphinx_plenary.translation import _


class FlowsTransform(SphinxPostTransform):
    """A ``needflow``, which sphinx-needs 9.1 draws for pages only -> words that say where it is."""

    default_priority = 9
    formats = (*FORMATS, "text", "man", "texinfo")

    def run(self, **kwargs: object) -> None:
        for flow in list(self.document.findall(needs.is_flow)):
            flow.parent.replace(flow, line(_("A diagram stands here on the page of this paper."), name="flow"))


def setup(app: Sphinx) -> None:
    app.add_post_transform(FlowsTransform)
