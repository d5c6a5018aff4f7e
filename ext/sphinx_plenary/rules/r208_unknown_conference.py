from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Problem
from sphinx_plenary.prose.known import plain
from sphinx_plenary.rules.rule import rule

# Letters of an abbreviation without a hyphen: PP23 may be a part, a product, a page.
_LEAST: Final = 4


@rule("R208")
def unknown_conference(facts: Facts) -> Iterator[Problem]:
    """A label in prose is of a conference that was never held: WTSA-22.

    Why: the reader cannot find it, and may take it for another one. A label is not always the year in which
    the conference met: WTSA-20 met in 2022. Judged are years between the first and the last conference of a
    body that the register holds; earlier and later ones are free. WTSA22 has no hyphen either: both are told.
    """
    known = facts.known_labels
    for docname, labels in facts.labels.items():
        document = facts.documents[docname]
        for label in labels:
            written = plain(label.written)
            if not known.exists_not(label) or facts.known_abbreviations.names(written):
                continue
            near = " or ".join(map(repr, known.meant(label)))
            origin = document.origin(label.start, label.end)
            if "-" in written:
                yield Problem(origin, f"there was no conference {label.written!r}", f"did you mean {near}?")
            elif len(label.acronym) >= _LEAST:
                whole = f"{label.acronym}-{written.removeprefix(label.acronym)}"
                what = f"{label.written!r} has no hyphen, and there was no conference {whole!r}"
                yield Problem(origin, what, f"did you mean {near}?")
