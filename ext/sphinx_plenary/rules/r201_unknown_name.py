from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Final

from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Problem
from sphinx_plenary.prose.near import fold, typos
from sphinx_plenary.register import Register
from sphinx_plenary.rules.rule import rule
from sphinx_plenary.suggest import did_you_mean

# Letters of a name that is compared: ids are shorter.
_LEAST: Final = 10
_DIGITS: Final = re.compile("[0-9]+")


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
            meant = _named(register, noun, mention.target)
            yield Problem(
                mention.origin,
                f"{noun} {mention.target!r} is not in the register",
                f"did you mean {meant!r}?"
                if meant
                else did_you_mean(mention.target, names, f"add it to {register.folder}/{file}", count=3),
            )


def _named(register: Register, noun: str, target: str) -> str:
    """The id of the organization or conference whose name the target is, or nearly is."""
    wanted = _key(target)
    if len(wanted) < _LEAST:
        return ""
    near: list[tuple[int, str]] = []
    for id, name in _NAMES[noun](register) if noun in _NAMES else ():
        own = _key(name)
        if len(own) >= _LEAST and _DIGITS.findall(own) == _DIGITS.findall(wanted):
            near.append((typos(wanted, own), id))
    slips, id = min(near, default=(3, ""))
    return id if slips < 3 else ""


def _key(name: str) -> str:
    return " ".join(fold(name).replace("-", " ").split()).removeprefix("the ").removeprefix("itu ")


def _of_organizations(register: Register) -> Iterator[tuple[str, str]]:
    for one in register.organizations.values():
        yield from ((one.id, name) for name in (one.name, *one.other_names))


def _of_conferences(register: Register) -> Iterator[tuple[str, str]]:
    yield from ((one.id, one.name) for one in register.conferences.values())


_NAMES: Final[Mapping[str, Callable[[Register], Iterator[tuple[str, str]]]]] = {
    "organization": _of_organizations,
    "conference": _of_conferences,
}
