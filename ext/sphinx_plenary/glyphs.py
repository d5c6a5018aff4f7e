"""Which characters the fonts of the PDF have: XeTeX leaves out a character that a font lacks, without an error."""

from __future__ import annotations

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
    if text.isascii():
        if text:
            yield Part(Font.TEXT, text)
        return
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
    return frozenset.intersection(*(characters(FONTS / f"{file}.otf") for file in files))


def characters(path: Path) -> frozenset[int]:
    """The characters of an OpenType font."""
    from fontTools.ttLib import TTFont  # here, since only a PDF needs it

    with TTFont(path, lazy=True) as font:
        # names of its own, since those in the font cost a quarter of a second: they stand with the outlines
        font.setGlyphOrder([str(number) for number in range(font["maxp"].numGlyphs)])
        return frozenset(font.getBestCmap() or ())
