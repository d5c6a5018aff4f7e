"""What other teams' sites have: their items and dossiers, by id and by the text that each is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from sphinx_plenary.register import Register

# The type of a text's dossier, beside the types of items.
DOSSIER: Final = "instrument"


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """One item or dossier on another site. ``text`` is the instrument that it is about, as far as it is told."""

    site: str
    id: str
    type: str
    title: str
    url: str
    text: str = ""
    conference: str = ""


@dataclass(frozen=True)
class Sites:
    """``there`` in the order in which they count: of two with one id the first."""

    there: Sequence[Elsewhere] = ()
    register: Register = field(default_factory=lambda: Register(folder=""))

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.site for one in self.there))

    @cached_property
    def items(self) -> Mapping[str, Elsewhere]:
        """Id -> item."""
        return _first((one.id, one) for one in self.there if one.type != DOSSIER)

    @cached_property
    def dossiers(self) -> Mapping[str, Elsewhere]:
        """Text -> its dossier."""
        return _first((one.id, one) for one in self.there if one.type == DOSSIER)

    @cached_property
    def tracked(self) -> Mapping[str, Sequence[Elsewhere]]:
        """Text -> where it is tracked."""
        found: dict[str, list[Elsewhere]] = {}
        for one in self.items.values():
            if one.type == "resolution" and (text := self._text_of(one)):
                found.setdefault(text, []).append(one)
        return found

    def place_of(self, text: str, conference: str) -> Elsewhere | None:
        """Where a text is tracked: for that conference, else anywhere."""
        places = self.tracked.get(text, ())
        return next((one for one in places if one.conference == conference), next(iter(places), None))

    def about(self, text: str) -> tuple[Elsewhere, ...]:
        """All that other sites have on a text: where it is tracked, and its dossier."""
        return (*self.tracked.get(text, ()), *filter(None, [self.dossiers.get(text)]))

    def _text_of(self, one: Elsewhere) -> str:
        """An inventory has ids only: ``PP-RES-101``, or followed again ``PP-RES-101-PP-26``."""
        if one.text or one.id in self.register.instruments:
            return one.text or one.id
        ends = (f"-{conference}" for conference in self.register.conferences)
        return next((text for end in ends if (text := one.id.removesuffix(end)) in self.register.instruments), "")


def _first(pairs: Iterable[tuple[str, Elsewhere]]) -> dict[str, Elsewhere]:
    found: dict[str, Elsewhere] = {}
    for id, one in pairs:
        found.setdefault(id, one)
    return found
