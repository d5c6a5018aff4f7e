"""Two texts -> what was taken out and put in, by paragraph and, within one, by word.

Work grows with the length of the text: paragraphs are paired only with near ones, and words of long ones not at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

KEPT: Final = "="
OUT: Final = "-"
IN: Final = "+"

# How many of the following paragraphs one may have become, and how many of its words it keeps then.
_NEAR: Final = 6
_ALIKE: Final = 0.4
# Words of a paragraph up to which its changes are looked for word by word.
_LONGEST: Final = 1500


@dataclass(frozen=True)
class Span:
    """Words that stayed (``=``), were taken out (``-``) or put in (``+``)."""

    sign: str
    text: str


@dataclass(frozen=True)
class Passage:
    """A paragraph that changed, in spans; and the heading over it in the newer text, else in the older."""

    heading: str
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class Paragraph:
    heading: str
    text: str


def compared(old: Sequence[Paragraph], new: Sequence[Paragraph]) -> Iterator[Passage]:
    """The passages that differ, in the order of the newer text."""
    for before, after in pairs([one.text for one in old], [one.text for one in new]):
        if after is None:
            assert before is not None
            yield Passage(old[before].heading, (Span(OUT, old[before].text),))
        elif before is None:
            yield Passage(new[after].heading, (Span(IN, new[after].text),))
        elif old[before].text != new[after].text:
            yield Passage(new[after].heading, words(old[before].text, new[after].text))


def pairs(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int | None, int | None]]:
    """Where each paragraph is, in the order of the newer text: in both, in the older or in the newer alone."""
    for sign, start, end, first, last in SequenceMatcher(None, old, new).get_opcodes():
        if sign == "equal":
            yield from zip(range(start, end), range(first, last), strict=True)
        else:
            yield from _replaced(old[start:end], new[first:last], start, first)


def words(old: str, new: str) -> tuple[Span, ...]:
    """What became of one paragraph, whose words have one space between them."""
    before, after = old.split(), new.split()
    if max(len(before), len(after)) > _LONGEST:
        return (Span(OUT, f"{old} "), Span(IN, new))
    spans: list[Span] = []
    for sign, start, end, first, last in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if sign == "equal":
            spans.append(Span(KEPT, _spaced(after[first:last])))
        else:
            spans += _both(_spaced(before[start:end]), _spaced(after[first:last]))
    spans = _smooth(spans)
    return (*spans[:-1], Span(spans[-1].sign, spans[-1].text.rstrip())) if spans else ()


def _spaced(words: Sequence[str]) -> str:
    return "".join(f"{word} " for word in words)


def _both(old: str, new: str) -> list[Span]:
    return [Span(sign, text) for sign, text in ((OUT, old), (IN, new)) if text]


def _smooth(spans: Sequence[Span]) -> list[Span]:
    """One word that stayed between two changes is read as part of them."""
    found: list[Span] = []
    out = put = ""
    for number, span in enumerate(spans):
        inside = 0 < number < len(spans) - 1 and len(span.text.split()) == 1
        if span.sign == OUT:
            out += span.text
        elif span.sign == IN:
            put += span.text
        elif inside:
            out, put = out + span.text, put + span.text
        else:
            found += [*_both(out, put), span]
            out = put = ""
    return found + _both(out, put)


def _replaced(
    old: Sequence[str], new: Sequence[str], start: int, first: int
) -> Iterator[tuple[int | None, int | None]]:
    """Each new paragraph with the old one that it came from, if one near it has most of its words."""
    origins = _origins(old, new)
    told = 0
    for number in range(len(new)):
        origin = origins.get(number)
        if origin is None:
            yield None, first + number
            continue
        yield from ((start + gone, None) for gone in range(told, origin))
        told = origin + 1
        yield start + origin, first + number
    yield from ((start + gone, None) for gone in range(told, len(old)))


def _origins(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """New -> old, both rising."""
    before = [frozenset(one.casefold().split()) for one in old]
    found: dict[int, int] = {}
    start = 0
    for number, paragraph in enumerate(new):
        own = frozenset(paragraph.casefold().split())
        near = range(start, min(start + _NEAR, len(old)))
        shares = [(_share(before[place], own), -place) for place in near]
        share, place = max(shares, default=(0.0, 0))
        if share >= _ALIKE:
            found[number] = -place
            start = 1 - place
    return found


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0
