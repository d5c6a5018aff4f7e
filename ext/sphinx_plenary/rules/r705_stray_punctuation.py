from __future__ import annotations

from collections.abc import Iterator

from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Edit, Problem, Severity
from sphinx_plenary.prose.stray import strays
from sphinx_plenary.rules.rule import rule
from sphinx_plenary.rules.told import is_told, malformed_citations


@rule("R705", Severity.WARNING)
def stray_punctuation(facts: Facts) -> Iterator[Problem]:
    """A mark is written twice, has a space that does not belong or lacks one, or a word is written twice.

    Why: "the the" and "meeting.The" make a reader stumble and a final paper look like a draft. Told are two
    marks of which one is meant, a space before a comma or a full stop or inside brackets, a comma before a
    closing bracket, and words that nobody writes twice on purpose. Not judged: code, tables and listings,
    three dots, abbreviations, names, "had had", and the space that French puts before ; : ! and ?.
    """
    for docname, document in facts.documents.items():
        running = facts.running[docname]
        told = malformed_citations(facts, docname)
        for stray in strays(document, running):
            origin = document.origin(stray.start, stray.end)
            if not is_told(origin, told):
                edits = () if stray.instead is None else (Edit(origin, stray.instead),)
                yield Problem(origin, stray.what, stray.fix, edits)
