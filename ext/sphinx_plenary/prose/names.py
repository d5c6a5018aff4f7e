"""Names of bodies, conferences, organizations and offices in a text, and what is nearly one of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Final

from sphinx_plenary.lint import Document
from sphinx_plenary.prose.foreign_names import ForeignNames
from sphinx_plenary.prose.near import fold, singular, typos
from sphinx_plenary.prose.phrases import Found, Name, Part, Replacement, Variant, cured, parts_of, placed, spelled
from sphinx_plenary.prose.wording import ARTICLES, BEFORE_NAMES, SMALL
from sphinx_plenary.register import Register

_WORD: Final = r"[A-ZÀ-ÖØ-Þ](?<![\w-][A-ZÀ-ÖØ-Þ])[^\W_]{0,40}+(?:['’\u2010\u2011–-][^\W_]{1,40}+){0,6}+"
_SPACE: Final = r"(?:[ \t\u00a0\u202f]{1,8}(?:\n[ \t>]{0,12})?|\n[ \t>]{0,12}|/)"
_YEAR: Final = re.compile(r" (?:19|20)[0-9]{2}$")
_LOWER_WORD: Final = re.compile(r"(?<![\w-])[a-z]+(?![\w-])")
_BUREAU: Final = re.compile(r"Director of the (.+)")
# Of a name with words left out: more than any other variant has.
_SHORTENED: Final = 3
_NEXT_LOWER: Final = re.compile(rf"{_SPACE}([a-zà-ÿ]{{4,24}})(?![\w-])")
_OURS_BEFORE: Final = re.compile(
    r"(?:\b(?:ITU|UN)(?:['’]s)?|\bUnited Nations|\b(?:the )?Union['’]s)[ \u00a0\n]{1,2}(?:Deputy[ \u00a0\n])?$"
)
_OURS_AFTER: Final = re.compile(
    r",?[ \u00a0\n]{1,2}(?:of (?:the )?(?:ITU|UN|United Nations|Union|International Telecommunication Union)\b(?! of))"
)
_THEIRS_AFTER: Final = re.compile(r"[ \u00a0\n]{1,2}(?:of|at|for)[ \u00a0\n]")
_THEIRS_BEFORE: Final = re.compile(
    r"(?:[A-ZÀ-Þ][\w&-]*(?:['’]s?)?|\b(?:their|his|her|its|a|an|Under|Assistant)[-‑]?)[ \u00a0\n]{0,2}$"
)
_THE: Final = re.compile(r"(?:^|[\s(\"“])(?:The|And|But|In|By|For|Deputy)[ \u00a0\n]{1,2}$")


class NameBook:
    """All names of a register, by their words. Built once; it remembers the phrases that it has looked at."""

    def __init__(self, register: Register) -> None:
        self._names = _unique(_names(register))
        self._by_word: dict[str, list[tuple[Name, int]]] = {}
        self._by_letters: dict[str, list[Name]] = {}
        for name in self._names:
            for place, part in enumerate(name.parts):
                if len(part) >= 4:
                    self._by_word.setdefault(singular(part), []).append((name, place))
            self._by_letters.setdefault(name.compact, []).append(name)
        self._by_beginning: dict[str, list[Name]] = {}
        self._by_end: dict[str, list[Name]] = {}
        for name in self._names:
            if name.basis and len(name.parts) >= 6:
                self._by_beginning.setdefault(name.parts[0], []).append(name)
            if name.basis and len(name.parts) >= 3:
                self._by_end.setdefault(name.parts[-2], []).append(name)
        lower = {word for name in self._names for word in _LOWER_WORD.findall(name.text) if len(word) < 10}
        small = "|".join(sorted(map(re.escape, lower | {"of", "and", "the", "for", "on"}), key=len, reverse=True))
        self._phrase = re.compile(rf"{_WORD}(?:{_SPACE}(?:(?:{small}|&){_SPACE}){{0,3}}{_WORD}){{1,14}}")
        self._seen: dict[str, tuple[tuple[Found, ...], tuple[Found, ...]]] = {}
        self._foreign = ForeignNames(register)

    def variants(self, document: Document) -> Iterator[Variant]:
        """What is nearly a name in a document."""
        plain = document.plain
        for match in self._phrase.finditer(plain):
            phrase = match[0]
            if phrase not in self._seen:
                self._seen[phrase] = self._look(phrase)
            found, open_ended = self._seen[phrase]
            parts = None
            for one in found:
                parts = parts or parts_of(phrase)
                variant = placed(one, parts, match.start())
                if one.differences == _SHORTENED and one.last == len(parts):
                    after = _NEXT_LOWER.match(plain, match.end())
                    if after and after[1] in one.name.parts:
                        continue  # it goes on in lower case
                if not one.name.office or _is_ours(plain, variant.start, variant.end):
                    yield variant
            for one in open_ended:
                parts = parts or parts_of(phrase)
                yield from _in_lower_case(one, parts, match, plain)
        yield from self._foreign.variants(plain)

    def _look(self, phrase: str) -> tuple[tuple[Found, ...], tuple[Found, ...]]:
        """What is nearly a name in a phrase, and names of which only the last word lacks at its end."""
        parts = parts_of(phrase)
        found: set[Found] = set()
        for place, part in enumerate(parts):
            for name, there in self._by_word.get(singular(part.key), ()):
                if one := _compare(name, parts, place - there):
                    found.add(one)
        found |= set(self._joined(parts)) | set(self._shortened(parts))
        right = [one for one in found if not one.differences]
        variants = [
            one
            for one in sorted(found, key=lambda one: (one.differences, one.first - one.last, one.name.text))
            if one.differences and one.name.basis and _stands_alone(one, parts)
        ]
        kept: list[Found] = []
        for one in variants:
            if any(_clash(one, other) for other in kept) or any(
                _clash(one, other) and not _is_within(other, one) for other in right
            ):
                continue
            rivals = {other.name.text for other in variants if other[1:4] == one[1:4]}
            if len(rivals) == 1:
                kept.append(one)
        told = (cured(one, parts, phrase) for one in sorted(kept, key=lambda one: one.first))
        return tuple(told), tuple(self._open_ended(parts))

    def _joined(self, parts: Sequence[Part]) -> Iterator[Found]:
        """Two words of a name written as one, or one as two: Taskforce."""
        for first in range(len(parts)):
            letters = ""
            for last in range(first, min(first + 14, len(parts))):
                letters += parts[last].key
                for name in self._by_letters.get(letters, ()):
                    if last + 1 - first != len(name.parts) and len(name.parts) > 2:
                        start, end = parts[first].start, parts[last].end
                        yield Found(name, first, last + 1, 1, (Replacement(start, end, name.text),))

    def _shortened(self, parts: Sequence[Part]) -> Iterator[Found]:
        """A long name with words left out behind its beginning: Council Working Group on Internet."""
        for first in range(len(parts) - 3):
            for name in self._by_beginning.get(parts[first].key, ()):
                last = _last_in_order(name.parts, [part.key for part in parts[first:]])
                goes_on = first + last < len(parts) and parts[first + last].key not in SMALL
                if 3 < last < len(name.parts) and not goes_on:
                    yield Found(name, first, first + last, _SHORTENED, ())

    def _open_ended(self, parts: Sequence[Part]) -> Iterator[Found]:
        for name in self._by_end.get(parts[-1].key, ()):
            length = len(name.parts) - 1
            if tuple(part.key for part in parts[-length:]) == name.parts[:-1] and name.parts[-1] not in SMALL:
                one = Found(name, len(parts) - length, len(parts), 1, ())
                if _stands_alone(one, parts):
                    yield one


def _clash(one: Found, other: Found) -> bool:
    return one.first < other.last and other.first < one.last


def _is_within(one: Found, other: Found) -> bool:
    """Whether a name is a part of a longer one: Council Working Group."""
    return other.first <= one.first and one.last <= other.last and (one.first, one.last) != (other.first, other.last)


def _in_lower_case(one: Found, parts: Sequence[Part], match: re.Match[str], text: str) -> Iterator[Variant]:
    """World Telecommunication Standardization assembly."""
    after = _NEXT_LOWER.match(text, match.end())
    word = one.name.words(-1, -1)
    if after and fold(after[1]) == one.name.parts[-1] and word != after[1]:
        start = match.start() + parts[one.first].start
        yield Variant(start, after.end(1), one.name, one.right, (Replacement(after.start(1), after.end(1), word),))


def _compare(name: Name, parts: Sequence[Part], first: int) -> Found | None:
    """How the parts from ``first`` on differ from a name; None where they are something else."""
    last = first + len(name.parts)
    if first < 0 or last > len(parts):
        return None
    cures: list[Replacement] = []
    different = equal = 0
    plural = ""
    for place, (part, own) in enumerate(zip(parts[first:last], name.parts, strict=True)):
        if part.key != own:
            how = _difference(part.key, own, place == len(name.parts) - 1, name.office)
            if how is None:
                return None
            if how == "":
                plural = part.text
            if how:
                different += 1
                own_word = "" if how == "small" else name.words(place, place)
                cures.append(Replacement(part.start, part.end, own_word))
        elif own not in SMALL:
            equal += 1
        if place and part.hyphen != name.joints[place]:
            different += 1
            cures.append(Replacement(parts[first + place - 1].start, part.end, name.words(place - 1, place)))
    if not equal:
        return None
    if not name.basis:
        same = all(part.key == own for part, own in zip(parts[first:], name.parts, strict=False))
        return Found(name, first, last, 0, ()) if same else None
    words = sum(part not in SMALL for part in name.parts)
    if different > (1 if words < 3 else 2):
        return None
    apart = all(one.end <= other.start for one, other in pairwise(cures))
    sure = apart and all(cure.text for cure in cures)
    return Found(name, first, last, different, tuple(cures) if sure else (), plural)


def _difference(written: str, own: str, last: bool, office: bool) -> str | None:
    """What kind of slip makes the written word of a name's own; empty for none, None for another word."""
    if written in SMALL or own in SMALL:
        return "small" if written in SMALL and own in SMALL and not {written, own} & ARTICLES else None
    if singular(written) == singular(own):
        plural_of_all = last and len(written) > len(own)  # two conferences, all Sectors
        return None if office else "" if plural_of_all else "plural"
    if _american(written) == _american(own):
        return "spelling"
    shorter, longer = sorted((written, own), key=len)
    if len(shorter) >= 4 and longer.startswith(shorter) and longer[len(shorter) :] in {"al", "e", "ic"}:
        return "form"
    least = min(len(written), len(own))
    if least >= 6 and written[0] == own[0] and typos(written, own) <= (2 if least >= 10 else 1):
        return "typo"
    return None


