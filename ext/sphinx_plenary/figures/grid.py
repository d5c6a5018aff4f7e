"""What pictures with rows and columns share: how wide the words of rows are, and the heads of columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sphinx_plenary.figures.pen import Pen

SMALL: Final = 8.0


def label_width(pen: Pen, names: Sequence[str], most: float = 0.34) -> float:
    """The width that the words of rows need, with the space behind them, at most that part of the figure."""
    return min(most * pen.width, max(pen.measure(name) for name in names) + 12)


def draw_heads(pen: Pen, heads: Sequence[Sequence[str]], left: float, across: float) -> float:
    """Heads in lines, over the middle of columns that begin at ``left`` and are ``across`` wide; where they end."""
    high = max(len(lines) for lines in heads)
    for number, lines in enumerate(heads):
        first = 8 + (high - len(lines)) * 10.0
        pen.lines(left + (number + 0.5) * across, first, lines, size=SMALL, colour="muted", across="center")
    return 8 + high * 10.0


def draw_key(pen: Pen, parts: Sequence[tuple[str, str, bool]], y: float) -> float:
    """A legend of marks, each a shape, its words and whether it is hollow, in lines; where it ends."""
    x = 4.0
    for shape, words, hollow in parts:
        wide = pen.measure(words, SMALL) + 26
        if x + wide > pen.width and x > 4:
            x, y = 4.0, y + 13
        pen.mark(x, y - 2.8, shape, hollow=hollow)
        pen.text(x + 8, y, words, size=SMALL, colour="muted")
        x += wide
    return y + 13
