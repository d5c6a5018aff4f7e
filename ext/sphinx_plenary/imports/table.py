"""The text of a CSV file with some of its cells changed: all else stays as it is, sign for sign."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Record:
    """A line of cells, each by where it begins and ends in the text; ``line`` counts from 1, as the register's do."""

    line: int
    cells: tuple[tuple[int, int], ...]


def records(text: str) -> list[Record]:
    """What Python's ``csv`` reads as lines of cells; the text is one that it can read, with its own line ends."""
    found: list[Record] = []
    cells: list[tuple[int, int]] = []
    at, line, first, length = 0, 1, 1, len(text)
    while at < length:
        start = at
        if text[at] == '"':
            at += 1
            while at < length and not (text[at] == '"' and text[at + 1 : at + 2] != '"'):
                step = 2 if text[at] == '"' else _end(text, at)
                line += step > 0 and text[at] != '"'
                at += step or 1
            at += 1
        while at < length and text[at] not in ",\r\n":
            at += 1
        cells.append((start, at))
        if at >= length:
            break
        if text[at] == ",":
            at += 1
            if at < length:
                continue
            cells.append((at, at))
        else:
            at += _end(text, at)
            line += 1
        found.append(Record(first, tuple(cells)))
        cells, first = [], line
    if cells:
        found.append(Record(first, tuple(cells)))
    return found


def edited(text: str, changes: Mapping[int, Mapping[str, str]]) -> str:
    """The text with other cells: line of the record -> column -> value. The lines and columns are there."""
    listed = [record for record in records(text) if any(_value(text, cell).strip() for cell in record.cells)]
    columns = [_value(text, cell).strip() for cell in listed[0].cells]
    by_line = {record.line: record for record in listed[1:]}
    ends = next((text[at : at + _end(text, at)] for at in range(len(text)) if _end(text, at)), "\n")
    new: list[tuple[int, int, str]] = []
    for line, values in changes.items():
        for column, value in values.items():
            start, end = by_line[line].cells[columns.index(column)]
            new.append((start, end, _written(value.replace("\n", ends), quoted=text[start : start + 1] == '"')))
    parts: list[str] = []
    at = 0
    for start, end, cell in sorted(new):
        parts += (text[at:start], cell)
        at = end
    return "".join((*parts, text[at:]))


def _end(text: str, at: int) -> int:
    """How many characters of an end of a line stand here."""
    if text[at] == "\r":
        return 2 if text[at + 1 : at + 2] == "\n" else 1
    return int(text[at] == "\n")


def _value(text: str, cell: tuple[int, int]) -> str:
    raw = text[cell[0] : cell[1]]
    return raw[1:-1].replace('""', '"') if raw.startswith('"') else raw


def _written(value: str, quoted: bool) -> str:
    if quoted or value != value.strip() or any(sign in value for sign in ',"\r\n'):
        return '"' + value.replace('"', '""') + '"'
    return value
