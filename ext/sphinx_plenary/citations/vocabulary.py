"""The words of the bodies' data, compiled once: kinds of text, names of bodies, meetings, forms of numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from sphinx_plenary.citations.folding import Folded, fold_word
from sphinx_plenary.citations.labels import RevisionPatterns
from sphinx_plenary.citations.wording import ADJECTIVES, NO_BODIES, SMALL_WORDS
from sphinx_plenary.model import Body
from sphinx_plenary.suggest import nearest

# What may be plain digits and letters typed for them: 101, 1O1, 14l.
DIGITS: Final = "[0-9][0-9OoIl]{0,4}"
# Words for "revised" in the three languages, beside those of the bodies' own forms.
_REVISED: Final = ("rev", "revised", "revision", "revisee", "revisada")
_FIRST_OF_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SPACE: Final = r"[ \n]{1,8}"


@dataclass(frozen=True, slots=True)
class KindWord:
    """A word for a kind of text: whose, as which kind; ``plural`` also where it stands for both."""

    kinds: Mapping[str, str]
    plural: bool
    abbreviation: bool
    like_month: bool

    def kind_of(self, body: str) -> str:
        """The kind that the word means for a body; for one that has none such, what most bodies mean by it."""
        return self.kinds.get(body) or Counter(self.kinds.values()).most_common(1)[0][0]


@dataclass(frozen=True, slots=True)
class Symbol:
    """What stands before a number and says whose it is: ``A/RES/``, ``WHA``."""

    body: str
    kind: str


class NamedBody(NamedTuple):
    """A body named in the text; ``year`` where its meeting is: WTSA-16, the 2018 Plenipotentiary Conference."""

    id: str
    start: int
    end: int
    year: int | None = None
    labelled: bool = False


class Vocabulary:
    """Everything that the bodies' data say about how their texts are cited."""

    def __init__(self, bodies: Mapping[str, Body]) -> None:
        self.bodies = bodies
        self.kind_words = _kind_words(bodies.values())
        self.kind_ids = {kind for body in bodies.values() for kind in body.kinds}
        self.symbols = dict(_symbols(bodies.values()))
        self.triggers = _triggers([*self.kind_words, *map(str.lower, self.kind_ids)], self.symbols)
        self.names = _body_names(bodies.values())
        self.body_names = _alternatives(self.names)
        self.organizations = frozenset(body.organization for body in bodies.values()) | _acronyms_in_names(bodies)
        self.no_bodies = self.organizations | NO_BODIES
        self.shapes = {body.id: _shape(body) for body in bodies.values()}
        self.cities, self.pairs, self.years = _meetings(bodies.values())
        self.labels = dict(_labels(bodies.values()))
        words = sorted({*_REVISED, *_revised_words(bodies.values())}, key=len, reverse=True)
        self.revision_patterns = RevisionPatterns("|".join(map(re.escape, words)))
        self.symbol = re.compile("|".join(map(re.escape, sorted(self.symbols, key=len, reverse=True))) or r"(?!)")

    def fits(self, body: str, number: str) -> bool:
        """Whether the body's numbers look so."""
        return self.shapes[body].fullmatch(number) is not None

    def with_kind(self, word: KindWord) -> list[str]:
        """The bodies that have texts of that kind."""
        return [body for body in self.bodies if body in word.kinds]

    def nearly_a_city(self, name: str) -> bool:
        return bool(nearest(name, self.cities))

    def named_at(self, text: Folded, position: int, end: int | None = None) -> NamedBody | None:
        """The body whose name begins at that place."""
        match = self.body_names.match(text.low, position, len(text.low) if end is None else end)
        return self.named(text, match) if match else None

    def named(self, text: Folded, match: re.Match[str]) -> NamedBody | None:
        """The body that a match of ``body_names`` names, or None where the words are part of another's name."""
        start, end = match.span()
        body, acronym = self.names[_spaced(match.group())]
        written = text.plain[start:end]
        if acronym and len(written) <= 3 and not written.isupper():
            return None
        if not acronym and self._in_longer_name(text, start, end, " " not in _spaced(written)):
            return None
        label = (_LABEL_OF_ACRONYM if acronym else _LABEL_OF_NAME).match(text.low, end)
        if label is None:
            return NamedBody(body, start, end)
        year = self.labels.get((body, label[1] or label[2]))
        return NamedBody(body, start, label.end(), year, labelled=True)

    def _in_longer_name(self, text: Folded, start: int, end: int, one_word: bool) -> bool:
        """``Council`` in "Human Rights Council", "Council of Europe", "Conseil de sécurité"; or in no name at all."""
        before = _WORD_BEFORE.search(text.plain, max(0, start - 30), start)
        if not one_word:  # only another organization's acronym makes "General Assembly" another body
            word = before[1] if before else ""
            return len(word) > 1 and word.isupper() and not text.plain[start:end].isupper() and not self._ours(word)
        if not text.plain[start].isupper():
            return True
        if (after := _LONGER_AFTER.match(text.plain, end)) and after[1].upper() not in self.organizations:
            return True
        if before is None:
            return False
        word = before[1]
        if word.lower() in ADJECTIVES:
            return True
        if self._ours(word) or not word[0].isupper():
            return False
        first = text.plain[max(0, before.start(1) - 2) : before.start(1)].strip(" \n")
        return bool(first) and first[-1] not in ".:;!?|#-(>"  # a sentence begins with a capital letter too

    def _ours(self, word: str) -> bool:
        """A word that may stand before a body's name without changing it."""
        return word.lower() in SMALL_WORDS or word.lower() in self.cities or word.upper() in self.organizations


