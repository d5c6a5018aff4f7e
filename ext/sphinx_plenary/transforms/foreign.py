"""Words of the register that a page in another language still has in English say so."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_plenary.domain import PlenaryDomain


class EnglishNamesTransform(SphinxPostTransform):
    """A name in English -> the same in an inline of class ``language-en``, of which docutils makes ``lang``."""

    default_priority = 800  # after all that brings names

    def run(self, **kwargs: object) -> None:
        english = PlenaryDomain.of(self.env).register.english
        for text in list(self.document.findall(nodes.Text)) if english else ():
            bare = text.astext().removesuffix(" · ")
            if bare in english and not isinstance(text.parent, nodes.FixedTextElement):
                made: list[nodes.Node] = [nodes.inline("", bare, classes=["language-en"])]
                text.parent.replace(text, made + [nodes.Text(" · ")] * (bare != text.astext()))


def setup(app: Sphinx) -> None:
    app.add_post_transform(EnglishNamesTransform)
