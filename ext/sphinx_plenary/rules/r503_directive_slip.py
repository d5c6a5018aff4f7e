from __future__ import annotations

from collections.abc import Iterator

from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Problem
from sphinx_plenary.rules.rule import rule, slips


@rule("R503")
def directive_slip(facts: Facts) -> Iterator[Problem]:
    """A directive is written wrongly: an unknown option, a value that is none of the possible ones, or nothing at all;
    or a formula cannot be read.

    Why: a misspelt option would lose what it says in silence.

    Mend: options stand directly under the line that opens the directive, as ``:name: value``, one a line;
    a value that begins with a quotation mark, or has a # behind a space, stands between quotation marks;
    ``:::`` on a line of its own ends the directive.
    """
    yield from slips(facts, "R503")
