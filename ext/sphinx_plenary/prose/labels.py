"""Labels of conferences in a text: ``PP-22``, and what is meant for one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from sphinx_plenary.prose.abbreviations import Abbreviations
from sphinx_plenary.prose.known import plain
from sphinx_plenary.register import Register

_ID: Final = re.compile(r"([A-Z]{2,6})-((?:[0-9]{2}){1,2})")
_TOKEN: Final = re.compile(r"([A-Z]{2,6})(-?)((?:[0-9]{2}){1,2})")
# Behind the abbreviation alone: "'22", " 22", " '22", "–22".
_AFTER: Final = re.compile(r"([–\u2212]|[ \u00a0]?['’]|[ \u00a0])((?:[0-9]{2}){1,2})(?!\w)")
_ENDS: Final = re.compile(r"[-–./,\u2011][\w/]|[/%°]|['’][0-9]")
# "at WTSA 20 resolutions were revised": a number of things.
_COUNTED: Final = re.compile(
    r"[ \u00a0\n](?:(?!(?:was|is|has|as|its|this|discussions|outcomes|results)\b)[a-z]{1,24}s\b"
    r"|(?:per|to|new)\b|[0-9]|Member States\b|(?:Member|Resolution|Decision|Opinion|Recommendation)s\b)"
)


class Label(NamedTuple):
    """``right`` is the label as it should be, empty where the body had no such conference."""

    start: int
    end: int
    written: str
    right: str
    acronym: str
    year: int


@dataclass
class _Series:
    """The conferences under one abbreviation: year -> id; ``met`` has the years in which they were held."""

    ids: dict[int, str] = field(default_factory=dict)
    met: dict[int, str] = field(default_factory=dict)
    of_body: bool = False


class Labels:
    """The labels of a register. Built once."""

    def __init__(self, register: Register) -> None:
        self._known = register.conferences
        self.series: dict[str, _Series] = {}
        for conference in register.conferences.values():
            if label := _ID.fullmatch(conference.id):
                body = register.bodies.get(conference.body)
                names = [label[1], *(name for name in (body.abbreviations if body else ()) if _is_acronym(name))]
                for name in dict.fromkeys(names):
                    series = self.series.setdefault(name, _Series())
                    series.of_body |= body is not None
                    series.ids[_year(label[2])] = f"{name}-{label[2]}"
                    if conference.end:
                        series.met[conference.end.year] = f"{name}-{label[2]}"
        for body in register.bodies.values():
            for meeting in body.meetings:
                if label := _ID.fullmatch(meeting.conference):
                    for name in filter(_is_acronym, body.abbreviations):
                        if name in self.series:
                            self.series[name].met[meeting.year] = f"{name}-{label[2]}"

    def find(self, abbreviations: Abbreviations) -> Iterator[Label]:
        """The labels in a text, right ones and others, that stand for themselves."""
        text = abbreviations.document.plain
        for token, offsets in abbreviations.tokens.items():
            word = plain(token)
            if word in self.series:
                yield from self._behind(word, offsets, text)
            elif (match := _TOKEN.fullmatch(word)) and match[1] in self.series:
                for start in offsets:
                    end = start + len(token)
                    if _is_free(text, start, end):
                        yield self._label(start, end, token, match[1], match[3])

    def _behind(self, acronym: str, offsets: Sequence[int], text: str) -> Iterator[Label]:
        for start in offsets:
            match = _AFTER.match(text, start + len(acronym))
            if match is None or not _is_free(text, start, match.end()):
                continue
            sign, digits = match[1].strip(" \u00a0"), match[2]
            if not sign and (len(digits) == 4 or _COUNTED.match(text, match.end())):
                continue  # the assembly of that year; or a number of things
            label = self._label(start, match.end(), text[start : match.end()], acronym, digits)
            if label.right:
                yield label

    def _label(self, start: int, end: int, written: str, acronym: str, digits: str) -> Label:
        year = _year(digits)
        return Label(start, end, written, self.series[acronym].ids.get(year, ""), acronym, year)

    def names_conference(self, acronym: str, digits: str) -> bool:
        """Whether a known conference has that label."""
        return acronym in self.series and _year(digits) in self.series[acronym].ids

    def exists_not(self, label: Label) -> bool:
        """Whether the register would know such a conference of a body: not before its first, nor after its last."""
        series = self.series[label.acronym]
        return (
            not label.right
            and series.of_body
            and len(series.ids) > 1
            and min(series.ids) < label.year < max(series.ids)
        )

    def meant(self, label: Label) -> list[str]:
        """What may be meant: the conference held in that year, else the nearest."""
        series = self.series[label.acronym]
        if label.year in series.met:
            return [series.met[label.year]]
        distances = {year: abs(year - label.year) for year in series.ids}
        return [series.ids[year] for year in sorted(distances) if distances[year] == min(distances.values())]


def _is_acronym(name: str) -> bool:
    return name.isalpha() and name.isupper() and len(name) > 1


def _year(digits: str) -> int:
    number = int(digits)
    return number if number > 99 else number + (1900 if number >= 40 else 2000)


def _is_free(text: str, start: int, end: int) -> bool:
    """Whether it is no part of an address, a document's name or another label."""
    return not (start and text[start - 1] in "/#@.-_–\u2011\\&+") and _ENDS.match(text, end) is None
