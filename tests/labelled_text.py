"""The labelled set: prose with the mentions marked, and how well a grammar finds them.

``{{Resolution 101 => PP-RES-101}}``: a mention and its ids, in order; ``?`` for a number that must stay
ambiguous; ``-`` for a near miss, in which nothing may be found. A heading of the second level begins a text of
its own: the conference that it is about, or ``none``, then a title.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sphinx_plenary.citations import Grammar
from sphinx_plenary.register import Register

_MARK: Final = re.compile(r"\{\{(?P<text>.+?) => (?P<ids>[^}]+)\}\}", re.DOTALL)
_SECTION: Final = re.compile(r"^## (?P<conference>[^:\n]+): .*\n", re.MULTILINE)


@dataclass(frozen=True)
class Mention:
    start: int
    end: int
    ids: tuple[str, ...]


@dataclass(frozen=True)
class Labelled:
    """A text without its marks, the mentions in it, and the near misses."""

    name: str
    conference: str
    text: str
    mentions: tuple[Mention, ...]
    misses: tuple[Mention, ...]


@dataclass
class Score:
    """Counted by mention: found rightly means that the spans overlap and the ids are the same."""

    right: int = 0
    found: int = 0
    labelled: int = 0
    misses: int = 0
    misses_taken: int = 0

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.labelled if self.labelled else 1.0


def labelled(paths: Iterable[Path]) -> Iterator[Labelled]:
    for path in paths:
        source = path.read_text(encoding="utf-8")
        sections = list(_SECTION.finditer(source))
        for section, following in zip(sections, [*sections[1:], None], strict=True):
            body = source[section.end() : following.start() if following else len(source)]
            line = source.count("\n", 0, section.start()) + 1
            yield _unmarked(f"{path.name}:{line}", section["conference"], body)


def _unmarked(name: str, conference: str, marked: str) -> Labelled:
    parts: list[str] = []
    length = position = 0
    mentions: list[Mention] = []
    misses: list[Mention] = []
    for match in _MARK.finditer(marked):
        parts += [marked[position : match.start()], match["text"]]
        start = length + match.start() - position
        length = start + len(match["text"])
        position = match.end()
        ids = tuple(match["ids"].split(", "))
        if ids == ("-",):
            misses.append(Mention(start, length, ()))
        else:
            mentions.append(Mention(start, length, tuple(id for id in ids if id != "?")))
    return Labelled(name, conference, "".join(parts) + marked[position:], tuple(mentions), tuple(misses))


def found_in(grammar: Grammar, register: Register, one: Labelled) -> list[Mention]:
    """Instruments and documents that the grammar finds."""
    conference = register.conferences.get(one.conference)
    body = conference.body if conference else None
    year = (
        next((met.year for met in register.bodies[body].meetings if met.conference == one.conference), None)
        if body
        else None
    )
    instruments = [Mention(cited.start, cited.end, cited.ids) for cited in grammar.find(one.text, body, year)]
    documents = [Mention(cited.start, cited.end, (cited.id,)) for cited in grammar.find_documents(one.text)]
    return sorted([*instruments, *documents], key=lambda mention: mention.start)


def score(grammar: Grammar, register: Register, texts: Iterable[Labelled]) -> tuple[Score, list[str]]:
    """The counts, and each mistake with its place."""
    total, mistakes = Score(), []
    for one in texts:
        found = found_in(grammar, register, one)
        total.found += len(found)
        total.labelled += len(one.mentions)
        total.misses += len(one.misses)
        total.misses_taken += sum(any(_overlap(miss, got) for got in found) for miss in one.misses)
        left = list(found)
        for wanted in one.mentions:
            over = [got for got in left if _overlap(wanted, got)]
            same = next((got for got in over if got.ids == wanted.ids), None)
            if same:
                total.right += 1
                left.remove(same)
            else:
                words = one.text[wanted.start : wanted.end]
                mistakes.append(f"{one.name}: {words!r} is {wanted.ids}, found {[got.ids for got in over]}")
        mistakes += [f"{one.name}: {one.text[got.start : got.end]!r} found as {got.ids}" for got in left]
    return total, mistakes


def _overlap(one: Mention, other: Mention) -> bool:
    return one.start < other.end and other.start < one.end
