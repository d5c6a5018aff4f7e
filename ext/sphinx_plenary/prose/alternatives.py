"""Many words as one pattern that fails soon: most of a text begins with no letter of theirs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby


def alternatives(words: Iterable[str]) -> str:
    """The words as alternatives of a pattern, the longest first, in one branch for each first letter."""
    ordered = sorted({word for word in words if word}, key=lambda word: (word[0], -len(word), word))
    branches = []
    for letter, same in groupby(ordered, key=lambda word: word[0]):
        ends = "|".join(re.escape(word[1:]) for word in same)
        branches.append(f"{re.escape(letter)}(?:{ends})")
    return "|".join(branches) or "(?!)"
