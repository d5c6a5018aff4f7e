"""SVG drawings, which XeTeX cannot read."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

from sphinx_plenary.domain import PlenaryDomain

logger = logging.getLogger(__name__)

# Extensions that turn SVG into what XeTeX reads.
_CONVERTERS: Final = ("sphinx.ext.imgconverter", "sphinxcontrib.inkscapeconverter", "sphinxcontrib.rsvgconverter",
                      "sphinxcontrib.cairosvgconverter")  # fmt: skip


class DrawingsTransform(SphinxPostTransform):
    """An SVG drawing -> the PDF or PNG of the same name beside it, else its words."""

    default_priority = 9  # before Sphinx's image converters (100 and more), which may know another way
    formats = ("latex",)

    def run(self, **kwargs: object) -> None:
        converted = any(name.startswith(_CONVERTERS) for name in PlenaryDomain.of(self.env).app.extensions)
        for image in list(self.document.findall(nodes.image)):
            drawing = Path(self.env.srcdir, image["uri"])
            if drawing.suffix.lower() != ".svg":
                continue
            beside = (drawing.with_suffix(suffix) for suffix in (".pdf", ".png"))
            if found := next((path for path in beside if path.is_file()), None):
                uri = image["uri"][: -len(drawing.suffix)] + found.suffix
                image["uri"], image["candidates"] = uri, {"*": uri}
                self.env.images.add_file(self.env.docname, uri)
            elif not converted:
                say_instead(image, drawing.name)


def say_instead(image: nodes.image, name: str) -> None:
    logger.warning(
        "XeTeX cannot read %s; lay a PDF or PNG of the same name beside it",
        image["uri"],
        type="plenary",
        subtype="drawing",
        location=image,
    )
    words = nodes.inline("", image.get("alt") or name, classes=["plenary-drawing"])
    image.replace_self(words if isinstance(image.parent, nodes.TextElement) else nodes.paragraph("", "", words))


def setup(app: Sphinx) -> None:
    app.add_post_transform(DrawingsTransform)
