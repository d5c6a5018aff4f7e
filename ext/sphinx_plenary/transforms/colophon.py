"""What ends a paper: the meaning of the dagger, where one stands in it."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_plenary.transforms.parts import line
from sphinx_plenary.translation import N_, _

LEGEND = N_(
    "† Unconfirmed: the register holds this from general knowledge, or does not know whether a later "
    "conference changed it; no source has been read that says so."
)


class UnconfirmedLegendTransform(SphinxPostTransform):
    """A legend at the end of every page that has a dagger."""

    default_priority = 7  # after the cards (4) and tables (5), which may bring daggers

    def run(self, **kwargs: object) -> None:
        explain_daggers(self.document)


def explain_daggers(document: nodes.document) -> None:
    """The legend, if there is a dagger."""
    marks = (node for node in document.findall(nodes.superscript) if "plenary-unconfirmed" in node["classes"])
    if next(marks, None) is not None:
        section = next(document.findall(nodes.section), document)
        section.append(line(_(LEGEND), name="legend"))


def setup(app: Sphinx) -> None:
    app.add_post_transform(UnconfirmedLegendTransform)
