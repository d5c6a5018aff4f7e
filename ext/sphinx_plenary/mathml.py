"""Formulas on pages are MathML, which browsers and screen readers read: no script, and none from another host."""

from __future__ import annotations

import html
from pathlib import Path
from typing import Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.locale import _
from sphinx.util.math import get_node_equation_number
from sphinx.util.nodes import get_node_line, get_node_source
from sphinx.writers.html5 import HTML5Translator

from sphinx_plenary.domain import PlenaryDomain
from sphinx_plenary.formulas import CURE, Unreadable, formula, told
from sphinx_plenary.model import Origin
from sphinx_plenary.slips import directive_slip
from sphinx_plenary.source import shown

NAME: Final = "mathml"
# Extensions that draw formulas, and what Sphinx calls what each does.
_DRAWING: Final = {"sphinx.ext.mathjax": "mathjax", "sphinxcontrib.katex": "katex", "sphinx.ext.imgmath": "imgmath"}


def visit_math(translator: HTML5Translator, node: nodes.Element) -> None:
    translator.body += [
        translator.starttag(node, "span", "", CLASS="math"),
        _written(node, False),
        "</span>",
    ]
    raise nodes.SkipNode


def visit_math_block(translator: HTML5Translator, node: nodes.Element) -> None:
    translator.body.append(translator.starttag(node, "div", "", CLASS="math"))
    if node["number"]:
        number = get_node_equation_number(translator, node)  # type: ignore[arg-type]
        translator.body.append(f'<span class="eqno">({number})')
        translator.add_permalink_ref(node, _("Link to this equation"))
        translator.body.append("</span>")
    translator.body += [_written(node, True), "</div>\n"]
    raise nodes.SkipNode


def _written(node: nodes.Element, alone: bool) -> str:
    """The formula; where it cannot be read, which R503 tells, its source."""
    source = node.astext().strip()
    try:
        tree = formula(source)
    except Unreadable:
        return f"<code>{html.escape(source)}</code>"
    tree.set("alttext", " ".join(source.split()))
    if alone:
        tree.set("display", "block")
    return str(tree.toxml())


def note_unreadable(app: Sphinx, doctree: nodes.document) -> None:
    """When a page is read, so that each build and each check tells it."""
    docname = app.env.current_document.docname
    found: list[nodes.Element] = [*doctree.findall(nodes.math), *doctree.findall(nodes.math_block)]
    for node in found:
        try:
            formula(node.astext())
        except Unreadable as error:
            path = shown(Path(get_node_source(node) or app.env.doc2path(docname)), Path(app.confdir))
            origin = Origin(path, get_node_line(node) or 1)
            slip = directive_slip(docname, origin, told(node.astext(), error), CURE)
            PlenaryDomain.of(app.env).note(docname).slips.append(slip)


def choose(app: Sphinx, config: Config) -> None:
    """MathML, where the project has not chosen otherwise: by a setting, or by an extension that draws formulas."""
    if config.html_math_renderer is None:
        named = [_DRAWING[name] for name in _DRAWING if name in config.extensions]
        config.html_math_renderer = named[-1] if named else NAME


def setup(app: Sphinx) -> None:
    app.add_html_math_renderer(NAME, (visit_math, None), (visit_math_block, None))
    app.connect("config-inited", choose)
    app.connect("doctree-read", note_unreadable)
