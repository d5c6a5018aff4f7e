"""The child process that reads a PDF with PDFium: what stands where on each page, as JSON on standard output.

PDFium is a C library: in a process of its own, with bounds on time and memory, a hostile file can end nothing else.
Status 3: it needs a password; 4: PDFium cannot read it; 5: it has more pages or characters than are read.
"""

from __future__ import annotations

import ctypes
import json
import math
import sys
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, Final, NamedTuple

PASSWORD: Final = 3
BROKEN: Final = 4
TOO_MUCH: Final = 5

MAX_PAGES: Final = 2000
MAX_CHARACTERS: Final = 2_000_000
MAX_MEMORY: Final = 2 * 1024**3
MAX_SECONDS: Final = 25

# FPDF_GetLastError
_WRONG_PASSWORD: Final = 4
# A hyphen at the end of a line, as PDFium's text has it.
_HYPHEN: Final = 2
# A raised sign no larger than this part of the letters round it is the mark of a footnote.
_SMALL: Final = 0.85
_MARKS: Final = frozenset("0123456789*†‡§,")
# Fonts may have raised figures of their own, drawn so far above the line that others stand on.
_RAISED: Final = 0.2

Run = tuple[str, float, float, float, float]  # text, left, right, baseline (from the top), size of the letters


def main() -> int:
    """Read the file that the command line names."""
    _bound()
    # PDFium's own names, which it makes when it is loaded: no type checker knows them
    pdfium: Any = import_module("pypdfium2.raw")
    data = Path(sys.argv[1]).read_bytes()
    pdfium.FPDF_InitLibrary()
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        return PASSWORD if pdfium.FPDF_GetLastError() == _WRONG_PASSWORD else BROKEN
    count = pdfium.FPDF_GetPageCount(document)
    if count > MAX_PAGES:
        return TOO_MUCH
    left = MAX_CHARACTERS
    pages = []
    for number in range(count):
        page = pdfium.FPDF_LoadPage(document, number)
        if not page:
            pages.append({"height": 0.0, "runs": []})
            continue
        text = pdfium.FPDFText_LoadPage(page)
        characters = pdfium.FPDFText_CountChars(text) if text else 0
        left -= max(characters, 0)
        if left < 0:
            return TOO_MUCH
        pages.append(_page(pdfium, page, text, characters))
        if text:
            pdfium.FPDFText_ClosePage(text)
        pdfium.FPDF_ClosePage(page)
    json.dump(pages, sys.stdout)
    return 0


def _bound() -> None:
    try:
        import resource
    except ImportError:  # not on Windows; there the parent's patience is the only bound
        return
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_SECONDS, MAX_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


