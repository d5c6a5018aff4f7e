from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from sphinx_plenary.facts import Facts
from sphinx_plenary.lint import Span
from sphinx_plenary.model import Problem
from sphinx_plenary.prose.conferences import Named, Stand
from sphinx_plenary.prose.numbers import NUMBER_WORDS, number_of
from sphinx_plenary.rules.rule import rule

_ADVERBS: Final = {
    "annually": 1,
    "yearly": 1,
    "every year": 1,
    "each year": 1,
    "chaque année": 1,
    "cada año": 1,
    "biennially": 2,
    "every other year": 2,
    "every second year": 2,
    "triennially": 3,
    "quadrennially": 4,
}
_ADJECTIVES: Final = {"annual": 1, "yearly": 1, "biennial": 2, "triennial": 3, "quadrennial": 4, "four-yearly": 4}
_NUMBER: Final = rf"(?P<number>[0-9]{{1,2}}|(?i:{'|'.join(NUMBER_WORDS)}))"
_EVENT: Final = r"(?:event|conference|assembly|meeting|gathering|forum)"
_BEHIND: Final = re.compile(
    r"(?:\s{1,3}\([A-Z-]{2,8}\))?,?\s{1,20}(?:which\s|that\s|qui\s|que\s)?(?:(?:is|are|normally|usually|generally)\s{1,3}){0,2}"
    r"(?:(?:held|convened|organi[sz]ed|meets?|takes?\splace|gathers?|se\s(?:tient|réunit|celebra|reúne)|est\sconvoquée?)"
    rf"\s{{1,20}}(?:(?:normally|usually|only|once)\s{{1,3}})?(?:(?:every|tous\sles|toutes\sles|cada)\s{{1,3}}{_NUMBER}"
    rf"\s{{1,3}}(?:years|ans|años)|(?P<adverb>{'|'.join(_ADVERBS)}))(?!\w)"
    rf"|an?\s(?:[a-z]{{3,14}}\s)?(?P<adjective>{'|'.join(_ADJECTIVES)})\s{_EVENT}(?!\w))"
)
_AHEAD: Final = re.compile(
    rf"(?:(?P<held>(?i:held|convened|organi[sz]ed|meeting)\s{{1,3}}every\s{{1,3}}{_NUMBER}\s{{1,3}}years,\s{{1,3}}(?:the\s)?(?:ITU\s)?)"
    rf"|(?<!\w)(?P<adjective>{'|'.join(_ADJECTIVES)})\s{{1,3}}(?:ITU\s)?)\Z"
)


# "The annual conference is", not "the annual conference report".
_ENDS: Final = re.compile(r"\s{0,3}[.,;:)]|\s{1,20}(?:is|are|will|meets|takes|has|of)(?!\w)|\s{0,3}\Z")
# No cycle is told without one of these.
_SIGNS: Final = ("every", "each year", "nnual", "yearly", "ennial", "tous les", "toutes les", "cada ", "chaque ")


@rule("R311")
def cycle_differs(facts: Facts) -> Iterator[Problem]:
    """A text says that a body's conferences are held more or less often than they are.

    ``The Plenipotentiary Conference is held every two years``, ``WTSA is a biennial event``: the Constitution has
    four. Only the present tense directly beside the body's name is read, and bodies whose cycle the register holds.

    Why: readers plan by it, and a conference that they wait for does not come.
    """
    cycles = {id: body.cycle for id, body in facts.register.bodies.items() if body.cycle and not body.cycle.unconfirmed}
    bodies = {name: id for name, id in facts.conference_names.bodies.items() if id in cycles}
    # A name of one word would be a common word in small letters.
    names = {name.lower(): id for name, id in bodies.items() if " " in name} | bodies
    for docname, named in facts.conferences_named.items():
        document = facts.documents[docname]
        for said in _said(document.plain, names):
            cycle = cycles[said.body]
            behind = (
                said.name.start == said.start
            )  # "the meeting for the conference is held every year" is of a meeting
            subject = not behind or named.stand(Named(*said.name, said.body)) is Stand.SUBJECT
            if said.years == cycle.years or not subject or named.dates.quoted(said.start):
                continue
            text = " ".join(document.plain[said.start : said.end].split())
            what = f"{text!r}: that is not how often {said.body} is held"
            fix = f"the register has 'every {cycle.years} years'"
            yield Problem(document.origin(said.start, said.end), what, fix)


class _Said(NamedTuple):
    start: int
    end: int
    name: Span
    body: str
    years: int


def _said(plain: str, names: Mapping[str, str]) -> Iterator[_Said]:
    """What is said directly beside a body's name: words of a cycle are rare, and names are not."""
    end = 0
    for at in sorted(place for sign in _SIGNS for place in _places(plain, sign)):
        found = _beside(plain, max(end, at - 130), at, names) if at >= end else None
        if found:
            yield found
            end = found.end


def _places(plain: str, sign: str) -> Iterator[int]:
    at = plain.find(sign)
    while at >= 0:
        yield at
        at = plain.find(sign, at + len(sign))


def _beside(plain: str, first: int, sign: int, names: Mapping[str, str]) -> _Said | None:
    """What the words round a sign say of a body that is named before or behind them."""
    last = sign + 100
    for name, body in names.items():
        at = plain.find(name, first, last)
        while at >= 0:
            span = Span(at, at + len(name))
            if not plain[at - 1 : at].isalnum():
                if (match := _BEHIND.match(plain, span.end, last)) and match.end() > sign and (years := _years(match)):
                    return _Said(at, match.end(), span, body, years)
                match = _AHEAD.search(plain, max(at - 60, first), at) if at > sign else None
                told = match and match.start() <= sign and (match["held"] or _ENDS.match(plain, span.end))
                if match and told and (years := _years(match)):
                    return _Said(match.start(), span.end, span, body, years)
            at = plain.find(name, at + 1, last)
    return None


def _years(match: re.Match[str]) -> int | None:
    groups = match.groupdict()
    if groups.get("adverb"):
        return _ADVERBS[groups["adverb"]]
    if groups.get("adjective"):
        return _ADJECTIVES[groups["adjective"]]
    return number_of(groups["number"])
