from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sphinx_plenary.facts import Facts
from sphinx_plenary.lint import Document
from sphinx_plenary.model import Edit, Problem, Severity
from sphinx_plenary.prose import Running
from sphinx_plenary.rules.rule import rule

_STRAIGHT: Final = re.compile(r"(?<![\w\"])\"(?=[\w(\[¿¡])[^\"“”\n]{0,200}(?:\n[^\"“”\n]{1,200}){0,3}\"(?!\w)")
_CURLY: Final = re.compile(r"“[^\"“”\n]{0,200}(?:\n[^\"“”\n]{1,200}){0,3}”")
_MOST: Final = 3


@rule("R706", Severity.WARNING)
def mixed_quotation_marks(facts: Facts) -> Iterator[Problem]:
    """A text has both straight and curly quotation marks.

    Why: it shows on the page, and it tells that a part was copied from elsewhere. The kind that is the rarer
    is told, three times at most; mend the others too. Not judged: the papers of the project, in which Sphinx
    makes all quotation marks curly, and apostrophes.
    """
    for docname, document in facts.documents.items():
        paper = facts.papers.get(docname)
        if (paper is None or not paper.kind) and '"' in document.plain and "“" in document.plain:
            yield from _judge(document, facts.running[docname])


def _judge(document: Document, running: Running) -> Iterator[Problem]:
    straight = _quoted(_STRAIGHT, document, running)
    curly = _quoted(_CURLY, document, running)
    if not straight or not curly:
        return
    places, kind, other, marks = min(
        (curly, "curly", "straight", ('"', '"')),
        (straight, "straight", "curly", ("“", "”")),
        key=lambda one: len(one[0]),
    )
    for start, end in places[:_MOST]:
        shown = " ".join(document.text[start:end].split())
        what = f"{shown!r} has {kind} quotation marks, the rest of the text {other} ones"
        ends = (start, start + 1), (end - 1, end)
        edits = tuple(Edit(document.origin(*end), mark) for end, mark in zip(ends, marks, strict=True))
        yield Problem(document.origin(start, end), what, f"write {' and '.join(marks)}", edits)


def _quoted(pattern: re.Pattern[str], document: Document, running: Running) -> list[tuple[int, int]]:
    """What stands in such marks, in running text."""
    spans = [match.span() for match in pattern.finditer(document.plain)]
    return [(start, end) for start, end in spans if (block := running.block_at(start)) and end <= block.end]
