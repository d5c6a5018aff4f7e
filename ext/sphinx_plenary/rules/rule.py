"""What a rule is: a code, a name, a severity, a documentation and a pure function over ``Facts``."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Problem, Severity

Check = Callable[[Facts], Iterator[Problem]]


@dataclass(frozen=True, slots=True)
class Rule:
    code: str
    name: str
    severity: Severity
    doc: str
    check: Check


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem and the rule that found it."""

    rule: Rule
    problem: Problem

    @property
    def text(self) -> str:
        return f"{self.rule.code} {self.problem.text}"


def rule(code: str, severity: Severity = Severity.ERROR) -> Callable[[Check], Rule]:
    """Make a rule of a function; its name is the fault's, its docstring the documentation."""

    def make(check: Check) -> Rule:
        return Rule(code, check.__name__.replace("_", "-"), severity, inspect.getdoc(check) or "", check)

    return make


def slips(facts: Facts, code: str) -> Iterator[Problem]:
    """The slips seen while papers were read that the rule of that code tells."""
    for slip in facts.slips:
        if slip.code == code:
            yield slip.problem
