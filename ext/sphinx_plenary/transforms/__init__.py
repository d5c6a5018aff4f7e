"""Placeholder -> docutils nodes, when all papers are read. What one format needs is in ``html`` or ``latex``.

The order is that of the priorities: cards and tables first, since they hold citations that
Sphinx's ReferencesResolver (priority 10) resolves; marks and lists last.
"""

from __future__ import annotations

from sphinx.application import Sphinx

from sphinx_plenary.transforms import actions, cards, colophon, events, html, latex, matrix, papers, tables, title_block


def setup(app: Sphinx) -> None:
    for room in (title_block, cards, tables, actions, events, matrix, papers, colophon, html, latex):
        room.setup(app)
