"""The words of a text as a whole: which there are, and what they begin with."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Final

from sphinx_plenary.lint import Document
from sphinx_plenary.prose.near import fold

_CAPITALS: Final = re.compile(r"[A-ZÀ-ÖØ-Þ](?=[a-zà-öø-ÿ])")
_ROUND: Final = ".,;:!?()[]{}\"'“”‘’«»…|*<>"


class Words:
    """Of one document. What hyphens, strokes and apostrophes join are words of their own."""

    def __init__(self, document: Document) -> None:
        self._plain = document.plain

    @cached_property
    def _listed(self) -> list[str]:
        text = self._plain
        for sign in "-/(’'\u2011":
            text = text.replace(sign, " ")
        return text.split()

    @cached_property
    def all(self) -> frozenset[str]:
        """In lower case, without those that have a capital behind the first letter."""
        words = {word.strip(_ROUND) for word in set(self._listed)}
        return frozenset(word.lower() for word in words if word[1:].islower() or (len(word) == 1 and word.islower()))

    def has(self, word: str) -> bool:
        """Whether a word in lower case may be there; of several joined each."""
        return all(part in self.all for part in word.replace("-", " ").split())

    def begin_with(self, letters: str) -> bool:
        """Whether words in a row begin with these letters: all longer words, or those with a capital."""
        return any(letters in initials for initials in self._initials)

    @cached_property
    def _initials(self) -> tuple[str, str]:
        longer = "".join([word[0] for word in self._listed if len(word) > 3])
        return _fold(longer), _fold("".join(_CAPITALS.findall(self._plain)))


def _fold(letters: str) -> str:
    """As ``fold``, each different letter once."""
    low = letters.lower()
    for letter in set(low):
        if not letter.isascii():
            low = low.replace(letter, fold(letter)[:1] or letter)
    return low
