"""``.docx``: the words that Word shows when all changes are accepted; a place is a paragraph and a column in it.

A docx is a zip of XML, and both are read with Python's own parsers as a stream: see decision 10.
Paragraphs are counted from 1 in the order body (with its tables), footnotes, endnotes, headers, footers;
an empty one counts, one in a text box comes after the paragraph that holds the box.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeVar

from sphinx_plenary.lint import files
from sphinx_plenary.lint.document import Anchor, Block, Document, Markup, Span, plain_document
from sphinx_plenary.lint.package import BROKEN, OLE, Package, Suspect
from sphinx_plenary.lint.wordml import RELATION, SIGNS, attribute, label_of, symbol

Made = TypeVar("Made")
# What is not there when all changes are accepted, a second version of a text box, and the reading above a Chinese word.
_SKIPPED: Final = frozenset({"w:del", "w:moveFrom", "w:rt", "mc:Fallback", "w:tblPr", "w:sectPr", "w:sdtPr"})
# A paper of 1000 pages has some 20,000.
_MOST: Final = 200_000
_KINDS: Final = (("footnotes", "note"), ("endnotes", "note"), ("header", "head"), ("footer", "head"))
# What stands raised behind a word, and is none of it: the number of a note or a source.
_MARK: Final = re.compile(r"\s*[0-9*†‡§][0-9*†‡§,\s–-]{0,10}")


def read(path: Path, name: str) -> Document:
    document = opened(path, name, lambda package: _document(package, name))
    if not document.text.strip():
        raise files.refuse(name, "there is no text in the file", "is it the right file?")
    return document


def opened(path: Path, name: str, make: Callable[[Package], Made]) -> Made:
    """What is made of a file's parts. Raises ``Unreadable`` for one that is no .docx, broken, or built to do harm."""
    data = files.read_bytes(path, name, files.MAX_PACKED)
    if data.startswith(OLE):
        what = "this is an old Word file (.doc), or one that is protected by a password"
        raise files.refuse(name, what, "open it in Word and save it as .docx, without a password")
    try:
        return make(Package(data))
    except Suspect as suspect:
        raise files.refuse(
            name, str(suspect), "save it anew in Word; if it came from a stranger, do not open it"
        ) from None
    except BROKEN as error:
        if not data.startswith(b"PK"):
            what = "this is no .docx, whatever its name says"
            raise files.refuse(name, what, "give it the suffix that it should have, or save it as .docx") from None
        reason = str(error).strip("'\"") or type(error).__name__
        raise files.refuse(
            name, f"this .docx is broken: {reason}", "open it in Word, let it repair it, and save it"
        ) from None


def check_length(paragraphs: int) -> None:
    """Refuse what has so many that nobody's memory holds them."""
    if paragraphs > _MOST:
        raise Suspect(f"it has more than {_MOST:,} paragraphs, which no paper has")


def _document(package: Package, name: str) -> Document:
    main = next(iter(package.related("", "officeDocument")), "word/document.xml")
    story = _Story(_headings(package, main))
    story.read(package, main, "paragraph")
    seen: set[str] = set()
    for kind, label in _KINDS:
        for part in package.related(main, kind):
            if part not in seen and part in package:
                seen.add(part)
                story.read(package, part, label)
    return story.document(name)


def _headings(package: Package, main: str) -> dict[str, int]:
    """The styles that are headings, with their level: their ids differ with Word's language."""
    levels: dict[str, int] = {}
    current = ""

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal current
        label = label_of(tag)
        if label == "w:style":
            current = attribute(attributes, "styleId")
        elif label == "w:name" and current:
            named = re.fullmatch(r"heading ([1-9])|(title)", attribute(attributes, "val").lower())
            if named:
                levels[current] = int(named[1] or 1)

    for part in package.related(main, "styles")[:1]:
        if part in package:
            package.parse(part, start)
    return levels


@dataclass
class _Paragraph:
    number: int
    kind: str
    level: int = 0
    parts: list[str] = field(default_factory=list)
    length: int = 0
    links: list[tuple[int, int, str]] = field(default_factory=list)
    boxes: list[_Paragraph] = field(default_factory=list)
    joins: bool = False  # the mark at its end is deleted: the next paragraph goes on


class _Story:
    """Gathers paragraphs over the parts of a docx."""

    def __init__(self, headings: dict[str, int]) -> None:
        self.headings = headings
        self.done: list[_Paragraph] = []
        self.count = 0

    def read(self, package: Package, part: str, kind: str) -> None:
        links = {id: target for id, type, target in package.relations(part) if type == "hyperlink"}
        reader = _PartReader(self, kind, links)
        package.parse(part, reader.start, EndElementHandler=reader.end, CharacterDataHandler=reader.characters)

    def open(self, kind: str) -> _Paragraph:
        self.count += 1
        check_length(self.count)
        return _Paragraph(self.count, kind)

    def document(self, name: str) -> Document:
        text: list[str] = []
        blocks: list[Block] = []
        places: list[Anchor] = []
        links: list[Markup] = []
        shown: set[tuple[str, str]] = set()
        offset, joined = 0, False
        for paragraph in self._in_order():
            words = "".join(paragraph.parts)
            if paragraph.kind == "head":  # the same on first, odd and even pages
                if ("head", words) in shown:
                    continue
                shown.add(("head", words))
            places.append(Anchor(offset, paragraph.number))
            links += (
                Markup("link", offset + start, offset + end, target, Span(offset + end, offset + end))
                for start, end, target in paragraph.links
            )
            start, end = offset + len(words) - len(words.lstrip()), offset + len(words.rstrip())
            if joined and blocks:
                blocks[-1] = blocks[-1]._replace(end=max(end, blocks[-1].end))
            elif start < end:
                blocks.append(Block(start, end, paragraph.kind, paragraph.level))
            joined = paragraph.joins and bool(words.strip() or joined)
            text.append(words if joined else words + "\n")
            offset += len(text[-1])
        return plain_document(name, "".join(text), blocks, places or [Anchor(0, 1)], links)

    def _in_order(self) -> list[_Paragraph]:
        """Each paragraph, then those of the text boxes in it, however deep."""
        waiting = self.done[::-1]
        ordered: list[_Paragraph] = []
        while waiting:
            paragraph = waiting.pop()
            ordered.append(paragraph)
            waiting += paragraph.boxes[::-1]
        return ordered


