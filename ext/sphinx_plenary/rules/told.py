"""What another rule tells already: one problem is one message."""

from __future__ import annotations

from collections.abc import Sequence

from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Origin


def left_out(facts: Facts) -> str:
    """What to add to a cure where a paper that this build leaves out may be what is linked to; empty where none is."""
    pages = ", ".join(f"{docname} ({why})" for docname, why in facts.left_out.items())
    return f"; this build leaves out {pages}" if pages else ""


def malformed_citations(facts: Facts, docname: str) -> Sequence[Origin]:
    """The places of a paper of whose form R108 speaks."""
    known = facts.register.instruments
    return [
        cite.origin for cite in facts.citations_in(docname) if cite.prose and cite.flaws and cite.instrument in known
    ]


def is_told(origin: Origin, places: Sequence[Origin]) -> bool:
    """Whether a place lies in one of those, or touches it."""
    return any(
        (place.page, place.line, place.column)
        <= (origin.page, origin.line, origin.column)
        <= (place.page, place.end_line, place.end_column)
        for place in places
    )