class _Sign(NamedTuple):
    """A character of a page: its edges, baseline and size, whether a space stands before it, and where its word is.

    ``raised``: how far the ink of a mark begins above the baseline.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    spaced: bool
    origin: float
    raised: float = 0.0


def _page(pdfium: Any, page: Any, text: Any, count: int) -> dict[str, object]:
    """The runs of a page in the order in which the file has them."""
    sides = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    # as the page is shown; characters stand on it as it was before it was turned
    width, height = sides[::-1] if pdfium.FPDFPage_GetRotation(page) % 2 else sides
    turn = _turn(pdfium, text, count)
    signs = list(_signs(pdfium, text, count, turn, width, height))
    line = _Line()
    for index, sign in enumerate(signs):
        # Where a word is one piece with its text beside it (ActualText, as XeTeX writes), PDFium gives all its
        # characters one origin, the ink as edges, and often no space before it.
        origins = [one.origin for one in signs[max(index - 2, 0) : index + 2]]
        apart = index > 0 and sign.origin != signs[index - 1].origin
        new_word = apart and sign.text.isalnum() and len(set(origins)) < len(origins)
        line.add(sign, new_word)
    line.end()
    return {"height": width if turn % 2 else height, "runs": line.runs}


def _turn(pdfium: Any, text: Any, count: int) -> int:
    """How many quarter turns, against the clock, most of a page's text has made: a landscape page's has made one."""
    angles = (pdfium.FPDFText_GetCharAngle(text, index) for index in range(0, count, max(count // 100, 1)))
    turns = Counter(-round(angle / (math.pi / 2)) % 4 for angle in angles if angle >= 0)
    return max(turns, key=lambda turn: (turns[turn], -turn), default=0)


def _signs(pdfium: Any, text: Any, count: int, turn: int, width: float, height: float) -> Iterator[_Sign]:
    """The characters of a page, as if its text stood upright."""
    x, y, box = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF()
    to_x, to_y, to_box = ctypes.byref(x), ctypes.byref(y), ctypes.byref(box)
    code_of, size_of = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetFontSize
    origin_of, box_of = pdfium.FPDFText_GetCharOrigin, pdfium.FPDFText_GetLooseCharBox
    ink_of, sides = pdfium.FPDFText_GetCharBox, [ctypes.c_double() for _ in range(4)]  # left, right, bottom, top
    to_sides = [ctypes.byref(side) for side in sides]
    spaced = False
    for index in range(count):
        code = code_of(text, index)
        if code == 32 or (code < 32 and code != _HYPHEN) or code in {0xFFFE, 0xFFFF} or 0xD800 <= code < 0xE000:
            spaced = spaced or code == 32
            continue
        if not origin_of(text, index, to_x, to_y):
            continue
        box_of(text, index, to_box)
        size = size_of(text, index)
        letter = "-" if code == _HYPHEN else chr(code)
        upright = turn % 2 == 0
        match turn:
            case 0:
                left, right, base = box.left, box.right, height - y.value
            case 1:
                left, right, base = box.bottom, box.top, x.value
            case 2:
                left, right, base = -box.right, -box.left, y.value
            case _:
                left, right, base = -box.top, -box.bottom, width - x.value
        if size <= 1:  # the size stands in the text's matrix
            size = abs(box.top - box.bottom if upright else box.right - box.left)
        raised = 0.0
        if letter in _MARKS and ink_of(text, index, *to_sides):
            foot = (sides[2].value, -sides[1].value, -sides[3].value, sides[0].value)[turn]
            raised = foot - (y.value, -x.value, -y.value, x.value)[turn]
        yield _Sign(letter, left, right, base, size, spaced, x.value if upright else y.value, raised)
        spaced = False


class _Line:
    """Joins characters to runs: a run ends with its line, and where a wide gap follows."""

    def __init__(self) -> None:
        self.runs: list[Run] = []
        self._text: list[str] = []
        self._left = self._right = self._base = self._size = 0.0

    def add(self, sign: _Sign, new_word: bool) -> None:
        if self._text:
            size = self._size
            gap, raised = sign.left - self._right, self._base - sign.base
            small = sign.size <= _SMALL * size and 0.1 * size < raised < 0.8 * size
            drawn = sign.text.isdigit() and abs(raised) < 0.1 * size and sign.raised > _RAISED * size
            if (small or drawn) and -0.2 * size < gap < 0.35 * size and sign.text in _MARKS:
                self._right = max(sign.right, self._right)
                return
            if abs(raised) > 0.3 * max(sign.size, size) or not -0.8 * size < gap < 1.1 * size:
                self.end()
            elif sign.spaced or gap > (0.09 if new_word and self._text[-1].isalnum() else 0.17) * sign.size:
                self._text.append(" ")
        if not self._text:
            self._left, self._base, self._size = sign.left, sign.base, sign.size
        self._size = max(self._size, sign.size)
        self._right = max(sign.right, sign.left)
        self._text.append(sign.text)

    def end(self) -> None:
        if text := "".join(self._text).strip():
            left, right, base, size = (round(value, 2) for value in (self._left, self._right, self._base, self._size))
            self.runs.append((text, left, right, base, size))
        self._text = []
