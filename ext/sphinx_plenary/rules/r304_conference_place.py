from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sphinx_plenary.facts import Facts
from sphinx_plenary.lint import Document
from sphinx_plenary.model import Conference, Problem
from sphinx_plenary.prose.conferences import Beside, Conferences, Named, Stand, of_first_plan
from sphinx_plenary.prose.countries import COUNTRIES
from sphinx_plenary.prose.places import Cities
from sphinx_plenary.rules.rule import rule

# Behind a country these say that it belongs to the city before it: "In Dubai, India proposed" goes on otherwise.
_ENDS: Final = re.compile(
    r"\s{0,3}(?:[.;:)\]]|\Z)|,?\s{1,40}(?:from|on|between|du|del)\s{1,40}(?:the\s)?[0-9]|,?\s{1,40}[0-9(]"
    r"|,?\s{1,40}in\s{1,40}(?:19|20)[0-9]{2}"
)
_ALONE_BEFORE: Final = re.compile(r"(?:\A|[.;,:]\s{1,40})(?:(?i:in|at|from|a|à|en|de)\s{1,40})?\Z")


@rule("R304")
def conference_place(facts: Facts) -> Iterator[Problem]:
    """A text puts a conference, or a city, where it is not.

    In plain prose it reads the place beside a conference, ``PP-22 (Bucharest, Romania)`` or ``PP-22 was held in
    ...``, and anywhere a city of the register with a country, as in ``Bucharest, Hungary``. First plans, candidates
    and moves are left alone, and so is what follows words such as "for": "a meeting for PP-22 (Bangkok)".

    Why: readers book flights by it. In a paper of ours ``{conf-place}`PP-22` `` takes it from the register.
    """
    cities = facts.conference_names.cities
    for docname, named in facts.conferences_named.items():
        document = facts.documents[docname]
        told: set[int] = set()
        for one in named.named:
            conference = facts.register.conferences[one.id]
            beside = named.beside(one)
            place = beside.place
            if place is None or not conference.city or conference.unconfirmed:
                continue
            if _wrong(cities, conference, beside) and _means(named, one, beside, conference):
                told.add(place.start)
                text = " ".join(document.plain[place.start : place.end].split())
                right = ", ".join(filter(None, (conference.city, conference.country)))
                origin = document.origin(place.start, place.end)
                what = f"the place of {one.id} is given as {text!r}"
                yield Problem(origin, what, f"the register has {right!r}; write it so")
        yield from _pairs(document, named, cities, told)


def _wrong(cities: Cities, conference: Conference, beside: Beside) -> bool:
    place = beside.place
    assert place
    right = COUNTRIES.get(conference.country, conference.country)
    written = COUNTRIES.get(place.country, "")
    if place.city and place.city not in cities.of.get(conference.id, ()):
        return place.known or place.far or bool(right)
    return bool(right and written and written != right)


def _means(named: Conferences, one: Named, beside: Beside, conference: Conference) -> bool:
    """Whether the place is said of the conference."""
    place, plain = beside.place, named.document.plain
    assert place
    year = beside.year or (beside.period.first.year if beside.period else None)
    if named.doubtful(one) or named.dates.quoted(place.start) or of_first_plan(conference, year):
        return False
    stand = named.stand(one)
    if beside.form == "verb":
        return stand is Stand.SUBJECT and named.alone(one)
    if beside.form == "bracket":
        return stand is not Stand.OTHER and (not place.far or plain[place.end : place.end + 1] in set("),;"))
    if stand not in {Stand.SUBJECT, Stand.AT} or (place.far and not beside.period):
        return False
    dated = bool(beside.period or beside.day or beside.year)
    if not beside.prep:
        return dated
    own = place.country and COUNTRIES.get(place.country) == COUNTRIES.get(conference.country)
    return dated or own or not place.country or _ENDS.match(plain, place.end) is not None


def _pairs(document: Document, named: Conferences, cities: Cities, told: set[int]) -> Iterator[Problem]:
    """A city with a country that is not its own, anywhere in the text."""
    plain = document.plain
    for match in cities.pairs.finditer(plain):
        right, written = cities.sure.get(match["city"], {}), COUNTRIES[match["country"]]
        if match.start() in told or len(right) != 1 or written in right or plain[match.start() - 1].isalnum():
            continue
        if _ENDS.match(plain, match.end()) is None or named.dates.quoted(match.start()):
            continue
        sentence = named.sentences.at(match.start())
        before = plain[max(sentence.start, match.start() - 60) : match.start()]
        if sentence.end < match.end() or _ALONE_BEFORE.search(before) or _listed(before, cities):
            continue
        country = next(iter(right.values()))
        yield Problem(
            document.origin(match.start(), match.end()),
            f"{' '.join(match[0].split())!r} is no place: the register has {match['city']} in {country!r}",
            f"write '{match['city']}, {country}'",
        )


def _listed(before: str, cities: Cities) -> bool:
    """Whether the city is one of a list of places: "Dubai, Geneva, Japan and Brazil"."""
    match = re.search(r"([^\W\d_][\w’' -]{2,30}?)(?:,| and| or| et| y|/)\s{1,40}\Z", before)
    words = match[1].split() if match else []
    tails = (" ".join(words[index:]) for index in range(len(words)))
    return any(tail in cities.countries or tail in COUNTRIES for tail in tails)
