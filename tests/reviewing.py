"""A reviewer with Word, played by python-docx: comments, and tracked changes as Word writes them."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run

AUTHOR = "Ann Lee"
DATE = "2026-05-03T10:00:00Z"


class Review:
    """A file open in the reviewer's hands; nothing is kept before ``save``."""

    def __init__(self, path: Path) -> None:
        self.document = docx.Document(str(path))
        self.changes = 5000

    def paragraph(self, words: str) -> Paragraph:
        """The one paragraph that holds some words, also in tables."""
        found = [element for element in self.document.element.body.iter(qn("w:p")) if words in text_of(element)]
        assert len(found) == 1, f"{len(found)} paragraphs hold {words!r}"
        return Paragraph(found[0], self.document)

    def comment(self, words: str, text: str) -> None:
        self.document.add_comment(self._run(words), text=text, author=AUTHOR, initials="AL")

    def delete(self, words: str) -> None:
        self._into("del", self._run(words))

    def insert(self, before: str, words: str) -> None:
        """Behind some words."""
        self._put(self._run(before), words)

    def replace(self, words: str, others: str) -> None:
        run = self._run(words)
        self._put(run, others)
        self._into("del", run)

    def save(self, path: Path) -> Path:
        self.document.save(str(path))
        return path

    def _run(self, words: str) -> Run:
        """The words as a run of their own."""
        paragraph = self.paragraph(words)
        for element in list(paragraph._p.iter(qn("w:r"))):
            text = "".join(one.text or "" for one in element.iter(qn("w:t")))
            if words not in text:
                continue
            before, after = text.split(words, 1)
            for part, place in ((before, element.addprevious), (after, element.addnext)):
                if part:
                    place(_like(element, part))
            made = _like(element, words)
            element.addprevious(made)
            element.getparent().remove(element)
            return Run(made, paragraph)
        raise AssertionError(f"{words!r} stands in no single run")

    def _put(self, run: Run, words: str) -> None:
        made = _like(run._r, words)
        run._r.addnext(made)
        self._into("ins", Run(made, run._parent))

    def _into(self, kind: str, run: Run) -> None:
        self.changes += 1
        change = parse_xml(
            f'<w:{kind} {nsdecls("w")} w:id="{self.changes}" w:author="{AUTHOR}" w:date="{DATE}"></w:{kind}>'
        )
        run._r.addprevious(change)
        change.append(run._r)
        if kind == "del":
            for text in list(run._r.iter(qn("w:t"))):
                text.tag = qn("w:delText")


def text_of(element: object) -> str:
    return "".join(one.text or "" for one in element.iter(qn("w:t")))  # type: ignore[attr-defined]


def _like(run: object, words: str) -> object:
    made = deepcopy(run)
    for child in list(made):  # type: ignore[call-overload]
        if child.tag != qn("w:rPr"):
            made.remove(child)  # type: ignore[attr-defined]
    text = parse_xml(f'<w:t {nsdecls("w")} xml:space="preserve"></w:t>')
    text.text = words
    made.append(text)  # type: ignore[attr-defined]
    return made
