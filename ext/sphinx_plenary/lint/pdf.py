"""``.pdf``: the lines that PDFium finds, made text again: paragraphs, no running heads, words joined, notes last.

A place is a page, a line of it (from the top, running heads counted) and a column in that line. A second column of
the page shares its lines with the first. Text that runs from right to left is not promised to be in order.
"""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest
from pathlib import Path
from typing import Final, NamedTuple

from sphinx_plenary.lint import files, pdfium
from sphinx_plenary.lint.document import Anchor, Block, Document, plain_document
from sphinx_plenary.register.reading import Unreadable

# The child sets itself a smaller bound; this one is for systems where it cannot.
PATIENCE: Final = 30

_CHILD: Final = "import runpy, sys; sys.exit(runpy.run_path(sys.argv.pop(1))['main']())"
# Running heads stand in this part of the page's height, above and below.
_MARGIN: Final = 0.12
# Notes are set in letters of at most this part of the text's size.
_SMALL_PRINT: Final = 0.92
# So many are looked at where a page of a paper has two or three.
_FEW: Final = 12
_ENDS: Final = frozenset('.!?:;”"’)')
_BULLET: Final = re.compile(r"[•◦▪‣–—-](?:\s|$)|\(?(?:[0-9]{1,2}|[a-z]|[ivx]{1,4})[.)]\s")
_LABEL: Final = re.compile(r"(?:[0-9]{1,3}|[*†‡§]+)[.)]?(?=\D|$)")
_BULLETS: Final = frozenset("•◦▪‣–—-")
_PAGE_NUMBER: Final = re.compile(
    r"\W*(?:page|p\.)?\s*(?:[0-9]{1,4}|[ivxlc]{1,7})(?:\s*(?:of|/|de|sur)\s*[0-9]{1,4})?\W*", re.I
)
_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LIGATURES: Final = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}


class Line(NamedTuple):
    """A run of text on one line: its edges and baseline in points, from the page's top left."""

    text: str
    left: float
    right: float
    base: float
    size: float
    page: int
    number: int

    def beside(self, other: Line) -> bool:
        return self.page == other.page and abs(self.base - other.base) < 0.3 * max(self.size, other.size)

    def over(self, other: Line) -> bool:
        """Whether the two have some of their width in common."""
        return self.left < other.right and other.left < self.right

    def alike(self, other: Line) -> bool:
        return abs(self.size - other.size) < 0.06 * max(self.size, other.size)


@dataclass
class Page:
    height: float
    lines: list[Line]


def read(path: Path, name: str) -> Document:
    data = files.read_bytes(path, name, files.MAX_PACKED)
    if b"%PDF-" not in data[:1024]:
        what = "this is no PDF, whatever its name says"
        raise files.refuse(name, what, "give it the suffix that it should have, or save it as .pdf")
    document = compose(pages(_run(path, name)), name)
    if not document.text.strip():
        raise files.refuse(name, "there is no text in this PDF", "pages that are pictures must go through OCR first")
    return document


def _run(path: Path, name: str) -> list[dict[str, object]]:
    """What the child found; see ``pdfium``."""
    command = [sys.executable, "-P", "-c", _CHILD, str(Path(pdfium.__file__)), str(path.absolute())]
    try:
        done = subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        raise _too_slow(name) from None
    if done.returncode == 0:
        found: list[dict[str, object]] = json.loads(done.stdout)
        return found
    if b"ModuleNotFoundError" in done.stderr:
        raise files.refuse(name, "PDFs cannot be read here: pypdfium2 is not installed", "pip install pypdfium2")
    match done.returncode:
        case pdfium.PASSWORD:
            raise files.refuse(name, "this PDF needs a password", "save it without one")
        case pdfium.TOO_MUCH:
            what = f"this PDF has more than {pdfium.MAX_PAGES:,} pages or {pdfium.MAX_CHARACTERS:,} characters"
            raise files.refuse(name, what, "is it the right file? Split it")
        case code if code == -getattr(signal, "SIGXCPU", 0):
            raise _too_slow(name)
    raise files.refuse(name, "this PDF is broken", "open it in a reader and print it to a new .pdf")


def _too_slow(name: str) -> Unreadable:
    what = f"this PDF takes more than {pdfium.MAX_SECONDS} seconds to read"
    return files.refuse(name, what, "open it in a reader and print it to a new .pdf")


