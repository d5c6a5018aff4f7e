"""Changes -> the register's files with them, as far as the register stays sound; nothing is written here."""

from __future__ import annotations

import codecs
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from sphinx_plenary.imports.compare import Change, Now, Trouble
from sphinx_plenary.imports.table import edited
from sphinx_plenary.model import Origin
from sphinx_plenary.register import Fault, Register, load_register


@dataclass(frozen=True)
class Judged:
    """The changes that can be made, the files with them, and why the others cannot."""

    changes: tuple[Change, ...]
    files: Mapping[Path, bytes]
    troubles: tuple[Trouble, ...]


def judged(changes: Sequence[Change], folder: Path, root: Path, conference: str, edition: str) -> Judged:
    """Try changes on a copy of the register in ``folder``, whose places in messages are relative to ``root``.

    A change after which the register has a fault, or says something else than the cell, is not made.
    """
    bench = _Bench(folder, root, conference, edition)
    ordered = sorted(changes)
    if not bench.faults(ordered):
        return Judged(tuple(ordered), bench.files(ordered), ())
    sound, troubles = _sifted(bench, _records(ordered))
    if found := bench.faults(sound):  # each is sound alone, but not all together
        return Judged((), {}, (*troubles, *found))
    return Judged(tuple(sound), bench.files(sound), tuple(troubles))


def _records(changes: Iterable[Change]) -> list[list[Change]]:
    """The changes of each record: they are made together or not at all."""
    found: dict[Origin, list[Change]] = {}
    for change in changes:
        found.setdefault(change.origin, []).append(change)
    return list(found.values())


def _sifted(bench: _Bench, records: Sequence[list[Change]]) -> tuple[list[Change], list[Trouble]]:
    """The changes that leave the register sound, and what is wrong with the others: by halves, as few are wrong."""
    sound: list[Change] = []
    troubles: list[Trouble] = []
    middle = (len(records) + 1) // 2
    for half in filter(None, (records[:middle], records[middle:])):
        changes = [change for record in half for change in record]
        if not (found := bench.faults(changes)):
            sound += changes
        elif len(half) == 1:
            troubles += found
        else:
            inner = _sifted(bench, half)
            sound += inner[0]
            troubles += inner[1]
    return sound, troubles


class _Bench:
    """Makes changes to a copy of the register and looks what comes of it."""

    def __init__(self, folder: Path, root: Path, conference: str, edition: str) -> None:
        self.folder = folder
        self.root = root
        self.conference = conference
        self.edition = edition

    def files(self, changes: Iterable[Change]) -> dict[Path, bytes]:
        by_file: dict[Path, dict[int, dict[str, str]]] = {}
        for change in changes:
            lines = by_file.setdefault(self.root / change.origin.path, {})
            lines.setdefault(change.origin.line, {})[change.column] = change.after
        return {path: _with(path.read_bytes(), lines) for path, lines in sorted(by_file.items())}

    def faults(self, changes: Sequence[Change]) -> list[Trouble]:
        """What is wrong with the register after the changes; for each of them."""
        if not changes:
            return []
        with TemporaryDirectory() as place:
            copy = Path(place) / self.folder.name
            shutil.copytree(self.folder, copy, ignore=shutil.ignore_patterns("schema", ".*"))
            for path, data in self.files(changes).items():
                (copy / path.relative_to(self.folder)).write_bytes(data)
            register, faults = load_register(copy, copy.parent)
        if faults:
            return [_trouble(changes, fault) for fault in faults]
        return list(self._misread(register, changes))

    def _misread(self, register: Register, changes: Iterable[Change]) -> Iterable[Trouble]:
        now = Now(register, self.conference, self.edition)
        for change in changes:
            sheet = change.place.rpartition("!")[0]
            column = now.column(sheet, change.head)
            shown = now.text(sheet, change.about, change.head)
            if column is None or column.value(shown) != change.after:
                what = f"{change.head} of {change.about} would be shown as {shown!r}; not written"
                yield Trouble(change.place, what, f"write it into {change.origin} as it is to stand there")


def _trouble(changes: Sequence[Change], fault: Fault) -> Trouble:
    """A fault, with all changes that fall with it."""
    place = ", ".join(dict.fromkeys(change.place for change in changes))
    return Trouble(place, f"{fault.problem.what}; not written", fault.problem.fix)


def _with(data: bytes, lines: Mapping[int, Mapping[str, str]]) -> bytes:
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    return mark + edited(data[len(mark) :].decode(), lines).encode()
