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
# Of scripts that the fonts of text and labels have not; only Typst takes a font for each character by itself.
COMPANIONS: Final = FONTS / "arabic"
# Signs of ours that no font of ours has, and the one that is drawn for them.
STAND_INS: Final = str.maketrans({"✕": "×"})
# Spaces and marks without a form of their own: never shown as a number.
_SILENT: Final = frozenset("\n\r\t\u00ad\u200b\u200c\u200d\u2060\ufeff")


class Font(Enum):
    """Which font sets a part of a text."""

    TEXT = "text"
    LABEL = "label"
    COMPANION = "companion"
    NONE = "none"


class Part(NamedTuple):
    font: Font
    text: str


def split(text: str, own: Path | None = None) -> Iterator[Part]:
    """The parts of a text by the font that has them; what none has comes as ``U+4E2D``, one by one.

    ``own``: a folder of fonts that a project has of its own.
    """
    if text.isascii():
        if text:
            yield Part(Font.TEXT, text)
        return
    for font, characters in groupby(text.translate(STAND_INS), lambda character: _font_of(character, own)):
        if font is Font.NONE:
            yield from (Part(font, f"U+{ord(character):04X}") for character in characters)
        else:
            yield Part(font, "".join(characters))


def printable(text: str, own: Path | None = None, companions: bool = False) -> str:
    """Plain text without characters that no font has; ``companions``: for Typst, which has those too."""
    return "".join(part.text if companions else lacking(part) for part in split(text, own))


def lacking(part: Part) -> str:
    """The part as who has no companions prints it: its numbers."""
    if part.font is not Font.COMPANION:
        return part.text
    return "".join(f"U+{ord(character):04X}" for character in part.text)


def families(own: Path | None = None) -> list[str]:
    """The names of the companions, those of the project first."""
    from fontTools.ttLib import TTFont  # here, since only a PDF needs it

    found: list[str] = []
    for path in font_files(own):
        with TTFont(path, lazy=True, fontNumber=0) as font:
            found.append(str(font["name"].getDebugName(16) or font["name"].getDebugName(1)))
    return list(dict.fromkeys(found))


def font_files(own: Path | None) -> list[Path]:
    """The companions as files."""
    found = sorted(path for path in own.rglob("*") if path.suffix in {".ttf", ".otf", ".ttc"}) if own else []
    return [*found, *sorted(COMPANIONS.glob("*.ttf"))]


def _font_of(character: str, own: Path | None = None) -> Font:
    if character.isascii() or character in _SILENT or ord(character) in covered("text"):
        return Font.TEXT
    if ord(character) in covered("label"):
        return Font.LABEL
    return Font.COMPANION if ord(character) in accompanied(own) else Font.NONE


@cache
def accompanied(own: Path | None = None) -> frozenset[int]:
    """The characters that some companion has."""
    return frozenset().union(*(characters(path) for path in font_files(own)))


@cache
def covered(role: str) -> frozenset[int]:
    """The characters that every style of a font has."""
    files = design.tokens()["fonts"][role]["files"].values()
    return frozenset.intersection(*(characters(FONTS / f"{file}.otf") for file in files))


def characters(path: Path) -> frozenset[int]:
    """The characters of an OpenType font."""
    from fontTools.ttLib import TTFont  # here, since only a PDF needs it

    with TTFont(path, lazy=True, fontNumber=0) as font:
        # names of its own, since those in the font cost a quarter of a second: they stand with the outlines
        font.setGlyphOrder([str(number) for number in range(font["maxp"].numGlyphs)])
        return frozenset(font.getBestCmap() or ())