def pages(found: Sequence[dict[str, object]]) -> list[Page]:
    """The child's answer, its lines numbered."""
    result: list[Page] = []
    for number, page in enumerate(found, 1):
        runs: list[pdfium.Run] = page["runs"]  # type: ignore[assignment]
        tops: list[float] = []
        for base in sorted(run[3] for run in runs):
            if not tops or base - tops[-1] > 3:
                tops.append(base)
        lines = [
            Line(text.translate(_LIGATURES), left, right, base, size, number, bisect_left(tops, base - 3) + 1)
            for text, left, right, base, size in runs
        ]
        result.append(Page(float(str(page["height"])), lines))
    return result


def compose(found: Sequence[Page], name: str) -> Document:
    """Pages -> the document: the text in the order in which the file has it, then the footnotes."""
    heads = _heads(found)
    body_size = _body_size(found)
    body: list[Line] = []
    notes: list[Line] = []
    for page in found:
        lines = _whole([line for line in page.lines if line not in heads])
        small = _notes(lines, body_size)
        body += (line for line in lines if line not in small)
        notes += _labelled([line for line in lines if line in small])
    words = Counter(match[0].lower() for page in found for line in page.lines for match in _WORD.finditer(line.text))
    writer = _Writer(words)
    for block in _blocks(body):
        writer.add(block, "paragraph")
    for block in _blocks(notes, labelled=True):
        writer.add(block, "note")
    return plain_document(name, "".join(writer.text), writer.blocks, writer.places or [Anchor(0, 1, 1)])


def _body_size(found: Sequence[Page]) -> float:
    sizes: Counter[float] = Counter()
    for page in found:
        for line in page.lines:
            sizes[round(line.size * 2) / 2] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], size), default=0.0)


