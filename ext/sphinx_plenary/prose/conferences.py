"""The conferences that a text names in plain prose or by role, and the dates and places directly beside them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Final

from sphinx_plenary.lint import Span
from sphinx_plenary.model import Conference
from sphinx_plenary.prose.alternatives import alternatives
from sphinx_plenary.prose.dates import Dates
from sphinx_plenary.prose.places import NO_CITY, Cities, Place
from sphinx_plenary.prose.written_dates import Period, WrittenDate
from sphinx_plenary.register import Register

_HYPHENS: Final = "-\u2010\u2011\u2013"
# A conference whose label cannot be taken for something else: PP-22, not C22 and not IRM-1.
_LABEL: Final = re.compile(r"(?P<body>[A-Z]{2,5})-(?P<year>[0-9]{2}(?:[0-9]{2})?)")
_YEAR: Final = r"(?:19|20)[0-9]{2}(?![\w/-])"
_YEAR_BEHIND: Final = re.compile(rf"(?:,?\s{{1,3}}|\s{{1,3}}(?:of|in|de|en)\s{{1,3}})(?P<year>{_YEAR})")
_YEAR_AHEAD: Final = re.compile(rf"(?<![\w/-])(?P<year>{_YEAR})\s{{1,3}}(?:ITU\s{{1,3}})?\Z")
_ROLE: Final = re.compile(r"(?:.*<)?(?P<target>[^<>]*?)>?", re.DOTALL)

_ORDINAL: Final = (
    r"(?:[0-9]{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|nineteenth"
    r"|twentieth|twenty-first|twenty-second)"
)
_MODIFIER: Final = (
    rf"(?:the|an?|this|ITU|ITU['’]s|Union['’]s|UIT|next|upcoming|forthcoming|coming|last|latest|previous|recent|hybrid"
    rf"|virtual|in-person|la|le|el|prochaine|próxima|{_ORDINAL}|(?:19|20)[0-9]{{2}}|year['’]s)"
)
_AHEAD: Final = re.compile(
    rf"(?i:(?:(?P<word>[^\W\d_]++)|(?P<sign>[^\w\s]))?\s{{0,40}}(?:{_MODIFIER}\s{{1,40}}){{0,5}}(?:l['’])?\Z)"
)
_IS_MODIFIER: Final = re.compile(rf"(?i:{_MODIFIER})")
_CLAUSE: Final = re.compile(
    "that|while|when|where|whereas|because|although|though|but|que|quand|où|car|cuando|donde|mientras|pero|mais"
)
_AT: Final = re.compile("at|during|à|durante|en")
_BEHIND: Final = re.compile("in|by|from|since|after|before|until|depuis|après|avant|desde|tras|antes")
# A sentence with such words speaks of plans that changed, or of what others say.
_DOUBT: Final = re.compile(
    r"(?i:(?<!\w)(?:(?<!the\s)first|the\sfirst\s(?:plan\w*|dates?|venue|place|choice|idea|announce\w+|proposal)"
    r"|original(?:ly)?|initial(?:ly)?|previously|formerly|plann?ed|postpon\w+|moved|reschedul\w+"
    r"|relocat\w+|(?:was|were)\s(?:scheduled|to)|had\sbeen|instead|rather\sthan|delay\w*|defer\w*"
    r"|brought\sforward|cancel\w*|candida\w*|proposed|proposes|offer\w*|bids?|wrong\w*|incorrect\w*|mistak\w*|slip"
    r"|error|not|never|no\slonger|would|could|might|should|if|unlike|suppos\w+|confus\w+|reads?|writes?|wrote|written"
    r"|prévue?s?|reportée?s?|initialement|aplaza\w+|prevista?s?|inicialmente)(?!\w))"
)

# What a conference does, directly behind its name.
_WILL: Final = (
    r"(?:will|shall|is\s+to)\s+(?:be\s+(?:held|convened|hosted)|meet|take\s+place|convene|run)"
    r"|(?:is\s+)?(?:due\s+)?to\s+be\s+(?:held|convened|hosted)|is\s+(?:scheduled|due|set)\s+to\s+(?:meet|take\s+place)"
    r"|se\s+tiendra|aura\s+lieu|se\s+réunira|se\s+celebrará|tendrá\s+lugar|se\s+reunirá"
)
_DID: Final = (
    r"(?:was|has\s+been)\s+(?:held|convened|hosted)|met|took\s+place"
    r"|s['’]est\s+(?:tenue?|réunie?)|a\s+eu\s+lieu|se\s+celebró|tuvo\s+lugar|se\s+reunió"
)
_DOES: Final = (
    r"(?:is\s+(?:being\s+)?)?(?:held|convened|hosted|taking\s+place)|is\s+scheduled\s+(?:for|to\s+be\s+held)|meets"
    r"|takes\s+place|runs|ran|se\s+tient|a\s+lieu|se\s+réunit|se\s+celebra|tiene\s+lugar|se\s+reúne"
)
_OPEN: Final = r"(?:will\s+|is\s+to\s+)?(?:open|start|begin)|opens|starts|begins"
_OPENED: Final = r"opened|started|began"
_CLOSE: Final = r"(?:will\s+|is\s+to\s+)?(?:close|end|conclude|finish)|closes|ends|concludes|finishes"
_CLOSED: Final = r"closed|ended|concluded|finished"
_VERB: Final = re.compile(
    rf"\s{{0,40}},?\s{{1,40}}(?:(?:which|that|qui|que)\s{{1,20}})?(?:(?P<will>{_WILL})|(?P<did>{_DID})|(?P<does>{_DOES})"
    rf"|(?P<open>{_OPEN})|(?P<opened>{_OPENED})|(?P<close>{_CLOSE})|(?P<closed>{_CLOSED}))(?!\w)"
    r"(?:\s{1,20}(?:again|virtually|physically|online|in\s+person|successfully|as\s+planned))?"
)
_LINK: Final = re.compile(
    r"(?:\s{0,40}(?P<open>\()\s{0,10}|\s{1,10}[–—-]\s{1,10}|[,:]?\s{1,40}|(?<=\())"
    r"(?:(?P<prep>in|at|on|from|between|over|du|del|à|a|au|en|le|el|from\s+the|on\s+the)\s{1,40})?"
    r"(?:the\s+(?:city|capital)\s+(?:of\s+)?)?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s{1,20})?"
)
_VENUE: Final = re.compile(
    r"the\s+[A-Z][\w’'-]{1,30}(?:\s+(?:of|the|de|and|[A-Z][\w’'-]{1,30})){0,6}(?=[,\s])"
    r"|[A-Z][\w’'-]{1,30}(?:\s+(?:of|the|de|and|[A-Z][\w’'-]{1,30})){0,5}\s+(?:Cent(?:re|er)|Hall|Palace|Expo)(?=[,\s])"
)
# A city that nobody knows, in a bracket with the dates behind it.
_SOMEWHERE: Final = re.compile(
    r"[^\W\d_a-z][\w’'-]{2,20}(?:[ -][^\W\d_a-z][\w’'-]{2,20}){0,2}(?=,\s{1,10}[\w,]{0,10} ?[0-9])"
)
_BARE_YEAR: Final = re.compile(_YEAR)
_LONGEST: Final = 1500  # of a sentence that is read as one


class Stand(Enum):
    """How a conference stands in its sentence."""

    SUBJECT = "what the sentence is about"
    AT = "behind 'at' or in brackets"
    BEHIND = "behind 'in', 'since' and the like"
    OTHER = "behind other words: what follows may be of something else"


@dataclass(frozen=True, slots=True)
class Named:
    """A conference named in a text."""

    start: int
    end: int
    id: str
    role: bool = False


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands directly beside a conference: ``form`` is verb, bracket or bare; ``verb`` what it does, and how."""

    form: str = ""
    verb: str = ""
    how: str = ""
    place: Place | None = None
    period: Period | None = None
    day: WrittenDate | None = None
    year: int | None = None
    prep: str = ""  # before the place
    verb_end: int = 0
    end: int = 0


