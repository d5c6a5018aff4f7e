"""For a terminal: the place, what is wrong and the cure, the line with a caret under it; at the end a count by code."""

from __future__ import annotations

import os
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final, TextIO

from sphinx_plenary.model import Severity
from sphinx_plenary.reports.entry import Entry, ordered

# How much of a long line is shown; a paragraph of a docx is one line.
WIDTH: Final = 110
_BEFORE: Final = 40

_COLOURS: Final = {
    "bold": "1",
    "dim": "2",
    "mark": "1;36",
    Severity.ERROR: "1;31",
    Severity.WARNING: "1;33",
    Severity.REMARK: "1;34",
}


def write(entries: Sequence[Entry], stream: TextIO, docs: Mapping[str, str], color: bool | None = None) -> None:
    """``color`` is the reader's choice; without one it is used on a terminal, unless NO_COLOR is set."""
    painter = _Painter(wants_color(stream) if color is None else color)
    lines: list[str] = []
    found = ordered(entries)
    for entry in found:
        lines += _entry(entry, painter)
    lines += _summary(found, painter)
    encoding = getattr(stream, "encoding", None) or "utf-8"
    stream.write("".join(f"{line}\n" for line in lines).encode(encoding, "replace").decode(encoding))


def wants_color(stream: TextIO) -> bool:
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


class _Painter:
    def __init__(self, color: bool) -> None:
        self.color = color

    def __call__(self, text: str, style: str) -> str:
        return f"\x1b[{_COLOURS[style]}m{text}\x1b[0m" if self.color and text else text


def _entry(entry: Entry, paint: _Painter) -> list[str]:
    page = "" if entry.page is None else f"p{entry.page}:"
    place = paint(f"{shown(entry.path)}:{page}{entry.line}:{entry.column}", "bold")
    severity = paint(entry.severity.value.upper(), entry.severity)
    lines = [f"{place}: {severity}: {entry.code} {shown(entry.text)}"]
    if entry.source_line.strip():
        text, start, length = _excerpt(entry)
        gutter = str(entry.line)
        lines.append(paint(f"{gutter:>5} | ", "dim") + text)
        lines.append(paint(" " * max(len(gutter), 5) + " | ", "dim") + " " * start + paint("^" * length, "mark"))
    return lines


def _excerpt(entry: Entry) -> tuple[str, int, int]:
    """The source line, cut to a width about the finding, and where the caret starts and how long it is, in cells."""
    source = shown(entry.source_line.rstrip())
    start = min(entry.column - 1, len(source))
    end = entry.end_column - 1 if entry.end_line == entry.line else len(source)
    end = min(max(end, start + 1), max(len(source), start + 1))
    if start == 0 and end == len(source):
        start = len(source) - len(source.lstrip())
    first, last, dots = 0, len(source), ""
    if len(source) > WIDTH:
        first = max(0, min(start - _BEFORE, len(source) - WIDTH))
        last = min(len(source), first + WIDTH)
        dots = "…" if first else ""
        end = min(end, max(last, start + 1))
    text = dots + source[first:last] + ("…" if last < len(source) else "")
    before = cells(dots + source[first:start])
    return text, before, max(cells(source[start:end]), 1)


def _summary(entries: Sequence[Entry], paint: _Painter) -> list[str]:
    if not entries:
        return ["No finding."]
    codes = Counter((entry.code, entry.name) for entry in entries)
    widths = [max(len(code[part]) for code in codes) for part in (0, 1)]
    rows = [
        f"{paint(f'{code:<{widths[0]}}', 'bold')}  {name:<{widths[1]}}  {count:>4}"
        for (code, name), count in sorted(codes.items())
    ]
    severities = Counter(entry.severity for entry in entries)
    parts = [_count(severities[severity], severity.value) for severity in Severity if severities[severity]]
    files = len({entry.path for entry in entries})
    return [
        "",
        *rows,
        f"{_count(len(entries), 'finding')} in {_count(files, 'file')}: {', '.join(parts)}.",
        f"What a rule is for: plenary explain {min(code for code, _ in codes)}",
    ]


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'s' * (number != 1)}"


def shown(text: str) -> str:
    """Text that cannot steer a terminal: a character that prints nothing of its own becomes one that does."""
    return "".join(_visible(character) for character in text)


def _visible(character: str) -> str:
    if character in "\t\n\u2028\u2029" or unicodedata.category(character) == "Zs":
        return " "
    return "\N{REPLACEMENT CHARACTER}" if unicodedata.category(character) in {"Cc", "Cf", "Cs"} else character


def cells(text: str) -> int:
    """How many columns of a terminal a text takes: a Chinese character takes two, an accent by itself none."""
    return sum(
        0 if unicodedata.combining(character) else 1 + (unicodedata.east_asian_width(character) in "WF")
        for character in text
    )
