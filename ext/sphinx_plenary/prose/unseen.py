"""Characters that a reader cannot see or cannot tell from others: which of them stand where nobody would want them."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from itertools import accumulate
from typing import Final, NamedTuple

from sphinx_plenary.lint import Document

_ZERO: Final = "\u200b\u2060\ufeff\u180e\u2061-\u2064\u3164\u115f\u1160"
_JOINERS: Final = "\u200c\u200d"
_BIDI: Final = "\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069"
_SEPARATORS: Final = "\u2028\u2029"
_CONTROLS: Final = "\x00-\x08\x0b\x0e-\x1f\x7f-\x9f"
_PRIVATE: Final = "\ue000-\uf8ff\U000f0000-\U0010fffd"
_TAGS: Final = "\U000e0000-\U000e007f"
_LIGATURES: Final = "\ufb00-\ufb06"
_WIDE: Final = "\uff01-\uff5e"
_KINDS: Final = {
    "zero": _ZERO,
    "joiner": _JOINERS,
    "soft": "\u00ad",
    "bidi": _BIDI,
    "separator": _SEPARATORS,
    "control": _CONTROLS,
    "private": _PRIVATE,
    "lost": "\ufffd",
    "tag": _TAGS,
    "ligature": _LIGATURES,
    "wide": _WIDE,
}
_STRANGE: Final = re.compile("|".join(f"(?P<{kind}>[{characters}]+)" for kind, characters in _KINDS.items()))
_CONTROL: Final = re.compile(f"[{_CONTROLS}]")
_TWICE: Final = "\u00a0\u00a0"
_SPACES: Final = re.compile(f"(?<!\\s){_TWICE}(?!\\s)")
# Letters of other alphabets that look like a Latin one.
_CYRILLIC: Final = dict(zip("АВЕЅІЈКМНОРСТХУаеѕіјорсухԁԛԝһ", "ABESIJKMHOPCTXYaesijopcyxdqwh", strict=True))
_GREEK: Final = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEZHIKMNOPTYXo", strict=True))
_LIKE: Final = {**_CYRILLIC, **_GREEK}
_ALIEN: Final = f"[{''.join(_LIKE)}]"
_LATIN: Final = "[A-Za-zÀ-ÖØ-öø-ÿ]"
_MIXED: Final = re.compile(f"(?<={_LATIN}){_ALIEN}|{_ALIEN}(?={_LATIN})")
# Looked for first: one class of characters is found many times faster than several.
_ODD: Final = re.compile(f"[{''.join(_KINDS.values())}{''.join(_LIKE)}]+")
_WORD: Final = re.compile(r"[^\W\d_]+")
_OTHER_WORD: Final = re.compile(r"\b[Ѐ-ԯͰ-Ͽ]{2,}\b")
_FAR: Final = 200
_LONGEST: Final = 40
# What Windows-1252 has where Unicode has controls: text that was read in the wrong code.
_WINDOWS: Final = {0x80 + at: sign for at, sign in enumerate("€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ")}
# Scripts that join letters, break lines or run from right to left by such characters.
_SCRIPTS: Final = re.compile(
    "[\u0590-\u08ff\u0900-\u109f\u1780-\u17ff\u1800-\u18af\u1a20-\u1aaf\ufb1d-\ufdff\ufe70-\ufefc]"
)
_EAST: Final = re.compile("[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_SILENT_IN: Final = {
    ".pdf": frozenset(["zero", "joiner", "soft", "separator", "control", "private", "lost", "ligature", "wide"]),
    ".docx": frozenset(["soft", "separator", "control", "private"]),
}
_NOT_PROSE: Final = frozenset(["code", "math", "front-matter", "comment", "role", "option"])


class Unseen(NamedTuple):
    """A run of such characters: what to write for it, or None where nobody can tell what was meant."""

    start: int
    end: int
    kind: str
    instead: str | None


def unseen(document: Document) -> Iterator[Unseen]:
    """Those of a document, each run once."""
    text = document.text
    silent = next((kinds for suffix, kinds in _SILENT_IN.items() if document.name.endswith(suffix)), frozenset())
    odd = _CONTROL if text.isascii() else _ODD
    runs = [match.span() for match in odd.finditer(text)]
    if not runs and _TWICE not in text:
        return
    found = [one for start, end in runs for one in (*_strange(text, start, end, silent), *_alien(text, start, end))]
    if document.name.endswith((".md", ".txt")) and _TWICE in text:
        found += (Unseen(match.start(), match.end(), "double", "\u00a0") for match in _SPACES.finditer(text))
    yield from _outside_code(document, sorted(set(found)))


def name_of(character: str) -> str:
    """``zero width space (U+200B)``."""
    name = unicodedata.name(character, "").lower()
    if not name:
        name = {"Co": "private character", "Cc": "control character"}.get(unicodedata.category(character), "character")
    return f"{name} (U+{ord(character):04X})"


def _outside_code(document: Document, found: list[Unseen]) -> Iterator[Unseen]:
    """Those that stand in no code, front matter or role: there other rules look."""
    starts: list[int] = []
    ends: list[int] = []
    for one in found:
        if not starts:
            inside = [markup for markup in document.markup if markup.kind in _NOT_PROSE]
            starts = [-1, *(markup.start for markup in inside)]
            ends = list(accumulate([-1, *(markup.end for markup in inside)], max))
        if one.start >= ends[bisect_right(starts, one.start) - 1]:
            yield one


def _strange(text: str, start: int, end: int, silent: frozenset[str]) -> Iterator[Unseen]:
    for match in _STRANGE.finditer(text, start, end):
        kind = match.lastgroup or ""
        if kind in silent or (kind in _ALLOWED and _ALLOWED[kind](text, *match.span())):
            continue
        if kind == "zero" and match[0][0] == "\ufeff" and match.start() == 0:
            continue
        yield Unseen(*match.span(), kind, _instead(kind, match, text))


def _instead(kind: str, match: re.Match[str], text: str) -> str | None:
    signs = match[0]
    if kind in {"zero", "joiner", "soft", "bidi", "tag"}:
        return ""
    if kind in {"ligature", "wide"}:
        return unicodedata.normalize("NFKC", signs)
    if kind == "control" and all(ord(sign) in _WINDOWS and _WINDOWS[ord(sign)] != sign for sign in signs):
        return "".join(_WINDOWS[ord(sign)] for sign in signs)
    if signs == "\u2028":
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        return "" if not before.strip() or not after.strip() else " "
    return None


def _among(scripts: re.Pattern[str], text: str, start: int, end: int, far: int = 2) -> bool:
    return scripts.search(text, max(start - far, 0), end + far) is not None


def _is_joiner(text: str, start: int, end: int) -> bool:
    """In an emoji, or in a script that joins its letters."""
    before, after = text[start - 1 : start], text[end : end + 1]
    pictures = any(
        one and (unicodedata.category(one) in {"So", "Sk"} or one == "\ufe0f" or ord(one) > 0x1F000)
        for one in (before, after)
    )
    return pictures or _among(_SCRIPTS, text, start, end)


def _is_tag(text: str, start: int, _end: int) -> bool:
    """The flags of England, Scotland and Wales."""
    return text[start - 1 : start] == "\U0001f3f4"


_ALLOWED: Final[Mapping[str, Callable[[str, int, int], bool]]] = {
    "zero": lambda text, start, end: _among(_SCRIPTS, text, start, end) or _among(_EAST, text, start, end),
    "joiner": _is_joiner,
    "bidi": lambda text, start, end: _among(_SCRIPTS, text, start, end, _FAR),
    "tag": _is_tag,
    "wide": lambda text, start, end: _among(_EAST, text, start, end, _FAR),
    "ligature": lambda text, start, end: not (text[start - 1 : start].isalpha() or text[end : end + 1].isalpha()),
}


def _alien(text: str, start: int, end: int) -> Iterator[Unseen]:
    """Letters of another alphabet in a word that is Latin but for them; ``text`` has some, or may have."""
    for match in _MIXED.finditer(text, start, end + 1):  # to see the letter behind the run
        first = match.start()
        while first and text[first - 1].isalpha() and match.start() - first < _LONGEST:
            first -= 1
        word = _WORD.match(text, first, first + 2 * _LONGEST)
        if word is not None and (instead := _in_latin(word[0], text, first)) is not None:
            yield Unseen(first, word.end(), "alien", instead)


def _in_latin(word: str, text: str, start: int) -> str | None:
    """The word in Latin letters, if it is meant to be one."""
    others = [letter for letter in word if not ("A" <= letter <= "ɏ")]
    latin = len(word) - len(others)
    if not all(letter in _LIKE for letter in others):
        return None
    greek = any(letter in _GREEK for letter in others)
    if not others or (greek and (latin < 2 or latin <= len(others))):  # a formula
        return None
    rest = f"{text[max(start - _FAR, 0) : start]} {text[start + len(word) : start + len(word) + _FAR]}"
    # a word of that alphabet among others, or a Latin name with an ending of that language
    if (latin < len(others) or word.endswith("".join(others))) and _OTHER_WORD.search(rest):
        return None
    return "".join(_LIKE.get(letter, letter) for letter in word)