class ConferenceNames:
    """How the conferences of a register are called; built once, it reads any text."""

    def __init__(self, register: Register) -> None:
        self.cities = Cities(register)
        self._labels: dict[str, str] = {}
        self._years: dict[str, dict[int, set[str]]] = {}
        self.bodies: dict[str, str] = {}  # what a body is called -> the body
        for conference in register.conferences.values():
            if not _LABEL.fullmatch(conference.id):
                continue
            self._labels[conference.id] = conference.id
            if conference.body:
                for year in _years_of(conference):
                    self._years.setdefault(conference.body, {}).setdefault(year, set()).add(conference.id)
        for body in register.bodies.values():
            if body.id in self._years:
                for name in (*(name for names in body.names.values() for name in names), *body.abbreviations):
                    self.bodies[name] = body.id
        self.known = register.conferences.keys()
        prefixes = alternatives(id.partition("-")[0] for id in self._labels)
        self._label = re.compile(
            rf"(?P<body>{prefixes})[{_HYPHENS}](?P<year>[0-9]{{2,4}})(?![\w/]|[-\u2011@][A-Za-z0-9])"
        )
        self._name = re.compile(rf"(?:{alternatives(self.bodies)})(?![^\s,.;:)('’*_])")

    def find(self, plain: str) -> Iterator[Named]:
        """The conferences that are named with label or year, in no order; a name and its label in brackets are one."""
        labels = [named for match in self._label.finditer(plain) if (named := self._labelled(plain, match))]
        starts = [named.start for named in labels]
        taken: dict[int, int] = {}
        for match in self._name.finditer(plain):
            start, end = match.span()
            if plain[start - 1 : start].isalnum():
                continue
            bracket = _LABEL_BEHIND.match(plain, end)
            index = bisect_left(starts, bracket.end()) if bracket else len(labels)
            if index < len(labels) and bracket and starts[index] == bracket.end():
                taken[index] = start
            elif named := self._dated(plain, start, end, self.bodies[match[0]]):
                yield named
        for index, named in enumerate(labels):
            start = taken.get(index, named.start)
            close = start < named.start and plain[named.end : named.end + 1] == ")"
            yield Named(start, named.end + close, named.id) if start < named.start else named

    def _labelled(self, plain: str, match: re.Match[str]) -> Named | None:
        id = self._labels.get(f"{match['body']}-{match['year']}")
        before = plain[match.start() - 1 : match.start()]
        return None if id is None or before.isalnum() or before in _JOINED else Named(*match.span(), id)

    def _dated(self, plain: str, start: int, end: int, body: str) -> Named | None:
        behind, ahead = _YEAR_BEHIND.match(plain, end), _YEAR_AHEAD.search(plain, max(start - 12, 0), start)
        match = behind or ahead
        ids = self._years[body].get(int(match["year"]), set()) if match else set()
        if match is None or len(ids) != 1:
            return None
        span = Span(start, match.end()) if behind else Span(match.start(), end)
        return Named(*span, next(iter(ids)))


