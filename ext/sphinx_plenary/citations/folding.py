"""Text as the grammar reads it: plain letters, spaces and hyphens, each where it stood in the source."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

_HYPHENS: Final = "\u00ad\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_OTHERS: Final = {
    **dict.fromkeys(map(ord, _HYPHENS), "-"),
    **dict.fromkeys(map(ord, "\u2018\u2019\u201b\u02bc\u00b4"), "'"),
    **dict.fromkeys(map(ord, "\u201c\u201d\u201e\u00ab\u00bb\u2039\u203a"), '"'),
    **dict.fromkeys(map(ord, "\u2028\u2029\u0085"), "\n"),
    ord("\u00d7"): "x",
    ord("\u2116"): "#",
    ord("\u00b0"): "\u00b0",
}
_WIDE: Final = re.compile(r"[^\x00-\x7f]+")
# What no reader sees: soft hyphens, joiners, a byte-order mark; accents that stand as characters of their own.
_UNSEEN: Final = re.compile(r"[\u00ad\u200b-\u200d\u2060\ufeff\u0300-\u036f]+|(?<=[a-z])-\r?\n[ \t]*(?=[a-z])")
_ANY_UNSEEN: Final = (*"\u00ad\u200b\u200c\u200d\u2060\ufeff\u0300\u0301\u0302\u0303\u0308\u0327", "-\n", "-\r\n")
_QUOTED: Final = re.compile(r"\n(?:[ \t]*>)+")


class _Table(dict[int, str]):
    """Character -> the one it is read as; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        self[code] = plain = _plain(chr(code))
        return plain


def _plain(char: str) -> str:
    category = unicodedata.category(char)
    if category in ("Zs", "No"):  # a note's raised number is no part of the number before it
        return " "
    base = "".join(part for part in unicodedata.normalize("NFKD", char) if not unicodedata.combining(part))
    return base if len(base) == 1 else char


_TABLE: Final = _Table(_OTHERS)
# Western text needs no look at each character: what is typographic in it, and then one table of bytes.
_TYPOGRAPHY: Final = "\u2019\u2013\u2014\u201c\u201d\u2018\u2011\u2010\u202f\u2009\u2026\u0153\u2022\u20ac"


def _letters(text: str) -> str:
    for sign in _TYPOGRAPHY:
        if sign in text:
            text = text.replace(sign, _IN_WESTERN.get(sign) or _TABLE[ord(sign)])
    try:
        western = text.encode("latin-1")
    except UnicodeEncodeError:
        return _WIDE.sub(lambda match: match.group().translate(_TABLE), text)
    return western.translate(_western_bytes()).decode("latin-1")


# Read as letters or signs of their own, of one length: only that nothing is lost.
_IN_WESTERN: Final = {"\u2026": ".", "\u0153": "o", "\u2022": "\u00b7", "\u20ac": "\u00a4"}


@cache
def _western_bytes() -> bytes:
    plain = (_TABLE[code] if code > 0x7F else chr(code) for code in range(256))
    return "".join(char if ord(char) < 256 else chr(code) for code, char in enumerate(plain)).encode("latin-1")


@dataclass(frozen=True, slots=True)
class Folded:
    """``plain`` has letters without accents, ``low`` the same in lower case; both of one length.

    ``cuts`` are the places in ``plain`` before which something unseen was left out, ``starts`` where the source
    goes on there.
    """

    source: str
    plain: str
    low: str
    cuts: tuple[int, ...] = ()
    starts: tuple[int, ...] = ()

    def place(self, offset: int) -> int:
        """Where in the source a character of ``plain`` stands."""
        cut = bisect_right(self.cuts, offset) - 1
        return offset if cut < 0 else self.starts[cut] + offset - self.cuts[cut]

    def end_place(self, end: int) -> int:
        """Where in the source a span that ends before ``end`` ends."""
        return self.place(end - 1) + 1 if end else 0


def fold(text: str) -> Folded:
    seen, cuts, starts = _without_unseen(text)
    plain = seen
    if not plain.isascii():
        plain = _letters(plain)
    # Emphasis is not text; a tab, a carriage return or a page's end is a space.
    for mark in "*_\t\r\f\v":
        plain = plain.replace(mark, " ")
    if "\n" in plain and ">" in plain:
        plain = _QUOTED.sub(lambda match: "\n" + " " * (len(match.group()) - 1), plain)
    return Folded(text, plain, lower(plain), cuts, starts)


def lower(plain: str) -> str:
    """In lower case, and of the same length."""
    low = plain.lower()
    return low if len(low) == len(plain) else "".join(one if len(one := char.lower()) == 1 else char for char in plain)


def fold_word(word: str) -> str:
    """A word of the register's data as ``low`` has it."""
    return fold(unicodedata.normalize("NFC", word)).low


@lru_cache(1000)
def fold_city(name: str) -> str:
    return " ".join(fold_word(name).split())


def _without_unseen(text: str) -> tuple[str, tuple[int, ...], tuple[int, ...]]:
    if not any(sign in text for sign in (_ANY_UNSEEN if not text.isascii() else _ANY_UNSEEN[-2:])):
        return text, (), ()
    parts: list[str] = []
    cuts: list[int] = []
    starts: list[int] = []
    length = position = 0
    for match in _UNSEEN.finditer(text):
        parts.append(text[position : match.start()])
        length += match.start() - position
        position = match.end()
        cuts.append(length)
        starts.append(position)
    parts.append(text[position:])
    return "".join(parts), tuple(cuts), tuple(starts)
