from __future__ import annotations

from collections.abc import Iterator

from sphinx_plenary.facts import Facts
from sphinx_plenary.model import InstrumentId, Problem, Severity
from sphinx_plenary.rules.rule import rule
from sphinx_plenary.suggest import one_of


@rule("R607", Severity.WARNING)
def row_without_issue(facts: Facts) -> Iterator[Problem]:
    """A tracked resolution has no issue, while the register groups that conference's texts by issues.

    Why: in a table by issues it stands under none, at the end, where nobody looks for it. Where no issue fits,
    add one to issues.yaml. Texts of a kind of which no issue holds any, such as decisions, are left alone.
    """
    for item in facts.of_type("resolution"):
        issues = facts.register.issues_at(item.conference)
        kinds = {_kind(name) for issue in issues for name in issue.conferences[item.conference]} - {None}
        if _kind(item.instrument) not in kinds or item.fields.get("issue") or facts.slipped(item, "issue"):
            continue
        own = [issue.id for issue in issues if item.instrument in issue.conferences[item.conference]]
        fix = f"add ':issue: {', '.join(own)}'" if own else f"add ':issue:'; {one_of(issue.id for issue in issues)}"
        yield Problem(item.origin, f"{item.instrument} is under no issue of {item.conference}", fix)


def _kind(instrument: str) -> tuple[str, str] | None:
    """The body and kind of a text, where its id can be read."""
    key = InstrumentId.parse(instrument)
    return (key.body, key.kind) if key else None
