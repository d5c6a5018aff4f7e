from __future__ import annotations

from collections.abc import Iterator

from sphinx_plenary.facts import Facts
from sphinx_plenary.lint.waivers import FORM
from sphinx_plenary.model import Problem
from sphinx_plenary.rules.rule import rule


@rule("R505")
def malformed_waiver(facts: Facts) -> Iterator[Problem]:
    """A comment that is to let findings stand cannot be read as one, or gives no reason.

    ``% plenary: allow R302: the deadline was extended`` stands above the block for which it holds;
    ``<!-- plenary: allow R302: the deadline was extended -->`` inside a line holds for that line. Before
    the colon ``until 2026-12-31`` gives a last day. For a whole paper ``waivers`` in its front matter lists
    ``rule``, ``reason`` and ``until``.

    Why: without a reason nobody can later say whether it still holds.
    """
    for waiver in facts.waivers:
        if waiver.malformed:
            yield Problem(waiver.origin, waiver.malformed, FORM)
