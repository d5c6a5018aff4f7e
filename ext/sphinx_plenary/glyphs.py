"""Which characters the fonts of the PDF have: XeTeX leaves out a character that a font lacks, without an error."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from enum import Enum
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Final, NamedTuple

from sphinx_plenary import design

FONTS: Final = Path(__file__).parent / "fonts"
# Signs of ours that no font of ours has, and the one that is drawn for them.
STAND_INS: Final = str.maketrans({"✕": "×"})
# Spaces and marks without a form of their own: never shown as a number.
_SILENT: Final = frozenset("\n\r\t\u00ad\u200b\u200c\u200d\u2060\ufeff")


class Font(Enum):
    """Which font sets a part of a text."""

    TEXT = "text"
    LABEL = "label"
    NONE = "none"


class Part(NamedTuple):
    font: Font
    text: str


def split(text: str) -> Iterator[Part]:
    """The parts of a text by the font that has them; what none has comes as ``U+4E2D``, one by one."""
    for font, characters in groupby(text.translate(STAND_INS), _font_of):
        if font is Font.NONE:
            yield from (Part(font, f"U+{ord(character):04X}") for character in characters)
        else:
            yield Part(font, "".join(characters))


def printable(text: str) -> str:
    """Plain text without characters that no font has."""
    return "".join(part.text for part in split(text))


def _font_of(character: str) -> Font:
    if character.isascii() or character in _SILENT or ord(character) in covered("text"):
        return Font.TEXT
    return Font.LABEL if ord(character) in covered("label") else Font.NONE


@cache
def covered(role: str) -> frozenset[int]:
    """The characters that every style of a font has."""
    files = design.tokens()["fonts"][role]["files"].values()
    return frozenset.intersection(*(frozenset(characters(FONTS / f"{file}.otf")) for file in files))


def characters(path: Path) -> Iterator[int]:
    """The characters of an OpenType font: its ``cmap`` table, formats 4 and 12."""
    data = path.read_bytes()
    (count,) = struct.unpack_from(">H", data, 4)
    records = (struct.unpack_from(">4sIII", data, 12 + 16 * index) for index in range(count))
    start = next(offset for tag, _, offset, _ in records if tag == b"cmap")
    (subtables,) = struct.unpack_from(">H", data, start + 2)
    for index in range(subtables):
        platform, _, offset = struct.unpack_from(">HHI", data, start + 4 + 8 * index)
        if platform in {0, 3}:
            yield from _subtable(data, start + offset)


def _subtable(data: bytes, at: int) -> Iterator[int]:
    (form,) = struct.unpack_from(">H", data, at)
    if form == 4:
        segments = struct.unpack_from(">H", data, at + 6)[0] // 2
        ends = struct.unpack_from(f">{segments}H", data, at + 14)
        starts = struct.unpack_from(f">{segments}H", data, at + 16 + 2 * segments)
        for first, last in zip(starts, ends, strict=True):
            yield from range(first, min(last, 0xFFFE) + 1)
    elif form == 12:
        (groups,) = struct.unpack_from(">I", data, at + 12)
        for index in range(groups):
            first, last = struct.unpack_from(">II", data, at + 16 + 12 * index)
            yield from range(first, last + 1)
