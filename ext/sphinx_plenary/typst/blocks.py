"""Blocks: sections, paragraphs, lists, admonitions, code, quotations, lines."""

from __future__ import annotations

from typing import Final

from docutils import nodes
from sphinx.locale import admonitionlabels

from sphinx_plenary.typst.code import EMPTY, call, number, string
from sphinx_plenary.typst.core import Core, skip, through, wrap
from sphinx_plenary.typst.glyphs import printable_code

# In these a lone paragraph is no paragraph of its own.
_HOLDERS: Final = (nodes.list_item, nodes.entry, nodes.definition, nodes.field_body, nodes.description, nodes.legend)
_NUMBERINGS: Final = {"arabic": "1", "loweralpha": "a", "upperalpha": "A", "lowerroman": "i", "upperroman": "I"}
_DEEPEST: Final = 12

# Paragraphs that stay on the page of the table behind them.
_AHEAD: Final = {"plenary-heads-table": "lead", "plenary-left-out": "ahead"}


class Blocks(Core):
    """Nodes that stand by themselves."""

    visit_document, depart_document = through()
    visit_compound, depart_compound = through()
    visit_compact_paragraph, depart_compact_paragraph = wrap("par")
    visit_glossary, depart_glossary = through()
    visit_translatable, depart_translatable = through()
    visit_decoration = visit_header = visit_footer = skip()
    visit_acks, depart_acks = through()
    visit_hlist, depart_hlist = through()
    visit_hlistcol, depart_hlistcol = through()
    visit_centered, depart_centered = wrap("rubric")
    visit_legend, depart_legend = wrap("legend")

    def visit_start_of_file(self, node: nodes.Element) -> None:
        self._outer.append(self.docname)
        self.docname = str(node["docname"])
        self.wait([self.name("")])

    def depart_start_of_file(self, node: nodes.Element) -> None:
        self.docname = self._outer.pop()

    # --- Headings

    def visit_section(self, node: nodes.Element) -> None:
        self.level += 1

    def depart_section(self, node: nodes.Element) -> None:
        self.level -= 1

    def visit_title(self, node: nodes.Element) -> None:
        parent = node.parent
        if isinstance(parent, nodes.section):
            if self.level == 1 and self.is_title_of_paper(parent):
                raise nodes.SkipNode  # the title block has it
            self.heading(node, self.level - 1)
        elif isinstance(parent, nodes.Admonition | nodes.topic | nodes.sidebar | nodes.table):
            raise nodes.SkipNode  # these have asked for it
        self.open()

    def is_title_of_paper(self, section: nodes.Element) -> bool:
        return isinstance(section.parent, nodes.document)

    def depart_title(self, node: nodes.Element) -> None:
        self.put(call("rubric", self.close()))

    def heading(self, node: nodes.Element, level: int, listed: bool = True) -> None:
        """A heading from 1 on; its own marks stand before it, since contents and bookmarks say it again."""
        for inner in node.findall(nodes.Element):
            self.mark(inner)
        self.at(node)
        marks = self.taken_marks()
        body = self.content(*node.children)
        hidden = {} if listed else {"outlined": "false", "bookmarked": "false"}
        if marks:
            self.frames[-1].lines.append(call("mark", *map(string, marks)))
        level = max(1, min(level, _DEEPEST))
        if level > self.last_heading + 1:
            what = f"the heading {node.astext()[:40]!r} leaves out a level"
            self.refuse(node, what, "make it one level deeper than the heading above it, no more")
        self.headings += 1
        self.last_heading = level
        self.put(call("heading", body, level=number(level), **hidden))
        raise nodes.SkipNode

    def visit_subtitle(self, node: nodes.Element) -> None:
        self.open()

    depart_subtitle = depart_title

    def visit_rubric(self, node: nodes.Element) -> None:
        if node.get("heading-level"):
            self.heading(node, int(node["heading-level"]) - 1, listed=False)
        self.open()

    depart_rubric = depart_title

    # --- Paragraphs

    def visit_paragraph(self, node: nodes.Element) -> None:
        self.at(node)
        self.open()

    def depart_paragraph(self, node: nodes.Element) -> None:
        body = self.close()
        for name in node["classes"]:
            if name.startswith("plenary-"):
                body = call("styled", string(name.removeprefix("plenary-")), body)
        if body != EMPTY:
            form = next((form for name, form in _AHEAD.items() if name in node["classes"]), "par")
            self.put(body if _in_line(node) else call(form, body))

    def visit_container(self, node: nodes.Element) -> None:
        self.open()

    def depart_container(self, node: nodes.Element) -> None:
        body = _boxed(node, self.close())
        if body != EMPTY:
            self.put(body)

    def visit_caption(self, node: nodes.Element) -> None:
        if isinstance(node.parent, nodes.figure):
            raise nodes.SkipNode  # the figure has asked for it
        self.open()

    def depart_caption(self, node: nodes.Element) -> None:
        self.put(call("lead", self.close()))

    def visit_transition(self, node: nodes.Element) -> None:
        self.put("transition")
        raise nodes.SkipNode

    # --- Lists

    def visit_bullet_list(self, node: nodes.Element) -> None:
        self.at(node)
        self.open(flows=False)

    def depart_bullet_list(self, node: nodes.Element) -> None:
        self.put(_boxed(node, call("list", *self.close_lines(), tight=_tight(node))))

    def visit_enumerated_list(self, node: nodes.Element) -> None:
        self.at(node)
        self.open(flows=False)

    def depart_enumerated_list(self, node: nodes.Element) -> None:
        sign = _NUMBERINGS.get(node.get("enumtype", "arabic"), "1")
        form = f"{node.get('prefix', '')}{sign}{node.get('suffix', '.')}"
        start = number(int(node["start"])) if "start" in node else None
        made = call("enum", *self.close_lines(), tight=_tight(node), numbering=string(form), start=start)
        self.put(_boxed(node, made))

    def visit_list_item(self, node: nodes.Element) -> None:
        self.open()

    def depart_list_item(self, node: nodes.Element) -> None:
        self.put(self.close())

    def visit_definition_list(self, node: nodes.Element) -> None:
        self.at(node)
        self.open(flows=False)

    def depart_definition_list(self, node: nodes.Element) -> None:
        self.put(call("terms", *self.close_lines(), tight="false"))

    def visit_definition_list_item(self, node: nodes.Element) -> None:
        self._term([child for child in node if isinstance(child, nodes.term | nodes.classifier)], node, "linebreak()")

    def _term(self, words: list[nodes.Node], item: nodes.Element, between: str = "") -> None:
        """One entry of a list of terms: its words, with commas between, then all else."""
        self.open()
        for index, word in enumerate(words):
            if index:
                self.put(string(" : " if isinstance(word, nodes.classifier) else ", "))
            word.walkabout(self)
        term = self.close()
        rest = self.content(*(child for child in item.children if child not in words))
        self.put(call("terms.item", term, f"{{\n{between}\n{rest}\n}}" if between else rest))
        raise nodes.SkipNode

    visit_term, depart_term = through()
    visit_definition, depart_definition = through()

    visit_field_list, depart_field_list = visit_definition_list, depart_definition_list
    visit_option_list, depart_option_list = visit_definition_list, depart_definition_list
    visit_docinfo, depart_docinfo = visit_definition_list, depart_definition_list

    def visit_field(self, node: nodes.Element) -> None:
        self._term([child for child in node if isinstance(child, nodes.field_name)], node)

    def visit_option_list_item(self, node: nodes.Element) -> None:
        self._term([child for child in node if isinstance(child, nodes.option_group)], node, "linebreak()")

    visit_field_name, depart_field_name = through()
    visit_field_body, depart_field_body = through()
    visit_description, depart_description = through()

    def visit_option_group(self, node: nodes.Element) -> None:
        options = (option.astext() for option in node.findall(nodes.option))
        self.put(call("source-of", string(printable_code(", ".join(options)))))
        raise nodes.SkipNode

    # --- Blocks with a title

    def visit_Admonition(self, node: nodes.Element) -> None:
        """Every kind of admonition, by its base class."""
        kind = type(node).__name__
        title = next((child for child in node if isinstance(child, nodes.title)), None)
        label = self.content(*title.children) if title else string(str(admonitionlabels.get(kind, kind.capitalize())))
        self.at(node)
        body = self.content(*(child for child in node.children if child is not title))
        self.put(call("admonition", string(kind), label, body))
        raise nodes.SkipNode

    def visit_system_message(self, node: nodes.Element) -> None:
        raise nodes.SkipNode  # it was told while the paper was read

    def visit_topic(self, node: nodes.Element) -> None:
        title = next((child for child in node if isinstance(child, nodes.title)), None)
        self.at(node)
        label = self.content(*title.children) if title else "none"
        body = self.content(*(child for child in node.children if child is not title))
        self.put(call("aside", label, body))
        raise nodes.SkipNode

    visit_sidebar = visit_topic
    visit_versionmodified, depart_versionmodified = through()

    # --- Code, quotations, lines

    def visit_literal_block(self, node: nodes.Element) -> None:
        self.at(node)
        language = str(node.get("language", "") or "")
        given = string(language) if language not in {"", "default", "none", "text"} else "none"
        self.put(call("code-block", given, string(printable_code(node.astext()))))
        raise nodes.SkipNode

    visit_doctest_block = visit_literal_block

    def visit_productionlist(self, node: nodes.Element) -> None:
        rules = "\n".join(rule.astext().strip() for rule in node.children)
        self.put(call("code-block", "none", string(printable_code(rules))))
        raise nodes.SkipNode

    def visit_block_quote(self, node: nodes.Element) -> None:
        said = next((child for child in node if isinstance(child, nodes.attribution)), None)
        body = self.content(*(child for child in node.children if child is not said))
        self.put(call("quote", body, attribution=self.content(*said.children) if said else None))
        raise nodes.SkipNode

    def visit_line_block(self, node: nodes.Element) -> None:
        self.open(flows=False)

    def depart_line_block(self, node: nodes.Element) -> None:
        made = call("lines", *self.close_lines())
        self.put(call("indented", made) if isinstance(node.parent, nodes.line_block) else made)

    def visit_line(self, node: nodes.Element) -> None:
        self.open()

    def depart_line(self, node: nodes.Element) -> None:
        self.put(self.close())


