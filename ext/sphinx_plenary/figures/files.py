"""What was drawn, kept in a folder by a digest of all that it depends on. Imports matplotlib only to draw."""

from __future__ import annotations

from contextlib import nullcontext
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Final

from sphinx_plenary import design
from sphinx_plenary.figures.picture import Picture
from sphinx_plenary.translation import english, spoken
from sphinx_plenary.writing import write_whole

_HERE: Final = Path(__file__).parent
# How wide a figure is where nothing else is asked for, in points: the measure of a page, that of print.
WIDTHS: Final = {"svg": 425.0, "pdf": 340.0}


@cache
def way_of_drawing() -> str:
    """A digest of how pictures are drawn: this code, the look, the fonts, matplotlib's version."""
    digest = sha256(version("matplotlib").encode())
    for path in [*sorted(_HERE.glob("*.py")), design.TOKENS, *sorted((_HERE.parent / "fonts").glob("*Sans*.otf"))]:
        digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()


# Languages whose letters the fonts of drawings have not: their drawings have English words, beside words that are
# translated.
_WITHOUT_LETTERS: Final = frozenset({"ar", "zh"})


def drawn(picture: Picture, folder: Path, name: str, format: str, scheme: str = "light", width: float = 0) -> Path:
    """The file of a picture, drawn if the folder does not have it yet.

    ``name`` is that of the figure, which has one file in the folder for each scheme and format; ``width`` is in
    points, 0 for the usual one.
    """
    width = width or WIDTHS[format]
    digest = sha256(f"{picture!r}\0{format}\0{scheme}\0{width}\0{way_of_drawing()}{_tongue()}".encode()).hexdigest()[
        :16
    ]
    path = folder / f"{name}-{scheme}.{digest}.{format}"
    if not path.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        for former in sorted(folder.glob(f"{name}-{scheme}.*.{format}")):
            former.unlink()
        write_whole(path, draw(picture, format, scheme, width))
    return path


def _tongue() -> str:
    """The words in a drawing are not all in what it is made of: its language is, where it is not English."""
    return "" if spoken() == "en" else f"\0{spoken()}"


def draw(picture: Picture, format: str, scheme: str, width: float) -> bytes:
    """A picture as a file of ``svg`` or ``pdf``; ``width`` in points."""
    from sphinx_plenary.figures.pen import Pen, own_settings, saved

    with own_settings(), english() if spoken() in _WITHOUT_LETTERS else nullcontext():
        pen = Pen(width, scheme)
        return saved(pen.finish(picture.draw(pen)), format)