def _stands_alone(one: Found, parts: Sequence[Part]) -> bool:
    """Whether no other word with a capital belongs to it, as in Caribbean Telecommunications Union."""
    after = parts[one.last] if one.last < len(parts) else None
    if all(part.text.isupper() for part in parts[one.first : one.last] if part.key not in SMALL):
        return False  # a heading in capitals
    if parts[one.first].hyphen or (after and after.hyphen):
        return False
    if one.name.office:
        return True
    before = parts[one.first - 1] if one.first else None
    if before and not (before.key in BEFORE_NAMES or before.text.isupper() or before.owns):
        return False
    words = sum(part not in SMALL for part in one.name.parts)
    return after is None or words > 2 or not after.text[0].isupper() or after.text.isupper()


def _is_ours(plain: str, start: int, end: int) -> bool:
    """Whether an office is ITU's or the UN's: other organizations have a Secretary General without a hyphen."""
    before, after = plain[max(0, start - 40) : start], plain[end : end + 60]
    if _OURS_BEFORE.search(before) or _OURS_AFTER.match(after):
        return True
    if _THEIRS_AFTER.match(after) or (_THEIRS_BEFORE.search(before) and not _THE.search(before)):
        return False
    return "Secretary-General" in plain


def _american(word: str) -> str:
    return word.replace("is", "iz").replace("yz", "ys").replace("centre", "center").replace("our", "or")