# "WTSA-16", "PP 2018", "PP'22"; and "Plenipotentiary Conference 2018".
_LABEL_OF_ACRONYM: Final = re.compile(
    r"(?:[-'] ?\n?|)((?:[0-9]{2}){1,2})(?![0-9a-z/])| ((?:19|20)[0-9]{2})(?![0-9a-z/])"
)
_LABEL_OF_NAME: Final = re.compile(r"()[ \n]((?:19|20)[0-9]{2})(?![0-9a-z/])")
_WORD_BEFORE: Final = re.compile(r"([A-Za-z][A-Za-z'-]{0,20})[ \n]{1,3}\Z")
_LONGER_AFTER: Final = re.compile(
    r"[ \n](?:of (?:the )?(?!Union\b)(?=[A-Z])|d(?:e la|e los|es|el|u|e) (?!Union\b)(?=[A-Za-z])|d'|de l'(?!Union\b))"
    r"([A-Za-z-]{1,20})"
)


def _spaced(words: str) -> str:
    return " ".join(words.lower().split())


def _kind_words(bodies: Iterable[Body]) -> dict[str, KindWord]:
    kinds: dict[str, dict[str, str]] = {}
    abbreviations: set[str] = set()
    for body in bodies:
        for kind in body.kinds.values():
            for names in kind.names.values():
                for name in names:
                    word = fold_word(name)
                    short = word.endswith(".")
                    forms = [word.rstrip(".")] if short else [word, *_plurals(word)]
                    for form in forms:
                        kinds.setdefault(form, {}).setdefault(body.id, kind.id)
                    abbreviations.update(forms if short else ())
    return {
        word: KindWord(
            kinds=owners,
            plural=word in abbreviations or word.endswith("s"),
            abbreviation=word in abbreviations,
            like_month=word in _FIRST_OF_MONTHS,
        )
        for word, owners in kinds.items()
    }


def _plurals(word: str) -> list[str]:
    """Also where the data do not list them."""
    return [] if word.endswith("s") else [f"{word}s", *([f"{word}es"] if word.endswith("n") else [])]


def _symbols(bodies: Iterable[Body]) -> Iterator[tuple[str, Symbol]]:
    for body in bodies:
        for kind in body.kinds.values():
            for example in kind.examples:
                if prefix := re.match(r"[A-Za-z/]*", example)[0]:  # type: ignore[index]
                    yield fold_word(prefix), Symbol(body.id, kind.id)
        for forms in body.forms.values():
            for form in forms.values():
                if glued := re.search(r"([A-Za-z/]{2,})\{number\}", form):
                    yield fold_word(glued[1]), Symbol(body.id, next(iter(body.kinds)))


def _triggers(words: Iterable[str], symbols: Iterable[str]) -> re.Pattern[str]:
    """Each word of a kind, each symbol."""
    rests: dict[str, set[str]] = {}
    for word in words:
        rests.setdefault(word[0], set()).add(_flexible(word[1:]) + "(?![a-z])")
    for symbol in symbols:
        rests.setdefault(symbol[0], set()).add(re.escape(symbol[1:]) + "(?=[0-9])")
    # A number is near, or it is not worth a look.
    return re.compile(rf"(?:{_by_first(rests, '[a-z0-9]')})(?=[^0-9]{{0,50}}[0-9])" if rests else r"(?!)")


