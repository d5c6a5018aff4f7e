"""Paragraphs of a Word file with their changes and the ranges of comments -> remarks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import Final

from sphinx_plenary.comments.model import Kind, Remark
from sphinx_plenary.comments.places import Place

# Words before a remark that help to find it.
_BEFORE: Final = 8
_FAR: Final = 300  # characters
# Characters of what a comment is about: who marks a whole paper has said enough with its beginning.
_ABOUT: Final = 5000


@dataclass(frozen=True)
class Change:
    """``sign`` is "+" or "-"."""

    sign: str
    author: str
    date: str


@dataclass
class Piece:
    text: str
    change: Change | None = None
    look: Change | None = None


@dataclass
class Paragraph:
    """``end`` is the change of the mark at its end."""

    number: int
    pieces: list[Piece] = field(default_factory=list)
    place: Place | None = None
    end: Change | None = None

    @cached_property
    def original(self) -> str:
        return _one_line(
            "".join(piece.text for piece in self.pieces if not (piece.change and piece.change.sign == "+"))
        )

    def before(self, place: int) -> str:
        """The last words before a piece, as they now read."""
        text = ""
        for number in range(place - 1, -1, -1):
            piece = self.pieces[number]
            if not (piece.change and piece.change.sign == "-"):
                text = f"{piece.text}{text}"
            if len(text) > _FAR:
                break
        return " ".join(text.split()[-_BEFORE:])


@dataclass
class Range:
    """Where a comment begins and ends: paragraph and piece, both counted from 0."""

    start: tuple[int, int]
    end: tuple[int, int] | None = None


@dataclass(frozen=True)
class Said:
    """A comment's own text."""

    author: str
    date: str
    text: str
    reply: bool = False
    resolved: bool = False


def changes(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[tuple[int, int], Remark]]:
    """What was changed, with its place in the text."""
    for index, paragraph in enumerate(paragraphs):
        runs = [list(group) for _, group in groupby(enumerate(paragraph.pieces), lambda one: _who(one[1]))]
        skip = False
        for number, run in enumerate(runs):
            change = run[0][1].change
            if skip or change is None:
                skip = False
                continue
            following = runs[number + 1] if number + 1 < len(runs) else None
            other = following[0][1].change if following else None
            skip = other is not None and other.author == change.author and other.sign != change.sign
            parts = [*run, *(following or [])] if skip else run
            words, text = (_said(parts, sign) for sign in ("-", "+"))
            kind = Kind.REPLACED if skip else Kind.INSERTED if change.sign == "+" else Kind.DELETED
            if words or text or not skip:
                yield (index, run[0][0]), _remark(kind, change, words, text, paragraph, run[0][0])
        yield from _of_looks(index, paragraph)
        if (end := paragraph.end) is not None and not _whole(paragraph, end.sign):
            kind = Kind.DIVIDED if end.sign == "+" else Kind.JOINED
            place = len(paragraph.pieces)
            yield (index, place), _remark(kind, end, "", "", paragraph, place)


def _of_looks(index: int, paragraph: Paragraph) -> Iterator[tuple[tuple[int, int], Remark]]:
    for look, group in groupby(enumerate(paragraph.pieces), lambda one: one[1].look):
        run = list(group)
        words = _one_line("".join(piece.text for _, piece in run))
        if look is not None and words:
            yield (index, run[0][0]), _remark(Kind.LOOK, look, words, "", paragraph, run[0][0])


def _who(piece: Piece) -> tuple[str, str] | None:
    return (piece.change.sign, piece.change.author) if piece.change else None


def _said(parts: Sequence[tuple[int, Piece]], sign: str) -> str:
    return "".join(piece.text for _, piece in parts if piece.change and piece.change.sign == sign).strip("\n")


def _whole(paragraph: Paragraph, sign: str) -> bool:
    return all(piece.change and piece.change.sign == sign for piece in paragraph.pieces if piece.text)


def _remark(kind: Kind, change: Change, words: str, text: str, paragraph: Paragraph, place: int) -> Remark:
    return Remark(
        kind=kind,
        author=change.author,
        date=change.date,
        words=words,
        text=text,
        paragraph=paragraph.number,
        place=paragraph.place,
        before=paragraph.before(place),
        original=paragraph.original,
    )


def comments(
    paragraphs: Sequence[Paragraph], ranges: Mapping[str, Range], said: Mapping[str, Said]
) -> Iterator[tuple[tuple[int, int], Remark]]:
    """Each comment, with the words that it is about; one that stands nowhere comes last."""
    for id, comment in said.items():
        found = ranges.get(id)
        at = found.start if found else (len(paragraphs), 0)
        paragraph = paragraphs[at[0]] if at[0] < len(paragraphs) else None
        yield (
            at,
            Remark(
                kind=Kind.COMMENT,
                author=comment.author,
                date=comment.date,
                words=_words(paragraphs, found) if found else "",
                text=comment.text,
                paragraph=paragraph.number if paragraph else 0,
                place=paragraph.place if paragraph else None,
                before=paragraph.before(at[1]) if paragraph else "",
                original=paragraph.original if paragraph else "",
                reply=comment.reply,
                resolved=comment.resolved,
            ),
        )


def _words(paragraphs: Sequence[Paragraph], found: Range) -> str:
    """As they now read; where all of them were taken out, as they read before."""
    pieces: list[Piece] = []
    end = found.end or found.start
    length = 0
    for index in range(found.start[0], min(end[0] + 1, len(paragraphs))):
        first = found.start[1] if index == found.start[0] else 0
        last = end[1] if index == end[0] else len(paragraphs[index].pieces)
        for number in range(first, min(last, len(paragraphs[index].pieces))):
            pieces.append(paragraphs[index].pieces[number])
            length += len(pieces[-1].text)
            if length > _ABOUT:
                break
        pieces.append(Piece(" "))
        if length > _ABOUT:
            break
    kept = _one_line("".join(piece.text for piece in pieces if not (piece.change and piece.change.sign == "-")))
    return kept or _one_line("".join(piece.text for piece in pieces))


def _one_line(text: str) -> str:
    return " ".join(text.split())
