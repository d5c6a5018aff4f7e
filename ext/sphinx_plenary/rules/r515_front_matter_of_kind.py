from __future__ import annotations

from collections.abc import Iterator

from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Problem, Severity
from sphinx_plenary.rules.rule import rule
from sphinx_plenary.slips import FRONT_MATTER

# What every paper has.
_COMMON = frozenset({"kind", "conference", "status", "date", "version"})
# What any paper may have, whatever its kind uses.
_ANY = frozenset({"internal"})


@rule("R515", Severity.WARNING)
def front_matter_of_kind(facts: Facts) -> Iterator[Problem]:
    """Front matter lacks a key that papers of its kind have, or has one that they do not use.

    Why: a reader of the series misses what the others say, and an author believes in what nothing reads. Which keys
    a kind asks for and allows stands in kinds.yaml, under ``front_matter``. A key that no paper has is R501's.
    """
    told = {(slip.problem.origin.path, slip.problem.origin.line) for slip in facts.slips if slip.code == FRONT_MATTER}
    for paper in facts.papers.values():
        kind = facts.register.kinds.get(paper.kind)
        if kind is None:
            continue
        for key in kind.front_matter:
            if key not in paper.lines:
                what = f"the {kind.name.lower()} has no {key!r}"
                yield Problem(paper.origin("kind"), what, f"add '{key}:' under 'paper:', as each of its kind has it")
        for key in paper.lines if kind.keys else ():
            if key not in _COMMON | _ANY and key not in kind.keys and (paper.path, paper.lines[key]) not in told:
                fix = f"take it out; besides {', '.join(sorted(_COMMON))} it may have {', '.join(kind.keys)}"
                yield Problem(paper.origin(key), f"{key!r} is not used in a paper of kind {kind.id!r}", fix)
