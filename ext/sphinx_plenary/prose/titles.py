"""What stands beside a citation as a title, and whether it is one: the words of the register, or nearly.

Beside is: in quotation marks or brackets, behind a colon, comma or dash, or in the next cell of a table.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from difflib import SequenceMatcher
from enum import Enum
from typing import Final, NamedTuple

from sphinx_plenary.lint import Block, Document, Span
from sphinx_plenary.model import Citation

_ALIKE: Final = str.maketrans(
    {**dict.fromkeys("’‘ʼ", "'"), **dict.fromkeys("“”„«»", '"'), **dict.fromkeys("–‑‐−", "-"), "\u00ad": None}
)
_CLOSERS: Final = {"“": "”", "„": "“”", '"': '"', "«": "»", "‘": "’", "'": "'", "(": ")", "[": "]"}
_OPENERS: Final = {"”": "“„", '"': '"', "»": "«", "’": "‘", "'": "'"}
_NUMBER: Final = re.compile(r"[0-9A-Za-z./]{1,20}")
_OPENS: Final = re.compile(
    r"\s{0,4}(?:[,:]|[-–—]{1,2})?\s{0,4}"
    r"(?:(?:on|entitled|titled|sur|intitulée?|sobre|titulad[ao])\s{1,4})?(?P<bracket>[(\[]\s{0,2})?(?P<open>[“„\"«‘'])?",
    re.IGNORECASE,
)
_FOLLOWS: Final = re.compile(r"\s{0,4}(?:[:,]\s{1,4}|[-–—]{1,2}\s{1,4}|[–—])(?=[^\W\d_])")
_PRECEDES: Final = re.compile(r"(?P<close>[”\"»’'])\s{0,4},?\s{0,4}[(\[]?\s{0,2}\Z")
_ENDS: Final = re.compile(r"[.;,:!?)\]|]|\s[-–—]|\s[(]|\Z")
_QUOTES: Final = ("“", "„", '"', "«", "‘", "'")
_JOINTS: Final = re.compile(r"[-\s]+")
_WORDS: Final = re.compile(r"\w+")
# (Rev. Dubai, 2018), and the dagger of what is not confirmed.
_LABEL_WORDS: Final = r"(?:Rev\.[ \u00a0])?[^\W\d_][^\d()|\n]{1,40},[ \u00a0](?P<year>(?:19|20)[0-9]{2})"
_LABEL: Final = re.compile(rf"\s*\({_LABEL_WORDS}\)\s?†?\s*\Z")
_LABEL_ALONE: Final = re.compile(rf"\s*\(?{_LABEL_WORDS}\)?\s?†?(?:\s·.*)?\s*")
# A title of the register has up to 270 characters.
LONGEST: Final = 400
# Of the words of both, so many must agree for one to be meant for the other; more where nothing marks the end.
_NEAR: Final = 0.8
_NEAR_UNMARKED: Final = 0.9
_NEAR_LETTERS: Final = 0.85
_FEW_WORDS: Final = 5


class MaybeTitle(NamedTuple):
    """What may be a title; ``marked``: quotation marks, brackets or a cell say where it ends."""

    start: int
    end: int
    marked: bool


class Likeness(Enum):
    SAME = "same"
    NEAR = "nearly"
    OTHER = "no title, or another"


def beside(document: Document, cite: Citation) -> Iterator[MaybeTitle]:
    """What stands beside a citation, as far as it may be a title."""
    block = document.block_at(cite.whole[0])
    if block is None:
        return
    number = _NUMBER.match(document.plain, cite.span[0]) if cite.prose else None
    places = {cite.span[1], cite.whole[1], number.end() if number else cite.span[1]}
    for place in sorted(place for place in places if place <= block.end):
        yield from _marked_after(document.plain, place, block.end)
        yield from _unmarked_after(document.plain, place, block.end)
    yield from _before(document.plain, cite.whole[0], block.start)
    if block.kind == "cell" and block.end - block.start <= LONGEST:
        around = document.plain[block.start : cite.whole[0]] + document.plain[cite.whole[1] : block.end]
        if not around.strip():
            yield from cells_beside(document, block)


def cells_beside(document: Document, block: Block) -> Iterator[MaybeTitle]:
    """The cells behind and before; where each cell has a line of its own, only the one behind is of the same row."""
    index = bisect_right(document.blocks, block.start, key=lambda one: one.start) - 1
    line = document.line_of(block.start)
    alone = document.text[slice(*line)].strip() == document.text[block.start : block.end]
    for near in (index + 1, index - 1):
        other = document.blocks[near] if 0 <= near < len(document.blocks) else block
        in_row = line.start <= other.start < line.end or (alone and near > index)
        if other is not block and other.kind == "cell" and in_row and other.end - other.start <= LONGEST:
            yield MaybeTitle(*_stripped(document.plain, other.start, other.end), marked=True)


def dated(document: Document, place: MaybeTitle) -> tuple[MaybeTitle, tuple[int | None, ...]]:
    """A title without the label of a revision that ends it, and the years of the revisions that it may be of.

    As tables have it: "Connectivity to broadband networks (Rev. Dubai, 2018)". A label in the cell or paragraph below
    may be the title's, or a column of its own: of none that is named, or of that.
    """
    inside = _LABEL.search(document.plain, place.start, place.end) if place.marked else None
    if inside is not None:
        return place._replace(end=inside.start()), (int(inside["year"]),)
    block = document.block_at(place.start)
    index = bisect_right(document.blocks, block.start, key=lambda one: one.start) if block else 0
    if block is None or block.kind != "cell" or place.end < block.end or index == len(document.blocks):
        return place, (None,)
    below = document.blocks[index]
    own = _LABEL_ALONE.fullmatch(document.plain, below.start, below.end) if below.kind == "cell" else None
    return place, (None, int(own["year"])) if own else (None,)


def likeness(written: str, official: str, marked: bool = True) -> Likeness:
    """How like the words are. Kinds of quotation marks, hyphens and space, the case of the first word, a final stop
    and capital letters in all words are no difference."""
    if 2 * len(written) < len(official) or not (marked or _begins_like(written, official)):
        return Likeness.OTHER
    mine, theirs = _canonical(written), _canonical(official)
    if mine == theirs or ("-\n" in written and _joined(mine) == _joined(theirs)):
        return Likeness.SAME
    if not marked and mine.startswith(theirs) and not mine[len(theirs) :][:1].isalnum():
        return Likeness.SAME
    first, second = _WORDS.findall(mine.lower()), _WORDS.findall(theirs.lower())
    if not marked and (min(len(first), len(second)) < 3 or first[-1] != second[-1]):
        return Likeness.OTHER
    if not _near(first, second, mine, theirs, _NEAR if marked else _NEAR_UNMARKED):
        return Likeness.OTHER
    if mine.lower() == theirs.lower() and _all_capitals(mine, theirs):
        return Likeness.SAME
    return Likeness.NEAR


def differs_by_joints(written: str, official: str) -> bool:
    """Whether hyphens and spaces in words are the only difference: "Cyber security". At a line's end they are none."""
    mine, theirs = _canonical(written), _canonical(official)
    if mine == theirs or "-\n" in written or written[:1] != official[:1]:
        return False
    return _JOINTS.sub("", mine).lower() == _JOINTS.sub("", theirs).lower()


