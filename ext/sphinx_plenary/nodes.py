"""Our nodes: two small ones with HTML of their own, and placeholders filled after all papers are read."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator
from sphinx.writers.text import TextTranslator

from sphinx_plenary.translation import N_, _


class moment(nodes.inline):
    """A date or range of dates; ``datetime`` is machine-readable. Other writers see a plain inline."""


class head_cell(nodes.entry):
    """The head of a column, a row or a group of rows, as ``scope`` says; only in HTML, see transforms/html.py."""


class item_card(nodes.General, nodes.Element):
    """Placeholder: a tracked item with the author's text as children; ``item`` is its id."""


class resolution_table(nodes.table):
    """Placeholder: the resolutions that papers track for a conference. A table, so that it is numbered as one."""


class matrix_table(nodes.table):
    """Placeholder: the matrix of a conference, with its head, its second view and its sources."""


class picture(nodes.General, nodes.Element):
    """Placeholder in a figure: what ``{figure-of}`` asks for, drawn when all papers are read."""


class drawing(nodes.General, nodes.Element):
    """In a figure on a page: the images of a picture, which scroll sideways where the page is narrower."""


class folded(nodes.General, nodes.Element):
    """On a page: what stands folded away under its ``summary``."""


class action_table(nodes.table):
    """Placeholder: actions of papers. A table, so that it is numbered as one."""


class suspect_table(nodes.table):
    """Placeholder: items that have to be reviewed again. A table, so that it is numbered as one."""


class event_block(nodes.General, nodes.Element):
    """Placeholder: what is known of the conference ``conference``."""


class calendar_link(nodes.General, nodes.Inline, nodes.Element):
    """Placeholder: the link to the calendar file of the conference ``conference``, on pages."""


class paper_pdf(nodes.General, nodes.Inline, nodes.Element):
    """Placeholder: the link to the PDF of the paper ``docname``, where there is one."""


class paper_languages(nodes.Inline, nodes.Element):
    """The languages in which the paper ``docname`` can be read, once that is known."""


class paper_digest(nodes.General, nodes.Element):
    """Placeholder: the digest of what the page ``docname`` was made of."""


class dossier_story(nodes.General, nodes.Element):
    """Placeholder: what the dossier of the page ``docname`` tells."""


class dossier_link(nodes.General, nodes.Inline, nodes.Element):
    """Placeholder: a quiet link to the dossier of ``item``, of a ``kind``, where there is one."""


class changes_of(nodes.General, nodes.Element):
    """Placeholder: what changed in the paper ``paper`` from edition ``old`` to ``new``; empty: as the default is."""


class paper_editions(nodes.General, nodes.Element):
    """Placeholder: the editions of the paper ``docname``, in the list of facts under its title."""


class edition_story(nodes.General, nodes.Element):
    """Placeholder: the edition whose page is ``docname``."""


class changed(nodes.inline):
    """Words that were put in (``sign`` is ``+``) or taken out (``-``)."""


class pdf_checks(nodes.General, nodes.Element):
    """Placeholder: what was checked in the PDFs of the site."""


class paper_list(nodes.General, nodes.Element):
    """Placeholder: the papers of the site."""


def visit_moment(self: HTML5Translator, node: moment) -> None:
    self.body.append(self.starttag(node, "time", "", datetime=node["datetime"]))


def depart_moment(self: HTML5Translator, _node: moment) -> None:
    self.body.append("</time>")


def visit_head_cell(self: HTML5Translator, node: head_cell) -> None:
    spans = {"rowspan": "morerows", "colspan": "morecols"}
    attributes: dict[str, Any] = {name: str(node[more] + 1) for name, more in spans.items() if more in node}
    if node["scope"]:
        self.body.append(self.starttag(node, "th", "", scope=node["scope"], **attributes))
    else:
        self.body.append(self.starttag(node, "td", "", **attributes))  # an empty corner heads nothing


def depart_head_cell(self: HTML5Translator, node: head_cell) -> None:
    self.body.append("</th>\n" if node["scope"] else "</td>\n")


def visit_drawing(self: HTML5Translator, node: drawing) -> None:
    # with a keyboard, what scrolls must be reached
    self.body.append(self.starttag(node, "div", role="group", tabindex="0", **{"aria-label": node["label"]}))


def depart_drawing(self: HTML5Translator, _node: drawing) -> None:
    self.body.append("</div>\n")


def visit_folded(self: HTML5Translator, node: folded) -> None:
    self.body.append(self.starttag(node, "details"))
    self.body.append(f"<summary>{self.encode(node['summary'])}</summary>\n")


def depart_folded(self: HTML5Translator, _node: folded) -> None:
    self.body.append("</details>\n")


# HTML's own elements, with words for who hears the page; in a text the signs of ``git diff --word-diff``.
_CHANGED: dict[str, tuple[str, str, str, str]] = {
    "+": ("ins", N_("put in: "), "{+", "+}"),
    "-": ("del", N_("taken out: "), "[-", "-]"),
}


def visit_changed(self: HTML5Translator, node: changed) -> None:
    name, words, _left, _right = _CHANGED[node["sign"]]
    self.body.append(self.starttag(node, name, ""))
    self.body.append(f'<span class="plenary-heard">{_(words)}</span>')


def depart_changed(self: HTML5Translator, node: changed) -> None:
    self.body.append(f"</{_CHANGED[node['sign']][0]}>")


def visit_changed_text(self: TextTranslator, node: changed) -> None:
    self.add_text(_CHANGED[node["sign"]][2])


def depart_changed_text(self: TextTranslator, node: changed) -> None:
    self.add_text(_CHANGED[node["sign"]][3])


def caption_of(table: nodes.Node) -> str | None:
    """The words by which a table is numbered; None where it has no caption, and so no number."""
    return next((child.astext() for child in table.children if isinstance(child, nodes.title)), None)


def setup(app: Sphinx) -> None:
    app.add_node(moment, html=(visit_moment, depart_moment))
    app.add_node(head_cell, html=(visit_head_cell, depart_head_cell))
    app.add_node(drawing, html=(visit_drawing, depart_drawing))
    app.add_node(folded, html=(visit_folded, depart_folded))
    app.add_node(changed, html=(visit_changed, depart_changed), text=(visit_changed_text, depart_changed_text))
    placeholders = (item_card, paper_digest, paper_list, paper_pdf, dossier_story, dossier_link, picture)
    for placeholder in (
        *placeholders,
        event_block,
        calendar_link,
        pdf_checks,
        changes_of,
        paper_editions,
        paper_languages,
        edition_story,
    ):
        app.add_node(placeholder)
    # Sphinx asks for None where there is no title, but its type hint does not say so
    for numbered in (resolution_table, matrix_table, action_table, suspect_table):
        app.add_enumerable_node(numbered, "table", caption_of)  # type: ignore[arg-type]
