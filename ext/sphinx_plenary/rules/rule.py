"""What a rule is: a code, a name, a severity, a documentation and a pure function over ``Facts``."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Problem, Severity, Status

Check = Callable[[Facts], Iterator[Problem]]


@dataclass(frozen=True, slots=True)
class Rule:
    """``default``: it runs without being asked for."""

    code: str
    name: str
    severity: Severity
    doc: str
    check: Check
    default: bool = True

    def weight(self, status: Status | None) -> Severity:
        """How much a finding weighs in a paper of that status; outside papers it is the rule's own severity."""
        if self.severity is not Severity.WARNING:
            return self.severity
        if status is Status.DRAFT:
            return Severity.REMARK
        return Severity.ERROR if status is Status.FINAL else Severity.WARNING


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem, the rule that found it, and what it weighs there."""

    rule: Rule
    problem: Problem
    severity: Severity

    @property
    def text(self) -> str:
        return f"{self.rule.code} {self.problem.text}"


def rule(code: str, severity: Severity = Severity.ERROR, *, default: bool = True) -> Callable[[Check], Rule]:
    """Make a rule of a function; its name is the fault's, its docstring the documentation."""

    def make(check: Check) -> Rule:
        return Rule(code, check.__name__.replace("_", "-"), severity, inspect.getdoc(check) or "", check, default)

    return make


def slips(facts: Facts, code: str) -> Iterator[Problem]:
    """The slips seen while papers were read that the rule of that code tells."""
    for slip in facts.slips:
        if slip.code == code:
            yield slip.problem
