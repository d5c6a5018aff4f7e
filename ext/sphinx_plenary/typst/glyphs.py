"""Characters of code: what no font of ours has, and DejaVu Sans Mono neither, is shown as its number."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from sphinx_plenary import glyphs


def printable_code(text: str) -> str:
    if text.isascii():
        return text
    return "".join(character if _has(character) else glyphs.printable(character) for character in text)


def _has(character: str) -> bool:
    return character.isascii() or ord(character) in _code()


@cache
def _code() -> frozenset[int]:
    """Typst holds the font within itself; matplotlib has the same one as a file, which can be asked."""
    import matplotlib

    return glyphs.characters(Path(matplotlib.get_data_path(), "fonts", "ttf", "DejaVuSansMono.ttf"))
