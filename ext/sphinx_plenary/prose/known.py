"""The abbreviations that the register knows, and what they stand for: they are no slips."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Final

from sphinx_plenary.model import Body
from sphinx_plenary.prose.near import singular, without_one
from sphinx_plenary.register import Register

_LABEL: Final = re.compile(r"([A-Z]{2,8})-[0-9]{2,4}")
_ONE_WORD: Final = re.compile(r"[^\W_]+(?:[-&][^\W_]+)*")
_HYPHENS: Final = str.maketrans({"\u2010": "-", "\u2011": "-"})


def plain(token: str) -> str:
    """An abbreviation with hyphens as the register writes them."""
    return token if token.isascii() else token.translate(_HYPHENS)


class Known:
    """Built once of a register."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self.common = frozenset(one.abbreviation for one in register.abbreviations if one.common)
        self.bodies: dict[str, Body] = {
            name: body
            for body in register.bodies.values()
            for name in (body.id, *body.abbreviations)
            if name.isupper() and name.isalpha()
        }
        self.organized = frozenset(register.organizations) | frozenset(self.bodies)
        self.prefixes = frozenset(one.proposal_prefix for one in register.organizations.values())
        self.areas = {
            one.id: frozenset({one.region, f"{one.proposal_prefix} {one.region}"})
            for one in register.organizations.values()
            if one.region
        }
        self.regional = frozenset(one.id for one in register.organizations.values() if one.proposal_prefix)
        self.words = frozenset(singular(word) for word in self._words()) | frozenset(self._words())

    def _words(self) -> Iterator[str]:
        register = self._register
        for organization in register.organizations.values():
            yield organization.id
            yield organization.proposal_prefix
            yield from (name for name in organization.other_names if _ONE_WORD.fullmatch(name))
        yield from self.bodies
        for conference in register.conferences:
            yield conference
            if label := _LABEL.fullmatch(conference):
                yield label[1]
        yield from (one.abbreviation for one in register.abbreviations)

    def names(self, word: str) -> bool:
        """Whether exactly that is in the register."""
        return word in self.words

    def has(self, token: str) -> bool:
        """Whether an abbreviation is known, as it is, in the plural, or with words joined to it: ``ITU-related``."""
        word = plain(token)
        while word:
            if word in self.words or singular(word) in self.words:
                return True
            word = word.rpartition("-")[0]
        return False

    def is_common(self, token: str) -> bool:
        """Whether every reader knows it: ``ICTs``, ``EU-wide``, but not ``ITU-T``."""
        word = plain(token)
        while word:
            if word in self.common or singular(word) in self.common:
                return True
            if word in self.words:
                return False
            word = word.rpartition("-")[0]
        return False

    @cached_property
    def expansions(self) -> dict[str, list[str]]:
        """Abbreviation -> what it stands for, as far as the register says."""
        found: dict[str, list[str]] = {}
        for organization in self._register.organizations.values():
            found.setdefault(organization.id, []).extend((organization.name, *organization.other_names))
        for body in self._register.bodies.values():
            names = [name for some in body.names.values() for name in some] + list(body.cited_as)
            for word in (body.id, *body.abbreviations):
                found.setdefault(word, []).extend(names)
        for one in self._register.abbreviations:
            found.setdefault(one.abbreviation, []).append(one.expansion)
        return found

    @cached_property
    def official(self) -> dict[str, str]:
        """Abbreviation -> the name of the organization or body, where the register has seen it."""
        bodies = {
            word: body.names["en"][0]
            for word, body in self.bodies.items()
            if body.names.get("en") and not body.unconfirmed
        }
        organizations = {one.id: one.name for one in self._register.organizations.values() if not one.unconfirmed}
        return {**bodies, **organizations}

    def near(self, word: str) -> set[str]:
        """The known abbreviations, of four letters or more, that one slip or two may have made this one of."""
        once = without_one(word)
        keys = {word, *once}
        if len(word) >= 6:
            keys |= {twice for one in once for twice in without_one(one)}
        return {known for key in keys for known in self._by_rest.get(key, ())}

    @cached_property
    def _by_rest(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for word in self.words:
            if len(word) < 4 or not (word.isalpha() and word.isupper()):
                continue
            once = without_one(word)
            twice = [rest for one in once for rest in without_one(one)] if len(word) >= 6 else []
            for key in (word, *once, *twice):
                found.setdefault(key, set()).add(word)
        return found

    @cached_property
    def compounds(self) -> frozenset[str]:
        """``CWG-Internet``, ``EG-ITRs``: several parts of letters."""
        return frozenset(word for word in self.words if "-" in word and not any(map(str.isdigit, word)))