_JOINED: Final = frozenset("/_-\u2011@")
_LABEL_BEHIND: Final = re.compile(rf"(?:,?\s{{1,3}}{_YEAR})?\s{{1,40}}\((?:the\s|the\s[“\"])?")


def _years_of(conference: Conference) -> set[int]:
    """The years by which it is called: that of its label, and that in which it is held."""
    year = label_year(conference)
    return {each for each in (year, conference.start.year if conference.start else None) if each}


def label_year(conference: Conference) -> int | None:
    """The year in a conference's label: 2020 for WTSA-20, which was held in 2022."""
    match = _LABEL.fullmatch(conference.id)
    if match is None:
        return None
    label = match["year"]
    return int(label) if len(label) == 4 else 1900 + int(label) + 100 * (int(label) < 70)


def of_first_plan(conference: Conference, year: int | None) -> bool:
    """Whether what is said of another year may be the first plan: WTSA-20 keeps that year and was held in 2022."""
    held = conference.start.year if conference.start else None
    return label_year(conference) not in {None, held} and year not in {None, held}


class Conferences:
    """Those that one document names, in the order of the text."""

    def __init__(self, names: ConferenceNames, dates: Dates) -> None:
        self.names = names
        self.dates = dates
        self.document = dates.document
        self.sentences = dates.sentences

    @cached_property
    def named(self) -> Sequence[Named]:
        found = list(self.names.find(self.document.plain))
        for markup in self.document.of_kind("role"):
            content = self.document.text[markup.content.start : markup.content.end]
            match = _ROLE.fullmatch(content) if markup.name == "conf" and len(content) < 200 else None
            if match and match["target"].strip() in self.names.known:
                found.append(Named(markup.start, markup.end, match["target"].strip(), True))
        found.sort(key=lambda one: (one.start, -one.end))
        kept: list[Named] = []
        for one in found:
            if not kept or one.start >= kept[-1].end:
                kept.append(one)
        return tuple(kept)

    @cached_property
    def _starts(self) -> list[int]:
        return [one.start for one in self.named]

    def within(self, span: Span) -> Sequence[Named]:
        """Those named in a stretch of the text."""
        return self.named[bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)]

    def stand(self, one: Named) -> Stand:
        """How it stands in its sentence."""
        sentence = self.sentences.at(one.start)
        match = _AHEAD.search(self.document.plain, max(sentence.start, one.start - 90), one.start)
        if match is None:
            return Stand.OTHER
        word, sign = (match["word"] or "").casefold(), match["sign"] or ""
        if _CLAUSE.fullmatch(word) or (sign and sign in ',;:–—“"«'):
            return Stand.SUBJECT
        if _AT.fullmatch(word) or sign == "(":
            return Stand.AT
        if _BEHIND.fullmatch(word):
            return Stand.BEHIND
        first = not self.document.text[sentence.start : min(match.start(), sentence.start + 60)].strip(" \n\t*_>#-")
        return Stand.SUBJECT if first and not sign and (not word or _IS_MODIFIER.fullmatch(word)) else Stand.OTHER

    def doubtful(self, one: Named) -> bool:
        """Whether what the sentence says of it may be meant otherwise: a plan that changed, words of others."""
        sentence = self.sentences.at(one.start)
        if sentence.end - sentence.start > _LONGEST or self.dates.quoted(one.start):
            return True
        return _DOUBT.search(self.document.plain, sentence.start, sentence.end) is not None

    def alone(self, one: Named) -> bool:
        """Whether the sentence names no other conference."""
        sentence = self.sentences.at(one.start)
        return sentence.end - sentence.start <= _LONGEST and {other.id for other in self.within(sentence)} == {one.id}

    def beside(self, one: Named) -> Beside:
        """What is said of its dates and its place directly behind it, in the same sentence."""
        found = self._read.get(one)
        if found is None:
            found = self._read[one] = self._beside(one)
        return found

    @cached_property
    def _read(self) -> dict[Named, Beside]:
        return {}

    def _beside(self, one: Named) -> Beside:
        plain, stop = self.document.plain, self.sentences.at(one.start).end
        at, form, verb, how, verb_end = one.end, "", "", "", one.end
        if plain[at : at + 1] == ")":
            at += 1
        if (match := _VERB.match(plain, at, stop)) is not None and self._plain_space(at, match.end()):
            form, how = "verb", match.lastgroup or ""
            at, verb, verb_end = match.end(), " ".join(match[how].split()), match.end(how)
        place: Place | None = None
        prep = ""
        period: Period | None = None
        day: WrittenDate | None = None
        year: int | None = None
        for _ in range(6):
            link = _LINK.match(plain, at, stop)
            if link is None or not self._plain_space(at, link.end()):
                break
            if link["open"] and form:
                break
            here = link.end()
            if found := self.dates.period_at.get(here):
                if period or day:
                    break
                period, at = found, found.end
            elif single := self.dates.single_at.get(here):
                if period or day:
                    break
                day, at = single, single.end
            elif (place is None) and (spot := self.names.cities.at(plain, here, stop)) and self._is_place(spot, link):
                place, at, prep = spot, spot.end, link["prep"] or ""
            elif (match := _BARE_YEAR.match(plain, here, stop)) is not None and year is None:
                year, at = int(match[0]), match.end()
            elif (match := self._no_city(plain, here, stop, link)) is not None:
                at = match.end()
            else:
                break
            form = form or ("bracket" if link["open"] else "bare")
        return Beside(form, verb, how, place, period, day, year, prep, verb_end, at)

    def _is_place(self, place: Place, link: re.Match[str]) -> bool:
        """Whether words in capitals are a place: those that the register does not know, only behind "in"."""
        if place.known or place.far:
            return True
        if place.city and NO_CITY.search(place.city):
            return False
        return bool(link["open"]) or link["prep"] in {"in", "à", "a", "en", "au"}

    def _no_city(self, plain: str, start: int, stop: int, link: re.Match[str]) -> re.Match[str] | None:
        """What may stand where a city does, and says nothing: a venue, a word that nobody knows."""
        return (_SOMEWHERE.match(plain, start, stop) if link["open"] else None) or (
            _VENUE.match(plain, start, stop) if link["prep"] else None
        )

    def _plain_space(self, start: int, end: int) -> bool:
        """Whether nothing was blanked there but the marks of emphasis."""
        text, plain = self.document.text[start:end], self.document.plain[start:end]
        return text == plain or text.translate(_NO_MARKS) == plain


_NO_MARKS: Final = str.maketrans("*_>", "   ")
