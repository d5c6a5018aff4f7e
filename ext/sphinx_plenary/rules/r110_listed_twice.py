from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from sphinx_plenary.facts import Facts
from sphinx_plenary.lint import Document
from sphinx_plenary.model import Citation, Problem, Severity
from sphinx_plenary.rules.rule import rule


@rule("R110", Severity.WARNING)
def listed_twice(facts: Facts) -> Iterator[Problem]:
    """The same text stands twice in one list of numbers.

    Why: in "Resolutions 101, 102, 101" one number is a slip for another, or one too many. A number that a
    range before or behind it holds counts too. Two revisions of one text, and the texts of two bodies that
    have one number, are no repetition.
    """
    for docname, cites in facts.prose_citations.items():
        for _, mention in groupby(cites, key=lambda cite: cite.whole):
            yield from _judge(list(mention), facts.documents[docname])


def _judge(mention: Sequence[Citation], document: Document) -> Iterator[Problem]:
    if len(mention) < 2:
        return
    seen: dict[object, Citation] = {}
    for span, part in groupby(mention, key=lambda cite: cite.span):  # a range has one place, and many numbers
        here = list(part)
        again = [cite for cite in here if _what(cite) in seen]
        if again:
            names = [cite.instrument or " or ".join(cite.candidates) for cite in again]
            named = " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
            written = " ".join(document.text[slice(*span)].split())
            what = (
                f"{named} {'stands' if len(names) == 1 else 'stand'} twice in the list, the second time in {written!r}"
            )
            yield Problem(again[0].origin, what, "take one out, or mend the number that is meant")
        for cite in here:
            seen.setdefault(_what(cite), cite)


def _what(cite: Citation) -> object:
    return (cite.instrument or cite.candidates, cite.year)
