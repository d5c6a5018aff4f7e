"""Words: emphasis, names, code in a line, links, notes, pictures in a line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from typing import Any, Final

from docutils import nodes

from sphinx_plenary.word import ast
from sphinx_plenary.word.ast import Inline
from sphinx_plenary.word.core import Core
from sphinx_plenary.word.styles import WORDS

_OURS: Final = "plenary-"
_OUTSIDE: Final = ("http:", "https:", "mailto:", "tel:", "ftp:")
# Signs that stand before words that were taken out or put in, as print has them.
_SIGNS: Final[Mapping[str, str]] = {"taken-out": "\N{MINUS SIGN}\u2009", "put-in": "+\u2009"}


def _as(kind: str) -> Callable[[Any, nodes.Element], list[Inline]]:
    def form(self: Core, node: nodes.Element) -> list[Inline]:
        return ast.wrapped(kind, self.inlines(node.children))

    return form


def _through(self: Core, node: nodes.Element) -> list[Inline]:
    return self.inlines(node.children)


def _nothing(_self: Core, _node: nodes.Element) -> list[Inline]:
    return []


class Inlines(Core):
    """Nodes that stand in a line."""

    inline_strong = inline_literal_strong = _as("Strong")
    inline_emphasis = inline_title_reference = inline_literal_emphasis = inline_manpage = inline_classifier = _as(
        "Emph"
    )
    inline_subscript = _as("Subscript")
    inline_problematic = _as("Underline")
    inline_acronym = inline_generated = inline_pending_xref_condition = inline_pending_xref = _through
    inline_download_reference = inline_NeedPart = inline_NeedRef = _through
    inline_substitution_definition = inline_comment = inline_meta = inline_system_message = _nothing

    def begin_inlines(self) -> None:
        self._explained: set[str] = set()
        self._notes: dict[str, int] = {}
        self._count = 0
        self._footnotes = {self.name(id): node for node in self.document.findall(nodes.footnote) for id in node["ids"]}
        self._referenced = {
            self.name(mark["refid"]) for mark in self.document.findall(nodes.footnote_reference) if "refid" in mark
        }

    def inline_Text(self, node: nodes.Text) -> list[Inline]:
        return ast.text(node.astext())

    def inline_superscript(self, node: nodes.Element) -> list[Inline]:
        return ast.wrapped("Superscript", self.inlines(node.children))

    def inline_inline(self, node: nodes.Element) -> list[Inline]:
        if "plenary-break" in node["classes"]:
            return []  # Word breaks a word that no line can hold
        return self.styled(node, self.inlines(node.children))

    def styled(self, node: nodes.Element, made: list[Inline]) -> list[Inline]:
        """Words in the style that the house has for one of their classes, the last that has one."""
        for name in reversed(node["classes"]):
            short = name.removeprefix(_OURS)
            if name.startswith(_OURS) and short in WORDS:
                sign = _SIGNS.get(short)
                return [ast.span([*([ast.string(sign)] if sign else []), *made], style=WORDS[short].name)]
            if name in {"guilabel", "menuselection"}:
                return ast.wrapped("Strong", made)
            if name in {"strike", "del"}:
                return ast.wrapped("Strikeout", made)
        return made

    def inline_abbreviation(self, node: nodes.Element) -> list[Inline]:
        """With what it stands for, which a page shows to a pointer, once for each."""
        made = self.inlines(node.children)
        if node.get("explanation") and node.astext() not in self._explained:
            self._explained.add(node.astext())
            made += ast.text(f" ({node['explanation']})")
        return made

    def inline_literal(self, node: nodes.Element) -> list[Inline]:
        return [ast.code(node.astext())]

    def inline_target(self, node: nodes.Element) -> list[Inline]:
        if "refid" in node and self.leads_to(self.name(node["refid"])):
            self.wait([self.name(node["refid"])])
        return self.inlines(node.children)

    def inline_raw(self, node: nodes.Element) -> list[Inline]:
        words = node.astext().strip()
        if "html" in str(node.get("format", "")).split():
            if words.lower().rstrip("/ >") == "<br":
                return [ast.BREAK]
            if not words.startswith("<!--"):
                fix = "write it in Markdown, or put it under ':::{only} html'"
                self.refuse(node, f"raw HTML has no form in the Word file: {words[:40]!r}", fix)
        return []

    def inline_math(self, node: nodes.Element) -> list[Inline]:
        return [ast.math(node.astext(), display=False)]

    # --- Links

    def inline_reference(self, node: nodes.Element) -> list[Inline]:
        made = self.inlines(node.children)
        uri = str(node.get("refuri", ""))
        if uri.startswith("%"):
            docname, _, id = uri[1:].partition("#")
            name = self.name(id, docname)
        elif uri.startswith("#") or "refid" in node:
            name = self.name(str(node.get("refid") or uri[1:]))
        elif uri.lower().startswith(_OUTSIDE):
            return [ast.link(made, uri)]
        else:
            if uri:
                fix = "give a whole address, as https://..., or link to a page or a heading"
                self.refuse(node, f"the link to {uri[:60]!r} leads nowhere in a Word file", fix)
            return made
        return [ast.link(made, f"#{self.address(name)}")] if self.leads_to(name) else made

    inline_number_reference = inline_reference

    # --- Notes

    def inline_footnote_reference(self, node: nodes.Element) -> list[Inline]:
        name = self.name(str(node.get("refid", "")))
        note = self._footnotes.get(name)
        if note is None:
            return ast.wrapped("Superscript", ast.text(node.astext()))
        mark = f"note{self.address(name)}"
        if name in self._notes:
            return [ast.xml(_note_again(mark, self._notes[name]))]
        self._count += 1
        self._notes |= {self.name(id): self._count for id in note["ids"]}
        self._marked.update(self._notes)
        outer, self.style = self.style, ""
        waiting, self._waiting = self._waiting, []
        body = self.blocks(child for child in note.children if not isinstance(child, nodes.label))
        self.style, self._waiting = outer, waiting
        return [ast.span([ast.note(body)], mark)]

    def inline_citation_reference(self, node: nodes.Element) -> list[Inline]:
        name = self.name(str(node.get("refid", "")))
        words = ast.text(f"[{node.astext()}]")
        return [ast.link(words, f"#{self.address(name)}")] if self.leads_to(name) else words


def _note_again(mark: str, number: int) -> str:
    """The number of a note that stands elsewhere, which Word counts by itself."""
    look = '<w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'

    def part(inner: str) -> str:
        return f"<w:r>{look}{inner}</w:r>"

    return "".join(
        (
            part('<w:fldChar w:fldCharType="begin"/>'),
            part(f'<w:instrText xml:space="preserve"> NOTEREF {escape(mark)} \\h </w:instrText>'),
            part('<w:fldChar w:fldCharType="separate"/>'),
            part(f"<w:t>{number}</w:t>"),
            part('<w:fldChar w:fldCharType="end"/>'),
        )
    )
