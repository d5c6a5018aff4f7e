from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sphinx_plenary.facts import Facts
from sphinx_plenary.lint.waivers import FORM
from sphinx_plenary.model import Problem
from sphinx_plenary.rules.rule import rule
from sphinx_plenary.suggest import did_you_mean

_CODE: Final = re.compile(r"R[0-9]{3}")


@rule("R505")
def malformed_waiver(facts: Facts) -> Iterator[Problem]:
    """A comment that is to let findings stand cannot be read as one, names no rule, or gives no reason.

    ``% plenary: allow R302: the deadline was extended`` stands above the block for which it holds;
    ``<!-- plenary: allow R302: the deadline was extended -->`` inside a line holds for that line. Before
    the colon ``until 2026-12-31`` gives a last day. For a whole paper ``waivers`` in its front matter lists
    ``rule``, ``reason`` and ``until``. In a comment the name of a rule will do for its code.

    Why: without a reason nobody can later say whether it still holds.
    """
    for waiver in facts.waivers:
        if waiver.malformed:
            yield Problem(waiver.origin, waiver.malformed, FORM)
            continue
        for code in waiver.codes:
            # a code of another form in front matter the schema tells
            if facts.rules_known and code not in facts.rules_known and (waiver.last_line or _CODE.fullmatch(code)):
                fix = did_you_mean(code, facts.rules_known, "see: plenary rules")
                yield Problem(waiver.origin, f"a waiver of {code!r}: no rule has that code or name", fix)
