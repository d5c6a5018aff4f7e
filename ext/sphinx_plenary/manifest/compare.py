"""What differs between two folders that should hold the same bytes: a few words per file, by its kind."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path
from typing import Final

from sphinx_plenary.manifest.files import digests

_LINES: Final = 12  # of a difference that are shown
_WIDTH: Final = 160
_TOOL: Final = "diffoscope"  # of the reproducible builds project: looks into PDF, XLSX, pictures


def compare(one: Path, other: Path) -> Iterator[tuple[str, list[str]]]:
    """Each file that differs, with lines that say how; in order of the names."""
    first, second = digests(one), digests(other)
    for name in sorted(first.keys() | second.keys()):
        if name not in second or name not in first:
            yield name, [f"only in the {'first' if name in first else 'second'}"]
        elif first[name] != second[name]:
            yield name, list(_difference(one / name, other / name))


def _difference(one: Path, other: Path) -> Iterator[str]:
    if tool := shutil.which(_TOOL):
        done = subprocess.run(
            [tool, "--no-progress", str(one), str(other)], capture_output=True, text=True, check=False
        )
        if lines := done.stdout.splitlines():
            yield from _some(lines)
            return
    if zipfile.is_zipfile(one) and zipfile.is_zipfile(other):
        yield from _in_archives(one, other)
        return
    first, second = one.read_bytes(), other.read_bytes()
    try:
        lines = list(unified_diff(first.decode().splitlines(), second.decode().splitlines(), lineterm="", n=0))[2:]
        if lines:
            yield from _some(lines)
            return
    except UnicodeDecodeError:
        pass
    at = next((index for index, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), None)
    place = min(len(first), len(second)) if at is None else at
    yield f"{len(first)} and {len(second)} bytes; the first difference is at byte {place}"
    yield f"- {first[place : place + 40]!r}"
    yield f"+ {second[place : place + 40]!r}"


def _in_archives(one: Path, other: Path) -> Iterator[str]:
    with zipfile.ZipFile(one) as first, zipfile.ZipFile(other) as second:
        members = {info.filename: info for info in first.infolist()}
        others = {info.filename: info for info in second.infolist()}
        for name in sorted(members.keys() | others.keys()):
            a, b = members.get(name), others.get(name)
            if a is None or b is None:
                yield f"{name}: only in the {'first' if a else 'second'}"
            elif a.CRC != b.CRC:
                yield f"{name}: differs"
            elif a.date_time != b.date_time:
                yield f"{name}: its time is {a.date_time} and {b.date_time}"


def _some(lines: list[str]) -> Iterator[str]:
    yield from (line[:_WIDTH] for line in lines[:_LINES])
    if len(lines) > _LINES:
        yield f"... and {len(lines) - _LINES} lines more"
