from __future__ import annotations

from collections.abc import Iterator

from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Edit, Problem
from sphinx_plenary.prose.known import plain
from sphinx_plenary.rules.rule import rule


@rule("R207")
def conference_label(facts: Facts) -> Iterator[Problem]:
    """A conference's label is not of its form: PP22 or PP-2022 for PP-22.

    Why: a conference has one label, under which its documents and pages are found. The form is that of
    ``conferences.csv``: the abbreviation, a hyphen, two digits (WTSA-2000 has four). "PP 2022" and "the 2022
    PP" are words, not labels, and are free; names of documents, hashtags and addresses are left alone.
    """
    for docname, labels in facts.labels.items():
        document = facts.documents[docname]
        for label in labels:
            if label.right and plain(label.written) != label.right:
                origin = document.origin(label.start, label.end)
                what = f"{label.written!r} is not the conference's label"
                quoted = facts.quotations[docname].holds(label.start, label.end)
                yield Problem(origin, what, f"write {label.right!r}", () if quoted else (Edit(origin, label.right),))