def _unique(names: Iterable[Name]) -> list[Name]:
    """Of names with one text those by which variants are told."""
    found: dict[str, Name] = {}
    for name in names:
        if name.text not in found or (name.basis and not found[name.text].basis):
            found[name.text] = name
    return list(found.values())


def _last_in_order(own: Sequence[str], written: Sequence[str]) -> int:
    """How many written words are words of a name in its order, up to a word that counts; the first three are its own.

    0 where they are not.
    """
    if tuple(written[:3]) != tuple(own[:3]):
        return 0
    last, rest = 3, list(own[3:])
    for number, word in enumerate(written[3:], 4):
        if word not in rest:
            break
        rest = rest[rest.index(word) + 1 :]
        last = last if word in SMALL else number
    return last


def _names(register: Register) -> Iterator[Name]:
    """All names, those of which variants are told first."""
    for organization in register.organizations.values():
        yield from spelled(organization.name, organization.id, not organization.unconfirmed)
        for other in organization.other_names:
            yield from spelled(other, organization.id, False)
    for body in register.bodies.values():
        for language, names in body.names.items():
            for name in names:
                yield from spelled(name, body.id, language == "en" and not body.unconfirmed)
        for name in body.cited_as:
            yield from spelled(name, body.id, False)
    for conference in register.conferences.values():
        yield from spelled(_YEAR.sub("", conference.name), conference.id.partition("-")[0], not conference.unconfirmed)
    for official in register.officials:
        bureau = _BUREAU.fullmatch(official.office)
        if bureau:
            yield from spelled(bureau[1], bureau[1], not official.unconfirmed)
        else:
            yield from spelled(official.office, official.office, not official.unconfirmed, office=True)
    for one in register.abbreviations:
        yield from spelled(one.expansion, one.abbreviation, False)


class Names:
    """The variants of names in one document."""

    def __init__(self, document: Document, book: NameBook) -> None:
        self._document = document
        self._book = book

    @cached_property
    def variants(self) -> Sequence[Variant]:
        return tuple(sorted(self._book.variants(self._document), key=lambda one: one.start))
