"""What all parts of the translator share: where its output goes, where links arrive, what is told of a node."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from docutils import nodes
from sphinx.addnodes import start_of_file
from sphinx.util import logging
from sphinx.util.docutils import SphinxTranslator

from sphinx_plenary.source import shown
from sphinx_plenary.typst.code import block, call, string

if TYPE_CHECKING:
    from sphinx.builders import Builder

logger = logging.getLogger(__name__)

# Behind it stands the place in a paper from which the lines below it come; see compiling.py.
PLACE: Final = "//@ "


@dataclass
class Frame:
    """Lines of code that become one value. Only where ``flows`` does a line of its own give content."""

    flows: bool = True
    lines: list[str] = field(default_factory=list)


class Core(SphinxTranslator):
    """Frames, marks and messages. ``sound`` says whether all of the paper is rendered."""

    def __init__(self, document: nodes.document, builder: Builder) -> None:
        super().__init__(document, builder)
        self.frames = [Frame()]
        self.docname = str(document.get("docname", ""))
        self.sound = True
        self.level = 0
        self.tables: list[list[list[int]]] = []
        self._outer: list[str] = []  # pages round the one whose text is being written
        self.headings = 0
        self.last_heading = 0  # level of the last one written
        self._paths: dict[str, str] = {}
        self._explained: set[str] = set()  # abbreviations
        self._ids: list[str] = []  # waiting for a place where they can stand
        self._marked: set[str] = set()
        self._known = self._names(document)

    # --- Output

    def put(self, code: str) -> None:
        """One expression; before it, the marks that wait."""
        frame = self.frames[-1]
        if frame.flows and self._ids:
            frame.lines.append(call("mark", *map(string, self.taken_marks())))
        frame.lines.append(code)

    def open(self, flows: bool = True) -> None:
        self.frames.append(Frame(flows))

    def close(self) -> str:
        """What came since ``open``, as one value."""
        return block(self.frames.pop().lines)

    def close_lines(self) -> list[str]:
        return self.frames.pop().lines

    def content(self, *children: nodes.Node) -> str:
        """What these nodes give, as one value."""
        self.open()
        for child in children:
            child.walkabout(self)
        return self.close()

    def at(self, node: nodes.Node) -> None:
        """Note from which place the next lines come."""
        line = line_of(node)
        if line:
            self.frames[-1].lines.append(f"{PLACE}{self.path_of_page()}:{line}")

    # --- Where links arrive

    def _names(self, document: nodes.document) -> set[str]:
        """Every name to which a link may lead: page and id."""
        names: set[str] = set()
        stack: list[tuple[nodes.Element, str]] = [(document, self.docname)]
        while stack:
            node, docname = stack.pop()
            if isinstance(node, start_of_file):
                docname = str(node["docname"])
            if isinstance(node, nodes.document | start_of_file):
                names.add(f"{docname}#")
            ids: list[str] = node.get("ids", [])
            names.update(f"{docname}#{id}" for id in ids)
            stack += [(child, docname) for child in node.children if isinstance(child, nodes.Element)]
        return names

    def name(self, id: str, docname: str = "") -> str:
        """What an id is called in the whole of the paper."""
        return f"{docname or self.docname}#{id}"

    def leads_to(self, name: str) -> bool:
        return name in self._known

    def mark(self, node: nodes.Element) -> None:
        """The node's ids wait for the next content."""
        self.wait(self.name(id) for id in node["ids"])

    def wait(self, names: Iterable[str]) -> None:
        self._ids += [name for name in names if name not in self._marked]
        self._marked.update(self._ids)

    def taken_marks(self) -> list[str]:
        taken, self._ids = self._ids, []
        return taken

    def dispatch_visit(self, node: nodes.Node) -> None:
        if isinstance(node, nodes.Element) and node.get("ids"):
            self.mark(node)
        super().dispatch_visit(node)

    # --- Messages

    def path_of_page(self) -> str:
        """The file of the page being written, from the project root."""
        if self.docname not in self._paths:
            path = Path(str(self.builder.env.doc2path(self.docname)))
            self._paths[self.docname] = "".join(shown(path, Path(self.builder.confdir)).splitlines())
        return self._paths[self.docname]

    def place_of(self, node: nodes.Node) -> str:
        return f"{self.path_of_page()}:{line_of(node) or 1}"

    def refuse(self, node: nodes.Node, what: str, fix: str) -> None:
        """Tell that something of the paper cannot be printed; then there is no new PDF."""
        self.sound = False
        logger.error("%s; %s", what, fix, type="plenary", subtype="typst", location=self.place_of(node))

    def unknown_visit(self, node: nodes.Node) -> None:
        kind = type(node).__name__
        fix = "write it as text or as a picture, or put it under ':::{only} html'"
        self.refuse(node, f"{kind!r} has no form in the PDF", fix)
        raise nodes.SkipNode

    def unknown_departure(self, node: nodes.Node) -> None:
        """Nothing: what has no form was left at its visit."""


def line_of(node: nodes.Node) -> int:
    """The line on which a node begins, as far as it, what it holds or what it stands in knows; else 0."""
    if isinstance(node, nodes.table):  # docutils 0.22 gives a list-table its last line
        inner = (one.line for one in node.findall(nodes.Element) if one.line)
        return min(inner, default=0) or line_of(node.parent)
    if node.line:
        return int(node.line)
    found = next((one.line for one in node.findall(nodes.Element) if one.line), None)
    if found:
        return int(found)
    return next((int(parent.line) for parent in _around(node) if parent.line), 0)


def _around(node: nodes.Node) -> Iterator[nodes.Element]:
    parent = node.parent
    while parent is not None:
        yield parent
        parent = parent.parent


# The stubs of docutils give each visitor its own kind of node, which a method made for many kinds has not.
Visit = Any


def wrap(function: str) -> tuple[Visit, Visit]:
    """A node whose content is the one argument of a function."""

    def visit(self: Core, _node: nodes.Element) -> None:
        self.open()

    def depart(self: Core, _node: nodes.Element) -> None:
        self.put(call(function, self.close()))

    return visit, depart


def through() -> tuple[Visit, Visit]:
    """A node that is nothing but its content."""

    def visit(_self: Core, _node: nodes.Element) -> None:
        pass

    return visit, visit


def skip() -> Visit:
    """A node that says nothing to a reader of print."""

    def visit(_self: Core, _node: nodes.Element) -> None:
        raise nodes.SkipNode

    return visit
