from __future__ import annotations

from collections.abc import Iterator

from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Problem, Severity
from sphinx_plenary.rules.rule import rule


@rule("R506", Severity.WARNING)
def unused_waiver(facts: Facts) -> Iterator[Problem]:
    """A waiver lets something stand that is not there.

    Why: what it was for has been mended or has moved, and the waiver would hide the next fault. A waiver
    of a rule that did not run is left alone, and so is a paper of ours that is read without a build: what
    its roles and directives say is not known then.
    """
    for waiver in facts.waivers:
        if waiver.malformed or waiver in facts.used_waivers or not facts.rules_run.issuperset(waiver.codes):
            continue
        paper = facts.papers_by_path.get(waiver.origin.path)
        if not facts.whole and paper is not None and paper.kind:
            continue
        yield Problem(
            waiver.origin,
            f"the waiver of {' and '.join(map(repr, waiver.codes))} covers no finding",
            "take it out, or put it directly above the block or into the line that it is for",
        )