class _PartReader:
    """The handlers of one part."""

    def __init__(self, story: _Story, kind: str, links: dict[str, str]) -> None:
        self.story = story
        self.kind = kind
        self.links = links
        self.open: list[_Paragraph] = []  # the paragraph, and round it those whose text box it stands in
        self.cells = 0
        self.skipping = 0  # how deep inside something that is not read
        self.text = False  # inside the element that holds characters
        self.hidden = False  # this run is not shown
        self.raised = False  # above the line
        self.properties = ""  # inside the properties of a paragraph (w:pPr) or of a run (w:rPr)
        self.fields: list[bool] = []  # of each open field: whether its result has begun
        self.unresolved = 0  # how many of them have not
        self.linked: list[tuple[int, str]] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if self.skipping:
            self.skipping += 1
            return
        label = label_of(tag)
        if self.properties:
            self._property(label, attributes)
        elif label in _SKIPPED:
            self.skipping = 1
        elif label in {"w:pPr", "w:rPr"}:
            self.properties = label
        elif label == "w:p":
            kind = "cell" if self.cells and self.kind == "paragraph" else self.kind
            paragraph = self.story.open(kind)
            (self.open[-1].boxes if self.open else self.story.done).append(paragraph)
            self.open.append(paragraph)
        elif label == "w:tc":
            self.cells += 1
        elif not self.open:
            return
        elif label in {"w:r", "m:r"}:
            self.hidden = self.raised = False  # mathematics has properties of runs outside of them
        elif label in {"w:t", "m:t"}:
            self.text = True
        elif label == "w:fldChar":
            self._field(attribute(attributes, "fldCharType"))
        elif label == "w:hyperlink":
            target = next((attributes[f"{space} id"] for space in RELATION if f"{space} id" in attributes), "")
            self.linked.append((self.open[-1].length, self.links.get(target, "")))
        elif sign := SIGNS.get(label):
            self._add(sign)
        elif label == "w:sym":
            self._add(symbol(attribute(attributes, "char")))

    def end(self, tag: str) -> None:
        if self.skipping:
            self.skipping -= 1
            return
        label = label_of(tag)
        if self.properties:
            if label == self.properties:
                self.properties = ""
        elif label in {"w:t", "m:t"}:
            self.text = False
        elif label == "w:r":
            self.hidden = self.raised = False
        elif label == "w:p" and self.open:
            self.open.pop()
        elif label == "w:tc":
            self.cells -= 1
        elif label == "w:hyperlink" and self.linked and self.open:
            start, target = self.linked.pop()
            if target and start < self.open[-1].length:
                self.open[-1].links.append((start, self.open[-1].length, target))

    def characters(self, data: str) -> None:
        if self.raised and _MARK.fullmatch(data):
            return  # a note's, or a source's
        if self.text and not self.skipping:
            self._add(data.replace("\n", " "))

    def _property(self, label: str, attributes: dict[str, str]) -> None:
        if label in {"w:pPrChange", "w:rPrChange"}:  # how it was before a change
            self.skipping = 1
        elif self.properties == "w:rPr":
            self.hidden = self.hidden or (label == "w:vanish" and attribute(attributes, "val") not in {"0", "false"})
            self.raised = self.raised or (label == "w:vertAlign" and attribute(attributes, "val") == "superscript")
        elif self.open:
            if label == "w:pStyle" and (level := self._level(attributes)):
                self.open[-1].kind, self.open[-1].level = "heading", level
            elif label in {"w:del", "w:moveFrom"}:  # the paragraph's mark, in w:pPr/w:rPr
                self.open[-1].joins = True
            elif label == "w:numPr" and self.open[-1].kind == "paragraph":
                self.open[-1].kind = "item"

    def _level(self, attributes: dict[str, str]) -> int:
        return self.story.headings.get(attribute(attributes, "val"), 0)

    def _field(self, type: str) -> None:
        """Of a field only its result is read, not its instruction; fields stand in fields."""
        if type == "begin":
            self.fields.append(False)
            self.unresolved += 1
        elif type == "separate" and self.fields:
            self.unresolved -= not self.fields[-1]
            self.fields[-1] = True
        elif type == "end" and self.fields:
            self.unresolved -= not self.fields.pop()

    def _add(self, text: str) -> None:
        if self.open and not self.hidden and not self.unresolved:
            self.open[-1].parts.append(text)
            self.open[-1].length += len(text)
