"""Brackets and quotation marks that have no partner: what opens and is not closed, or closes what nobody opened.

Most blocks are balanced at a glance; the others are looked at closely. A pair may span blocks, as round a list:
what opens and what closes further down are taken for a pair.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Final, NamedTuple

from sphinx_plenary.lint import Block, Document
from sphinx_plenary.prose.running import Running

_MARKS: Final = re.compile(r"[()\[\]{}“”„«»\"¿¡‘]")
_BRACKET: Final = re.compile(r"[()\[\]{}]")
_CURLY: Final = re.compile(r"[“”„]")
_STRAIGHT: Final = re.compile(r"\"(?:(?<!\w.)|(?!\w))")
_GUILLEMET: Final = re.compile(r"[«»]")
_CLOSERS: Final = {"(": ")", "[": "]", "{": "}", "“": "”", "„": "“", "«": "»", '"': '"', "¿": "?", "¡": "!", "‘": "’"}
_OPENERS: Final = {")": "(", "]": "[", "}": "{", "”": "“", "»": "«", '"': '"'}
_PAIRS: Final = ("()", "[]", "{}", "“”", "«»", '""', "„“")
# Brackets of two kinds are partners in an interval: [0, 1).
_NUMBER: Final = r"[-+−]?(?:[0-9]{1,9}(?:\.[0-9]{1,9})?|[a-zA-Z]|∞)"
_INTERVAL: Final = re.compile(rf"[\[(\]]\s?{_NUMBER}\s?[,;]\s?{_NUMBER}\s?[\])\[]")
# What numbers an item: "a)", "2)", "iv)", "1.2)", "3bis)".
_LETTERED: Final = re.compile(r"[^\W\d_]|([a-z])\1|[ivxlc]{1,6}|[IVXLC]{1,6}")
_NUMBERED: Final = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2}){0,3}(?:bis|ter|[a-z])?\.?")
_AT_START: Final = re.compile(r"(?:^|\n)[ \t]*[0-9]{3}$")
_NOTE: Final = re.compile(r"[a-zà-ÿ.,;”\"][0-9]{1,2}$|\*$|[:;][-'^]?$")
_SMILE: Final = re.compile(r"(?:^|\s)[:;=][-'^]?$")
_INCHES: Final = re.compile(r"[0-9½¼¾⅛]['’]?[\"”]")
_SINGLE: Final = re.compile(r"(?<![\w’'])‘(?!(?:tis|twas|em|til|cause|n)\b)[a-z]")
_ALL: Final = '()[]{}“”„«»"¿¡‘'
# Of a pdf other marks may be another sign in a font of its own; plain files hold curly brackets of commands.
_KINDS: Final = {".pdf": "()[]“", ".txt": '()[]“”"«»‘¿¡'}
_QUOTES: Final = frozenset("\"'“”‘’«»`„")
_STARTS: Final = frozenset("\"“«»„‘'")
# How far down a partner is looked for: a bracket may hold a list.
_MOST_BLOCKS: Final = 40
_MOST_WAITING: Final = 8


class Lone(NamedTuple):
    """A mark without a partner. It ``opens`` what is not closed, or closes what was not opened."""

    offset: int
    mark: str
    block: int
    opens: bool

    @property
    def partner(self) -> str:
        return (_CLOSERS if self.opens else _OPENERS).get(self.mark, "")


def lone_marks(document: Document, running: Running) -> list[Lone]:
    """The marks of a document that have no partner, in their order."""
    reader = _Reader(document, running.french)
    found: list[Lone] = []
    for index, block in enumerate(document.blocks):
        marks = _MARKS.findall(document.plain, block.start, block.end)
        if marks and block.kind != "head" and not _is_balanced("".join(marks)):
            found += reader.lone(index, block)
    return [one for one in _without_pairs(found, reader) if running.runs(document.blocks[one.block])]


def _is_balanced(marks: str) -> bool:
    size = len(marks) + 1
    while len(marks) < size:
        size = len(marks)
        for pair in _PAIRS:
            marks = marks.replace(pair, "")
    return not marks


def _without_pairs(found: Sequence[Lone], reader: _Reader) -> list[Lone]:
    """Those that are no pair over several blocks."""
    waiting: list[Lone] = []
    partners: set[Lone] = set()
    for lone in found:
        near = waiting[: -_MOST_WAITING - 1 : -1]
        partner = next((one for one in near if reader.are_partners(one, lone)), None)
        if partner is not None:
            waiting.remove(partner)
            partners |= {partner, lone}
        elif lone.opens or lone.mark == '"':
            waiting.append(lone)
            del waiting[:-_MOST_WAITING]
    return [lone for lone in found if lone not in partners and not reader.goes_on(lone)]


class _Reader:
    """Looks closely at the blocks of a document; neighbours of a mark are those in its text."""

    def __init__(self, document: Document, french: bool) -> None:
        self.french = french
        self.plain = document.plain
        self.text = document.text
        self.blocks = document.blocks
        self.sections = list(accumulate(block.kind == "heading" for block in document.blocks))
        self.kinds = next((kinds for suffix, kinds in _KINDS.items() if document.name.endswith(suffix)), _ALL)
        self.tabled = document.name.endswith(".md")  # elsewhere a cell may have paragraphs
        self.paged = document.name.endswith(".pdf")
        self.curly = "“" in self.plain
        self.singles = self.plain.count("‘") > 1
        marks = {mark for mark in "«»" if mark in self.plain}
        self.guillemets = len(marks) == 2 or (french and bool(marks))
        inward = len(re.findall(r"(?:^|[\s(])»\w", self.plain)) if len(marks) == 2 else 0
        # as in German books
        self.inward = inward > len(re.findall(r"(?:^|[\s(])«\s?\w", self.plain)) if inward else False

    def lone(self, index: int, block: Block) -> list[Lone]:
        """The marks of a block that have no partner in it."""
        found = [*self._brackets(index, block), *self._curly(index, block)]
        if not any(one.opens and one.mark == "“" for one in found):
            found += self._straight(index, block)
        found += [*self._guillemets(index, block), *self._single(index, block), *self._spanish(index, block)]
        return sorted(one for one in found if one.mark in self.kinds and not self._is_talk(one.offset))

    def are_partners(self, first: Lone, second: Lone) -> bool:
        if second.block - first.block > _MOST_BLOCKS or first.block == second.block:
            return False
        if self.sections[first.block] != self.sections[second.block]:
            return False
        kinds = {self.blocks[first.block].kind, self.blocks[second.block].kind}
        if "heading" in kinds or ("cell" in kinds and (len(kinds) > 1 or self.tabled)):
            return False
        return first.partner == second.mark and (first.mark == '"' or not second.opens)

    def goes_on(self, lone: Lone) -> bool:
        """Whether a quotation goes on in the next paragraph, which then begins with a mark of its own, or is cut."""
        if self._is_cut(lone):
            return True
        if not lone.opens or lone.mark not in _STARTS or lone.block + 1 == len(self.blocks):
            return False
        start = self.blocks[lone.block + 1].start
        return self.text[start : start + 1] in ({"«", "»"} if lone.mark == "«" else {lone.mark})

    def _brackets(self, index: int, block: Block) -> Iterator[Lone]:
        places = [match.start() for match in _BRACKET.finditer(self.plain, block.start, block.end)]
        for match in _INTERVAL.finditer(self.plain, block.start, block.end):
            if _CLOSERS.get(match[0][0]) != match[0][-1]:
                places = [place for place in places if place not in {match.start(), match.end() - 1}]
        left = self._unmatched(places)
        if any(self._numbers(place, block) for place in places):
            left = min(left, self._unmatched([one for one in places if not self._numbers(one, block)]), key=len)
            left = [place for place in left if not self._numbers(place, block)]
        return (Lone(place, self.plain[place], index, self.plain[place] in _CLOSERS) for place in left)

    def _unmatched(self, places: list[int]) -> list[int]:
        waiting: list[int] = []
        left: list[int] = []
        for place in places:
            mark = self.plain[place]
            if mark in _CLOSERS:
                waiting.append(place)
                continue
            near = waiting[: -_MOST_WAITING - 1 : -1]
            depth = next((depth for depth, one in enumerate(near, 1) if _CLOSERS[self.plain[one]] == mark), 0)
            if depth:
                left += waiting[len(waiting) - depth + 1 :]
                del waiting[len(waiting) - depth :]
            else:
                left.append(place)
        return sorted(left + waiting)

    def _numbers(self, place: int, block: Block) -> bool:
        """Whether a closing bracket stands behind the number of an item, or behind the mark of a footnote."""
        if self.plain[place] != ")":
            return False
        before = self.text[max(block.start, place - 10) : place]
        if _NOTE.search(before):
            return True
        token = "" if not before or before[-1].isspace() else before.split()[-1].strip("\"“'*_")
        if _LETTERED.fullmatch(token) or _NUMBERED.fullmatch(token):
            return True
        return _AT_START.search(self.text[max(block.start, place - 40) : place]) is not None

    def _straight(self, index: int, block: Block) -> Iterator[Lone]:
        places = [match.start() for match in _STRAIGHT.finditer(self.plain, block.start, block.end)]
        if len(places) % 2 == 0 or _INCHES.search(self.plain, block.start, block.end):
            return
        opened: int | None = None
        for place in places:
            before, after = self._around(place)
            opens = (before.isspace() or before in "([{—–-/“‘'") and not after.isspace()
            closes = not before.isspace() and (after.isspace() or after in ".,;:!?)]}—–…")
            if opened is None and closes and not opens:
                yield Lone(place, '"', index, False)
                return
            if opened is not None and opens and not closes:
                break
            opened = place if opened is None else None
        if opened is not None:
            yield Lone(opened, '"', index, True)

    def _curly(self, index: int, block: Block) -> Iterator[Lone]:
        waiting: list[int] = []
        for match in _CURLY.finditer(self.plain, block.start, block.end):
            place, mark = match.start(), match[0]
            before, after = self._around(place)
            if mark == "”" and not waiting:
                if before.isspace() and after.isalnum():  # as in Swedish
                    waiting.append(place)
                elif self.curly and not before.isdigit():
                    yield Lone(place, mark, index, False)
            elif mark == "”" or (mark == "“" and waiting and not before.isspace() and before not in "(["):
                waiting.pop()
            else:
                waiting.append(place)
        yield from (Lone(place, self.plain[place], index, True) for place in waiting)

    def _guillemets(self, index: int, block: Block) -> Iterator[Lone]:
        if not self.guillemets:
            return
        opener = "»" if self.inward else "«"
        waiting: list[int] = []
        nested = False
        for match in _GUILLEMET.finditer(self.plain, block.start, block.end):
            place = match.start()
            if match[0] == opener:
                nested = nested or bool(waiting)  # one mark may close two
                waiting.append(place)
            elif waiting:
                waiting.pop()
            elif place > block.start:  # else a quotation goes on
                yield Lone(place, match[0], index, False)
        if not nested:
            yield from (Lone(place, opener, index, True) for place in waiting)

    def _single(self, index: int, block: Block) -> Iterator[Lone]:
        """Only one that opens: what closes is an apostrophe too."""
        if self.singles:
            for match in _SINGLE.finditer(self.plain, block.start, block.end):
                if self.plain.find("’", match.end(), block.end) < 0:
                    yield Lone(match.start(), "‘", index, True)
                    return

    def _spanish(self, index: int, block: Block) -> Iterator[Lone]:
        for mark, closers in (("¿", "?"), ("¡", "!?")):
            place = self.plain.rfind(mark, block.start, block.end)
            if place >= 0 and all(self.plain.find(one, place, block.end) < 0 for one in closers):
                yield Lone(place, mark, index, True)

    def _is_talk(self, place: int) -> bool:
        """Whether a mark is spoken of, escaped, a smiley or a ditto mark."""
        before, after = self._around(place)
        if before in "\\%@$&-`<" or (before in _QUOTES and after in _QUOTES):
            return True
        if self.french and self.plain[place] in "«»":  # which have spaces beside them
            return False
        if before.isspace() and after.isspace():
            return True
        if before in _CLOSERS and _CLOSERS[before] == after:
            return True
        if before.isspace() and (after in ",.;:" or self.plain[place] in ")]}"):  # "a (, [ or {", "one of ), ]"
            return True
        return self.plain[place] in "()[]" and bool(_SMILE.search(self.text[max(place - 3, 0) : place]))

    def _is_cut(self, lone: Lone) -> bool:
        """Whether three dots stand for the rest, or a page's end has cut a paragraph of a pdf in two."""
        block = self.blocks[lone.block]
        if not lone.opens:
            return self.paged and not self.plain[block.start].isupper()
        line = self.plain.find("\n", lone.offset, block.end)
        if self.plain[lone.offset : block.end if line < 0 else line].rstrip().endswith(("...", "…")):
            return True
        return self.paged and self.plain[block.end - 1] not in ".!?:;)]”"

    def _around(self, place: int) -> tuple[str, str]:
        before = self.text[place - 1] if place else " "
        return before, self.text[place + 1] if place + 1 < len(self.text) else " "
