from __future__ import annotations

from collections.abc import Iterator

from sphinx_plenary.facts import Facts
from sphinx_plenary.internal import Marks
from sphinx_plenary.internal.withheld import RUN, Withheld, runs_of, said, words_of
from sphinx_plenary.lint import Document, Span
from sphinx_plenary.model import Origin, Problem
from sphinx_plenary.rules.public import public_texts
from sphinx_plenary.rules.rule import rule

_CURE = "say it in other words, or mark it too; where the words were public first, let it stand by a waiver"


@rule("R709")
def internal_words(facts: Facts) -> Iterator[Problem]:
    """A public text has eight words in a row, or a whole title, of something internal.

    Why: what a delegation says only to itself was copied into what everybody reads. Neither case nor signs count.
    What the register says is public, such as the title of a resolution, and a title of one or two words is anybody's.
    Where the words stand, only an internal build tells: ``plenary check --audience internal``.
    """
    for _, document, marks in public_texts(facts):
        assert facts.withheld is not None
        for span, place in _repeated(document, marks, facts.withheld):
            number = len(words_of(document.text[slice(*span)]))
            where = f", in {place}" if place else ""
            fewer = "" if number >= RUN else ", the whole title"
            yield Problem(
                document.origin(*span), f"{number} words here stand in something internal{fewer}{where}", _CURE
            )


def _repeated(document: Document, marks: Marks | None, known: Withheld) -> Iterator[tuple[Span, Origin | None]]:
    """The stretches that are internal elsewhere, those that meet as one, each with the first place of its words."""
    found: list[tuple[Span, Origin | None]] = []
    for text, offset in said(document):
        words = [word for word in words_of(text, offset) if not (marks and marks.hides(word.start))]
        for length in known.lengths:
            for run, start, end in runs_of(words, length):
                there, place = known.where(run, length)
                if there:
                    found.append((Span(start, end), place))
    joined: list[tuple[Span, Origin | None]] = []
    for span, place in sorted(found, key=lambda one: one[0]):
        if joined and span.start <= joined[-1][0].end:
            last, first = joined[-1]
            joined[-1] = (Span(last.start, max(last.end, span.end)), first)
        else:
            joined.append((span, place))
    yield from joined
