"""One question, one room: which of the known names did the author mean?"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

# Letters that are typed for digits: 14O for 140, 1O1 and lOl for 101.
_LOOKALIKES: Final = str.maketrans({"o": "0", "i": "1", "l": "1"})
# Below this 'abrogated' would be taken for 'adopted'.
_ALIKE: Final = 0.65


def nearest(name: str, known: Iterable[str], count: int = 1) -> list[str]:
    """The known names most like ``name``, best first; neither case nor look-alike letters count."""
    folded: dict[str, str] = {}
    alike: dict[str, str] = {}
    for candidate in known:
        text = str(candidate)
        folded.setdefault(text.casefold(), text)
        alike.setdefault(text.casefold().translate(_LOOKALIKES), text)
    wanted = name.casefold()
    if (same := alike.get(wanted.translate(_LOOKALIKES))) is not None:
        return [same]
    return [folded[match] for match in get_close_matches(wanted, folded, n=count, cutoff=_ALIKE)]


def did_you_mean(name: str, known: Iterable[str], otherwise: str, count: int = 1) -> str:
    """``did you mean 'x', 'y' or 'z'?`` where something is near, else ``otherwise``."""
    near = [repr(match) for match in nearest(name, known, count)]
    if not near:
        return otherwise
    return f"did you mean {' or '.join(filter(None, (', '.join(near[:-1]), near[-1])))}?"


def one_of(values: Iterable[str]) -> str:
    """``write one of a, b, c``."""
    return "write one of " + ", ".join(values)
