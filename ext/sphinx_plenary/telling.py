"""What a preview shows of a finding: its place, how much it weighs, the cure and the fault, each as a sentence."""

from __future__ import annotations

import logging as standard
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from sphinx_plenary.model import Origin, Severity
from sphinx_plenary.rules import Finding

# How much of a long line is shown, and how much of that before what is marked.
WIDTH: Final = 84
_BEFORE: Final = 28
_ENDS: Final = (".", "?", "!", ":")


@dataclass(frozen=True)
class Told:
    """``cure`` is empty where none is known, as for what Sphinx says; ``code`` is a rule's, or Sphinx's own."""

    origin: Origin
    severity: Severity
    code: str
    cure: str
    what: str

    @property
    def key(self) -> tuple[str, str, int, str]:
        """The same for what is said twice."""
        return (self.what, self.code, self.origin.line, self.origin.path)


def of_finding(finding: Finding) -> Told:
    problem = finding.problem
    return Told(problem.origin, finding.severity, finding.rule.code, sentence(problem.fix), sentence(problem.what))


def of_warning(origin: Origin, level: int, code: str, message: str) -> Told:
    """What Sphinx or another extension says."""
    severity = Severity.ERROR if level >= standard.ERROR else Severity.WARNING
    return Told(origin, severity, code, "", sentence(message))


def sentence(text: str) -> str:
    """``did you mean 'A'?`` -> ``Did you mean 'A'?``; what is a name or code at the beginning stays as it is."""
    words = " ".join(text.split())
    if words and not words.endswith(_ENDS):
        words += "."
    return words[:1].upper() + words[1:] if words[:2].isalpha() or words[:2] == "a " else words


def excerpt(line: str, origin: Origin) -> tuple[str, str, str]:
    """A source line in three parts: before what is meant, that itself, and after it; cut where it is long."""
    text = line.rstrip()
    start = min(max(origin.column - 1, 0), len(text)) if origin.column else 0
    known = origin.column and origin.end_line == origin.line
    end = max(min(origin.end_column - 1, len(text)), start) if known else start
    first = max(0, min(start - _BEFORE, len(text) - WIDTH)) if len(text) > WIDTH else 0
    last = min(len(text), max(first + WIDTH, min(end, first + 2 * WIDTH)))
    end = min(end, last)
    before = ("…" if first else "") + text[first:start]
    after = text[end:last] + ("…" if last < len(text) else "")
    return (before, text[start:end], after) if before.strip() or end > start else ("", "", after.lstrip())


def counted(told: Iterable[Told]) -> str:
    """``2 errors, 1 remark``."""
    severities = [one.severity for one in told]
    return ", ".join(
        f"{number} {severity}{'s' * (number != 1)}" for severity in Severity if (number := severities.count(severity))
    )


def digest(told: Iterable[Told]) -> str:
    return sha256(repr(list(told)).encode()).hexdigest()
