"""``(Rev. Dubai, 2018)`` and all that people write for it, at one place of a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sphinx_plenary.citations.folding import Folded
from sphinx_plenary.citations.prose import CitedRevision, Flaw
from sphinx_plenary.citations.vocabulary import Vocabulary
from sphinx_plenary.citations.wording import GAP

_LONGEST: Final = 80
_OPEN: Final = re.compile(rf"{GAP}(?:(?P<bracket>[(\[])[ ]?|[,/]{GAP}|--?[ ]|)(?<![a-z])")
_CLOSE: Final = re.compile(r"[ \n]?[)\]]")
_COMMA: Final = re.compile(r"[,:]?[ \n]{1,3}|,")
# What may follow a revision whose bracket is not closed.
_STOPS: Final = re.compile(r"[,;:.| \n]|\Z")
# Without brackets a revision is known by its year alone.
_YEAR_COMES: Final = re.compile(r"[^0-9]{0,80}[12][0-9]{3}(?![0-9])")
# Between a city and its year: "revised in Bucharest in 2022".
_IN: Final = re.compile(r"[ \n]+(?:in|en)\Z", re.IGNORECASE)
_OTHER_LABEL: Final = re.compile(r"(?:rev\.? ?)?[a-z]{2,6}-[0-9]{2,4}[ ]?")


class RevisionReader:
    """Reads revisions in one text, by the words and meetings of the vocabulary."""

    def __init__(self, vocabulary: Vocabulary, text: Folded) -> None:
        self.vocabulary = vocabulary
        self.patterns = vocabulary.revision_patterns
        self.text = text
        self.low = text.low
        self._read: dict[tuple[int, bool], CitedRevision | None] = {}

    def at(self, position: int, bracketed: bool = False) -> CitedRevision | None:
        """The revision that stands there, in brackets or, unless ``bracketed``, without."""
        key = (position, bracketed)  # each place is asked about from several sides
        if key not in self._read:
            self._read[key] = self._at(position, bracketed)
        return self._read[key]

    def inside(self, bracket: int, position: int) -> CitedRevision | None:
        """What stands behind other words in the brackets that open at ``bracket``: (WTSA, Rev. Hammamet, 2016)."""
        comma = _COMMA.match(self.low, position)
        match = self.patterns.content.match(self.low, comma.end(), comma.end() + _LONGEST) if comma else None
        closed = _CLOSE.match(self.low, match.end()) if match else None
        if match is None or closed is None or not self._names_a_meeting(match, bracket=True):
            return None
        return self._make(match, bracket, closed.end(), [])

    def year_in(self, body: str, content: str) -> int | None:
        """The year of the body's meeting that words in brackets name: "Geneva, 2013"; not of a revision."""
        match = self.patterns.content.fullmatch(content)
        if match is None or match["rev"] or not (match["year"] or match["alone"]):
            return None
        year = int(match["year"] or match["alone"])
        return year if body in self.vocabulary.years.get(year, ()) else None

    @staticmethod
    def is_label(content: str) -> bool:
        """Whether words in brackets are the label of some conference, known or not."""
        return _OTHER_LABEL.fullmatch(content) is not None

    def _at(self, position: int, bracketed: bool) -> CitedRevision | None:
        opened = _OPEN.match(self.low, position)
        if opened is None or opened.end() == position:
            return None
        bracket = opened["bracket"] or ""
        if bracketed and not bracket:
            return None
        if not bracket and not _YEAR_COMES.match(self.low, opened.end(), opened.end() + _LONGEST):
            return None
        match = self.patterns.content.match(self.low, opened.end(), opened.end() + _LONGEST)
        if match is None:
            return self._label(opened.start("bracket"), opened.end()) if bracket else None
        if not self._names_a_meeting(match, bool(bracket)):
            return None
        closed = _CLOSE.match(self.low, match.end())
        if bracket and closed is None and not _STOPS.match(self.low, match.end()):
            return None
        ours = closed is not None and (bracket or not self._is_open(position))
        end = closed.end() if closed and ours else match.end()
        flaws = [Flaw.SQUARE_BRACKETS] if bracket == "[" else []
        if not bracket:
            flaws.append(Flaw.NO_BRACKETS)
        elif closed is None and ")" not in self.low[end : end + 40].partition("(")[0]:
            flaws.append(Flaw.UNCLOSED)
        return self._make(match, opened.start("bracket") if bracket else opened.end(), end, flaws)

    def _is_open(self, position: int) -> bool:
        """Whether a bracket round the whole citation is open."""
        return "(" in self.low[max(0, position - 120) : position].rpartition(")")[2]

    def _make(self, match: re.Match[str], start: int, end: int, flaws: list[Flaw]) -> CitedRevision:
        written = _IN.sub("", self._as_typed(*match.span("city"))) if match["city"] else ""
        year = match["year"] or match["alone"]
        revised = bool(match["rev"] or match["rev2"])
        flaws += _flaws(match)
        return CitedRevision(
            start, end, " ".join(written.split()), int(year) if year else None, revised, flaws=tuple(flaws)
        )

    def _as_typed(self, start: int, end: int) -> str:
        """With its accents, unless there is something unseen in it."""
        typed = self.text.source[self.text.place(start) : self.text.end_place(end)]
        return typed if len(typed) == end - start else self.text.plain[start:end]

    def _names_a_meeting(self, match: re.Match[str], bracket: bool) -> bool:
        """Whether the words are a revision: they say so, or are a meeting's, or nearly."""
        city, year = match["city"], match["year"] or match["alone"]
        name = " ".join(city.split()) if city else ""
        if match["rev"] or match["rev2"]:
            return bool(year) or (bracket and bool(city))
        if not bracket:
            return name in self.vocabulary.cities and year is not None
        if not city:
            return int(year) in self.vocabulary.years
        return name in self.vocabulary.cities or (year is not None and self.vocabulary.nearly_a_city(name))

    def _label(self, start: int, position: int) -> CitedRevision | None:
        """``(PP-18)``, ``(Rev. WTSA-16)``."""
        label = self.patterns.label.match(self.low, position)
        body = self.vocabulary.named_at(self.text, label.end()) if label else None
        closed = _CLOSE.match(self.low, body.end) if body and body.year else None
        if label is None or body is None or closed is None:
            return None
        return CitedRevision(start, closed.end(), "", body.year, bool(label["rev"]), flaws=(Flaw.NO_CITY,))


def _flaws(match: re.Match[str]) -> Iterator[Flaw]:
    revised = match["rev"] or match["rev2"]
    if revised and len(revised) > 4:
        yield Flaw.SPELLED_OUT
    elif revised and "." not in (match["point"] or match["point2"] or ""):
        yield Flaw.NO_POINT
    elif match["small"]:
        yield Flaw.SMALL_WORD
    if match["rev2"]:
        yield Flaw.ORDER
    if not match["city"]:
        yield Flaw.NO_CITY
    elif not match["year"]:
        yield Flaw.NO_YEAR
    elif "," not in match["comma"]:
        yield Flaw.NO_COMMA
    close_to_city = match["rev"] and match["city"] and not match["space"]
    if close_to_city or (match["comma"] or "").endswith(","):
        yield Flaw.NO_SPACE