def _by_first(rests: Mapping[str, Iterable[str]], barred: str) -> str:
    """Alternatives grouped by first letter, which lets the scan leap from one to the next; ``barred`` before them."""
    return "|".join(
        f"{re.escape(first)}(?<!{barred}{re.escape(first)})(?:{'|'.join(sorted(rest, key=len, reverse=True))})"
        for first, rest in sorted(rests.items())
    )


def _flexible(words: str) -> str:
    return _SPACE.join(re.escape(word) for word in words.split(" "))


def _body_names(bodies: Iterable[Body]) -> dict[str, tuple[str, bool]]:
    """Folded name -> body, and whether it is an acronym."""
    names: dict[str, tuple[str, bool]] = {}
    for body in bodies:
        listed = [*(name for some in body.names.values() for name in some), *body.abbreviations, *body.cited_as]
        for name in listed:
            names.setdefault(_spaced(fold_word(name)), (body.id, name.isupper()))
    return names


def _alternatives(names: Iterable[str]) -> re.Pattern[str]:
    rests: dict[str, list[str]] = {}
    for name in names:
        rests.setdefault(name[0], []).append(_flexible(name[1:]))
    return re.compile(rf"(?:{_by_first(rests, '[a-z0-9-]')})(?![a-z])" if rests else r"(?!)")


def _acronyms_in_names(bodies: Mapping[str, Body]) -> frozenset[str]:
    """Organizations as their bodies' names have them in other languages: UIT."""
    words = (word for body in bodies.values() for some in body.names.values() for name in some for word in name.split())
    return frozenset(acronym[0] for word in words if (acronym := re.search(r"\b[A-Z]{2,6}$", word)))


def _shape(body: Body) -> re.Pattern[str]:
    """The form of a body's numbers: of its examples; where they carry letters, with any parts; else up to three digits.

    Of a body without meetings and examples nobody knows more than that a session may stand before the number.
    """
    examples = [kind.examples[0] for kind in body.kinds.values() if kind.examples]
    if examples:
        return re.compile("|".join(map(_like, examples)))
    if any(re.search(r"[A-Za-z/]\{number\}", form) for forms in body.forms.values() for form in forms.values()):
        return re.compile(r"[0-9]{1,4}(?:[./][0-9A-Z.]{1,12})?")
    return re.compile("[0-9][0-9OoIl]{0,2}" if body.meetings else "[0-9]{1,4}|[0-9]{2}/[0-9]{1,4}")


def _like(example: str) -> str:
    """``70/125`` -> as many digits in the first place, about as many in the others."""
    runs = re.split(r"([0-9]+)", example)
    digits = [
        rf"[0-9]{{{len(run)}}}" if place == 0 else rf"[0-9]{{1,{len(run) + 1}}}" for place, run in enumerate(runs[1::2])
    ]
    return "".join(part for pair in zip(map(re.escape, runs[::2]), [*digits, ""], strict=True) for part in pair)


def _meetings(bodies: Iterable[Body]) -> tuple[
    dict[str, dict[str, list[int]]], dict[tuple[str, int], list[str]], dict[int, list[str]]
]:  # fmt: skip
    cities: dict[str, dict[str, list[int]]] = {}
    pairs: dict[tuple[str, int], list[str]] = {}
    years: dict[int, list[str]] = {}
    for body in bodies:
        for meeting in body.meetings:
            years.setdefault(meeting.year, []).append(body.id)
            for city in {_spaced(fold_word(name)) for name in (meeting.city, *meeting.names.values())}:
                cities.setdefault(city, {}).setdefault(body.id, []).append(meeting.year)
                pairs.setdefault((city, meeting.year), []).append(body.id)
    return cities, pairs, years


def _labels(bodies: Iterable[Body]) -> Iterator[tuple[tuple[str, str], int]]:
    """What follows the abbreviation: WTSA-20 met in 2022; the conference's own label counts most, so comes last."""
    for body in bodies:
        for meeting in body.meetings:
            yield (body.id, f"{meeting.year % 100:02}"), meeting.year
        for meeting in body.meetings:
            yield (body.id, str(meeting.year)), meeting.year
            if label := re.search(r"[0-9]+$", meeting.conference):
                yield (body.id, label[0]), meeting.year


def _revised_words(bodies: Iterable[Body]) -> Iterator[str]:
    """What stands before the city in the bodies' own labels: Rev., Rév."""
    for body in bodies:
        for forms in body.revision_forms.values():
            for form in forms.values():
                if word := fold_word(form.partition("{")[0]).strip(" (.[,"):
                    yield word
