"""The body of a paper's page as it stays readable: no link that can rot, no picture, nothing that the site makes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Final

from docutils import nodes
from docutils.utils import new_document
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment
from sphinx.writers.html5 import HTML5Translator

from sphinx_plenary.nodes import drawing
from sphinx_plenary.transforms.title_block import PARTS
from sphinx_plenary.translation import _

NAME: Final = "edition"
_GONE: Final = (PARTS - {"plenary-abstract"}) | {"plenary-digest", "plenary-downloads", "plenary-to-dossier"}


class EditionBuilder(StandaloneHTMLBuilder):
    """``sphinx-build -b edition``: reads the papers and checks them as for pages, and writes none.

    ``plenary release`` takes the body of one page from it.
    """

    name = NAME
    epilog = "The papers are read."
    search = False
    copysource = False
    supported_image_types: ClassVar[list[str]] = StandaloneHTMLBuilder.supported_image_types

    def get_outdated_docs(self) -> Iterator[str]:
        return iter(())

    def write_documents(self, docnames: object) -> None:
        """Nothing."""

    def copy_assets(self) -> None:
        """Nothing."""

    def finish(self) -> None:
        """Nothing."""


def body_of(env: BuildEnvironment, builder: StandaloneHTMLBuilder, docname: str) -> str:
    """HTML, whose first headings are of the second level."""
    builder.prepare_writing({docname})
    builder.current_docname = docname
    builder.secnumbers, builder.fignumbers = {}, {}
    builder.imgpath = builder.dlpath = ""
    document = env.get_and_resolve_doctree(docname, builder)
    _clear(document)
    page = new_document(docname, builder.docsettings)
    for child in list(document.children):
        inner = list(child.children) if isinstance(child, nodes.section) else [child]
        page += [one for one in inner if not isinstance(one, nodes.title)]
    visitor = builder.create_translator(page, builder)
    assert isinstance(visitor, HTML5Translator)
    visitor.section_level = 1
    page.walkabout(visitor)
    return "".join(visitor.body).strip() + "\n"


def _clear(document: nodes.document) -> None:
    for node in list(document.findall(nodes.Element)):
        if node.parent is None:
            continue
        if _GONE & set(node["classes"]):
            node.parent.remove(node)
        elif isinstance(node, nodes.image | drawing):
            words = _words_of(node)
            node.parent.replace(node, words if isinstance(node.parent, nodes.TextElement) else _paragraph(words))
        elif isinstance(node, nodes.reference) and not _lasts(node):
            node.parent.replace(node, node.children)


def _lasts(link: nodes.reference) -> bool:
    """Whether a link leads to the web, or to a place on the page itself."""
    address = str(link.get("refuri", ""))
    return address.startswith(("https:", "http:", "mailto:", "#")) or (not address and "refid" in link)


def _words_of(picture: nodes.Element) -> nodes.inline:
    """What a picture shows, in one scheme or two; pictures are not kept."""
    image = next(picture.findall(nodes.image), picture)
    return nodes.inline("", _("[Picture: {words}]", words=image.get("alt", "").strip() or _("without words")))


def _paragraph(words: nodes.inline) -> nodes.paragraph:
    return nodes.paragraph("", "", words)


def setup(app: Sphinx) -> None:
    app.add_builder(EditionBuilder)
