"""Abbreviations that are slips of typing: near to a known one, explained nowhere, and in a place for that one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Final, NamedTuple

from sphinx_plenary.prose.abbreviations import Abbreviations, Definition
from sphinx_plenary.prose.known import plain
from sphinx_plenary.prose.labels import Labels
from sphinx_plenary.prose.near import Kind, fold, singular, typo, typos

_LABELLED: Final = re.compile(r"([A-Z]{4,8})-((?:[0-9]{2}){1,2})")
_OF_BODY: Final = re.compile(r"['’]?s?[ \u00a0\n](?:Resolution|Decision|Opinion|Recommendation|Résolution|Resolución)")
_OF_REGION: Final = re.compile(r"['’]?s?[ \u00a0\n](?:Member States|Members|[Cc]ommon [Pp]roposal|preparatory meeting)")
# What is used more often than a slip is repeated.
_MOST: Final = 2


class Misspelt(NamedTuple):
    """``certain``: the one that is meant stands elsewhere in the text, or its name before this."""

    start: int
    end: int
    written: str
    meant: str
    certain: bool


class MisspeltWords:
    """Of one text."""

    def __init__(self, abbreviations: Abbreviations, labels: Labels) -> None:
        self._abbreviations = abbreviations
        self._known = abbreviations.known
        self._labels = labels
        self._text = abbreviations.document.plain

    @cached_property
    def found(self) -> Sequence[Misspelt]:
        behind = list(self._behind_names())
        taken = {one.start for one in behind}
        found = [*behind, *(one for one in self._near() if one.start not in taken)]
        return tuple(sorted(found))

    @cached_property
    def words(self) -> frozenset[str]:
        """What is told to be a slip, as it is written."""
        return frozenset(one.written for one in self.found)

    def _behind_names(self) -> Iterator[Misspelt]:
        """Inter-American Telecommunication Commission (CITLE)."""
        for definition in self._abbreviations.definitions:
            written = definition.abbreviation
            if not definition.expansion or self._known.has(written) or definition.start == definition.token:
                continue
            meant = [
                word
                for word, name in self._known.official.items()
                if len(word) > 2 and _same(name, definition.expansion) and typos(fold(written), fold(word)) <= 2
            ]
            if len(meant) == 1:
                yield self._at(definition, meant[0])

    @staticmethod
    def _at(definition: Definition, meant: str) -> Misspelt:
        end = definition.token + len(singular(definition.written))
        return Misspelt(definition.token, end, singular(definition.written), meant, True)

    def _near(self) -> Iterator[Misspelt]:
        for token, offsets in self._abbreviations.tokens.items():
            if len(token) < 4:
                continue
            word = plain(token)
            if label := _LABELLED.fullmatch(word):
                yield from self._labelled(label[1], label[2], offsets)
            elif "-" in word:
                yield from self._compound(token, word)
            elif not self._known.has(word):
                yield from self._alone(token, singular(word))

    def _labelled(self, acronym: str, digits: str, offsets: Sequence[int]) -> Iterator[Misspelt]:
        """WTSDA-20: only a conference has such a label."""
        if acronym in self._known.words:
            return
        meant = [
            known
            for known in self._known.near(acronym)
            if typo(acronym, known) and self._labels.names_conference(known, digits)
        ]
        if len(meant) == 1 and len(offsets) <= _MOST and not self._abbreviations.is_defined(acronym):
            for start in offsets:
                yield Misspelt(start, start + len(acronym), acronym, meant[0], self._occurs(meant[0]))

    def _compound(self, token: str, word: str) -> Iterator[Misspelt]:
        """CWG-Intenet: one of its parts is right."""
        if word in self._known.words or singular(word) in self._known.words or any(map(str.isdigit, word)):
            return
        parts = word.split("-")
        meant = [
            known
            for known in self._known.compounds
            if len(others := known.split("-")) == len(parts)
            and len(wrong := [pair for pair in zip(parts, others, strict=True) if pair[0] != pair[1]]) == 1
            and self._is_slip_in_part(*wrong[0], self._occurs(known))
        ]
        if len(meant) == 1 and not self._abbreviations.is_defined(token):
            for start in self._abbreviations.tokens[token]:
                yield Misspelt(start, start + len(token), token, meant[0], self._occurs(meant[0]))

    @staticmethod
    def _is_slip_in_part(written: str, meant: str, occurs: bool) -> bool:
        how = typo(fold(written), fold(meant))
        if how is None:
            return False
        return len(meant) >= 6 or (occurs and len(meant) >= 3 and how.kind is Kind.SWAPPED)

    def _alone(self, token: str, word: str) -> Iterator[Misspelt]:
        if not (len(word) >= 4 and word.isalpha() and word.isupper()):
            return
        near = self._known.near(word)
        if not near or not self._abbreviations.is_abbreviation(token):
            return
        uses = list(self._abbreviations.uses(token))
        if not 0 < len(uses) <= _MOST or self._abbreviations.is_defined(token):
            return
        meant = [known for known in near if self._is_slip(word, known)]
        beside = [known for known in meant if self._occurs(known)]
        if len(beside) == 1:
            for start in uses:
                yield Misspelt(start, start + len(word), word, beside[0], True)
        elif len(meant) == 1 and not beside:
            for start in uses:
                if self._is_in_place_of(meant[0], start + len(word)):
                    yield Misspelt(start, start + len(word), word, meant[0], False)

    @staticmethod
    def _is_slip(written: str, meant: str) -> bool:
        """Strong signs only: of acronyms of four letters and of their first letters many differ in one."""
        how = typo(written, meant)
        if how is None:
            return min(len(written), len(meant)) >= 6 and typos(written, meant) == 2 and written[::11] == meant[::11]
        if how.kind is Kind.SWAPPED:
            return True
        if how.kind is Kind.CHANGED:
            return len(meant) >= 5 and how.at >= 2 and how.inside
        return how.inside

    def _is_in_place_of(self, meant: str, end: int) -> bool:
        """Whether what follows would follow the one that is meant: "WTSDA Resolution", "CITLE Member States"."""
        if meant in self._known.bodies:
            return _OF_BODY.match(self._text, end) is not None
        return meant in self._known.regional and _OF_REGION.match(self._text, end) is not None

    def _occurs(self, word: str) -> bool:
        return word in self._there or word in self._abbreviations.spoken

    @cached_property
    def _there(self) -> frozenset[str]:
        """The abbreviations that the text has, also in labels and in the plural."""
        words = {plain(token) for token in self._abbreviations.tokens}
        return frozenset(name for word in words for name in (word, singular(word), word.partition("-")[0]))


def _same(name: str, written: str) -> bool:
    return _key(name) == _key(written)


def _key(name: str) -> str:
    low = fold(name).removeprefix("the ").removeprefix("itu ")
    return re.sub(r"[^a-z0-9]", "", low)
