"""The catalogue of a paper's translation, a .po file: its entries with their lines, and its words as a text to check.

babel reads such files too, and says neither on which line a translation begins nor how it is broken over lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

_QUOTED: Final = re.compile(r'^(?:(?P<word>msgctxt|msgid|msgstr)(?:\[\d+\])? )?"(?P<text>.*)"$')
_ESCAPED: Final = re.compile(r"\\(.)")
_PLACE: Final = re.compile(r"(?P<path>\S+):(?P<line>\d+)")
_CHARACTERS: Final = {"n": "\n", "t": "\t"}


@dataclass
class Entry:
    """``line`` is that of the translation, ``pieces`` its quoted lines; ``places``: where the source has the words."""

    line: int = 0
    fuzzy: bool = False
    places: list[tuple[str, int]] = field(default_factory=list)
    words: dict[str, list[str]] = field(default_factory=lambda: {"msgid": [], "msgstr": []})

    @property
    def source(self) -> str:
        return "".join(self.words["msgid"])

    @property
    def pieces(self) -> list[str]:
        return self.words["msgstr"]

    @property
    def translation(self) -> str:
        """Empty where there is none, or nobody has looked at it."""
        return "" if self.fuzzy else "".join(self.pieces)


def read_catalogue(text: str) -> list[Entry]:
    """The entries in their order, without the head and without what is commented out as gone."""
    return [entry for entry in _entries(text.split("\n")) if entry.source]


def _entries(lines: Iterable[str]) -> Iterator[Entry]:
    entry, word = Entry(), ""
    for number, line in enumerate(lines, 1):
        if match := _QUOTED.match(line):
            word = match["word"] or word
            if entry.line and match["word"] in {"msgctxt", "msgid"}:  # no empty line between them
                yield entry
                entry = Entry()
            if match["word"] == "msgstr":
                entry.line = number
            entry.words.setdefault(word, []).append(_plain(match["text"]))
        elif line.startswith("#") and not line.startswith("#~"):
            if entry.line:
                yield entry
                entry = Entry()
            entry.fuzzy |= line.startswith("#,") and "fuzzy" in line
            if line.startswith("#:"):
                entry.places += [(match["path"], int(match["line"])) for match in _PLACE.finditer(line)]
        elif not line.strip() and entry.line:
            yield entry
            entry = Entry()
    if entry.line:
        yield entry


def _plain(text: str) -> str:
    return _ESCAPED.sub(lambda match: _CHARACTERS.get(match[1], match[1]), text)


def catalogue_of(folder: Path, locale_dirs: Iterable[str], language: str, docname: str) -> Path | None:
    """The catalogue of a page in a language; None where there is none."""
    paths = (folder / name / language / "LC_MESSAGES" / f"{docname}.po" for name in locale_dirs)
    return next((path for path in paths if path.is_file()), None)


@dataclass(frozen=True)
class Stale:
    """A paragraph whose translation is not what the page now says; ``line`` in the catalogue, 0 where it lacks."""

    line: int
    state: str
    source: Entry
    fix: str


def stale(page: Iterable[Entry], catalogue: Iterable[Entry], language: str) -> Iterator[Stale]:
    """What is missing, to be looked at, or no longer said; ``page`` are the entries of its .pot."""
    known = {entry.source: entry for entry in catalogue}
    now = {entry.source: entry for entry in page}
    for text, entry in now.items():
        found = known.get(text)
        if found is None:
            yield Stale(0, "new or changed", entry, f"let it be entered: make translate TO={language}")
        elif found.fuzzy:
            yield Stale(found.line, "fuzzy", entry, "mend the translation, and take the word 'fuzzy' out above it")
        elif not found.translation:
            yield Stale(found.line, "not translated", entry, "write the translation between the quotation marks")
    for text, entry in known.items():
        if text not in now and entry.translation:
            yield Stale(entry.line, "no longer said", entry, f"let it be taken out: make translate TO={language}")


def is_translated(path: Path) -> bool:
    """Whether a catalogue has any translation."""
    return any(entry.translation for entry in read_catalogue(path.read_text(encoding="utf-8", errors="replace")))


def as_markdown(entries: Iterable[Entry], source: str) -> str:
    """The translation as a page whose words stand on the lines that they have in the catalogue.

    A heading is one there too; what has no translation, or one that nobody has looked at, is left out.
    """
    heads = _headings(source)
    lines: dict[int, str] = {}
    for entry in entries:
        if not entry.translation:
            continue
        pieces = [piece.rstrip("\n") for piece in entry.pieces]
        marks = next((heads[line] for _, line in entry.places if line in heads), "")
        first = next((number for number, piece in enumerate(pieces) if piece), 0)
        for number, piece in enumerate(pieces):
            lines[entry.line + number] = (marks if number == first else "") + piece
    return "\n".join(lines.get(number, "") for number in range(1, max(lines, default=0) + 1)) + "\n"


def _headings(source: str) -> Mapping[int, str]:
    found = ((number, re.match(r"#{1,6} ", line)) for number, line in enumerate(source.split("\n"), 1))
    return {number: match[0] for number, match in found if match}
