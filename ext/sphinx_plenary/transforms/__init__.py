"""Placeholder -> docutils nodes, when all papers are read. What one format needs is in ``html`` or
``latex``, what print needs in ``print``.

The order is that of the priorities: cards and tables first, since they hold citations that
Sphinx's ReferencesResolver (priority 10) resolves; marks and lists last.
"""

from __future__ import annotations

from sphinx.application import Sphinx

from sphinx_plenary.transforms import (
    actions,
    cards,
    checks,
    colophon,
    dossiers,
    editions,
    events,
    figures,
    foreign,
    html,
    latex,
    matrix,
    papers,
    print,
    suspects,
    tables,
    title_block,
    tongues,
)


def setup(app: Sphinx) -> None:
    content = (
        title_block,
        cards,
        tables,
        actions,
        suspects,
        events,
        checks,
        matrix,
        figures,
        papers,
        dossiers,
        editions,
        colophon,
        foreign,
        tongues,
    )
    for room in (*content, html, print, latex):
        room.setup(app)
