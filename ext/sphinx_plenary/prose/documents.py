"""The names of conference documents as authors write them, and as ITU does: ``PP-22/44(Add.7)-E``.

The grammar of citations finds what has ITU's form, more or less; this finds also what only resembles it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sphinx_plenary.citations import DocumentCitation, DocumentKind
from sphinx_plenary.lint import Document
from sphinx_plenary.register import Register

_DASH: Final = "[-\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}]"
_SPACE: Final = "[ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]"
_MARK: Final = rf"{_SPACE}?\({_SPACE}?(?:R[eé]v|REV|rev|Add|ADD|add|Corr|CORR|corr)\.?{_SPACE}?[0-9]{{1,3}}{_SPACE}?\)"
_PLAIN_NAME: Final = (
    rf"(?P<gap>(?:{_DASH}|{_SPACE}){{0,2}})(?P<year>(?:19|20)?[0-9]{{2}})(?P<slash>/|{_DASH})"
    rf"(?P<number>[0-9]{{1,3}})(?P<marks>(?:{_MARK}){{1,3}}|(?:R[0-9]{{1,2}})?(?:A[0-9]{{1,3}})?(?:C[0-9]{{1,2}})?)"
    rf"(?P<language>{_DASH}{{1,2}}[ACEFRS])?(?![\w/@]|\.[0-9])"
)
_SIGNS: Final = re.compile(r"(?P<sign>R|A|C)[A-Za-zé]{0,3}\.?\s?(?P<number>[0-9]{1,3})", re.IGNORECASE)
_NAMES: Final = {"R": "Rev", "A": "Add", "C": "Corr"}
# EUR/44A7: the documents of a region, named without a proposal in it.
_SHORT: Final = re.compile(r"/(?P<number>[0-9]{1,3})(?P<marks>(?:R[0-9]{1,2})?A[0-9]{1,3})(?![\w/])")
_PREFIX: Final = re.compile(r"(?<![\w/.-])[A-Z]{3,5}\Z")
_LONGEST_HEAD: Final = 100
_WORD: Final = re.compile(r"[^\W\d_]+")
_HEAD: Final = re.compile(
    r"documento?|add[eé]ndum|corrigendum|r[eé]visi[oó]n|to|au|al|du|del|page|p|[acefrs]", re.IGNORECASE
)
# What tells one document from another: conference, series, number, revision, addendum, corrigendum.
Key = tuple[str, str, int, int, int, int]


@dataclass(frozen=True, slots=True)
class DocumentName:
    """A document as it is named at a place. ``right`` is that name in ITU's form, ``formed`` whether it is so written.

    ``key`` is the document; two names may have one.
    """

    start: int
    end: int
    text: str
    right: str
    key: Key
    formed: bool = True


class DocumentNames:
    """Finds the names; built once from a register."""

    def __init__(self, register: Register) -> None:
        self._conferences = register.conferences
        self._bodies = {
            word: body.id
            for body in register.bodies.values()
            for word in body.abbreviations
            if body.meetings and word.isupper()
        }
        # a pattern that begins with letters is looked for several times faster than one that looks back first
        self._patterns = [(word, re.compile(re.escape(word) + _PLAIN_NAME)) for word in self._bodies]

    def find(self, document: Document, cited: Sequence[DocumentCitation], conference: str) -> tuple[DocumentName, ...]:
        """In order. ``cited`` is what the grammar finds; ``conference``: the one that a bare number is of."""
        found = [*self.read(document.plain), *self._short(document.plain, conference)]
        found += (name for one in cited if (name := self._bare(one, conference)))
        if not document.name.endswith(".md"):  # ITU's own documents have theirs in the head of each page: "PP14/34-E"
            found = [name for name in found if not _is_head(document, name)]
        return tuple(sorted(found, key=lambda name: name.start))

    def read(self, text: str) -> Iterator[DocumentName]:
        """The names that begin with a conference."""
        for word, pattern in self._patterns:
            if word in text:
                for match in pattern.finditer(text):
                    before = text[match.start() - 1] if match.start() else " "
                    if not (before.isalnum() or before in "_/@.-") and (name := self._name(word, match)):
                        yield name

    def _name(self, word: str, match: re.Match[str]) -> DocumentName | None:
        body, year, number = self._bodies[word], match["year"], int(match["number"])
        conference = next((id for id in (f"{body}-{year}", f"{body}-{year[-2:]}") if id in self._conferences), "")
        marks, language = match["marks"], match["language"] or ""
        if not conference or not (marks or (match["slash"] == "/" and (language or not match["gap"].isspace()))):
            return None
        signs = _signs(marks)
        right = f"{word}{conference.removeprefix(body)}/{number}{_marks(signs)}"
        right += f"-{language[-1]}" if language else ""
        formed = re.sub(f"{_DASH}+", "-", match[0]).replace("é", "e") == right
        if not (formed or marks or language) and f"{body}-{number:02}" in self._conferences:
            return None  # "PP18/22": two conferences
        return DocumentName(*match.span(), match[0], right, _key(conference, "", number, dict(signs)), formed)

    @staticmethod
    def _bare(cited: DocumentCitation, conference: str) -> DocumentName | None:
        """``Document 44(Add.7)-E``: of the conference that the paper is about."""
        if cited.conference or cited.kind is not DocumentKind.DOCUMENT or cited.number is None or not conference:
            return None
        signs = {"R": cited.revision or 0, "A": cited.addendum or 0, "C": cited.corrigendum or 0}
        return DocumentName(cited.start, cited.end, cited.text, cited.id, _key(conference, "", cited.number, signs))

    @staticmethod
    def _short(plain: str, conference: str) -> Iterator[DocumentName]:
        for match in _SHORT.finditer(plain) if conference else ():
            if before := _PREFIX.search(plain, max(0, match.start() - 6), match.start()):
                text = plain[before.start() : match.end()]
                key = _key(conference, "", int(match["number"]), dict(_signs(match["marks"])))
                yield DocumentName(before.start(), match.end(), text, text, key)


def _is_head(document: Document, name: DocumentName) -> bool:
    """Whether a line says nothing but a document's name: "Addendum 1 to Document 34(Rev.1)-E"."""
    line = document.line_of(name.start)
    if line.end - line.start > _LONGEST_HEAD:
        return False
    rest = document.plain[line.start : name.start] + " " + document.plain[name.end : line.end]
    return all(_HEAD.fullmatch(word) for word in _WORD.findall(rest))


def key_of(cited: DocumentCitation, conference: str) -> Key | None:
    """The document that a citation names, or that holds the proposal it names."""
    if cited.number is None or not (cited.conference or conference):
        return None
    signs = {"R": cited.revision or 0, "A": cited.addendum or 0, "C": cited.corrigendum or 0}
    return _key(cited.conference or conference, cited.series, cited.number, signs)


def _signs(marks: str) -> list[tuple[str, int]]:
    """The marks of revision, addendum and corrigendum, in the order written: the later is one of the earlier."""
    return [(match["sign"].upper(), int(match["number"])) for match in _SIGNS.finditer(marks)]


def _marks(signs: Iterable[tuple[str, int]]) -> str:
    return "".join(f"({_NAMES[sign]}.{number})" for sign, number in signs)


def _key(conference: str, series: str, number: int, signs: Mapping[str, int]) -> Key:
    return (conference, series, number, signs.get("R", 0), signs.get("A", 0), signs.get("C", 0))
