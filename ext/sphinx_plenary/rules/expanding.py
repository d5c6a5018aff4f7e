"""What papers say that abbreviations stand for, compared: within a paper, between papers, with the register."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Origin
from sphinx_plenary.prose.near import fold, slips
from sphinx_plenary.prose.wording import ENDINGS, ENGLISH, FRENCH, SMALL, SPANISH

_WORD: Final = re.compile(r"[^\W_]+")

# Expansions of one abbreviation that are compared: a text with more says nothing by any of them.
_MOST: Final = 6


class Clash(NamedTuple):
    """``alike``: both expansions are of one thing; ``first`` is the earlier one, at ``place``, or the register's."""

    origin: Origin
    abbreviation: str
    expansion: str
    first: str
    place: str
    alike: bool


class _Said(NamedTuple):
    abbreviation: str
    expansion: str
    origin: Origin
    plural: bool


def clashes(facts: Facts) -> Iterator[Clash]:
    """Each expansion of a paper that differs from the first one: in that paper, or in the papers of the project."""
    shared: dict[str, list[_Said]] = {}
    for docname in facts.documents:
        paper = facts.papers.get(docname)
        earlier: dict[str, list[_Said]] = shared if paper and paper.kind else {}
        for said in _said(facts, docname):
            before = earlier.setdefault(said.abbreviation, [])
            if len(before) == _MOST or any(_equal(one, said) for one in before):
                continue
            if before and not _known_both(facts, before[0], said) and not _in_two_languages(before[0], said):
                first = before[0]
                yield Clash(
                    said.origin,
                    said.abbreviation,
                    said.expansion,
                    first.expansion,
                    str(first.origin),
                    _alike(first.expansion, said.expansion),
                )
            before.append(said)


def departures(facts: Facts) -> Iterator[Clash]:
    """Expansions that are not the register's, though of the same thing; slips in a name are R203's."""
    known = facts.known_abbreviations
    for docname, abbreviations in facts.abbreviations.items():
        told = [(one.start, one.end) for one in facts.names[docname].variants]
        for one in abbreviations.definitions:
            name = known.official.get(one.abbreviation)
            if not name or not one.expansion or any(start < one.end and one.start < end for start, end in told):
                continue
            said = _Said(one.abbreviation, one.expansion, facts.documents[docname].origin(one.start, one.end), False)
            names = known.expansions.get(one.abbreviation, [name])
            if any(_is_part(other, one.expansion) for other in names):
                continue
            if _alike(name, one.expansion) and not _in_two_languages(said, said._replace(expansion=name)):
                yield Clash(said.origin, one.abbreviation, one.expansion, name, "", True)


def _said(facts: Facts, docname: str) -> Sequence[_Said]:
    """What a paper says, its roles first: these print the register's name."""
    organizations = facts.register.organizations
    said = [
        _Said(mention.target, organizations[mention.target].name, mention.origin, False)
        for mention in facts.mentions_in(docname)
        if mention.role == "org" and not mention.text and mention.target in organizations
    ]
    told = [(one.start, one.end) for one in facts.names[docname].variants]
    for one in facts.abbreviations[docname].definitions:
        if one.expansion and not any(start < one.end and one.start < end for start, end in told):
            origin = facts.documents[docname].origin(one.start, one.end)
            said.append(_Said(one.abbreviation, one.expansion, origin, one.written.endswith("s")))
    return said


def _keys(expansion: str) -> list[str]:
    """The words that count, without what makes a plural of the last."""
    words = [word for word in _WORD.findall(fold(expansion)) if word not in SMALL]
    return [*words[:-1], _stem(words[-1])] if words else []


def _stem(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _equal(one: _Said, other: _Said) -> bool:
    if one.plural != other.plural:  # points of presence
        return [_stem(word) for word in _keys(one.expansion)] == [_stem(word) for word in _keys(other.expansion)]
    return _is_part(one.expansion, other.expansion)


def _is_part(one: str, other: str) -> bool:
    """Whether they are the same, but for a prefix such as ITU's, which a name may have or lack."""
    one, other = one.removeprefix("ITU "), other.removeprefix("ITU ")
    return _keys(one) == _keys(other) and _hyphens(one) == _hyphens(other)


def _hyphens(expansion: str) -> list[bool]:
    """Where its words are joined; in lower case that depends on the grammar."""
    return [mark.strip() in {"-", "\u2011"} for mark in re.findall(r"(?<=\w)[^\w]+(?=[A-Z])", expansion)]


def _alike(one: str, other: str) -> bool:
    """Whether two expansions are of one thing: most of their words are the same or nearly."""
    first, second = [_stem(word) for word in _keys(one)], [_stem(word) for word in _keys(other)]
    if "".join(first) == "".join(second):
        return True
    same = sum(any(_near(word, each) for each in second) for word in first)
    return same >= 0.6 * max(len(first), len(second))


def _near(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) >= 6 and slips(one, other) <= 1)


def _known_both(facts: Facts, one: _Said, other: _Said) -> bool:
    """Whether the register has both: the same thing in two languages, or under an older name."""
    names = facts.known_abbreviations.expansions.get(one.abbreviation, [])
    official = facts.register.organizations.get(one.abbreviation)
    if official is None and one.abbreviation not in facts.known_abbreviations.bodies:
        return False
    return all(any(_is_part(name, said.expansion) for name in names) for said in (one, other))


def _in_two_languages(one: _Said, other: _Said) -> bool:
    first, second = _language(one.expansion), _language(other.expansion)
    return first != second


def _language(expansion: str) -> str:
    """Of the small words and of some endings; English where nothing speaks for another."""
    words = _WORD.findall(expansion.lower())
    for small, language in ((ENGLISH, "en"), (FRENCH, "fr"), (SPANISH, "es")):
        if not small.isdisjoint(words):
            return language
    for word in words:
        for ending, language in ENDINGS:
            if word.endswith(ending) and len(word) > len(ending) + 2:
                return language
    if "de" in words or "la" in words or "en" in words:
        return "es" if any(word.endswith(("o", "a", "os", "as")) for word in words if len(word) > 3) else "fr"
    return "en"
