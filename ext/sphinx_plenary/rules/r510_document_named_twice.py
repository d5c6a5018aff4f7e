from __future__ import annotations

from collections.abc import Iterator, Sequence

from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Problem, Severity
from sphinx_plenary.prose.documents import DocumentName, Key
from sphinx_plenary.rules.rule import rule


@rule("R510", Severity.WARNING)
def document_named_twice(facts: Facts) -> Iterator[Problem]:
    """One conference document stands under several names, in one paper or in several of ours.

    Why: who searches for "PP-22/44(Add.7)-E" does not find "Document 44(Add.7)", and takes them for two. A name of
    which ITU's form is certain is R604's to mend and is not told here again; two language editions, ``-E`` and
    ``-F``, are two documents; a proposal in a document, EUR/44A7/1, is no name of the document.
    """
    first: dict[Key, tuple[DocumentName, str]] = {}
    for docname, names in _in_order(facts):
        paper = facts.papers.get(docname)
        own = first if paper and paper.kind else {}  # a stranger's file is no paper of a series
        told: set[tuple[Key, str]] = set()
        for name in names:
            if not name.formed or (name.key[3] and name.key[4]):  # a revision of an addendum, or the reverse
                continue
            earlier, there = own.setdefault(name.key, (name, docname))
            if _same(earlier.right, name.right) or (name.key, name.right) in told:
                continue
            told.add((name.key, name.right))
            where = "above" if there == docname else f"in {facts.papers[there].path}"
            yield Problem(
                facts.documents[docname].origin(name.start, name.end),
                f"{name.text!r} is the document that is called {earlier.right!r} {where}",
                f"write {earlier.right!r} in both places, or this name in both",
            )


def _in_order(facts: Facts) -> Iterator[tuple[str, Sequence[DocumentName]]]:
    yield from sorted(facts.document_names.items())


def _same(one: str, other: str) -> bool:
    """Whether two names are one, or those of two language editions."""
    languages = one[-2:-1] == "-" == other[-2:-1]
    return one == other or (languages and one[:-2] == other[:-2])
