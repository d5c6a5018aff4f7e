"""Blocks: sections, paragraphs, lists, cards, admonitions, code, quotations, lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from docutils import nodes
from sphinx.locale import admonitionlabels

from sphinx_plenary.word import ast
from sphinx_plenary.word.ast import Block, Inline
from sphinx_plenary.word.core import Core
from sphinx_plenary.word.styles import CARDS, card

_NUMBERINGS: Final = {
    "arabic": "Decimal",
    "loweralpha": "LowerAlpha",
    "upperalpha": "UpperAlpha",
    "lowerroman": "LowerRoman",
    "upperroman": "UpperRoman",
}
_DELIMITERS: Final = {("", ")"): "OneParen", ("(", ")"): "TwoParens"}
_DEEPEST: Final = 9  # levels of headings that Word has
# Classes of a line of words -> the style of its paragraph outside cards.
_SMALL: Final = frozenset(
    "card-meta card-foot legend conference as-of changes-between filtered digest best-efforts groups actions "
    "index-head".split()
)
_BOXES: Final = {"colophon": "Plenary Colophon", "index": "Plenary Small Print"}
_WARNINGS: Final = frozenset({"warning", "caution", "attention", "danger", "error"})


def _through(self: Core, node: nodes.Element) -> list[Block]:
    return self.blocks(node.children)


def _nothing(_self: Core, _node: nodes.Element) -> list[Block]:
    return []


def _styled(style: str) -> Callable[[Any, nodes.Element], list[Block]]:
    def form(self: Core, node: nodes.Element) -> list[Block]:
        return [self.paragraph(self.inlines(node.children), style, node)]

    return form


class Blocks(Core):
    """Nodes that stand by themselves."""

    block_document = block_compound = block_glossary = block_translatable = block_acks = _through
    block_hlist = block_hlistcol = block_versionmodified = block_legend = block_Need = _through
    block_comment = block_substitution_definition = block_meta = block_system_message = _nothing
    block_decoration = block_header = block_footer = block_highlightlang = block_tabular_col_spec = _nothing
    block_pending = _nothing
    block_centered = block_subtitle = _styled("Plenary Rubric")
    block_compact_paragraph = _styled("")
    block_caption = _styled("Plenary Lead")

    def within(self, style: str, children: Iterable[nodes.Node]) -> list[Block]:
        """What nodes give whose paragraphs have a style."""
        outer, self.style = self.style, style
        found = self.blocks(children)
        self.style = outer
        return found

    def block_start_of_file(self, node: nodes.Element) -> list[Block]:
        outer, self.docname = self.docname, str(node["docname"])
        self.wait([self.name("")])
        found = self.blocks(node.children)
        self.docname = outer
        return found

    # --- Headings

    def block_section(self, node: nodes.Element) -> list[Block]:
        self.level += 1
        found = self.blocks(node.children)
        self.level -= 1
        return found

    def block_title(self, node: nodes.Element) -> list[Block]:
        if not isinstance(node.parent, nodes.section):
            return [self.paragraph(self.inlines(node.children), "Plenary Rubric", node)]
        if self.level == 1 and isinstance(node.parent.parent, nodes.document):
            return []  # the title block has it
        return [self.heading(node, self.level - 1)]

    def heading(self, node: nodes.Element, level: int) -> Block:
        words = self.inlines(node.children)
        return ast.heading(self.placed(words, node), max(1, min(level, _DEEPEST)))

    def block_rubric(self, node: nodes.Element) -> list[Block]:
        if node.get("heading-level"):
            return [self.heading(node, int(node["heading-level"]) - 1)]
        return [self.paragraph(self.inlines(node.children), "Plenary Rubric", node)]

    # --- Paragraphs

    def block_paragraph(self, node: nodes.Element) -> list[Block]:
        words = self.styled(node, self.inlines(node.children))
        return [self.paragraph(words, self._style_of(node), node)] if words else []

    def styled(self, node: nodes.Element, made: list[Inline]) -> list[Inline]:
        raise NotImplementedError

    def _style_of(self, node: nodes.Element) -> str:
        """The style of a paragraph of ours: a line of small print, a head of a table; else that round it."""
        alone = [child for child in node.children if isinstance(child, nodes.Element)]
        inner = alone[0]["classes"] if len(node.children) == 1 and alone else []
        names = {name.removeprefix("plenary-") for name in [*node["classes"], *inner] if name.startswith("plenary-")}
        if "heads-table" in names:
            return "Plenary Lead"
        if names & _SMALL:
            if self.style.startswith("Card ") and not self.style.endswith(" End"):
                return f"{self.style.removesuffix(' Head')} Small"
            return self.style or "Plenary Small Print"
        return ""

    def block_container(self, node: nodes.Element) -> list[Block]:
        names = [name.removeprefix("plenary-") for name in node["classes"] if name.startswith("plenary-")]
        if kind := next((name for name in names if name in CARDS), ""):
            return self.within(card(kind), node.children)
        if self.style.startswith("Card "):
            for part, name in (("card-head", "Head"), ("card-end", "End")):
                if part in names:
                    return self.within(f"{self.style} {name}", node.children)
        if "turned" in names:
            return [*TURN, *self.blocks(node.children), *TURN_BACK]
        style = next((_BOXES[name] for name in names if name in _BOXES), self.style)
        return self.within(style, node.children)

    def block_transition(self, _node: nodes.Element) -> list[Block]:
        return [self.paragraph([ast.string("* * *")], "Plenary Rule")]

    # --- Lists

    def _items(self, node: nodes.Element) -> list[list[Block]]:
        if self.style.startswith("Card "):
            base = self.style.removesuffix(" Head").removesuffix(" End").removesuffix(" List")
            style = f"{base} List"
        else:
            style = self.style or "Compact"
        return [self.within(style, item.children) for item in node.children]

    def block_bullet_list(self, node: nodes.Element) -> list[Block]:
        return [ast.bullets(self._items(node))] if node.children else []

    def block_enumerated_list(self, node: nodes.Element) -> list[Block]:
        sign = _NUMBERINGS.get(node.get("enumtype", "arabic"), "Decimal")
        around = (str(node.get("prefix", "")), str(node.get("suffix", ".")))
        return [ast.numbered(self._items(node), int(node.get("start", 1)), sign, _DELIMITERS.get(around, "Period"))]

    def block_list_item(self, node: nodes.Element) -> list[Block]:
        return self.blocks(node.children)

    def block_definition_list(self, node: nodes.Element) -> list[Block]:
        found: list[Block] = []
        for item in node.children:
            assert isinstance(item, nodes.Element)
            self.mark(item)
            found += self._term(item)
        return found

    block_field_list = block_option_list = block_docinfo = block_definition_list

    def _term(self, item: nodes.Element) -> list[Block]:
        """An entry of a list of terms: its words, with commas between, then all else."""
        kinds = (nodes.term, nodes.classifier, nodes.field_name, nodes.option_group)
        if isinstance(item, nodes.Bibliographic) and not isinstance(item, nodes.field):
            words: list[Inline] = ast.text(f"{type(item).__name__.capitalize()}")
            return [self.paragraph(words, "Definition Term"), *self.within("Definition", [_as_paragraph(item)])]
        made: list[Inline] = []
        for word in (child for child in item.children if isinstance(child, kinds)):
            if made:
                made += ast.text(" : " if isinstance(word, nodes.classifier) else ", ")
            self.mark(word)
            if isinstance(word, nodes.option_group):
                made.append(ast.code(", ".join(option.astext() for option in word.findall(nodes.option))))
            else:
                made += self.inlines(word.children)
        rest = [child for child in item.children if not isinstance(child, kinds)]
        inside = self.style if self.style.startswith(("Card ", "Table ")) else ""
        words = ast.wrapped("Strong", made) if inside else made
        return [self.paragraph(words, inside or "Definition Term", item), *self.within(inside or "Definition", rest)]

    block_definition = block_field_body = block_description = _through

    # --- Blocks with a title

    def block_Admonition(self, node: nodes.Element) -> list[Block]:
        kind = type(node).__name__
        title = next((child for child in node.children if isinstance(child, nodes.title)), None)
        label = (
            self.inlines(title.children)
            if title is not None
            else ast.text(str(admonitionlabels.get(kind, kind.capitalize())))
        )
        style = card("warning" if kind in _WARNINGS else "note")
        head = self.paragraph(ast.wrapped("Strong", label), f"{style} Head", title)
        return [head, *self.within(style, (child for child in node.children if child is not title))]

    def block_topic(self, node: nodes.Element) -> list[Block]:
        title = next((child for child in node.children if isinstance(child, nodes.title)), None)
        found = [self.paragraph(self.inlines(title.children), "Plenary Panel Head", title)] if title is not None else []
        return [*found, *self.within("Plenary Panel", (child for child in node.children if child is not title))]

    block_sidebar = block_topic

    # --- Code, quotations, lines, formulas

    def block_literal_block(self, node: nodes.Element) -> list[Block]:
        return [ast.code_block(node.astext())]

    block_doctest_block = block_literal_block

    def block_productionlist(self, node: nodes.Element) -> list[Block]:
        return [ast.code_block("\n".join(rule.astext().strip() for rule in node.children))]

    def block_block_quote(self, node: nodes.Element) -> list[Block]:
        return self.within(self.style or "Block Text", node.children)

    def block_attribution(self, node: nodes.Element) -> list[Block]:
        return [self.paragraph([*ast.text("— "), *self.inlines(node.children)], "", node)]

    def block_line_block(self, node: nodes.Element) -> list[Block]:
        lines: list[Inline] = []
        for depth, child in _lines(node, 0):
            lines += [ast.BREAK] if lines else []
            lines += [ast.string("\u2003" * depth)] if depth else []
            lines += self.inlines(child.children)
        return [self.paragraph(lines, "", node)]

    def block_math_block(self, node: nodes.Element) -> list[Block]:
        source = node.astext()
        several = "\\\\" in source and "\\begin" not in source
        tex = rf"\begin{{aligned}}{source}\end{{aligned}}" if several else source
        return [self.paragraph([ast.math(tex, display=True)])]

    # --- Notes and sources

    def block_footnote(self, node: nodes.Element) -> list[Block]:
        """Its text stands where it is first spoken of; one of which nothing speaks, where it was written."""
        if any(self.name(id) in self.referenced for id in node["ids"]):
            return []
        return self._labelled(node, "{} ")

    def block_citation(self, node: nodes.Element) -> list[Block]:
        return self._labelled(node, "[{}] ")

    def _labelled(self, node: nodes.Element, form: str) -> list[Block]:
        label = next((child.astext() for child in node.children if isinstance(child, nodes.label)), "")
        rest = self.blocks(child for child in node.children if not isinstance(child, nodes.label))
        return [self.paragraph(ast.wrapped("Strong", ast.text(form.format(label).strip())), ""), *rest]

    @property
    def referenced(self) -> set[str]:
        raise NotImplementedError


def _lines(block: nodes.Element, depth: int) -> Iterable[tuple[int, nodes.Element]]:
    for child in block.children:
        assert isinstance(child, nodes.Element)
        if isinstance(child, nodes.line_block):
            yield from _lines(child, depth + 1)
        else:
            yield depth, child


def _as_paragraph(node: nodes.Element) -> nodes.paragraph:
    made = nodes.paragraph()
    made.children = node.children
    made.line, made.source = node.line, node.source
    return made


# Where pages are turned, and turned back: finishing puts sections of Word in their place.
TURN_MARK: Final = "plenary-turn"
TURN: Final = [ast.xml_block(f'<w:p><w:bookmarkStart w:id="0" w:name="{TURN_MARK}"/></w:p>')]
TURN_BACK: Final = [ast.xml_block(f'<w:p><w:bookmarkStart w:id="0" w:name="{TURN_MARK}-back"/></w:p>')]