def _in_line(paragraph: nodes.Element) -> bool:
    """Whether a paragraph is all that a cell or an item says, or begins behind the number of a note."""
    beside = [child for child in _shown(paragraph.parent) if not isinstance(child, nodes.label)]
    if isinstance(paragraph.parent, nodes.footnote):
        return beside[0] is paragraph
    item = paragraph.parent.parent
    alone = (
        not isinstance(paragraph.parent, nodes.definition) or sum(isinstance(c, nodes.definition) for c in item) == 1
    )
    return isinstance(paragraph.parent, _HOLDERS) and len(beside) == 1 and alone


def _shown(node: nodes.Element) -> list[nodes.Node]:
    return [child for child in node.children if not isinstance(child, nodes.Invisible)]


def _boxed(node: nodes.Element, body: str) -> str:
    """In the boxes that the template has for our classes."""
    for name in reversed([*node["classes"]]):
        if name.startswith("plenary-"):
            body = call("boxed", string(name.removeprefix("plenary-")), body)
    return body


def _tight(node: nodes.Element) -> str:
    """Whether each item is no more than a line or two."""
    items = [child for child in node.children if isinstance(child, nodes.list_item)]
    return "true" if all(len(_shown(item)) <= 1 and len(item.astext()) < 90 for item in items) else "false"
