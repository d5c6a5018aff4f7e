from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from sphinx_plenary.citations import DocumentKind
from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Edit, Organization, Problem
from sphinx_plenary.register import Register
from sphinx_plenary.rules.rule import rule
from sphinx_plenary.suggest import nearest

_CODE: Final = re.compile(r"(?P<prefixes>(?:[A-Z]{2,12}/){1,9})[0-9]{1,3}(?:[RAC][0-9]{1,3}){0,3}(?:/[0-9]{1,3})?")
# Documents that a conference makes itself: COM5/14 has no proponent.
_OWN: Final = frozenset({"COM", "DT", "DL", "INF", "ADM", "WGPL", "PLEN", "ADHOC", "C"})


@rule("R603")
def unknown_prefix(facts: Facts) -> Iterator[Problem]:
    """The name of a proposal begins with what is neither a region's prefix, nor a State's code, nor a member's.

    Why: EUR in EUR/44A7/1 says whose the proposal is. Regions carry a prefix that is not their organization's name:
    CEPT has EUR, APT ACP, CITEL IAP, ATU AFCP, the League of Arab States ARB (organizations.csv); States have their
    three-letter codes (states.csv). In prose a name such as ABC/12/3, which need be no proposal, is left alone.
    Where two organizations share a prefix, an item has to say by ``:proponent:`` whose it is.
    """
    if not facts.register.states:
        return
    prefixes = _Prefixes(facts.register)
    for item in facts.of_type("proposal"):
        code = item.title.strip()
        match = _CODE.fullmatch(code)
        for prefix in match["prefixes"].strip("/").split("/") if match else ():
            if found := prefixes.judge(prefix, code):
                yield Problem(item.origin, found[0], found[1])
            elif (owners := prefixes.owners(prefix)) and not item.fields.get("proponent"):
                what = f"the prefix {prefix!r} is that of {' and of '.join(owners)}"
                yield Problem(item.origin, what, f"add ':proponent: {owners[0]}', or whose it is")
    for docname, cited in facts.documents_cited.items():
        for one in cited:
            if one.kind is not DocumentKind.PROPOSAL:
                continue
            sure = any((one.revision, one.addendum, one.corrigendum))  # 44A7: nothing else is written so
            for prefix in one.proponents:
                if found := prefixes.judge(prefix, one.text, sure):
                    origin = facts.documents[docname].origin(one.start, one.end)
                    what, fix, right = found
                    yield Problem(origin, what, fix, (Edit(origin, right),) if right else ())


class _Prefixes:
    """What the names of proposals may begin with."""

    def __init__(self, register: Register) -> None:
        self._of: dict[str, list[Organization]] = {}
        for organization in register.organizations.values():
            if organization.proposal_prefix:
                self._of.setdefault(organization.proposal_prefix, []).append(organization)
        self._states = {state.id: state.name for state in register.states.values()}
        own = [*(id for id, one in register.organizations.items() if not one.proposal_prefix), *_OWN]
        self._known = {*self._of, *self._states, *own, *register.bodies}
        self._called = {
            name.casefold(): prefix
            for prefix, organizations in self._of.items()
            for one in organizations
            for name in (one.id, one.name, *one.other_names)
        }
        self._near: dict[str, list[str]] = {}
        self._named: Mapping[str, str] = {name.casefold(): id for id, name in reversed(self._states.items())}

    def owners(self, prefix: str) -> list[str]:
        """The organizations that share a prefix, if they do."""
        found = self._of.get(prefix, ())
        return [one.id for one in found] if len(found) > 1 else []

    def judge(self, prefix: str, code: str, sure: bool = True) -> tuple[str, str, str] | None:
        """What is wrong with a prefix, the cure, and the code that is meant where that is certain.

        Unless it is ``sure`` that the code is a proposal's, only a prefix that betrays one is wrong.
        """
        if prefix in self._known:
            return None
        right = self._called.get(prefix.casefold()) or self._named.get(prefix.casefold())
        if right:
            mended = code.replace(f"{prefix}/", f"{right}/", 1)
            return (
                f"{code!r} has the prefix {prefix!r}",
                f"write {mended!r}: {self._whose(right)} has {right!r}",
                mended,
            )
        near = self._near.get(prefix)
        if near is None:
            near = self._near[prefix] = nearest(prefix, self._of) or nearest(prefix, self._states, 2)
        if not sure and not any(_slip_of(prefix, one) for one in near if one in self._of):
            return None
        choice = " or ".join(f"{one!r} ({self._whose(one)})" for one in near)
        fix = f"did you mean {choice}?" if near else "write a region's prefix, as 'EUR', or a State's code, as 'USA'"
        return f"{code!r} has the unknown prefix {prefix!r}", fix, ""

    def _whose(self, prefix: str) -> str:
        return self._states.get(prefix) or self._of[prefix][0].id


def _slip_of(prefix: str, right: str) -> bool:
    """Whether a prefix is another with a letter too many at its end, or with letters changed about."""
    return len(prefix) > 3 and (prefix[:-1] == right or sorted(prefix) == sorted(right))