def _heads(found: Sequence[Page]) -> set[Line]:
    """Lines in a page's margins that come again on other pages, with other numbers, and lone page numbers."""
    margins: list[Line] = []
    alone: set[Line] = set()
    for page in found:
        if page.lines:
            top, bottom = min(line.base for line in page.lines), max(line.base for line in page.lines)
            for edge in (top, bottom):
                row = [line for line in page.lines if abs(line.base - edge) < 0.3 * line.size]
                alone.update(row if len(row) == 1 else ())
            inner = range(int(_MARGIN * page.height), int((1 - _MARGIN) * page.height))
            margins += (line for line in page.lines if int(line.base) not in inner or line.base in {top, bottom})

    def key(line: Line) -> tuple[str, int]:
        return re.sub(r"[0-9]+|\b[ivxlc]+\b", "#", line.text.lower()), round(line.base / 4)

    seen: dict[tuple[str, int], set[int]] = {}
    for line in margins:
        text, base = key(line)
        for near in (base - 1, base, base + 1):
            seen.setdefault((text, near), set()).add(line.page)
    enough = max(2, -(-len(found) // 3))
    return {
        line
        for line in margins
        if len(seen[key(line)]) >= enough or (line in alone and _PAGE_NUMBER.fullmatch(line.text))
    }


def _notes(lines: Sequence[Line], body_size: float) -> set[Line]:
    """The footnotes of a page: small print under everything else that stands above it."""
    large = [line for line in lines if line.size > _SMALL_PRINT * body_size]
    groups = [
        list(group) for small, group in groupby(lines, lambda line: line.size <= _SMALL_PRINT * body_size) if small
    ]
    found: set[Line] = set()
    for group in [group for group in groups if _LABEL.match(group[0].text)][-_FEW:]:
        left, right = min(line.left for line in group), max(line.right for line in group)
        top = min(line.base for line in group)
        above = [line.base for line in large if line.left < right and left < line.right]
        if above and max(above) < top:
            found.update(group)
    return found


def _whole(lines: Sequence[Line]) -> list[Line]:
    """Join what wide gaps parted: a bullet and its text, and the parts of a stretched line.

    Through a stretched line's gap runs the line after it, or before it where both are full; through a row of
    cells none does.
    """
    rows: list[list[Line]] = []
    for line in lines:
        if rows and line.beside(rows[-1][-1]) and line.left > rows[-1][-1].right:
            rows[-1].append(line)
        else:
            rows.append([line])
    result: list[Line] = []
    nothing: list[Line] = []
    for row, after in zip_longest(rows, rows[1:], fillvalue=nothing):
        near = [
            line
            for line in after[:_FEW]
            if line.page == row[0].page and 0 < line.base - row[0].base < 1.7 * row[0].size
        ]
        if not near:  # at the foot of a page or column
            near = [line for line in result[-1:] if abs(line.right - row[-1].right) < line.size]
        joined = [row[0]]
        for line in row[1:]:
            before = joined[-1]
            gap = (before.right, line.left)
            wide = line.left - before.right > 4 * line.size
            through = (
                other.alike(line) and other.left < gap[0] - line.size and other.right > gap[1] + line.size
                for other in near
            )
            if not wide and (any(through) or before.text in _BULLETS):
                joined[-1] = before._replace(text=f"{before.text} {line.text}", right=line.right)
            else:
                joined.append(line)
        result += joined
    return result


def _labelled(notes: Sequence[Line]) -> list[Line]:
    """Join the number of a note, which may be raised, and the note."""
    result: list[Line] = []
    for line in notes:
        last = result[-1] if result else None
        if (
            last is not None
            and _LABEL.fullmatch(last.text)
            and last.page == line.page
            and abs(last.base - line.base) < 0.7 * line.size
            and 0 <= line.left - last.right < 2 * line.size
        ):
            result[-1] = line._replace(text=f"{last.text} {line.text}", left=last.left)
        else:
            result.append(line)
    return result


def _blocks(lines: Sequence[Line], labelled: bool = False) -> Iterator[list[Line]]:
    """Lines -> paragraphs, headings and cells; where they are ``labelled``, a label begins a new one."""
    block: list[Line] = []
    for line in lines:
        begins = labelled and _LABEL.match(line.text)
        if block and (begins or not _goes_on(block, line)):
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def _goes_on(block: Sequence[Line], line: Line) -> bool:
    """Whether a line belongs to the paragraph before it."""
    last = block[-1]
    if not line.alike(last) or _BULLET.match(line.text):
        return False
    open_end = last.text[-1] not in _ENDS
    if line.page != last.page or line.base < last.base - 8 * line.size:  # the next page or column
        broken = last.text.endswith("-")
        full = len(block) > 1 and last.right > max(one.right for one in block) - 3 * line.size
        below = line.page != last.page and abs(line.left - last.left) < 2 * line.size
        return broken or (full and open_end and (below or line.text[0].islower() or line.text[0] in "(0123456789"))
    step = line.base - last.base
    if not 0.5 * line.size < step < 1.75 * line.size or not line.over(last):
        return False
    if len(block) > 1:
        pitch = last.base - block[-2].base
        if 0 < pitch < step - 0.3 * line.size:  # more space than between the lines before
            return False
        indented = line.left > last.left + 0.8 * line.size
        return not indented or (open_end and last.right > line.right - 3 * line.size)
    if line.left > last.left + 0.8 * line.size:  # hanging under a bullet, or the first line of the next paragraph
        return open_end or bool(_BULLET.match(last.text) or _LABEL.match(last.text))
    return True


class _Writer:
    """Blocks -> text, with the place of each line."""

    def __init__(self, words: Counter[str]) -> None:
        self.words = words
        self.text: list[str] = []
        self.blocks: list[Block] = []
        self.places: list[Anchor] = []
        self.length = 0

    def add(self, lines: Sequence[Line], kind: str) -> None:
        start = self.length
        for line, after in zip(lines, [*lines[1:], None], strict=True):
            self.places.append(Anchor(self.length, line.number, line.page))
            text = line.text if after is None else self._joined(line.text, after.text)
            self.text.append(text)
            self.length += len(text)
        item = kind == "paragraph" and _BULLET.match(lines[0].text)
        self.blocks.append(Block(start, self.length, "item" if item else kind))
        self.text.append("\n\n")
        self.length += 2

    def _joined(self, text: str, after: str) -> str:
        """A line as it stands before the next: a broken word is whole again, ``well-known`` keeps its hyphen."""
        if not text.endswith(("-", "\u00ad", "\u2010")):
            return text + "\n"
        left = re.split(r"[^\w-]", text[:-1])[-1].lower()
        right = re.split(r"[^\w-]", after)[0].lower()
        if text.endswith("\u00ad"):
            return text[:-1]
        if not after[0].islower() or not left or left[-1].isdigit():
            return text
        whole, parted = self.words[left + right], self.words[f"{left}-{right}"]
        return text if parted > whole or (parted and not whole) or len(left) < 2 else text[:-1]
