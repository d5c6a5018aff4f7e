"""The public texts of a project: of papers and other pages, with what of each is internal in an internal build."""

from __future__ import annotations

from collections.abc import Iterator

from sphinx_plenary.facts import Facts
from sphinx_plenary.internal import Marks
from sphinx_plenary.lint import Document


def public_texts(facts: Facts) -> Iterator[tuple[str, Document, Marks | None]]:
    """Page, text, marks; no internal paper."""
    if facts.withheld is None:
        return
    for docname, document in sorted({**facts.withheld.pages, **facts.documents}.items()):
        marks = facts.withheld.marks.get(docname)
        if not (marks and marks.whole):
            yield docname, document, marks
