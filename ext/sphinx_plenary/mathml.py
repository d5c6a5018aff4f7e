"""Formulas on pages are MathML, which browsers and screen readers read: no script, and none from another host."""

from __future__ import annotations

import html
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.locale import _
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number
from sphinx.util.nodes import get_node_line, get_node_source
from sphinx.writers.html5 import HTML5Translator

from sphinx_plenary.formulas import CURE, Unreadable, formula, told
from sphinx_plenary.source import shown

logger = logging.getLogger(__name__)


def visit_math(translator: HTML5Translator, node: nodes.Element) -> None:
    translator.body += [
        translator.starttag(node, "span", "", CLASS="math"),
        _written(translator, node, False),
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
    translator.body += [_written(translator, node, True), "</div>\n"]
    raise nodes.SkipNode


def _written(translator: HTML5Translator, node: nodes.Element, alone: bool) -> str:
    """The formula; where it cannot be read, its source, and a message."""
    source = node.astext().strip()
    try:
        tree = formula(source)
    except Unreadable as error:
        path = shown(Path(get_node_source(node) or ""), Path(translator.builder.confdir))
        place = f"{path}:{get_node_line(node) or 1}"
        logger.warning("%s; %s", told(source, error), CURE, type="plenary", subtype="formula", location=place)
        return f"<code>{html.escape(source)}</code>"
    tree.set("alttext", " ".join(source.split()))
    if alone:
        tree.set("display", "block")
    return str(tree.toxml())


def setup(app: Sphinx) -> None:
    # Beside its own MathJax, Sphinx takes the one other that is there; 'html_math_renderer' chooses otherwise.
    app.add_html_math_renderer("mathml", (visit_math, None), (visit_math_block, None))
