"""Directives that are opened with ``:::`` and never closed: MyST closes them at the end of the page, in silence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

_FENCE: Final = re.compile(r"(?P<indent>\s*)(?P<marks>:{3,}|`{3,}|~{3,})(?P<info>.*)")
_DIRECTIVE: Final = re.compile(r"\{(?P<name>[^}\s]+)\}")


@dataclass(frozen=True)
class Unclosed:
    """A directive, the line it opens on, and how it has to be closed."""

    name: str
    line: int
    marks: str


def unclosed(lines: Sequence[str], first: int = 1) -> Iterator[Unclosed]:
    """The directives in ``lines`` that no line closes; ``first`` is the number of the first of them.

    A line that opens a directive inside another, of as many marks, closes neither: the outer one is told,
    since its own end is what lacks.
    """
    number = 0
    while number < len(lines):
        opening = _FENCE.fullmatch(lines[number])
        if opening is None or not opening["info"].strip():
            number += 1
            continue
        end = _closing(lines, number + 1, opening["marks"])
        directive = _DIRECTIVE.match(opening["info"].strip())
        body = lines[number + 1 : end]
        if directive and (end == len(lines) or _swallows(body, opening["marks"])):
            yield Unclosed(directive["name"], first + number, opening["marks"])
            number += 1  # what it swallowed is looked at on its own
            continue
        if directive and opening["marks"].startswith(":"):
            yield from unclosed(body, first + number + 1)
        number = end + 1


def _closing(lines: Sequence[str], start: int, marks: str) -> int:
    """The index of the line that closes a fence, or the number of lines."""
    for number in range(start, len(lines)):
        line = lines[number].strip()
        if line and set(line) == {marks[0]} and len(line) >= len(marks):
            return number
    return len(lines)


def _swallows(body: Sequence[str], marks: str) -> bool:
    """Whether a body holds the opening of a directive of as many marks: then its closing line was that one's."""
    for line in body:
        fence = _FENCE.fullmatch(line)
        if fence and fence["marks"] == marks and _DIRECTIVE.match(fence["info"].strip()):
            return True
    return False
