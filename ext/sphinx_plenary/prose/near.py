"""Whether one word is another with a slip of typing in it."""

from __future__ import annotations

import unicodedata
from enum import Enum
from typing import NamedTuple


class Kind(Enum):
    """What one slip does to the letters."""

    SWAPPED = "swapped"
    LEFT_OUT = "left out"
    ADDED = "added"
    CHANGED = "changed"


class Typo(NamedTuple):
    """One slip, at that letter of the word that was meant; ``inside``: neither its first nor its last letter."""

    kind: Kind
    at: int
    inside: bool


def typo(written: str, meant: str) -> Typo | None:
    """The one slip that makes ``written`` of ``meant``; None where none or more than one does."""
    if abs(len(written) - len(meant)) > 1 or written == meant:
        return None
    start = 0
    shorter = min(len(written), len(meant))
    while start < shorter and written[start] == meant[start]:
        start += 1
    end = 0
    while end < shorter - start and written[-1 - end] == meant[-1 - end]:
        end += 1
    typed, right = written[start : len(written) - end], meant[start : len(meant) - end]
    kind = _KINDS.get((len(typed), len(right)))
    if kind is None or (kind is Kind.SWAPPED and typed != right[::-1]):
        return None
    return Typo(kind, start, written[:1] == meant[:1] and written[-1:] == meant[-1:])


_KINDS = {(0, 1): Kind.LEFT_OUT, (1, 0): Kind.ADDED, (1, 1): Kind.CHANGED, (2, 2): Kind.SWAPPED}


def typos(written: str, meant: str) -> int:
    """How many slips make ``written`` of ``meant``: 0, 1, 2, or 3 for more."""
    if written == meant:
        return 0
    if typo(written, meant):
        return 1
    if abs(len(written) - len(meant)) > 2:
        return 3
    before, last = list(range(len(meant) + 1)), [0] * (len(meant) + 1)
    older = last
    for row, typed in enumerate(written, 1):
        last = [row] + [0] * len(meant)
        for column, right in enumerate(meant, 1):
            best = min(before[column] + 1, last[column - 1] + 1, before[column - 1] + (typed != right))
            if row > 1 and column > 1 and typed == meant[column - 2] and written[row - 2] == right:
                best = min(best, older[column - 2] + 1)
            last[column] = best
        older, before = before, last
    return min(before[-1], 3)


def without_one(word: str) -> list[str]:
    """The word with one letter left out, in all ways: what two words one slip apart share."""
    return [word[:at] + word[at + 1 :] for at in range(len(word))]


def fold(word: str) -> str:
    """In lower case and without accents."""
    low = word.lower()
    if low.isascii():
        return low
    return "".join(part for part in unicodedata.normalize("NFKD", low) if not unicodedata.combining(part))


def singular(word: str) -> str:
    """Without what makes a plural: ``parties`` -> ``party``; of an abbreviation only behind a capital, ``ITRs``."""
    if not word.islower():
        return word[:-1] if len(word) > 2 and word[-1] == "s" and not word[-2].islower() else word
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
