from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Problem
from sphinx_plenary.rules.rule import rule
from sphinx_plenary.suggest import did_you_mean


@rule("R201")
def unknown_name(facts: Facts) -> Iterator[Problem]:
    """A paper names a conference, organization, issue or deadline that the register does not hold.

    The name stands in a role, an option or the front matter.

    Why: a misspelt name leads nowhere, and splits one thing in two in every table.
    """
    register = facts.register
    known: Mapping[str, tuple[str, Collection[str], str]] = {
        "conf": ("conference", register.conferences, "conferences.csv"),
        "conf-dates": ("conference", register.conferences, "conferences.csv"),
        "conf-place": ("conference", register.conferences, "conferences.csv"),
        "org": ("organization", register.organizations, "organizations.csv"),
        "deadline": ("deadline", register.deadlines, "deadlines.csv"),
        "issue": ("issue", register.issues, "issues.yaml"),
    }
    for mention in facts.mentions:
        if mention.role not in known:
            continue
        noun, names, file = known[mention.role]
        if mention.target not in names:
            yield Problem(
                mention.origin,
                f"{noun} {mention.target!r} is not in the register",
                did_you_mean(mention.target, names, f"add it to {register.folder}/{file}", count=3),
            )
