"""What all parts of the translator share: how a node finds its form, places, where links arrive, what is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

from docutils import nodes
from sphinx.addnodes import start_of_file
from sphinx.util import logging

from sphinx_plenary.comments.places import Place, bookmark
from sphinx_plenary.source import shown
from sphinx_plenary.typst.core import line_of
from sphinx_plenary.word import ast
from sphinx_plenary.word.ast import Block, Inline

if TYPE_CHECKING:
    from sphinx.builders import Builder

logger = logging.getLogger(__name__)

_FIX: Final = "write it as text or as a picture, or put it under ':::{only} html'"


class Core:
    """``block_X`` and ``inline_X`` give the form of a docutils node X, or of one derived from it.

    ``sound`` says whether all of the paper is rendered; ``sources`` are the files whose lines the bookmarks name.
    """

    def __init__(self, document: nodes.document, builder: Builder) -> None:
        self.document = document
        self.builder = builder
        self.config = builder.config
        self.docname = str(document.get("docname", ""))
        self.sound = True
        self.level = 0
        self.style = ""  # of the paragraphs that are being written
        self.sources: list[str] = []
        self._paths: dict[str, str] = {}
        self._waiting: list[str] = []
        self._marked: set[str] = set()
        self._serial = 0
        self._known = _names(document, self.docname)

    # --- Nodes

    def blocks(self, children: Iterable[nodes.Node]) -> list[Block]:
        """What nodes give that stand by themselves; words between them are paragraphs."""
        found: list[Block] = []
        words: list[nodes.Node] = []
        for child in children:
            if isinstance(child, nodes.Text | nodes.Inline) and not isinstance(child, nodes.image):
                words.append(child)
                continue
            found += self.loose(words)
            words = []
            form = self._form("block", child)
            if form is None:
                self.refuse(child, f"{type(child).__name__!r} has no form in the Word file", _FIX)
                continue
            self.mark(child)
            found += form(child)
        return found + self.loose(words)

    def loose(self, words: Sequence[nodes.Node]) -> list[Block]:
        made = self.inlines(words)
        return [self.paragraph(made)] if any(one["t"] != "Space" for one in made) else []

    def inlines(self, children: Iterable[nodes.Node]) -> list[Inline]:
        """What nodes give that stand in a line."""
        found: list[Inline] = []
        for child in children:
            form = self._form("inline", child)
            if form is None:
                self.refuse(child, f"{type(child).__name__!r} has no form in a line of the Word file", _FIX)
                continue
            self.mark(child)
            found += form(child)
        return found

    def _form(self, context: str, node: nodes.Node) -> Callable[[nodes.Node], list[dict[str, object]]] | None:
        forms = (getattr(self, f"{context}_{kind.__name__}", None) for kind in type(node).__mro__)
        return next((form for form in forms if form is not None), None)

    # --- Paragraphs

    def paragraph(self, inlines: Sequence[Inline], style: str = "", node: nodes.Node | None = None) -> Block:
        """A paragraph in its style, else in that of what it stands in; its bookmark says where it was written."""
        return ast.paragraph(self.placed(inlines, node), style or self.style)

    def placed(self, inlines: Sequence[Inline], node: nodes.Node | None) -> list[Inline]:
        """The marks that wait, then words within a bookmark that names the place of ``node`` in the sources."""
        marks = [ast.span([], self.address(name)) for name in self._waiting]
        self._waiting = []
        line = line_of(node) if node is not None else 0
        if not line or not inlines:
            return [*marks, *inlines]
        path = self.path_of_page()
        if path not in self.sources:
            self.sources.append(path)
        self._serial += 1
        name = bookmark(Place(self.sources.index(path), line), self._serial)
        return [*marks, ast.span(inlines, name)]

    # --- Where links arrive

    def name(self, id: str, docname: str = "") -> str:
        return f"{docname or self.docname}#{id}"

    def leads_to(self, name: str) -> bool:
        return name in self._known

    def address(self, name: str) -> str:
        """The bookmark of a name: Word takes letters and digits, forty at most."""
        return f"to{sha256(name.encode()).hexdigest()[:24]}"

    def mark(self, node: nodes.Node) -> None:
        """The node's ids wait for the next paragraph."""
        if isinstance(node, nodes.Element):
            ids: list[str] = node.get("ids", [])
            self.wait(self.name(id) for id in ids)

    def wait(self, names: Iterable[str]) -> None:
        new = [name for name in names if name not in self._marked]
        self._waiting += new
        self._marked.update(new)

    # --- Messages

    def path_of_page(self) -> str:
        """The file of the page being written, from the project root."""
        if self.docname not in self._paths:
            path = Path(str(self.builder.env.doc2path(self.docname)))
            self._paths[self.docname] = "".join(shown(path, Path(self.builder.confdir)).splitlines())
        return self._paths[self.docname]

    def refuse(self, node: nodes.Node, what: str, fix: str) -> None:
        """Tell that something of the paper has no form in Word; then there is no new file."""
        self.sound = False
        place = f"{self.path_of_page()}:{line_of(node) or 1}"
        logger.error("%s; %s", what, fix, type="plenary", subtype="word", location=place)


def _names(document: nodes.document, docname: str) -> set[str]:
    """Every name to which a link may lead: page and id."""
    names: set[str] = set()
    stack: list[tuple[nodes.Element, str]] = [(document, docname)]
    while stack:
        node, page = stack.pop()
        if isinstance(node, start_of_file):
            page = str(node["docname"])
        if isinstance(node, nodes.document | start_of_file):
            names.add(f"{page}#")
        ids: list[str] = node.get("ids", [])
        names.update(f"{page}#{id}" for id in ids)
        stack += [(child, page) for child in node.children if isinstance(child, nodes.Element)]
    return names
