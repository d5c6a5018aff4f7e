from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from sphinx_plenary.facts import Facts
from sphinx_plenary.lint import Document
from sphinx_plenary.model import Problem, Severity, Status
from sphinx_plenary.prose import Heading
from sphinx_plenary.rules.rule import rule

# Labels of what follows, marks of blocks, rules and underlines, targets of links and notes: no reader sees them there.
_NO_TEXT: Final = re.compile(
    r"^ {0,3}(?:\([^()\n]+\)=|\{[#.][^}\n]*\}|\+{3}.*|[-=]{2,}|\[[^\]\n]+\]:.*)[ \t]*$", re.MULTILINE
)
_NOTE: Final = re.compile(r"^ {0,3}\[\^[^\]\s]+\]:", re.M)


@rule("R516", Severity.WARNING)
def section_empty(facts: Facts) -> Iterator[Problem]:
    """A section of a paper that is no longer a draft has a heading and nothing under it.

    Why: ``plenary new`` writes the headings that a kind of paper asks for, each with a comment that says what belongs
    there. A comment is in no output: a reader finds the heading alone. Of a draft it is not told.

    A heading with a heading below it is a section of sections. Under the last heading may stand the notes, which a
    page shows there wherever they are written.
    """
    for docname, document in facts.documents.items():
        paper = facts.papers.get(docname)
        if paper is None or not paper.kind or paper.status is Status.DRAFT:
            continue
        shown = _without_comments(document)
        for heading, following in pairwise((*facts.headings[docname], None)):
            if heading and _is_empty(document, shown, heading, following):
                what = f"nothing stands under the heading {heading.words!r}"
                yield Problem(
                    document.origin(*heading.span),
                    what,
                    "write it, if only that there is nothing to report; a comment is no text",
                )


def _without_comments(document: Document) -> str:
    """The text with a space for each character of a comment."""
    parts: list[str] = []
    at = 0
    for comment in document.of_kind("comment"):
        parts += (document.text[at : comment.start], " " * (comment.end - max(at, comment.start)))
        at = max(at, comment.end)
    return "".join((*parts, document.text[at:]))


def _is_empty(document: Document, shown: str, heading: Heading, following: Heading | None) -> bool:
    if heading.level <= 1 or (following is not None and following.level > heading.level):
        return False  # the title, or a section of sections
    start = document.line_of(max(heading.span.end - 1, heading.span.start)).end
    end = document.line_of(following.span.start).start if following else len(document.text)
    if following is None and _NOTE.search(document.text) and shown[start:end] == document.text[start:end]:
        return False  # the place of the notes
    return not _NO_TEXT.sub("", shown[start:end]).strip()
