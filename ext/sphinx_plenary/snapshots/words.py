"""A page's doctree -> its plain words by heading, those of items apart; what only one format has is left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from docutils import nodes

from sphinx_plenary.editions import Part
from sphinx_plenary.nodes import folded

NOTES: Final = "Notes"
# Who it is by, as of when, in which formats, and what the page says of itself: told apart, or no words of the paper.
_APART: Final = frozenset(
    {
        "plenary-kind",
        "plenary-title-block",
        "plenary-legend",
        "plenary-digest",
        "plenary-downloads",
        "plenary-to-dossier",
        "plenary-changes",
        "plenary-numbers",  # of a figure
    }
)
_SILENT: Final = (
    nodes.comment,
    nodes.system_message,
    nodes.substitution_definition,
    nodes.raw,
    nodes.footnote_reference,
    nodes.image,
    nodes.label,
)


@dataclass(frozen=True)
class Said:
    """``items``: id -> the heading over it and the author's paragraphs in it."""

    parts: tuple[Part, ...]
    items: dict[str, tuple[str, list[str]]]


def said_in(document: nodes.document) -> Said:
    reader = _Reader()
    reader.read(document)
    listed = [(heading, paragraphs) for heading, paragraphs in reader.parts if heading or paragraphs]
    if reader.notes:
        listed.append((NOTES, reader.notes))
    return Said(tuple(Part(heading, tuple(paragraphs)) for heading, paragraphs in listed), reader.items)


class _Reader:
    def __init__(self) -> None:
        self.parts: list[tuple[str, list[str]]] = [("", [])]
        self.notes: list[str] = []
        self.items: dict[str, tuple[str, list[str]]] = {}
        self.into = self.parts[0][1]
        self.titled = False

    def read(self, node: nodes.Node) -> None:
        """What an element says, in order."""
        for child in node.children:
            if isinstance(child, nodes.Element) and not (_APART & set(child["classes"]) or isinstance(child, _SILENT)):
                self.element(child)

    def element(self, node: nodes.Element) -> None:
        match node:
            case nodes.section():
                self.section(node)
            case nodes.container() if "plenary-card" in node["classes"] and node["ids"]:
                self.card(node)
            case nodes.footnote():
                self.within(self.notes, node)
            case nodes.row():
                cells = [plain(cell) for cell in node.children if isinstance(cell, nodes.entry)]
                self.say(" | ".join(filter(None, cells)))
            case nodes.TextElement():
                self.say(plain(node))
            case _:
                if isinstance(node, folded):
                    self.say(node["summary"])
                self.read(node)

    def section(self, node: nodes.section) -> None:
        """The first heading is the paper's title, which is told apart."""
        title = next((child for child in node if isinstance(child, nodes.title)), None)
        words = plain(title) if title is not None else ""
        if words == NOTES and all(isinstance(child, nodes.title | nodes.footnote) for child in node):
            words = ""  # its notes are gathered
        elif self.titled and words:
            self.parts.append((words, []))
            self.into = self.parts[-1][1]
        self.titled = True
        for child in node.children:
            if child is not title and isinstance(child, nodes.Element):
                self.read(_Only(child))

    def card(self, node: nodes.Element) -> None:
        """Its author's words; what else it shows is made of its fields."""
        own: list[str] = []
        self.items[node["ids"][0]] = (self.parts[-1][0], own)
        words = [child for child in node.children if not _ours(child)]
        self.within(own, _Only(*words))

    def within(self, place: list[str], node: nodes.Node) -> None:
        outer, self.into = self.into, place
        self.read(node)
        self.into = outer

    def say(self, text: str) -> None:
        if text:
            self.into.append(text)


class _Only(nodes.Element):
    """Children without a change of their parent."""

    def __init__(self, *children: nodes.Node) -> None:
        super().__init__()
        self.children = list(children)


def _ours(node: nodes.Node) -> bool:
    """A line of a card: head, state, foot."""
    return isinstance(node, nodes.paragraph) and any(name.startswith("plenary-") for name in node["classes"])


def plain(node: nodes.Node) -> str:
    """The words of an element, with one space for each run of spaces."""
    parts: list[str] = []
    _gather(node, parts)
    return " ".join("".join(parts).split())


def _gather(node: nodes.Node, parts: list[str]) -> None:
    if isinstance(node, nodes.Text):
        parts.append(node.astext())
        return
    if isinstance(node, _SILENT) or (isinstance(node, nodes.Element) and _APART & set(node["classes"])):
        return
    if isinstance(node, folded):
        parts.append(f"{node['summary']} ")
    for child in node.children:
        _gather(child, parts)
    if isinstance(node, nodes.paragraph | nodes.list_item | nodes.term | nodes.title):
        parts.append(" ")  # between the paragraphs of one cell
