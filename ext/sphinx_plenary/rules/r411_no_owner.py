from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Problem, Severity
from sphinx_plenary.rules.rule import rule

_ALL: Final = ("owner", "next_step")
# What items of a type can have; evidence and audience of a message are R404's and R405's.
_HAVE: Final[Mapping[str, tuple[str, ...]]] = {
    "message": _ALL,
    "position": (*_ALL, "position"),
    "proposal": (*_ALL, "action", "proponent", "document", "date"),
}


@rule("R411", Severity.WARNING)
def no_owner(facts: Facts) -> Iterator[Problem]:
    """A message, position or proposal has no owner, or no next step, in a kind of paper that asks for them.

    Why: what nobody is to do is not done. Which kinds of paper ask for which options stands in the register's
    ``kinds.yaml``, under ``checks: items_need``.
    """
    for item in facts.items:
        paper = facts.papers.get(item.docname)
        kind = facts.register.kinds.get(paper.kind) if paper else None
        if kind is None or item.type not in _HAVE:
            continue
        asked = (name for name in kind.items_need if name in _HAVE[item.type])
        lacks = [name for name in asked if not item.fields.get(name) and not facts.slipped(item, name)]
        if lacks:
            words = " and no ".join(name.replace("_", " ") for name in lacks)
            options = " and ".join(f"':{name}:'" for name in lacks)
            what = f"{item.type} {item.id!r} has no {words}"
            yield Problem(item.origin, what, f"add {options}, which each one in a paper of kind {kind.id!r} needs")
