from __future__ import annotations

from collections.abc import Iterator

from sphinx_plenary.citations import plain_date
from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Problem
from sphinx_plenary.rules.rule import rule
from sphinx_plenary.rules.waiving import expired


@rule("R507")
def expired_waiver(facts: Facts) -> Iterator[Problem]:
    """A waiver's last day is before the paper's date.

    Why: the author gave it a last day so that it be looked at again. The paper's date counts, not today's:
    a build gives the same result on any day.
    """
    for waiver in facts.waivers:
        if waiver.until and not waiver.malformed and expired(waiver, facts):
            yield Problem(
                waiver.origin,
                f"the waiver of {' and '.join(map(repr, waiver.codes))} ended on {plain_date(waiver.until)}",
                "mend what it is for, or give it a later last day with a reason that still holds",
            )
