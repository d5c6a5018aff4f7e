"""How far long work has come: one line on a terminal, written over and over and gone at the end; else nothing."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Final, Self, TextIO, TypeVar

_T = TypeVar("_T")
# To the beginning of the line, and what stands there away.
CLEARED: Final = "\r\x1b[2K"


class Progress:
    """On standard error, so that what is printed can be sent on."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self.stream = stream or sys.stderr
        self.on = self.stream.isatty() and os.environ.get("TERM") != "dumb"
        self.shown = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.clear()

    def show(self, words: str) -> None:
        if self.on:
            width = shutil.get_terminal_size().columns - 1  # a line that is full would begin another
            self.stream.write(CLEARED + "".join(one if one.isprintable() else " " for one in words)[:width])
            self.stream.flush()
            self.shown = True

    def clear(self) -> None:
        if self.shown:
            self.stream.write(CLEARED)
            self.stream.flush()
            self.shown = False


def each(things: Sequence[_T], doing: str, name: Callable[[_T], str] = str) -> Iterator[_T]:
    """The things, one after the other, with a word on each: ``reading 2 of 7: paper.docx``."""
    with Progress() as progress:
        for number, thing in enumerate(things, 1):
            progress.show(f"{doing} {number} of {len(things)}: {name(thing)}")
            yield thing
