from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from sphinx_plenary.facts import Facts
from sphinx_plenary.lint import Document
from sphinx_plenary.model import Problem
from sphinx_plenary.prose.pairs import Lone, lone_marks
from sphinx_plenary.rules.rule import rule
from sphinx_plenary.rules.told import is_told, malformed_citations

_NAMES: Final[Mapping[str, str]] = {
    "heading": "heading",
    "cell": "cell",
    "item": "item",
    "note": "footnote",
    "argument": "title",
}


@rule("R703")
def unbalanced(facts: Facts) -> Iterator[Problem]:
    """A bracket or a quotation mark has no partner: it is not closed, or it closes what was not opened.

    Why: the reader cannot tell where an aside or a quotation ends. Judged are round, square and curly
    brackets and the quotation marks of English, French, German and Spanish, in running text. A pair may
    hold a list or several paragraphs, each of which may begin with a mark of its own. Not judged: apostrophes,
    feet and inches, the "a)" of a list, intervals such as [0, 1), and the brackets of a citation, told by R108.
    """
    for docname, document in facts.documents.items():
        cited = malformed_citations(facts, docname)
        for lone in lone_marks(document, facts.running[docname]):
            origin = document.origin(lone.offset, lone.offset + 1)
            if not is_told(origin, cited):
                yield Problem(origin, *_told(lone, document))


def _told(lone: Lone, document: Document) -> tuple[str, str]:
    block = document.blocks[lone.block]
    name = _NAMES.get(block.kind, "paragraph")
    if lone.opens:
        shown = " ".join(document.text[lone.offset : min(block.end, lone.offset + 60)].split()[:4])
        what = f"{shown!r}: this {name} does not close the {lone.mark}"
        return what, f"write {lone.partner} where it ends, or take the {lone.mark} out"
    shown = " ".join(document.text[max(block.start, lone.offset - 60) : lone.offset + 1].split()[-4:])
    what = f"{shown!r}: this {name} does not open what the {lone.mark} closes"
    return what, f"write {lone.partner} where it begins, or take the {lone.mark} out"
