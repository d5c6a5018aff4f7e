"""What an author left to be filled in: TODO, TBC, "[insert date]", "???", a task that is not ticked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from sphinx_plenary.lint import Document, Span

# What may stand alone between square brackets as a place to fill in. ITU's own brackets, [IAP-2] and text that
# is not agreed, are not of these.
_FILL: Final = (
    r"(?:date|dates|place|venue|city|country|name|names|title|number|amount|figure|year|person|speaker|organi[sz]ation"
    r"|placeholder|tb[acd]|todo|xx+|(?:insert|fill[ -]in)\b[^\[\]\n]{0,60}"
    r"|(?:(?:date|place|name|text|details?|figures?|title|venue)[ ])?to (?:follow|be (?:add|advis|announc|check|complet"
    r"|confirm|decid|defin|determin|fill|insert|provid|suppli|updat|verifi)ed)\b[^\[\]\n]{0,40}"
    r"|fecha|lugar|nombre|por (?:confirmar|completar|definir|determinar)|insertar [^\[\]\n]{1,40}"
    r"|lieu|nom|titre|à (?:confirmer|compléter|préciser|définir)|insérer [^\[\]\n]{1,40})"
)
_BRACKETS: Final = re.compile(rf"\[[ ]?{_FILL}[ ]?\]", re.IGNORECASE)
_CAPITALS: Final = re.compile(r"\b(?:TODO|TB[CD]|FIXME|XXX+)\b")
# Spanish: "TODO EL MUNDO"; and capitals round it are a heading in capitals.
_ALL: Final = re.compile(r"\s+(?:[A-ZÀ-Þ]{2,}|el|la|los|las|lo|un|una|esto|ello|ese|este|aquel|tipo|caso)\b")
_BEFORE_CAPITALS: Final = re.compile(r"\b[A-ZÀ-Þ]{2,}\s+\Z")
_WORD_BEFORE: Final = re.compile(r"(?:([^\W\d_]+)[ \t\n-]+)?([^\W\d_]+)[ \t\n-]+([^\W\d_]+)[ \t\n]*[\"'“‘(]{0,2}\Z")
_QUESTIONS: Final = re.compile(r"\?{3,}")
_MONTHS: Final = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
    r"|(?:de )?(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre))"
)
_DAY: Final = re.compile(rf"\b(?:xx|XX)[ \n]{_MONTHS}\b|\b{_MONTHS}[ \n](?:xx|XX)\b")
# A line that begins so, and a sentence that says no more.
_TO_DO: Final = re.compile(r"^(?:To|TO|to)[ -](?:Do|DO|do) ?:", re.MULTILINE)
_TO_BE: Final = re.compile(
    r"\bTo be (?:add|advis|announc|check|complet|confirm|decid|defin|determin|provid|suppli|verifi)ed"
    r"(?: (?:later|soon|shortly))?(?:\.|(?![ ]?[\w,;:]))"
)
_LOREM: Final = re.compile(r"lorem ipsum", re.IGNORECASE)
_QUOTES: Final = "\"'“‘«”’»`"


class Gap(NamedTuple):
    """``task``: an item of a list that begins with an empty box. ``lists``: words before what is to be done."""

    span: Span
    words: str
    task: bool = False
    lists: bool = False


def fills_in(word: str) -> bool:
    """Whether a word may stand for what is to be filled in, wherever it stands."""
    return _CAPITALS.fullmatch(word) is not None


def gaps(document: Document) -> Iterator[Gap]:
    """The gaps of a text, in no order."""
    plain = document.plain
    if any(word in plain for word in ("TODO", "TBC", "TBD", "FIXME", "XXX")):
        yield from _capitals(plain)
    if "[" in plain:
        for match in _BRACKETS.finditer(plain):
            if not _quoted(plain, match.start(), match.end()):
                yield _gap(match)
        if "[ ]" in plain:
            for block in document.blocks:
                if block.kind == "item" and plain.startswith("[ ] ", block.start):
                    words = " ".join(plain[block.start : block.end].split())
                    yield Gap(Span(block.start, block.start + 3), words, task=True)
    if "???" in plain:
        yield from (_gap(match) for match in _QUESTIONS.finditer(plain))
    if "xx " in plain.lower() or " xx" in plain.lower():
        yield from (_gap(match) for match in _DAY.finditer(plain))
    if "o be " in plain:
        starts, ends = {block.start for block in document.blocks}, {block.end for block in document.blocks}
        for match in _TO_BE.finditer(plain):
            start, end = match.span()
            begins = start in starts or plain[max(start - 9, 0) : start].rstrip().endswith(".")
            if begins and (match[0].endswith(".") or end in ends):
                yield _gap(match)
    if "o do" in plain or "O DO" in plain or "o-do" in plain:
        starts = {block.start for block in document.blocks if block.kind != "heading"}
        for match in _TO_DO.finditer(plain):
            if match.start() in starts:
                yield Gap(Span(*match.span()), match[0], lists=True)
    if "psum" in plain or "PSUM" in plain:
        yield from (_gap(match) for match in _LOREM.finditer(plain))


def _capitals(plain: str) -> Iterator[Gap]:
    names: set[str] = set()  # TBC can be somebody's name: where it is defined, it is one
    for match in _CAPITALS.finditer(plain):
        start, end = match.span()
        word = match[0]
        if word in names or _quoted(plain, start, end) or plain[start - 1 : start] == "[":
            continue
        if word.startswith("TB") and _defined(plain[max(0, start - 60) : start], word):
            names.add(word)
            continue
        if word == "TODO" and (_ALL.match(plain, end) or _BEFORE_CAPITALS.search(plain, max(0, start - 30), start)):
            continue
        # thirty in Roman digits: "Annex XXX"
        if word != "XXX" or plain[end : end + 1] == ":" or not plain[plain.rfind("\n", 0, start) + 1 : start].strip():
            yield _gap(match)


def _defined(before: str, word: str) -> bool:
    """Whether the words before an abbreviation begin with its letters: "Trade Barrier Commission (TBC)"."""
    match = _WORD_BEFORE.search(before)
    words = [part for part in match.groups() if part] if match else []
    return before.rstrip(" \"'“‘").endswith("(") and "".join(part[0] for part in words).upper() == word


def _quoted(plain: str, start: int, end: int) -> bool:
    """Whether it is spoken of, not used."""
    return plain[start - 1 : start] in _QUOTES and plain[end : end + 1] in _QUOTES if start else False


def _gap(match: re.Match[str]) -> Gap:
    return Gap(Span(*match.span()), " ".join(match[0].split()))
