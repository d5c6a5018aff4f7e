"""A phrase as its words, and a name that is held against it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from sphinx_plenary.prose.known import plain
from sphinx_plenary.prose.near import fold
from sphinx_plenary.prose.wording import ARTICLES

_PART: Final = re.compile(r"&|[^\W_]+(?:['’][^\W_]{1,2}(?![^\W_]))?")
_DIGIT: Final = re.compile(r"[0-9:#]")
_HYPHENS: Final = "-\u2010\u2011–"


@dataclass(frozen=True, slots=True)
class Name:
    """``parts`` are its words, folded, without articles; ``joints`` says which are joined to the one before.

    ``basis``: what nearly is this name is a slip; else the name only says that it is none itself.
    """

    text: str
    owner: str
    parts: tuple[str, ...]
    joints: tuple[bool, ...]
    places: tuple[tuple[int, int], ...]
    basis: bool
    office: bool = False

    @property
    def compact(self) -> str:
        return "".join(self.parts)

    def words(self, first: int, last: int) -> str:
        """Its own words from one to another, as it joins them."""
        return self.text[self.places[first][0] : self.places[last][1]]


class Replacement(NamedTuple):
    start: int
    end: int
    text: str


class Variant(NamedTuple):
    """What stands there, whose name it nearly is, what is ``right``, and the cure where it is certain."""

    start: int
    end: int
    name: Name
    right: str
    cures: tuple[Replacement, ...]


class Part(NamedTuple):
    text: str
    key: str
    start: int
    end: int
    hyphen: bool  # joined to the part before it
    owns: bool  # 's


class Found(NamedTuple):
    """In a phrase: parts ``first`` to ``last``; ``differences`` is 0 where the name stands as it should."""

    name: Name
    first: int
    last: int
    differences: int
    cures: tuple[Replacement, ...]
    plural: str = ""  # the last word, where all of the name is in the plural

    @property
    def right(self) -> str:
        """What should stand there."""
        name = self.name
        return name.text[: name.places[-1][0]] + self.plural if self.plural else name.text


def cured(one: Found, parts: Sequence[Part], phrase: str) -> Found:
    """With cures that make of a phrase what is right, to the letter: where single words do not, one for the whole."""
    if not one.cures:
        return one
    start, end = parts[one.first].start, parts[one.last - 1].end
    pieces: list[str] = []
    at = start
    for cure in one.cures:
        pieces += (phrase[at : cure.start], cure.text)
        at = cure.end
    result = plain(" ".join("".join((*pieces, phrase[at:end])).split()))
    return one if result == plain(one.right) else one._replace(cures=(Replacement(start, end, one.right),))


def placed(one: Found, parts: Sequence[Part], offset: int) -> Variant:
    start, end = offset + parts[one.first].start, offset + parts[one.last - 1].end
    cures = tuple(Replacement(offset + cure.start, offset + cure.end, cure.text) for cure in one.cures)
    return Variant(start, end, one.name, one.right, cures)


def parts_of(text: str) -> list[Part]:
    """The words of a phrase without articles; parts joined by hyphens are words too."""
    parts: list[Part] = []
    end = 0
    for match in _PART.finditer(text):
        word = match[0]
        key = fold(word)
        joined = bool(parts) and match.start() == end + 1 and text[end] in _HYPHENS
        end = match.end()
        if key not in ARTICLES:
            owns = key.endswith(("'s", "’s"))
            if owns:
                key, word, end = key[:-2], word[:-2], end - 2
            parts.append(Part(word, "and" if key == "&" else key, match.start(), end, joined, owns))
    return parts


def spelled(text: str, owner: str, basis: bool, office: bool = False) -> Iterator[Name]:
    core = text.removeprefix("ITU ")
    parts = parts_of(core)
    if len(parts) < 2 or not core[:1].isupper() or _DIGIT.search(core):
        return
    keys, joints = tuple(part.key for part in parts), tuple(part.hyphen for part in parts)
    places = tuple((part.start, part.end) for part in parts)
    yield Name(core, owner, keys, joints, places, basis, office)
