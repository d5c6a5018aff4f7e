from __future__ import annotations

from collections.abc import Iterator

from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Problem
from sphinx_plenary.prose.known import plain
from sphinx_plenary.rules.rule import rule


@rule("R208")
def unknown_conference(facts: Facts) -> Iterator[Problem]:
    """A label in prose is of a conference that was never held: WTSA-22.

    Why: the reader cannot find it, and may take it for another one. A label is not always the year in which
    the conference met: WTSA-20 met in 2022. Judged are years between the first and the last conference of a
    body that the register holds; earlier and later ones are free.
    """
    for docname, labels in facts.labels.items():
        document = facts.documents[docname]
        for label in labels:
            written = plain(label.written)
            if "-" in written and facts.known_labels.exists_not(label) and not facts.known_abbreviations.names(written):
                near = " or ".join(map(repr, facts.known_labels.meant(label)))
                origin = document.origin(label.start, label.end)
                yield Problem(origin, f"there was no conference {label.written!r}", f"did you mean {near}?")
