"""Remarks -> the lines of the sources that they are about: by the bookmark of the paragraph, else by its words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from sphinx_plenary.comments.model import Found, Kind, Remark, Reviewed
from sphinx_plenary.lint import Document

_SIGNS: Final = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "\u00a0": " ", "\u200b": "", "\u2026": "..."})
_WORD: Final = re.compile(r"\w+")
# Lines that a paragraph has at most, words of a remark that are looked for, and words that make a place certain.
_LINES: Final = 60
_WANTED: Final = 40
_CERTAIN: Final = 12
# How much of two paragraphs must be the same: for one to be the other, and to be taken for it against a bookmark.
_ALIKE: Final = 0.5
_MOVED: Final = 0.25


@dataclass(frozen=True)
class Source:
    """A paper's file, read."""

    document: Document

    @cached_property
    def lines(self) -> list[str]:
        return self.document.text.split("\n")

    @cached_property
    def paragraphs(self) -> list[tuple[int, int, frozenset[str]]]:
        """First line, the line behind the last, and the words of each stretch between empty lines."""
        found: list[tuple[int, int, frozenset[str]]] = []
        start = 0
        for number, line in enumerate([*self.lines, ""], start=1):
            if line.strip():
                start = start or number
            elif start:
                found.append((start, number, frozenset(_words(" ".join(self.lines[start - 1 : number - 1])))))
                start = 0
        return found


# The path of a source, what it is, its first line and the one behind the last.
_Stretch = tuple[str, Source, int, int]


def matched(reviewed: Reviewed, sources: Mapping[str, Source]) -> Iterator[Found]:
    """Each remark with its line. Only files that are among the sources are looked at, whatever the file says."""
    own = [sources.get(path) for path in reviewed.sources]
    stops: dict[str, list[int]] = {}
    for number, line in sorted(reviewed.places):
        if number < len(reviewed.sources):
            stops.setdefault(reviewed.sources[number], []).append(line)
    nearest: dict[str, _Stretch | None] = {}  # by a paragraph's words
    for remark in reviewed.remarks:
        place = remark.place
        source = own[place.source] if place and place.source < len(own) else None
        found = None
        if place and source is not None:
            path = reviewed.sources[place.source]
            found = _at(remark, reviewed.name, path, source, place.line, stops[path])
        if found is None:
            if remark.original not in nearest:
                nearest[remark.original] = _by_words(remark.original, sources)
            stretch = nearest[remark.original]
            found = _located(remark, reviewed.name, *stretch) if stretch else Found(remark, reviewed.name)
        yield found


def _at(remark: Remark, file: str, path: str, source: Source, line: int, stops: Sequence[int]) -> Found | None:
    """Where its bookmark says, if the source still has the paragraph there; else where the source has it now."""
    end = min([*(stop for stop in stops if stop > line), line + _LINES, len(source.lines) + 1])
    words = frozenset(_words(remark.original))
    here = max(
        (_share(own, words) for first, last, own in source.paragraphs if first < end and last > line), default=0.0
    )
    share, first, last = max(
        ((_share(own, words), first, last) for first, last, own in source.paragraphs), default=(0.0, 0, 0)
    )
    if share >= _ALIKE and share > here + _MOVED:
        return _located(remark, file, path, source, first, last)
    return _located(remark, file, path, source, line, end) if line <= len(source.lines) else None


def _by_words(original: str, sources: Mapping[str, Source]) -> _Stretch | None:
    """The paragraph of any source that has most of its words."""
    words = frozenset(_words(original))
    best = _ALIKE
    where: _Stretch | None = None
    for path, source in sorted(sources.items()):
        for first, last, own in source.paragraphs:
            share = _share(own, words)
            if share > best:
                best, where = share, (path, source, first, last)
    return where


def _located(remark: Remark, file: str, path: str, source: Source, first: int, end: int) -> Found:
    """The line of its words between two lines, and whether they are written there."""
    pool = [(word, number) for number in range(first, end) for word in _words(source.lines[number - 1])]
    before, words = _words(remark.before), _words(remark.words)
    line = 0
    if words:
        line = _first(words[:_WANTED], pool) or _last([*before, *words[:_WANTED]], pool)
    elif before:
        line = _last(before, pool)
    text = _plain(" ".join(source.lines[first - 1 : end - 1]))
    needed = remark.words if remark.words else remark.before if remark.kind is Kind.INSERTED else ""
    written = not needed or _plain(needed) in text
    return Found(remark, file, path, line or first, written)


def _plain(text: str) -> str:
    """With the signs that a source has for typographic ones, and one space for each run of them."""
    return " ".join(text.translate(_SIGNS).split())


def _first(wanted: Sequence[str], pool: Sequence[tuple[str, int]]) -> int:
    run = _run(wanted, pool)
    return pool[run[0]][1] if run else 0


def _last(wanted: Sequence[str], pool: Sequence[tuple[str, int]]) -> int:
    run = _run(wanted[::-1], pool[::-1])
    return pool[len(pool) - 1 - run[0]][1] if run else 0


def _run(wanted: Sequence[str], pool: Sequence[tuple[str, int]]) -> tuple[int, int] | None:
    """Where the longest run of the wanted words begins in the pool, and its length; a lone word must be there once."""
    words = [word for word, _ in pool]
    known: dict[str, list[int]] = {}
    for at, word in enumerate(words):
        known.setdefault(word, []).append(at)
    for length in range(min(len(wanted), _CERTAIN), 0, -1):
        for start in range(len(wanted) - length + 1):
            run = list(wanted[start : start + length])
            places = [at for at in known.get(run[0], ()) if words[at : at + length] == run]
            if len(places) == 1 or (places and length > 1):
                return places[0], length
    return None


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
