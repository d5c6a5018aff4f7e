"""A comment in a page -> ``Waiver``: which findings the author lets stand there, why, and until when.

``% plenary: allow R302: the reason`` stands above the block for which it holds; ``until 2026-12-31`` before the
colon gives it a last day; as ``<!-- plenary: allow R302: the reason -->`` inside a line it holds for that line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from sphinx_plenary.lint.document import Document
from sphinx_plenary.model import Origin, Waiver
from sphinx_plenary.suggest import nearest

_OURS: Final = re.compile(r"[%>\s]*(?:<!--)?\s*plenary\s*(?P<colon>:)?\s*(?P<rest>.*?)\s*(?:-->)?\s*", re.DOTALL)
# Without the colon behind "plenary" only what can be nothing else: words about the plenary may begin so.
_SURE: Final = re.compile(r"allow\s+(?:R\w{3}|[a-z]+(?:-[a-z]+)+)\b", re.IGNORECASE)
# Of rules: a code, right or wrong, and a name; a name of one word is taken for one where it stands alone.
_CODE: Final = re.compile(r"(?=[A-Za-z]*[0-9])\w+|R\w{3}", re.IGNORECASE)
_NAME: Final = re.compile(r"[a-z]+(?:-[a-z]+)+", re.IGNORECASE)
_SEPARATED: Final = re.compile(r"[\s,]+")
FORM: Final = "write it like '% plenary: allow R302: the reason', or with 'until 2026-12-31' before the colon"


def waivers_in(document: Document) -> Iterator[Waiver]:
    """The waivers that stand in a page as comments, in their order."""
    if "plenary" not in document.text:
        return
    for one in document.of_kind("comment", "html"):
        lines = document.text[one.start : one.end].split("\n")
        # each line of a block of % lines is a comment of its own
        pieces = lines if lines[0].lstrip(" \t>").startswith("%") else ["\n".join(lines)]
        start = one.start
        for piece in pieces:
            if (ours := _OURS.fullmatch(piece)) and _is_meant(ours):
                lacks = "" if ours["colon"] else "':' lacks behind 'plenary'"
                yield _waiver(document, start, start + len(piece), one.end, ours["rest"], lacks)
            start += len(piece) + 1


def _is_meant(ours: re.Match[str]) -> bool:
    if not ours["colon"]:
        return _SURE.match(ours["rest"]) is not None
    return bool(nearest(ours["rest"].partition(" ")[0], ("allow",)))


def _waiver(document: Document, start: int, end: int, last: int, rest: str, malformed: str) -> Waiver:
    place = document.place(start)
    stop = document.place(end)
    origin = Origin(document.name, place.line, place.column, stop.line, stop.column)
    first_line, last_line = _lines(document, start, last)
    head, colon, reason = rest.partition(":")
    codes, until, others = _read(head, bool(colon))
    reason = reason.strip()
    if not codes:
        return Waiver(origin, (), "", None, first_line, last_line, f"{rest!r} is no waiver")
    day = None
    if until:
        try:
            day = date.fromisoformat(until)
        except ValueError:
            malformed = malformed or f"the last day is {until!r}, which is no date like 2026-12-31"
    if not reason or others:
        malformed = malformed or f"the waiver of {', '.join(codes)} gives no reason"
    return Waiver(origin, codes, reason, day, first_line, last_line, malformed)


def _read(head: str, closed: bool) -> tuple[tuple[str, ...], str, list[str]]:
    """``allow R302, R303 until 2026-12-31`` -> the codes or names of rules, the last day, and words besides.

    A code is taken as it is written, also where there is no such rule: R505 tells that.
    """
    allow, *words = _SEPARATED.split(head.strip())
    if allow.lower() != "allow":
        return (), "", words
    codes: list[str] = []
    while words and (_CODE.fullmatch(words[0]) or _NAME.fullmatch(words[0])):
        codes.append(words.pop(0))
    if closed and not codes and words[1:2] in ([], ["until"]):
        codes = [words.pop(0)]
    until = words[1] if len(words) > 1 and words[0].lower() == "until" else ""
    called = tuple(code.upper() if _CODE.fullmatch(code) else code.lower() for code in codes)
    return called, until, words[2:] if until else words


def _lines(document: Document, start: int, end: int) -> tuple[int, int]:
    """From the first to the last line for which a comment at that place holds."""
    text = document.text
    line = document.line_of(start)
    own = document.place(start).line
    if text[line.start : start].strip(" >\t") or text[end : document.line_of(max(end - 1, 0)).end].strip():
        return own, document.place(end).line
    below = end
    while below < len(text):
        span = document.line_of(below + 1) if text[below] == "\n" else document.line_of(below)
        if span.end <= below and below + 1 >= len(text):
            break
        words = text[span.start : span.end].strip()
        if words and not words.startswith("%"):
            return own, document.place(_end_of_block(document, span.start)).line
        below = max(span.end, below + 1)
    return own, own


def _end_of_block(document: Document, start: int) -> int:
    """The end of the directive that opens at that place, or else the end before the next blank line."""
    text = document.text
    inside = start + len(text[start:]) - len(text[start:].lstrip(" \t"))
    for one in document.of_kind("directive", "code"):
        if one.start <= inside < one.start + 1 or one.start == start:
            return one.end
    blank = re.compile(r"\n[ \t>]*(?=\n|\Z)").search(text, start)
    return blank.start() if blank else len(text)
