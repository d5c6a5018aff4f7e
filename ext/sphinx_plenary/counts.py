"""How papers stand: by paper what is wrong, to be reviewed, overdue, unconfirmed and under embargo."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Paper, Severity
from sphinx_plenary.reviewed import suspects
from sphinx_plenary.rules import Finding

_OVERDUE, _CARRIED_OVER = "R416", "R415"


@dataclass(frozen=True)
class Standing:
    """One paper's counts. ``findings`` has all that the rules find in it, by severity.

    ``embargo`` is the day until which it is under embargo, None where it is under none or the day has come.
    """

    paper: Paper
    findings: Mapping[Severity, int]
    suspects: int
    unreviewed: int
    overdue: int
    unconfirmed: int
    embargo: date | None = None


def standings(
    papers: Iterable[Paper], facts: Facts, found: Iterable[Finding], unconfirmed: Mapping[str, int], day: date
) -> Iterator[Standing]:
    """As of a day, in the order of the papers. What a waiver covers is not counted as found, its item is suspect."""
    severities: dict[str, Counter[Severity]] = {}
    codes: dict[str, Counter[str]] = {}
    pages = {item.origin.path: item.docname for item in facts.items}  # also of files that pages include
    for finding in found:
        path = finding.problem.origin.path
        own = facts.papers_by_path.get(path)
        docname = own.docname if own else pages.get(path, "")
        severities.setdefault(docname, Counter())[finding.severity] += 1
        codes.setdefault(docname, Counter())[finding.rule.code] += 1
    suspect = Counter(item.docname for item, _ in suspects(facts))
    for paper in papers:
        told = codes.get(paper.docname, Counter())
        yield Standing(
            paper=paper,
            findings=severities.get(paper.docname, Counter()),
            suspects=suspect[paper.docname],
            unreviewed=told[_CARRIED_OVER],
            overdue=told[_OVERDUE],
            unconfirmed=unconfirmed.get(paper.docname, 0),
            embargo=paper.embargo if paper.embargo and paper.embargo > day else None,
        )
