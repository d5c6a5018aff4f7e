from __future__ import annotations

from collections.abc import Iterator

from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Problem, Severity
from sphinx_plenary.rules.rule import rule


@rule("R415", Severity.WARNING)
def carried_over_unreviewed(facts: Facts) -> Iterator[Problem]:
    """A text, position or message was carried over from an earlier conference and nobody has reviewed it since.

    Why: what was asked for four years ago need not be what is asked for now, and the text may have changed.
    ``plenary new`` marks what it carries over with ``:review: carried over from PP-18``.

    Mend: read the item against the text as it stands now, change what no longer holds, and take the option out.
    """
    for item in facts.items:
        if before := item.carried_from:
            what = f"{item.type} {item.id!r} is carried over from {before} and not reviewed"
            fix = f"read it against {item.conference}, mend what no longer holds, and take ':review:' out"
            yield Problem(item.at("review"), what, fix)
