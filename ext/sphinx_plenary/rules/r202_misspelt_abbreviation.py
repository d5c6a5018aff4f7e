from __future__ import annotations

from collections.abc import Iterator

from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Edit, Problem
from sphinx_plenary.rules.rule import rule


@rule("R202")
def misspelt_abbreviation(facts: Facts) -> Iterator[Problem]:
    """An abbreviation in prose is nearly a known one: CITLE for CITEL.

    Why: the reader looks for a body that does not exist, and no search finds the place.

    An abbreviation that the register knows (organizations, bodies, conferences, ``abbreviations.csv``), that
    the text expands, or that it uses more than twice is none. Short ones differ too little to judge: ATU is
    not ITU. From four letters on two swapped letters, one left out or one too many count, from five on a wrong
    one; and the right one stands in the text too, or what follows asks for it: "WTSDA Resolution 64".
    """
    for docname, words in facts.misspelt.items():
        document = facts.documents[docname]
        for one in words.found:
            origin = document.origin(one.start, one.end)
            what = f"{one.written!r} is no abbreviation that the text explains, and nearly {one.meant!r}"
            fix = f"write {one.meant!r}, or expand it at its first use"
            sure = one.certain and not facts.quotations[docname].holds(one.start, one.end)
            yield Problem(origin, what, fix, (Edit(origin, one.meant),) if sure else ())
