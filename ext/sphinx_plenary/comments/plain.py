"""Words of a stranger's file without the signs that steer: they end a line, move a cursor, turn what stands beside."""

from __future__ import annotations

import unicodedata
from typing import Final

# Controls, C1 with them; marks of direction and what else has no width; ends of lines and of paragraphs.
_STEERING: Final = frozenset({"Cc", "Cf", "Zl", "Zp"})
_KEPT: Final = frozenset("\n\t")


def unsteered(text: str) -> str:
    """White space stays white space, and as long as it was."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_unsteered, text))


def _unsteered(sign: str) -> str:
    if sign in _KEPT or unicodedata.category(sign) not in _STEERING:
        return sign
    return " " if sign.isspace() else ""


def plain(text: str) -> str:
    """The same in one line."""
    return " ".join(unsteered(text).split())
