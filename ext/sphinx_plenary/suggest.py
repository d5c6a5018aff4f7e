"""One sentence, one room: which of the known names did the author mean?"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(name: str, known: Iterable[str], count: int = 1) -> list[str]:
    """The known names most like ``name``, best first; case does not count."""
    folded: dict[str, str] = {}
    for candidate in known:
        folded.setdefault(candidate.casefold(), candidate)
    return [folded[match] for match in get_close_matches(name.casefold(), folded, n=count, cutoff=0.6)]


def did_you_mean(name: str, known: Iterable[str], otherwise: str, count: int = 1) -> str:
    """``did you mean 'x' or 'y'?`` where something is near, else ``otherwise``."""
    near = nearest(name, known, count)
    if not near:
        return otherwise
    return f"did you mean {' or '.join(repr(match) for match in near)}?"


def one_of(values: Iterable[str]) -> str:
    """``write one of a, b, c``."""
    return "write one of " + ", ".join(values)
