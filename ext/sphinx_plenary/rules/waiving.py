"""What authors let stand: findings that a waiver covers are not told, and the waiver was of use."""

from __future__ import annotations

from collections.abc import Iterable

from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Problem, Waiver
from sphinx_plenary.rules.rule import Rule

Found = tuple[Rule, Problem]


def waive(found: Iterable[Found], facts: Facts) -> tuple[list[Found], frozenset[Waiver]]:
    """The findings that stand, and the waivers that covered one; an expired waiver covers nothing."""
    waivers: dict[tuple[str, str], list[Waiver]] = {}
    for waiver in facts.waivers:
        for code in waiver.codes if not waiver.malformed else ():
            waivers.setdefault((waiver.origin.path, code), []).append(waiver)
    standing: list[Found] = []
    used: set[Waiver] = set()
    for rule, problem in found:
        covering = [
            waiver
            for called in (rule.code, rule.name)
            for waiver in waivers.get((problem.origin.path, called), ())
            if waiver.covers(problem.origin, called)
        ]
        used.update(covering)
        if all(expired(waiver, facts) for waiver in covering):
            standing.append((rule, problem))
    return standing, frozenset(used)


def expired(waiver: Waiver, facts: Facts) -> bool:
    """Whether the paper is of a later date than the waiver's last day. No rule looks at a clock."""
    paper = facts.papers_by_path.get(waiver.origin.path)
    if waiver.until is None or paper is None or paper.date_guessed:
        return False
    return paper.date > waiver.until
