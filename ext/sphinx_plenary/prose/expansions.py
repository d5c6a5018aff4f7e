"""What texts say that abbreviations stand for, compared: within a text, between texts, with the register."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Final, NamedTuple

from sphinx_plenary.model import Origin
from sphinx_plenary.prose.abbreviations import Abbreviations
from sphinx_plenary.prose.known import Known
from sphinx_plenary.prose.names import Names
from sphinx_plenary.prose.near import fold, singular, typos
from sphinx_plenary.prose.wording import ENDINGS, ENGLISH, FRENCH, SMALL, SPANISH

_WORD: Final = re.compile(r"[^\W_]+")
# Expansions of one abbreviation that are compared: a text with more says nothing by any of them.
_MOST: Final = 6


class Clash(NamedTuple):
    """``alike``: both expansions are of one thing; ``first`` is the earlier one, at ``place``, or the register's."""

    origin: Origin
    abbreviation: str
    expansion: str
    first: str
    place: str
    alike: bool


class Said(NamedTuple):
    """That an abbreviation, in the plural or not, stands for something."""

    abbreviation: str
    expansion: str
    origin: Origin
    plural: bool = False


def said_in(abbreviations: Abbreviations, names: Names) -> Iterator[Said]:
    """What a text says; a slip in a name is told as such, and the region of an organization is none of its names."""
    told = [(one.start, one.end) for one in names.variants]
    for one in abbreviations.definitions:
        if one.expansion in abbreviations.known.areas.get(one.abbreviation, ()):
            continue
        if one.expansion and not any(start < one.end and one.start < end for start, end in told):
            origin = abbreviations.document.origin(one.start, one.end)
            yield Said(one.abbreviation, one.expansion, origin, one.written.endswith("s"))


class Expansions:
    """Of several texts, ``shared`` by the papers of a project, and those that stand each for itself."""

    def __init__(self, known: Known, shared: Sequence[Said], single: Sequence[Sequence[Said]]) -> None:
        self._known = known
        self._texts = (shared, *single)

    @cached_property
    def clashes(self) -> Sequence[Clash]:
        """Each expansion that differs from the first one."""
        return tuple(clash for text in self._texts for clash in self._clashes(text))

    def _clashes(self, text: Sequence[Said]) -> Iterator[Clash]:
        earlier: dict[str, list[Said]] = {}
        for said in text:
            before = earlier.setdefault(said.abbreviation, [])
            if len(before) == _MOST or any(_equal(one, said) for one in before):
                continue
            if before and not self._are_known(before[0], said) and not _in_two_languages(before[0], said):
                first = before[0]
                alike = _alike(first.expansion, said.expansion)
                yield Clash(said.origin, said.abbreviation, said.expansion, first.expansion, str(first.origin), alike)
            before.append(said)

    def _are_known(self, one: Said, other: Said) -> bool:
        """Whether the register has both: the same thing in two languages, or under an older name."""
        if one.abbreviation not in self._known.organized:
            return False
        names = self._known.expansions.get(one.abbreviation, [])
        return all(any(_is_part(name, said.expansion) for name in names) for said in (one, other))

    @cached_property
    def departures(self) -> Sequence[Clash]:
        """Expansions that are not the register's, though of the same thing."""
        return tuple(clash for text in self._texts for said in text for clash in self._departing(said))

    def _departing(self, said: Said) -> Iterator[Clash]:
        name = self._known.official.get(said.abbreviation)
        if not name or any(_is_part(one, said.expansion) for one in self._known.expansions[said.abbreviation]):
            return
        if _alike(name, said.expansion) and not _in_two_languages(said, said._replace(expansion=name)):
            yield Clash(said.origin, said.abbreviation, said.expansion, name, "", True)


def _keys(expansion: str) -> list[str]:
    """The words that count, without what makes a plural of the last."""
    words = [word for word in _WORD.findall(fold(expansion)) if word not in SMALL]
    return [*words[:-1], singular(words[-1])] if words else []


def _equal(one: Said, other: Said) -> bool:
    if one.plural != other.plural:  # points of presence
        return [singular(word) for word in _keys(one.expansion)] == [singular(word) for word in _keys(other.expansion)]
    return _is_part(one.expansion, other.expansion)


def _is_part(one: str, other: str) -> bool:
    """Whether they are the same, but for a prefix such as ITU's, which a name may have or lack."""
    one, other = one.removeprefix("ITU "), other.removeprefix("ITU ")
    return _keys(one) == _keys(other) and all(
        first.hyphen == second.hyphen or not (first.capital and second.capital)
        for first, second in zip(_joints(one), _joints(other), strict=False)
    )


class _Joint(NamedTuple):
    """What stands before a word that counts; before one in lower case a hyphen depends on the grammar."""

    hyphen: bool
    capital: bool


def _joints(expansion: str) -> list[_Joint]:
    words = (word for word in _WORD.finditer(expansion) if fold(word[0]) not in SMALL)
    return [
        _Joint(expansion[word.start() - 1 : word.start()] in {"-", "\u2011"}, word[0][0].isupper()) for word in words
    ]


def _alike(one: str, other: str) -> bool:
    """Whether two expansions are of one thing: most of their words are the same or nearly."""
    first, second = [singular(word) for word in _keys(one)], [singular(word) for word in _keys(other)]
    if "".join(first) == "".join(second):
        return True
    same = sum(any(_near(word, each) for each in second) for word in first)
    return same >= 0.6 * max(len(first), len(second))


def _near(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) >= 6 and typos(one, other) <= 1)


def _in_two_languages(one: Said, other: Said) -> bool:
    first, second = _language(one.expansion), _language(other.expansion)
    return first != second


def _language(expansion: str) -> str:
    """Of the small words and of some endings; English where nothing speaks for another."""
    words = _WORD.findall(expansion.lower())
    for small, language in ((ENGLISH, "en"), (FRENCH, "fr"), (SPANISH, "es")):
        if not small.isdisjoint(words):
            return language
    for word in words:
        for ending, language in ENDINGS:
            if word.endswith(ending) and len(word) > len(ending) + 2:
                return language
    if "de" in words or "la" in words or "en" in words:
        return "es" if any(word.endswith(("o", "a", "os", "as")) for word in words if len(word) > 3) else "fr"
    return "en"
