"""Documents, proposals and provisional codes in prose: ``EUR/16A2/3``, ``WTSA-24/38(Add.12)-E``, ``[IAP-2]``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sphinx_plenary.citations.folding import Folded
from sphinx_plenary.model import Body


class DocumentKind(StrEnum):
    DOCUMENT = "document"  # WTSA-24/38(Add.12)-E, C24/41
    SERIES = "document of a conference"  # DT/31-E, COM6/2
    PROPOSAL = "proposal"  # EUR/16A2/3
    CODE = "provisional code"  # [IAP-2]


@dataclass(frozen=True, slots=True)
class DocumentCitation:
    """A document named in prose, and what its name says. ``id`` is the name in its usual form.

    ``EUR/16A2/3``: proponent / document A addendum / serial; ``IAP/20R1A4/2`` is of 20(Rev.1)(Add.4).
    """

    start: int
    end: int
    text: str
    id: str
    kind: DocumentKind
    conference: str = ""
    series: str = ""
    number: int | None = None
    revision: int | None = None
    addendum: int | None = None
    corrigendum: int | None = None
    language: str = ""
    proponents: tuple[str, ...] = ()
    serial: int | None = None


_SERIES: Final = r"(?:COM[0-9]{1,2}|WGPL|WG-PL|PLEN|ADHOC|DT|DL|INF|ADM)"
_ADDENDA: Final = (
    r"(?:\(Rev\.?(?P<rev>[0-9]{1,2})\)|\(Add\.?(?P<add>[0-9]{1,3})\)|\(Corr\.?(?P<corr>[0-9]{1,2})\)){0,3}"
)
_LANGUAGE: Final = r"(?:-{1,2}(?P<language>[ACEFRS]))?"
_PROPOSAL: Final = re.compile(
    r"(?P<proponents>(?:[A-Z]{3,5}/){1,9})(?P<number>[0-9]{1,3})(?:R(?P<rev>[0-9]{1,2}))?(?:A(?P<add>[0-9]{1,3}))?"
    r"(?:C(?P<corr>[0-9]{1,2}))?/(?P<serial>[0-9]{1,3})"
)
_OF_SERIES: Final = re.compile(rf"(?P<series>{_SERIES})/(?P<number>[0-9]{{1,3}}){_ADDENDA}{_LANGUAGE}")
_BARE: Final = re.compile(rf"(?P<number>[0-9]{{1,3}}){_ADDENDA}{_LANGUAGE}")
# A solidus before a digit, a bracket before a code, the word "Document": each is rare, so the scan is fast.
_TRIGGERS: Final = re.compile(r"/[0-9]|\[(?=[A-Z]{2,5}[0-9]?[/-])|ocument(?:[os]|os|s)?[ \n](?=[0-9])|oc\.[ ](?=[0-9])")
_TOKEN_HEAD: Final = re.compile(r"[A-Za-z0-9/.()\-:@%_~!?=&#]{0,80}\Z")
_TOKEN_TAIL: Final = re.compile(r"[A-Za-z0-9/.()\-]{0,60}")
_CODE: Final = re.compile(r"\[(?P<proponents>[A-Z]{2,5}(?:/[A-Z]{2,5}){0,3})-(?P<serial>[0-9]{1,2})\]")
# What engineers write in brackets: standards, and character sets.
_NO_PROPONENTS: Final = frozenset({"UTF", "ISO", "RFC", "BCP", "STD", "CVE", "IEC", "UCS"})


class DocumentGrammar:
    def __init__(self, bodies: Mapping[str, Body]) -> None:
        acronyms = {word for body in bodies.values() for word in body.abbreviations if word.isupper()}
        self._acronyms = frozenset(acronyms)
        self._prefixes = frozenset(acronyms.union(*(body.document_prefixes for body in bodies.values())))
        listed = "|".join(map(re.escape, sorted(self._prefixes, key=len, reverse=True))) or r"(?!)"
        self._of_conference = re.compile(
            rf"(?P<prefix>{listed})-{{0,2}}(?P<year>[0-9]{{2}}(?:[0-9]{{2}})?)(?:/(?P<series>{_SERIES}))?/(?P<number>[0-9]{{1,3}})"
            rf"{_ADDENDA}{_LANGUAGE}"
        )

    def find(self, text: Folded) -> list[DocumentCitation]:
        return list(self._found(text))

    def _found(self, text: Folded) -> Iterator[DocumentCitation]:
        done = 0
        for trigger in _TRIGGERS.finditer(text.plain):
            if trigger.start() < done:
                continue
            sign = trigger.group()[0]
            found = None
            if sign == "[":
                found = self._code(text, trigger.start())
            elif sign == "/":
                first, last = self._token(text.plain, trigger.start(), done)
                found = self._named(text, first, last)
                done = last
            else:
                found = self._bare(text, trigger.end())
            if found:
                done = max(done, trigger.end())
                yield found

    @staticmethod
    def _token(plain: str, position: int, floor: int) -> tuple[int, int]:
        """The run of characters round a solidus that a document's name may have."""
        head = _TOKEN_HEAD.search(plain, max(floor, position - 80), position)
        tail = _TOKEN_TAIL.match(plain, position)
        assert head is not None and tail is not None
        return head.start(), tail.end()

    def _named(self, text: Folded, first: int, last: int) -> DocumentCitation | None:
        written = text.plain[first:last]
        if "://" in written or written.startswith("www."):
            return None
        start = first + len(written) - len(written.lstrip("(-./"))
        end = last
        while end > start and (
            text.plain[end - 1] in ".-/" or (text.plain[end - 1] == ")" and _open(text.plain[start:end]))
        ):
            end -= 1
        if start and text.plain[start - 1] in "@%_\\`{}$":
            return None
        name = text.plain[start:end]
        if match := self._of_conference.fullmatch(name):
            return self._make(text, start, match, DocumentKind.DOCUMENT, self._conference(match))
        if match := _OF_SERIES.fullmatch(name):
            return self._make(text, start, match, DocumentKind.SERIES)
        if (match := _PROPOSAL.fullmatch(name)) and not self._prefixes.intersection(match["proponents"].split("/")):
            return self._make(text, start, match, DocumentKind.PROPOSAL)
        return None

    def _conference(self, match: re.Match[str]) -> str:
        """``WTDC17`` -> ``WTDC-17``; ``C24`` is written so."""
        return f"{match['prefix']}{'-' if match['prefix'] in self._acronyms else ''}{match['year']}"

    def _bare(self, text: Folded, position: int) -> DocumentCitation | None:
        """``Document 38(Add.12)-E``: a bare number is too little."""
        match = _BARE.match(text.plain, position)
        if match is None or match.end() == match.end("number") or text.plain[match.end() : match.end() + 1].isalnum():
            return None
        return self._make(text, position, match, DocumentKind.DOCUMENT)

    def _code(self, text: Folded, position: int) -> DocumentCitation | None:
        match = _CODE.match(text.plain, position)
        if match is None or (self._prefixes | _NO_PROPONENTS).intersection(match["proponents"].split("/")):
            return None
        return self._make(text, position, match, DocumentKind.CODE)

    @staticmethod
    def _make(
        text: Folded, start: int, match: re.Match[str], kind: DocumentKind, conference: str = ""
    ) -> DocumentCitation:
        parts = {name: value for name, value in match.groupdict().items() if value is not None}
        number, revision, addendum, corrigendum, serial = (
            int(parts[name]) if name in parts else None for name in ("number", "rev", "add", "corr", "serial")
        )
        proponents = tuple(parts.get("proponents", "").strip("/").split("/")) if "proponents" in parts else ()
        series, language = parts.get("series", ""), parts.get("language", "")
        if kind is DocumentKind.CODE:
            id = match.group()
        elif kind is DocumentKind.PROPOSAL:
            marks = "".join(
                f"{sign}{value}" for sign, value in (("R", revision), ("A", addendum), ("C", corrigendum)) if value
            )
            id = f"{'/'.join(proponents)}/{number}{marks}/{serial}"
        else:
            named = (("Rev", revision), ("Add", addendum), ("Corr", corrigendum))
            marks = "".join(f"({sign}.{value})" for sign, value in named if value)
            id = "/".join(filter(None, (conference, series, f"{number}{marks}"))) + (f"-{language}" if language else "")
        place, end = text.place(start), text.end_place(start + len(match.group()))
        return DocumentCitation(
            place, end, text.source[place:end], id, kind, conference, series, number, revision, addendum, corrigendum,
            language, proponents, serial,
        )  # fmt: skip


def _open(name: str) -> bool:
    """More brackets closed than opened."""
    return name.count(")") > name.count("(")
