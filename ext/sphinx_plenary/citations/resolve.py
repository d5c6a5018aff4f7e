"""Raw mentions -> instruments: whose text it is, by what is named, by city and year, by the paper's conference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sphinx_plenary.citations.folding import Folded, fold_city
from sphinx_plenary.citations.prose import CitedNumber, CitedRevision, How, ProseCitation
from sphinx_plenary.citations.raw import RawMention, RawNumber
from sphinx_plenary.citations.vocabulary import Vocabulary
from sphinx_plenary.model import InstrumentId


@dataclass(frozen=True, slots=True)
class Paper:
    """The conference that the text is about: its body, and its year in citations."""

    body: str | None
    year: int | None


class _Owner(NamedTuple):
    """Whose text it is, and what told so; where nothing did, ``may_be`` are the bodies that it may be of."""

    body: str
    how: How
    may_be: tuple[str, ...] = ()


class Resolver:
    """Says what the mentions of one text mean."""

    def __init__(self, vocabulary: Vocabulary, paper: Paper, text: Folded) -> None:
        self.vocabulary = vocabulary
        self.paper = paper if paper.body in vocabulary.bodies else Paper(None, None)
        self.text = text

    def resolve(self, raw: RawMention) -> ProseCitation | None:
        """What a raw mention means; None where it is no citation of a body known here."""
        if raw.foreign:
            return None
        owners = self._neighbours(raw, [self._owner(raw, number) for number in raw.numbers])
        if raw.doubtful and not any(owner.how in (How.NAMED, How.MEETING) for owner in owners):
            return None
        if raw.lower_case and owners[0].how is How.KIND:
            return None  # "an opinion 2 of us share"
        numbers = tuple(self._cited(raw, number, owner) for number, owner in zip(raw.numbers, owners, strict=True))
        flaws = [*raw.flaws]
        for number in numbers:
            flaws += [*number.flaws, *(number.revision.flaws if number.revision else ())]
        start, end = self.text.place(raw.start), self.text.end_place(raw.end)
        ids = tuple(number.id for number in numbers if number.id)
        return ProseCitation(start, end, self.text.source[start:end], ids, numbers, tuple(dict.fromkeys(flaws)))

    # ---- whose it is -----------------------------------------------------------------------------

    def _owner(self, raw: RawMention, number: RawNumber) -> _Owner:
        if raw.symbol:
            return _Owner(raw.symbol.body, How.NAMED)
        if number.body:
            return _Owner(number.body.id, How.NAMED)
        assert raw.word is not None
        bodies = self.vocabulary.with_kind(raw.word)
        met = self._met(bodies, number.revision)
        if raw.body:
            # In a list the body may be that of the other numbers: "101 (Rev. Dubai, 2018) and 64 of WTSA".
            if met and met != raw.body.id and number is not raw.numbers[-1]:
                return _Owner(met, How.MEETING)
            return _Owner(raw.body.id, How.NAMED)
        if raw.far and (raw.far.certain or not met):
            return _Owner(raw.far.body.id, How.NAMED)
        if met:
            return _Owner(met, How.MEETING)
        return self._by_part(bodies, number) or self._by_number(bodies, number)

    def _met(self, bodies: Sequence[str], revision: CitedRevision | None) -> str | None:
        """The one body that met in that city and year."""
        if revision is None or not revision.city or revision.year is None:
            return None
        pair = (fold_city(revision.city), revision.year)
        met = [body for body in self.vocabulary.pairs.get(pair, ()) if body in bodies]
        return met[0] if len(met) == 1 else None

    def _by_part(self, bodies: Sequence[str], number: RawNumber) -> _Owner | None:
        """By the city alone, or by the year where the city is not said or not known."""
        if (revision := number.revision) is None:
            return None
        near = [body for body in self.vocabulary.cities.get(fold_city(revision.city), ()) if body in bodies]
        if len(near) > 1 and revision.year is not None:
            return None  # a city of several, and a year in which none of them met there: the pair says nothing
        near = near or [body for body in self.vocabulary.years.get(revision.year or 0, ()) if body in bodies]
        if len(near) == 1:
            return _Owner(near[0], How.MEETING)
        return self._by_paper(near) or _Owner("", How.UNKNOWN, tuple(near)) if near else None

    def _by_number(self, bodies: Sequence[str], number: RawNumber) -> _Owner:
        """By the form of the number, by the paper's conference, or because only one body has such texts."""
        fitting = [body for body in bodies if self.vocabulary.fits(body, number.number)]
        if len(fitting) == 1 < len(bodies) and self.paper.body not in fitting:
            return _Owner(fitting[0], How.NUMBER)
        if owner := self._by_paper(fitting or bodies):
            return owner
        if len(bodies) == 1:
            return _Owner(bodies[0], How.KIND)
        return _Owner("", How.UNKNOWN, tuple(fitting or bodies))

    def _by_paper(self, bodies: Sequence[str]) -> _Owner | None:
        return _Owner(self.paper.body, How.CONFERENCE) if self.paper.body and self.paper.body in bodies else None

    @staticmethod
    def _neighbours(raw: RawMention, owners: list[_Owner]) -> list[_Owner]:
        """A number of which nothing better is known is of the body that the others of its list are of."""
        if len(owners) == 1:
            return owners
        weak = [
            number.revision is None and owner.how in (How.CONFERENCE, How.UNKNOWN, How.NUMBER)
            for number, owner in zip(raw.numbers, owners, strict=True)
        ]
        for place in range(len(owners) - 2, -1, -1):  # "101, 102 (PP) and 64 (WTSA)": the next that has a body
            if weak[place] and (raw.numbers[place + 1].body or owners[place + 1].how is How.LIST):
                owners[place] = _Owner(owners[place + 1].body, How.LIST)
        told = {owner.body for owner in owners if owner.how in (How.MEETING, How.NAMED)}
        if len(told) == 1:
            (body,) = told
            owners = [_Owner(body, How.LIST) if no else owner for no, owner in zip(weak, owners, strict=True)]
        return owners

    # ---- its id ----------------------------------------------------------------------------------

    def _cited(self, raw: RawMention, number: RawNumber, owner: _Owner) -> CitedNumber:
        revision = number.revision or self._label_in_brackets(number)
        kind = self._kind(raw, owner.body)
        id = ""
        years: tuple[int, ...] = ()
        candidates = [
            str(InstrumentId(body, self._kind(raw, body), number.number, self._year(body, revision)))
            for body in owner.may_be
        ]
        if owner.body:
            year = self._year(owner.body, revision)
            data = self.vocabulary.bodies[owner.body]
            if year is None and kind in data.kinds and data.kinds[kind].per_conference:
                year = self._forum(raw, number, owner.body)
                years = () if year else tuple(meeting.year for meeting in data.meetings)
            id = str(InstrumentId(owner.body, kind, number.number, year))
            candidates += [str(InstrumentId(owner.body, kind, number.number, one)) for one in years]
        place = self.text.place
        if revision:
            revision = revision._replace(start=place(revision.start), end=self.text.end_place(revision.end))
        start, end = place(number.start), self.text.end_place(number.end)
        return CitedNumber(number.number, start, end, kind, id, tuple(candidates), owner.how, revision, number.flaws)

    def _kind(self, raw: RawMention, body: str) -> str:
        if raw.symbol:
            return raw.symbol.kind
        assert raw.word is not None
        return raw.word.kind_of(body)

    def _year(self, body: str, revision: CitedRevision | None) -> int | None:
        """The year of the id; a body without meetings does not revise its texts."""
        if revision is None or not self.vocabulary.bodies[body].meetings:
            return None
        if revision.year is not None:
            return revision.year
        met = self.vocabulary.cities.get(fold_city(revision.city), {}).get(body, [])
        return met[0] if len(met) == 1 else None

    def _forum(self, raw: RawMention, number: RawNumber, body: str) -> int | None:
        """Which conference, of a body that numbers anew at each: the one named, or the paper's own."""
        for named in (number.body, raw.body, raw.far.body if raw.far else None):
            if named and named.id == body and named.year:
                return named.year
        return self.paper.year if body == self.paper.body else None

    def _label_in_brackets(self, number: RawNumber) -> CitedRevision | None:
        """``Resolution 37 (WTDC-22)``."""
        body = number.body
        bracket = self.text.low.find("(", number.end, body.start) if body and body.year else -1
        return CitedRevision(bracket, body.end + 1, "", body.year, revised=False) if body and bracket >= 0 else None
