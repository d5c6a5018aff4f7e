from __future__ import annotations

from collections.abc import Iterator, Sequence

from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Count, Problem
from sphinx_plenary.prose.counts import MEMBERS, Counts
from sphinx_plenary.rules.rule import rule


@rule("R310")
def count_differs(facts: Facts) -> Iterator[Problem]:
    """A number about ITU, a regional organization or a conference is not that of the register.

    ``ITU has 192 Member States``, ``157 Member States signed the Final Acts``, ``elected with 140 votes``. It reads
    a number only with what is counted, and whose it is, in one sentence; a number of members only in a paper of the
    year for which the register has it, or of one between two such years: there both are right, and all between.
    "Over 180" and "some 190" are no errors, unless the register's number contradicts them; a number that is far from
    the register's is taken for that of something else.

    Why: such a number is copied from paper to paper.
    """
    for docname, named in facts.conferences_named.items():
        paper, document = facts.papers.get(docname), facts.documents[docname]
        if paper is None:
            continue
        for said in Counts(facts.register, named, paper.date, paper.date_guessed, paper.conference).wrong():
            text = " ".join(document.plain[said.start : said.end].split())
            yield Problem(
                document.origin(said.start, said.end), f"{text!r} differs from the register", _right(said.right)
            )


def _right(counts: Sequence[Count]) -> str:
    """``ITU, Member States: 193 (2022), 194 (2025)``."""
    first = counts[0]
    values = (f"{one.value} ({one.as_of[:4]})" if one.what in MEMBERS else str(one.value) for one in counts)
    return f"{first.subject}, {first.what}: {', '.join(values)}"
