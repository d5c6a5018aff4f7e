"""A ``.docx`` that came back -> what its reviewers wrote into it. The file is a stranger's: see lint/package.py."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from sphinx_plenary.comments import paragraphs as parts
from sphinx_plenary.comments.model import Reviewed
from sphinx_plenary.comments.paragraphs import Change, Paragraph, Piece, Range, Said
from sphinx_plenary.comments.places import SOURCES, Place, place_of
from sphinx_plenary.comments.plain import plain, unsteered
from sphinx_plenary.lint import files
from sphinx_plenary.lint.docx import check_length, opened
from sphinx_plenary.lint.package import Package, Suspect
from sphinx_plenary.lint.wordml import SIGNS, attribute, label_of, symbol

_STORIES: Final = ("footnotes", "endnotes", "header", "footer")
_SIGNS_OF_CHANGE: Final = {"w:ins": "+", "w:moveTo": "+", "w:del": "-", "w:moveFrom": "-"}
_SKIPPED: Final = frozenset(
    {"w:rt", "mc:Fallback", "w:tblPr", "w:sectPr", "w:sdtPr", "w:trPr", "w:tcPr", "w:instrText"}
)
# A long paper that was rewritten has some thousands.
_MOST: Final = 20_000
_LOOKS: Final = frozenset({"w:rPrChange", "w:pPrChange"})
# Characters of a piece, at most; where a piece ends, a comment's words can end.
_PIECE: Final = 1000


def read(path: Path, name: str) -> Reviewed:
    """Raises ``Unreadable``."""
    if path.suffix.lower() != ".docx":
        raise files.refuse(name, "this is no Word file", "save it as .docx, and name that")
    return opened(path, name, lambda package: _reviewed(package, name))


def _reviewed(package: Package, name: str) -> Reviewed:
    main = next(iter(package.related("", "officeDocument")), "word/document.xml")
    story = _Story()
    story.read(package, main)
    for kind in _STORIES:
        for part in dict.fromkeys(package.related(main, kind)):
            if part in package:
                story.read(package, part)
    said = _comments(package, main)
    found = [*parts.changes(story.paragraphs), *parts.comments(story.paragraphs, story.ranges, said)]
    found.sort(key=lambda one: one[0])
    places = frozenset(one.place for one in story.paragraphs if one.place is not None)
    return Reviewed(name, _sources(package), tuple(remark for _, remark in found), places)


class _Story:
    """Gathers paragraphs over the parts of a file."""

    def __init__(self) -> None:
        self.paragraphs: list[Paragraph] = []
        self.ranges: dict[str, Range] = {}
        self._count = 0

    def count(self) -> None:
        """One more change."""
        self._count += 1
        _check_number(self._count)

    def read(self, package: Package, part: str) -> None:
        reader = _Part(self)
        package.parse(part, reader.start, EndElementHandler=reader.end, CharacterDataHandler=reader.characters)


class _Part:
    """The handlers of one part."""

    def __init__(self, story: _Story) -> None:
        self.story = story
        self.open: list[Paragraph] = []
        self.changes: list[Change] = []
        self.places: dict[str, Place] = {}  # the bookmarks that are open
        self.properties: list[str] = []
        self.look: Change | None = None
        self.skipping = 0
        self.text = False
        self.waiting: list[str] = []  # words of the piece that is not whole
        self.length = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        label = label_of(tag)
        if self.skipping or label in _SKIPPED:
            self.skipping += 1
        elif label in {"w:pPr", "w:rPr"}:
            self.properties.append(label)
        elif self.properties:
            self._property(label, attributes)
        elif label == "w:p":
            self._open()
        elif label in _SIGNS_OF_CHANGE:
            self._end_piece()
            self.changes.append(_change(label, attributes))
            self.story.count()
        elif label in {"w:bookmarkStart", "w:bookmarkEnd"}:
            self._bookmark(label, attributes)
        elif label.startswith("w:comment"):
            self._comment(label, attribute(attributes, "id"))
        elif label in {"w:t", "w:delText", "m:t"}:
            self.text = True
        elif sign := SIGNS.get(label):
            self._add(sign)
        elif label == "w:sym":
            self._add(unsteered(symbol(attribute(attributes, "char"))))

    def end(self, tag: str) -> None:
        if self.skipping:
            self.skipping -= 1
            return
        label = label_of(tag)
        if self.properties:
            if label == self.properties[-1]:
                self.properties.pop()
        elif label in _SIGNS_OF_CHANGE:
            self._end_piece()
            self.changes.pop()
        elif label in {"w:t", "w:delText", "m:t"}:
            self.text = False
        elif label == "w:r" and self.look is not None:
            self._end_piece()
            self.look = None
        elif label == "w:p" and self.open:
            self._end_piece()
            self.open.pop()

    def characters(self, data: str) -> None:
        if self.text and not self.skipping:
            self._add(unsteered(data.replace("\n", " ")))

    def _open(self) -> None:
        self._end_piece()
        check_length(len(self.story.paragraphs) + 1)
        paragraph = Paragraph(len(self.story.paragraphs) + 1, place=next(iter(self.places.values()), None))
        self.story.paragraphs.append(paragraph)
        self.open.append(paragraph)

    def _property(self, label: str, attributes: dict[str, str]) -> None:
        if label in _LOOKS:
            if self.properties == ["w:rPr"]:
                self._end_piece()
                self.look = _change("w:ins", attributes)
                self.story.count()
            self.skipping = 1
        elif label in _SIGNS_OF_CHANGE and self.properties[:1] == ["w:pPr"] and self.open:
            self.open[-1].end = _change(label, attributes)
            self.story.count()

    def _bookmark(self, label: str, attributes: dict[str, str]) -> None:
        id = attribute(attributes, "id")
        if label == "w:bookmarkEnd":
            self.places.pop(id, None)
        elif (place := place_of(attribute(attributes, "name"))) is not None:
            self.places[id] = place
            if self.open and self.open[-1].place is None:
                self.open[-1].place = place

    def _comment(self, label: str, id: str) -> None:
        here = self._here()
        if label == "w:commentRangeStart":
            self.story.ranges[id] = Range(here)
        elif label == "w:commentRangeEnd" and id in self.story.ranges:
            self.story.ranges[id].end = here
        elif label == "w:commentReference":
            self.story.ranges.setdefault(id, Range(here))
        _check_number(len(self.story.ranges))

    def _here(self) -> tuple[int, int]:
        """The piece that comes next: between paragraphs that of the next one."""
        self._end_piece()
        if not self.open:
            return len(self.story.paragraphs), 0
        return self.open[-1].number - 1, len(self.open[-1].pieces)

    def _add(self, text: str) -> None:
        if self.open and text:
            self.waiting.append(text)
            self.length += len(text)
            if self.length >= _PIECE:
                self._end_piece()

    def _end_piece(self) -> None:
        """What was said alike, in one: a tab alone is no piece."""
        if self.waiting:
            words, change = "".join(self.waiting), self.changes[-1] if self.changes else None
            self.open[-1].pieces.append(Piece(words, change, self.look))
            self.waiting, self.length = [], 0


def _check_number(count: int) -> None:
    if count > _MOST:
        raise Suspect(f"it holds more than {_MOST:,} comments or changes, which no reader wrote")


def _change(label: str, attributes: dict[str, str]) -> Change:
    return Change(_SIGNS_OF_CHANGE[label], _author(attributes), plain(attribute(attributes, "date")))


def _author(attributes: dict[str, str]) -> str:
    return plain(attribute(attributes, "author")) or "somebody"


def _comments(package: Package, main: str) -> dict[str, Said]:
    """The comments by their id; which are replies, and which are settled, stands in a part of its own."""
    found: dict[str, tuple[dict[str, str], list[str], list[str]]] = {}
    current: list[str] = []
    text = False

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal text
        label = label_of(tag)
        if label == "w:comment":
            current[:] = [attribute(attributes, "id")]
            found[current[0]] = (attributes, [], [])
            _check_number(len(found))
        elif current and label == "w:p":
            found[current[0]][1].append(" ")
            found[current[0]][2].extend(value for key, value in attributes.items() if key.endswith(" paraId"))
        elif current and label in {"w:t", "w:delText"}:
            text = True

    def end(tag: str) -> None:
        nonlocal text
        text = text and label_of(tag) not in {"w:t", "w:delText"}

    def characters(data: str) -> None:
        if text and current:
            found[current[0]][1].append(data)

    for part in package.related(main, "comments")[:1]:
        if part in package:
            package.parse(part, start, EndElementHandler=end, CharacterDataHandler=characters)
    replies, settled = _threads(package, main)
    return {
        id: Said(
            author=_author(attributes),
            date=plain(attribute(attributes, "date")),
            text=plain("".join(words)),
            reply=bool(replies & set(ids)),
            resolved=bool(settled & set(ids)),
        )
        for id, (attributes, words, ids) in found.items()
    }


def _threads(package: Package, main: str) -> tuple[set[str], set[str]]:
    """The paragraphs of comments that answer others, and of those that are settled."""
    replies: set[str] = set()
    settled: set[str] = set()

    def start(tag: str, attributes: dict[str, str]) -> None:
        values = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        id = values.get("paraId", "")
        if values.get("paraIdParent"):
            replies.add(id)
        if values.get("done") in {"1", "true"}:
            settled.add(id)

    for part in package.related(main, "commentsExtended")[:1]:
        if part in package:
            package.parse(part, start)
    return replies, settled


def _sources(package: Package) -> tuple[str, ...]:
    """What the file says of the sources that its bookmarks count."""
    words: list[str] = []
    wanted = False

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal wanted
        if tag.endswith(" property"):
            wanted = attributes.get("name") == SOURCES

    def characters(data: str) -> None:
        if wanted:
            words.append(data)

    for part in package.related("", "custom-properties")[:1]:
        if part in package:
            package.parse(part, start, CharacterDataHandler=characters)
    return tuple("".join(words).split("\n")) if words else ()
