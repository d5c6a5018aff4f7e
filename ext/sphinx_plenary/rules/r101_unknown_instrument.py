from __future__ import annotations

from collections.abc import Iterator

from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Origin, Problem
from sphinx_plenary.rules.rule import rule
from sphinx_plenary.suggest import did_you_mean


@rule("R101")
def unknown_instrument(facts: Facts) -> Iterator[Problem]:
    """A paper cites, tracks or links to an instrument that the register does not hold.

    Why: the reader cannot follow the citation, and the matrix has no row for it. Most often the
    number is misspelt, or a letter O stands for a zero; nearest ids are offered. A bare number is
    one of the body of the paper's conference: name another body, as in ``WTSA-RES-64``.
    """
    for origin, instrument in _named(facts):
        if instrument and instrument not in facts.register.instruments:
            add = f"add it to {facts.register.folder}/instruments.csv"
            yield Problem(
                origin,
                f"instrument {instrument!r} is not in the register",
                did_you_mean(instrument, facts.register.instruments, add, count=3),
            )


def _named(facts: Facts) -> Iterator[tuple[Origin, str]]:
    for cite in facts.citations:
        yield cite.origin, cite.instrument
    for item in facts.items:
        yield item.origin, item.instrument
        for option, targets in item.links.items():
            if option == "resolutions":
                yield from ((item.at(option), target) for target in targets)
