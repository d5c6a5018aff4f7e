"""A paper as print wants it: each idea in its turn, when all that others make of a paper is there."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx

from sphinx_plenary.domain import PlenaryDomain
from sphinx_plenary.printing import FORMATS, own_fonts
from sphinx_plenary.transforms.print import cards, leavings, tables, targets, words


def shape_for_print(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Cards first, which are still sphinx-needs' tables; words last, when it is clear how wide their columns are."""
    if app.builder.format not in FORMATS:
        return
    domain = PlenaryDomain.of(app.env)
    paper = domain.paper(docname)
    turning = paper is None or domain.register.kind_of(paper.kind).look.turned_tables
    leavings.clear_up(doctree)
    cards.unbox_items(doctree)
    targets.keep_first_ids(doctree)
    targets.place_targets_of_rows(doctree)
    cards.shape_cards(doctree)
    tables.shape_tables(doctree, breaks_cells=app.builder.format != "latex", turning=turning)
    leavings.close_on_last_page(doctree)
    if app.builder.format != "word":  # Word has fonts for what ours lack, and breaks words
        words.shape_words(doctree, app.builder.format == "typst", own_fonts(app.config))


def setup(app: Sphinx) -> None:
    # sphinx-needs fills its tables and lists on this event, behind all transforms: so what concerns every table is done
    # here.
    app.connect("doctree-resolved", shape_for_print, priority=950)