def in_quotes(document: Document, place: MaybeTitle) -> bool:
    before = document.plain[max(0, place.start - 4) : place.start].rstrip()
    return place.marked and before[-1:] in _QUOTES


def _begins_like(written: str, official: str) -> bool:
    """Where nothing marks the end, the first word must be the same, and so must the last: else the sentence goes on.

    In running words the title would begin with a small letter: that is a paraphrase.
    """
    mine, theirs = _WORDS.match(written), _WORDS.match(official)
    same = mine is not None and theirs is not None and mine[0].lower() == theirs[0].lower()
    return same and written[0].isupper()


def _near(first: list[str], second: list[str], mine: str, theirs: str, enough: float) -> bool:
    if len(set(first) & set(second)) * 2 < max(len(set(first)), len(set(second))):
        return False
    if len(second) < _FEW_WORDS and first != second:
        return SequenceMatcher(None, mine.lower(), theirs.lower(), autojunk=False).ratio() >= _NEAR_LETTERS
    return SequenceMatcher(None, first, second, autojunk=False).ratio() >= enough


def _canonical(title: str) -> str:
    words = " ".join(title.translate(_ALIKE).split()).rstrip(".,;: ")
    first, space, rest = words.partition(" ")
    return first.lower() + space + rest


def _joined(title: str) -> str:
    """Without hyphens and the space behind them: a line may have ended there."""
    return re.sub(r"-\s?", "", title)


def _all_capitals(mine: str, theirs: str) -> bool:
    """Whether all longer words begin with a capital letter, as in headings of some houses."""
    small = [
        word
        for word, other in zip(mine.split()[1:], theirs.split()[1:], strict=True)
        if len(word) > 4 and other.islower()
    ]
    return bool(small) and all(word[0].isupper() or word.lstrip("(\"'")[:1].isupper() for word in small)


def _marked_after(plain: str, place: int, limit: int) -> Iterator[MaybeTitle]:
    opened = _OPENS.match(plain, place, limit)
    if opened is None:
        return
    if opened["open"]:
        start = opened.end("open")
        if (end := _closing(plain, opened["open"], start, limit)) >= 0:
            yield MaybeTitle(*_stripped(plain, start, end), marked=True)
    elif opened["bracket"]:
        start = opened.start("bracket") + 1
        if (end := _closing(plain, plain[start - 1], start, limit)) >= 0:
            yield MaybeTitle(*_stripped(plain, start, end), marked=True)


def _closing(plain: str, opener: str, start: int, limit: int) -> int:
    """Where what ``opener`` opened is closed; -1 where it is not, or too far off."""
    limit = min(limit, start + LONGEST)
    closers, depth = _CLOSERS[opener], 1
    for at in range(start, limit):
        char = plain[at]
        if char in closers:
            if opener in "‘'" and plain[at + 1 : at + 2].isalnum():
                continue  # an apostrophe
            depth -= 1
            if depth == 0:
                return at
        elif char == opener:
            depth += 1
    return -1


def _unmarked_after(plain: str, place: int, limit: int) -> Iterator[MaybeTitle]:
    follows = _FOLLOWS.match(plain, place, limit)
    if follows is None:
        return
    start = follows.end()
    limit = min(limit, start + LONGEST)
    for found in _ENDS.finditer(plain, start, limit):
        if found.start() > start and not _WORDS.match(plain, found.start()):
            yield MaybeTitle(*_stripped(plain, start, found.start()), marked=False)


def _before(plain: str, place: int, limit: int) -> Iterator[MaybeTitle]:
    closed = _PRECEDES.search(plain, max(limit, place - 12), place)
    if closed is None:
        return
    end = closed.start()
    floor = max(limit, end - LONGEST)
    start = max(plain.rfind(opener, floor, end) for opener in _OPENERS[closed["close"]])
    if start >= 0:
        yield MaybeTitle(*_stripped(plain, start + 1, end), marked=True)


def _stripped(plain: str, start: int, end: int) -> Span:
    words = plain[start:end]
    first = start + len(words) - len(words.lstrip())
    return Span(first, max(first, start + len(words.rstrip())))
