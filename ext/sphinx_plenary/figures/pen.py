"""Draws with matplotlib, in points from the upper left corner: letters keep their size however wide a figure is.

No state of matplotlib's own is used or left behind: no pyplot, no settings, no fonts of the system.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import matplotlib
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon, Rectangle
from matplotlib.textpath import TextToPath

from sphinx_plenary import design

FONTS: Final = Path(__file__).parents[1] / "fonts"
SIZE: Final = 9.0
SMALL: Final = 8.0
LEADING: Final = 1.25
# What would otherwise differ from run to run.
METADATA: Final[Mapping[str, dict[str, None]]] = {
    "svg": {"Date": None, "Creator": None},
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
}
_SHAPES: Final = {"dot": "o", "diamond": "D", "cross": "X", "tick": "|"}


class Pen:
    """``width`` in points. Colours are names of the scheme, ``light`` or ``dark``."""

    def __init__(self, width: float, scheme: str) -> None:
        self.width = width
        self.colours = design.scheme(scheme)
        self.figure = Figure(figsize=(width / 72, 1))
        self.axes = self.figure.add_axes((0, 0, 1, 1))
        self.axes.set_axis_off()
        self.axes.set_xlim(0, width)
        files = design.tokens()["fonts"]["label"]["files"]
        self._fonts = {bold: FONTS / f"{files['bold' if bold else 'regular']}.otf" for bold in (False, True)}
        self._widths: dict[tuple[str, bool], float] = {}

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        size: float = SIZE,
        colour: str = "ink",
        bold: bool = False,
        across: str = "left",
        turned: bool = False,
    ) -> None:
        """One line whose base is at ``y``; ``across`` says what of it is at ``x``. Turned, it goes up from there."""
        drawn: dict[str, Any] = {"rotation": 90, "rotation_mode": "anchor"} if turned else {}
        self.axes.text(
            x, y, words, color=self.colours[colour], ha=across, va="baseline", parse_math=False,
            fontproperties=self._font(size, bold), **drawn,
        )  # fmt: skip

    def lines(self, x: float, y: float, lines: Sequence[str], **how: Any) -> None:
        """Lines below each other; the base of the first is at ``y``."""
        size = how.get("size", SIZE)
        for number, words in enumerate(lines):
            self.text(x, y + number * size * LEADING, words, **how)

    def box(self, x: float, y: float, width: float, height: float, fill: str, line: str = "") -> None:
        edge = self.colours[line] if line else "none"
        self.axes.add_patch(Rectangle((x, y), width, height, facecolor=self.colours[fill], edgecolor=edge, lw=0.5))

    def band(self, points: Sequence[tuple[float, float]], fill: str) -> None:
        self.axes.add_patch(Polygon(points, closed=True, facecolor=self.colours[fill], edgecolor="none", zorder=0.5))

    def line(
        self, start: tuple[float, float], end: tuple[float, float], colour: str = "line", thick: float = 0.5, **how: Any
    ) -> None:
        xs, ys = zip(start, end, strict=True)
        self.axes.add_line(Line2D(xs, ys, color=self.colours[colour], lw=thick, zorder=0.8, **how))

    def mark(
        self, x: float, y: float, shape: str, colour: str = "ink", *, hollow: bool = False, size: float = 6
    ) -> None:
        """``shape``: dot, diamond, cross or tick."""
        fill = self.colours["paper" if hollow else colour]
        self.axes.add_line(
            Line2D([x], [y], marker=_SHAPES[shape], ms=size, mfc=fill, mec=self.colours[colour], mew=1, zorder=2)
        )

    def on(self, fill: str) -> str:
        """The colour of words on a fill: of the two, the one that is easier to read there."""
        return max(("on-pale", "on-deep"), key=lambda name: design.contrast(self.colours[name], self.colours[fill]))

    def measure(self, words: str, size: float = SIZE, bold: bool = False) -> float:
        """How wide words are, in points: the sum of each word's width, which is asked once, and of the spaces."""
        return sum(self._unit_width(word, bold) for word in re.split(r"( )", words)) * size

    def _unit_width(self, word: str, bold: bool) -> float:
        if (word, bold) not in self._widths:
            font = self._font(1, bold)
            self._widths[word, bold] = TextToPath().get_text_width_height_descent(word, font, ismath=False)[0]
        return self._widths[word, bold]

    def wrapped(self, words: str, width: float, size: float = SIZE, bold: bool = False) -> list[str]:
        """Words in lines no wider than that; a word alone may be."""
        lines: list[str] = []
        for word in words.split():
            if lines and self.measure(f"{lines[-1]} {word}", size, bold) <= width:
                lines[-1] += f" {word}"
            else:
                lines.append(word)
        return lines or [""]

    def shortened(self, words: str, width: float, size: float = SIZE) -> str:
        """Words in one line no wider than that, with an ellipsis where some had to go."""
        if self.measure(words, size) <= width:
            return words
        parts = words.split()
        while len(parts) > 1 and self.measure(f"{' '.join(parts)} …", size) > width:
            parts.pop()
        return f"{' '.join(parts).rstrip(',;:')} …"

    def finish(self, height: float) -> Figure:
        """The figure, as high as what was drawn."""
        self.figure.set_size_inches(self.width / 72, height / 72)
        self.axes.set_ylim(height, 0)
        return self.figure

    def _font(self, size: float, bold: bool) -> FontProperties:
        return FontProperties(fname=self._fonts[bold], size=size)


@contextmanager
def own_settings() -> Iterator[None]:
    """All is drawn and saved in here: not with what a matplotlibrc in the home or the current directory says."""
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rc("svg", hashsalt="plenary", fonttype="path")
        # Of our OpenType fonts matplotlib 3.11 makes fonts of type 42 whose kind contradicts their files.
        matplotlib.rc("pdf", fonttype=3, compression=9)
        yield


def saved(figure: Figure, format: str) -> bytes:
    """A figure as a file of ``svg`` or ``pdf``, the same bytes each time."""
    data = BytesIO()
    figure.savefig(data, format=format, transparent=True, metadata=METADATA[format])
    return data.getvalue()
