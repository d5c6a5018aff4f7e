"""Words of several spellings: where a text writes which."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Final, NamedTuple

from sphinx_plenary.lint import Document
from sphinx_plenary.model import Spelling
from sphinx_plenary.prose.quotations import Quotations
from sphinx_plenary.prose.words import Words

_CAPITAL_AFTER: Final = re.compile(r"[-\s]{1,3}[A-Z]")


class Written(NamedTuple):
    """One place of one form."""

    form: str
    start: int
    end: int


class Spellings:
    """Of one document."""

    def __init__(self, document: Document, words: Words, quotations: Quotations, spellings: Sequence[Spelling]) -> None:
        self._plain = document.plain
        self._quotations = quotations
        self._words = words
        self._spellings = spellings

    @cached_property
    def first_uses(self) -> Sequence[tuple[Written, ...]]:
        """Of each word, the first place of each of its forms, in the order of the text."""
        found = (self._first(spelling.forms) for spelling in self._spellings)
        return tuple(uses for uses in found if uses)

    def _first(self, forms: Sequence[str]) -> tuple[Written, ...]:
        there = [form for form in forms if self._words.has(form)]
        uses = [use for form in there if (use := next(self._places(form), None))]
        return tuple(sorted(uses, key=lambda use: use.start))

    def _places(self, form: str) -> Iterator[Written]:
        """Neither in a name nor between quotation marks."""
        text, rest = self._plain, form[1:]
        found = text.find(rest)
        while found >= 0:
            start, end = found - 1, found + len(rest)
            if start >= 0 and text[start].lower() == form[0] and self._is_word(start, end):
                yield Written(form, start, end)
            found = text.find(rest, end)

    def _is_word(self, start: int, end: int) -> bool:
        text = self._plain
        if (start and (text[start - 1].isalnum() or text[start - 1] in "-_/.@#")) or text[end : end + 1].isalnum():
            return False
        if text[end : end + 1] in {"-", "_", "/", "@"} or (
            text[end : end + 1] == "." and text[end + 1 : end + 2].isalnum()
        ):
            return False
        if text[start].isupper():
            before = text[max(0, start - 12) : start].rstrip()
            if (before and before[-1] not in ".:;!?|#>") or _CAPITAL_AFTER.match(text, end):
                return False  # in a name, or in a title in capitals
        return not self._quotations.holds(start, end)
