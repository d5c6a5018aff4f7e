"""Names of directives and roles that are nearly ours: ``{mesage}``, ``{rse}``, or a directive's name for a role."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sphinx_plenary.model import ITEM_TYPES
from sphinx_plenary.prose.near import Kind, fold, typo, typos

DIRECTIVES: Final = (
    *ITEM_TYPES,
    "resolution-table",
    "papers",
    "figure-of",
    "actions",
    "event",
    "checked-pdfs",
    "changes",
    "internal",
    "suspects",
)
ROLES: Final = ("res", "conf", "conf-dates", "conf-place", "org", "deadline", "msg")
# What people write for a role: the thing's name, which is a directive's or none.
_THINGS: Final[Mapping[str, str]] = {
    "resolution": "res", "resolutions": "res", "message": "msg", "messages": "msg", "conference": "conf",
    "organization": "org", "organisation": "org", "deadlines": "deadline",
    "proposal": "need", "position": "need", "outcome": "need", "action": "need",
}  # fmt: skip
_OPENED: Final[Mapping[str, str]] = {"res": "resolution", "msg": "message"}
# In a name of so many letters another letter makes another name: ref, rec, cnf.
_SHORT: Final = 3
_LONG: Final = 6


def directive_meant(name: str) -> str:
    """The directive of ours that an unknown name is nearly; empty where it is none, or is one of ours."""
    if name in DIRECTIVES:
        return ""
    return _OPENED.get(name) or _nearest(fold(name), DIRECTIVES)


def role_meant(name: str) -> str:
    """The same for roles; ``need`` of sphinx-needs is the role for the items that have none of their own."""
    name = name.removeprefix("plenary:")
    if name in ROLES or ":" in name:
        return ""
    folded = fold(name)
    return _THINGS.get(folded) or _nearest(folded, ROLES) or _THINGS.get(_nearest(folded, DIRECTIVES), "")


def _nearest(name: str, known: tuple[str, ...]) -> str:
    for meant in known:
        if name == meant or _is_slip(name, meant):
            return meant
    return ""


def _is_slip(name: str, meant: str) -> bool:
    if found := typo(name, meant):
        return len(meant) > _SHORT or (found.kind is not Kind.CHANGED and len(name) >= _SHORT)
    return len(meant) > _LONG and name[:1] == meant[:1] and typos(name, meant) <= 2
