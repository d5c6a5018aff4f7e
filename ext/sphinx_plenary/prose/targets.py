"""What links within Markdown lead to: labels, footnotes and headings; what is there, and what is only named."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cached_property
from typing import Final, NamedTuple

from sphinx_plenary.lint import Document, Span

_NOTE: Final = re.compile(r"^[ \t>]*(?:[-*+][ \t]+|[0-9]+[.)][ \t]+)?(?P<mark>\[\^(?P<label>[^\]\s^]{1,200})\]):", re.M)
_USED: Final = re.compile(r"\[\^(?P<label>[^\]\s^]{1,200})\](?!:)")
# Labels, not the classes of characters of a pattern: [^a-z]+.
_LABEL: Final = re.compile(r"\w[\w.:-]*")
_CLASS: Final = re.compile(r"\w-\w(?:\w-\w)*|\\.*")
_BY_LABEL: Final = re.compile(r"(?<![\w\]\\])\[(?P<words>[^\[\]\n]{1,200})\]\[(?P<label>[^\[\]\n]{0,100})\](?![(\[])")
_NAMED: Final = re.compile(
    r"^[ \t>]*\((?P<target>[^()\n]{1,200})\)=[ \t]*$"
    r"|\b(?:id|name)=[\"']?(?P<html>[\w.:-]{1,200})"
    r"|\{[^{}\n]{0,200}?#(?P<attribute>[\w.:-]{1,200})[^{}\n]{0,200}\}"
    r"|^[ \t>]*:(?:name|id|label):[ \t]*(?P<option>\S{1,200})",
    re.M,
)
# Anchors that tools make of themselves.
_MADE: Final = re.compile(r"(?:top|id[0-9]+|fn\S*|footnote\S*|ref\S*|L[0-9]+(?:-L[0-9]+)?|page=?[0-9]+|cite\S*)", re.I)


class Named(NamedTuple):
    """A label or an anchor that a text names: where, and what stands there."""

    span: Span
    name: str


class Targets:
    """Of one document in Markdown."""

    def __init__(self, document: Document) -> None:
        self.document = document

    def undefined_notes(self) -> Iterator[Named]:
        """Marks of footnotes that the text does not have."""
        for one in self.document.of_kind("note"):
            if one.name.casefold() not in self.notes and _LABEL.fullmatch(one.name) and not _CLASS.fullmatch(one.name):
                yield Named(Span(one.start, one.end), one.name)

    def unused_notes(self) -> Iterator[Named]:
        """Footnotes to which no mark leads."""
        text = self.document.text
        if not self.notes:
            return
        used = {match["label"].casefold() for match in _USED.finditer(text)}
        for match in _NOTE.finditer(text):
            if match["label"].casefold() not in used and not self._is_code(match.start("mark")):
                yield Named(Span(*match.span("mark")), match["label"])

    @cached_property
    def notes(self) -> dict[str, str]:
        """The labels of the footnotes, folded, and as they are written."""
        if "]:" not in self.document.text:
            return {}
        return {match["label"].casefold(): match["label"] for match in _NOTE.finditer(self.document.text)}

    def undefined_labels(self) -> Iterator[Named]:
        """``[words][label]`` where no ``[label]: address`` is; what may be two codes side by side is not."""
        plain = self.document.plain
        if "][" not in plain:
            return
        for match in _BY_LABEL.finditer(plain):
            words, label = match["words"], match["label"]
            of_words = len(words.split()) > 1 and words[:1].islower() + words[1:].islower() > 0
            if (self.labels and re.search(r"[a-z]", words)) or (of_words and re.fullmatch(r"[a-z][\w-]*|", label)):
                yield Named(Span(*match.span()), label or words)

    @cached_property
    def labels(self) -> list[str]:
        """As they are written: the parser gives them in capitals."""
        text = self.document.text
        return [
            text[one.start : one.end].partition("]:")[0].strip(" >[") for one in self.document.of_kind("definition")
        ]

    @cached_property
    def anchors(self) -> frozenset[str]:
        """What ``#anchor`` may lead to, as letters and digits alone: each tool makes anchors in its own way."""
        found = [letters(self.document.text[block.start : block.end]) for block in self._headings]
        found += (letters(next(filter(None, match.groups()))) for match in _NAMED.finditer(self.document.text))
        return frozenset(found)

    @cached_property
    def slugs(self) -> list[str]:
        """The anchors of the headings, as most tools make them."""
        titles = (self.document.text[block.start : block.end] for block in self._headings)
        return [re.sub(r"[^\w-]", "", re.sub(r"\s", "-", title.lower())) for title in titles]

    @cached_property
    def is_sure(self) -> bool:
        """Whether the anchors of the headings can be told: not where a role prints a part of one."""
        roles = [one.start for one in self.document.of_kind("role", "image", "html")]
        if not self._headings:
            return False
        return not any(block.start <= at < block.end for block in self._headings for at in roles[:2000])

    @cached_property
    def _headings(self) -> list[Span]:
        return [Span(block.start, block.end) for block in self.document.blocks if block.kind == "heading"]

    def _is_code(self, place: int) -> bool:
        kinds = ("code", "math", "comment", "front-matter", "html", "option")
        return any(one.start <= place < one.end for one in self.document.of_kind(*kinds))


def leads_on(anchor: str, anchors: frozenset[str]) -> bool:
    """Whether an anchor is one of those, or one that tools make of themselves; a number may tell equal ones apart."""
    if _MADE.fullmatch(anchor):
        return True
    whole, unnumbered = letters(anchor), letters(re.sub(r"[-_][0-9]+$", "", anchor))
    return not whole or whole in anchors or unnumbered in anchors


def letters(text: str) -> str:
    """The letters and digits of a title or an anchor, without accents."""
    plain = "".join(one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one))
    return re.sub(r"[\W_]", "", plain).casefold()
