"""WordprocessingML as it is met in files: names of elements and attributes, signs that are a character."""

from __future__ import annotations

import re
from typing import Final

_WORD: Final = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_MATH: Final = (
    "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "http://purl.oclc.org/ooxml/officeDocument/math",
)
_COMPATIBLE: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"
RELATION: Final = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)

# Elements that are a character. A soft hyphen is none: it shows only where Word breaks a line.
SIGNS: Final = {"w:tab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "-", "w:ptab": "\t"}


def label_of(tag: str) -> str:
    """``{namespace} name`` -> ``w:name``; other namespaces have no prefix of ours."""
    space, _, name = tag.rpartition(" ")
    if space in _WORD:
        return f"w:{name}"
    if space in _MATH:
        return f"m:{name}"
    return f"mc:{name}" if space == _COMPATIBLE else name


def attribute(attributes: dict[str, str], name: str) -> str:
    return next((attributes[f"{space} {name}"] for space in _WORD if f"{space} {name}" in attributes), "")


def symbol(code: str) -> str:
    """A character of a symbol font; one that has a meaning in that font alone is a space."""
    number = int(code, 16) if re.fullmatch(r"[0-9A-Fa-f]{1,4}", code) else 0
    return chr(number) if 0x20 < number < 0xD800 else " "
