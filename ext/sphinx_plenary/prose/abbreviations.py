"""The abbreviations of a text: where they are used, and where they are said to stand for something."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final, NamedTuple

from sphinx_plenary.lint import Document
from sphinx_plenary.prose.known import Known, plain
from sphinx_plenary.prose.near import fold, singular
from sphinx_plenary.prose.sentences import Sentences
from sphinx_plenary.prose.wording import BEFORE_NAMES, SHOUTED, SMALL
from sphinx_plenary.prose.words import Words

# The first letter, which no other stands before: so a scan leaps from capital to capital.
_FORM: Final = r"[A-Z](?<!\w[A-Z])[a-z]{0,2}[A-Z][A-Za-z0-9]{0,30}+(?:[-&\u2010\u2011][A-Za-z0-9]{1,30}+){0,5}+"
_TOKEN: Final = re.compile(rf"{_FORM}(?!\w)")
_BRACKET: Final = re.compile(r"\(([^()]{2,160})\)")
# "(CITEL)", "(the "Union", ITU)", "(hereafter ITU)"; with more behind it: "(CITEL, by its Spanish name)".
_OPENS: Final = re.compile(
    rf"[\s\"“‘'«]{{0,3}}(?:(?:the|here(?:in)?after|la|le|les|el|los|l['’])[\s,:\"“«]{{1,3}})?({_FORM})(?=[\"”’'»]{{0,2}}\s*(?:[,;:]|$))"
)
_LISTED: Final = re.compile(rf"[,;:\s\"“«]({_FORM})[\"”»]?$")
_TOKEN_BEFORE: Final = re.compile(rf"\b({_FORM})[\s\"”»]{{1,3}}$")
_LABEL: Final = re.compile(r"[A-Z]+-[0-9]+")
_STATED: Final = re.compile(
    rf"({_FORM})[\"”’']?[ \u00a0\n](?:stands for|is short for|is an (?:abbreviation|acronym)|signifie|significa)\b"
)
_WORD: Final = re.compile(r"[^\W\d_]+")
# What may stand between the words of a name.
_BETWEEN: Final = re.compile(r"[\s/&>’'\"”“»«\u2010\u2011–-]{1,16}")
_ROMAN: Final = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_CAPS_BEFORE: Final = re.compile(r"([A-Z]{2,24})\.?[ \u00a0\n]{1,2}$")
_CAPS_AFTER: Final = re.compile(r"\.?[ \u00a0\n]{1,2}([A-Z]{2,24})\b")
_NAME_BEFORE: Final = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|M|Mme|Sr|Sra|H\.E)\.?|\b(?:Room|Hall|Salle|Sala|Building|Gate|Stand|Booth|Figure|Annex"
    r"|Appendix|Group|Part|Box|Table|Option|Type|Class))[ \u00a0\n]$"
)
_GIVEN_NAME: Final = re.compile(r"(?<![\w-])([A-Z][a-zà-ÿ]{2,20})[ \u00a0\n]$")
_NUMBER_BEFORE: Final = re.compile(r"[0-9$€£%][ \u00a0]?$")
_NUMBER_AFTER: Final = re.compile(r"[ \u00a0]?[-–.]?[0-9]")
# Before an abbreviation that is part of a path, a tag, a file's name.
_PATH_BEFORE: Final = tuple("/\\#@._~")


class Definition(NamedTuple):
    """``expansion (abbreviation)``, or the other way round; the expansion is empty where no words fit.

    ``start`` and ``end`` are the place of both together; ``token`` is where the abbreviation begins.
    """

    abbreviation: str
    written: str
    expansion: str
    start: int
    end: int
    token: int


class Abbreviations:
    """Of one document; ``spoken`` are those that its roles print, with the name before them or without."""

    def __init__(self, sentences: Sentences, words: Words, known: Known, spoken: Mapping[str, bool]) -> None:
        self.document: Document = sentences.document
        self.known = known
        self.spoken = spoken
        self._sentences = sentences
        self._words = words
        self._plain = self.document.plain

    @cached_property
    def tokens(self) -> Mapping[str, Sequence[int]]:
        """What looks like an abbreviation, as it is written -> where."""
        found: dict[str, list[int]] = {}
        for match in _TOKEN.finditer(self._plain):
            found.setdefault(match[0], []).append(match.start())
        return found

    @cached_property
    def definitions(self) -> Sequence[Definition]:
        """In the order of the text."""
        return tuple(one for match in _BRACKET.finditer(self._plain) for one in self._defined(match))

    def _defined(self, match: re.Match[str]) -> Iterator[Definition]:
        inside = match[1]
        if opening := _OPENS.match(inside):
            if len(opening[1]) <= 24:
                yield self._behind_words(opening[1], match.start(), match.start(1) + opening.start(1), match.end())
            return
        before = self._plain[max(0, match.start() - 40) : match.start()]
        if token := _TOKEN_BEFORE.search(before):
            at = match.start() - len(before) + token.start(1)
            words = _words(inside, 0)
            fits = words and (_fits(words, _letters(token[1])) or _is_name_of(words, _letters(token[1])))
            expansion = " ".join(inside.split()) if fits else ""
            if expansion or fold(inside.lstrip()[:1]) == fold(token[1][:1]):
                yield Definition(plain(singular(token[1])), token[1], expansion, at, match.end(), at)
        elif listed := _LISTED.search(inside):
            at = match.start(1) + listed.start(1)
            yield Definition(plain(singular(listed[1])), listed[1], "", at, match.end(), at)

    def _behind_words(self, token: str, bracket: int, at: int, end: int) -> Definition:
        block = self._sentences.block_at(bracket)
        first = max(block.start if block else 0, bracket - 200)
        words = _words(self._plain[first:bracket], first)
        letters = _letters(token)
        name = plain(singular(token))
        for number in range(1, min(len(words), len(letters) + 6) + 1):
            chosen = words[-number:]
            if _fits(chosen, letters):
                start = chosen[0].start
                return Definition(name, token, self._said(start, chosen[-1].end), start, end, at)
        if name in self.known.official or name not in self.known.words:
            first_capital = self._known_name(name, words) or _capitals_before(words)
            if first_capital is not None:
                said = self._said(first_capital, words[-1].end)
                return Definition(name, token, said, first_capital, end, at)
        return Definition(name, token, "", at, end, at)

    def _known_name(self, abbreviation: str, words: Sequence[_Word]) -> int | None:
        """Where a name that the register has for an abbreviation begins, if the words end with it."""
        written = [fold(word.text) for word in words]
        for name in self.known.expansions.get(abbreviation, ()):
            own = [fold(part) for part in _WORD.findall(name)]
            if own and written[-len(own) :] == own:
                return words[-len(own)].start
        return None

    def _said(self, start: int, end: int) -> str:
        return " ".join(self._plain[start:end].replace(">", " ").split())

    @cached_property
    def defined(self) -> frozenset[str]:
        """The abbreviations that the text says something about, as far as brackets and roles tell."""
        words = {one.abbreviation for one in self.definitions}
        return frozenset(words) | {
            *(word.partition("-")[0] for word in words if _LABEL.fullmatch(word)),
            *(word for word, with_name in self.spoken.items() if with_name),
            *(plain(singular(match[1])) for match in _STATED.finditer(self._plain)),
        }

    def is_defined(self, token: str) -> bool:
        """Whether it is expanded, or words of such initials stand anywhere in the text."""
        word = plain(token)
        roots = {word, singular(word), singular(word.partition("-")[0])}
        if not self.defined.isdisjoint(roots):
            return True
        spellings = {"".join(_letters(token)), "".join(_letters("".join(filter(str.isupper, token))))}
        return any(len(letters) > 1 and self._words.begin_with(letters) for letters in spellings)

    def uses(self, token: str) -> Iterator[int]:
        """Where a token is used as an abbreviation: not in a code, beside a number, or where all is in capitals."""
        if not self.is_abbreviation(token):
            return
        for start in self.tokens.get(token, ()):
            if self._is_use(start, start + len(token)):
                yield start

    def is_abbreviation(self, token: str) -> bool:
        """Whether it may be one: no number in it, mostly capitals, no Roman numeral and no word that shouts."""
        word = singular(token)
        upper = sum(map(str.isupper, word))
        if any(map(str.isdigit, word)) or 3 * upper < 2 * len(word) or _ROMAN.fullmatch(word):
            return False
        return word not in SHOUTED and not self._words.has(word.lower())

    def _is_use(self, start: int, end: int) -> bool:
        text = self._plain
        before, after = text[max(0, start - 26) : start], text[end : end + 26]
        if before.endswith(_PATH_BEFORE) or after[:1] in {"/", "\\", "_", "@"}:
            return False
        if after[:1] == "." and after[1:2].isalnum():
            return False
        named = _GIVEN_NAME.search(before) if end - start > 3 else None
        if named and fold(named[1]) not in BEFORE_NAMES and text[start:end].isalpha():
            return False  # Houlin ZHAO
        if _NUMBER_BEFORE.search(before) or _NUMBER_AFTER.match(after) or _NAME_BEFORE.search(before):
            return False
        return not any(
            beside is not None and not self.known.has(beside[1])
            for beside in (_CAPS_BEFORE.search(before), _CAPS_AFTER.match(after))
        )

    def is_running_text(self, offset: int) -> bool:
        """Whether a place is in a paragraph, an item or a note: not in a heading or a table."""
        block = self._sentences.block_at(offset)
        return block is not None and block.kind in {"paragraph", "item", "note"}


class _Word(NamedTuple):
    text: str
    start: int
    end: int


def _words(text: str, offset: int) -> list[_Word]:
    """The words at the end of a text that nothing but space, hyphens and strokes separates; it ends with them."""
    words: list[_Word] = []
    for match in _WORD.finditer(text):
        if words and not _BETWEEN.fullmatch(text, words[-1].end - offset, match.start()):
            words = []
        words.append(_Word(match[0], offset + match.start(), offset + match.end()))
    if words and words[-1].end - offset < len(text):
        rest = text[words[-1].end - offset :]
        if rest.strip(" \t\n\u00a0\u202f\"”’'»>"):
            return []
    return words


def _letters(token: str) -> list[str]:
    return [fold(one)[:1] for one in singular(token) if one.isalpha()]


def _fits(words: Sequence[_Word], letters: Sequence[str]) -> bool:
    """Whether the letters are the words' first ones, in order, but for one from inside: the f of Taskforce."""
    if not letters or fold(words[0].text)[:1] != letters[0]:
        return False
    states = {(0, True)}  # letters that have their word, and whether one may still be from inside
    for word in words:
        text = fold(word.text)
        reached = set(states) if text in SMALL and (0, True) not in states else set()
        for state, inside in states:
            if state < len(letters) and text[:1] == letters[state]:
                reached.add((state + 1, inside))
                if inside and state + 1 < len(letters) and letters[state + 1] in text[1:]:
                    reached.add((state + 2, False))
        states = reached
    return any(state == len(letters) for state, _ in states)


def _is_name_of(words: Sequence[_Word], letters: Sequence[str]) -> bool:
    """Whether words are a name in capitals, each with some letters of an abbreviation: Internet SOCiety."""
    counted = [word.text for word in words if fold(word.text) not in SMALL]
    if len(counted) < 2 or not all(word[0].isupper() for word in counted):
        return False
    reached = {0}
    for word in map(fold, counted):
        starts = [state for state in reached if letters[state : state + 1] == [word[:1]]]
        reached = {end for state in starts for end in _along(word, letters, state)}
    return len(letters) in reached


def _along(word: str, letters: Sequence[str], state: int) -> Iterator[int]:
    """How many letters are used up when a word takes one, two or more of them in their order."""
    for letter in word:
        if letters[state : state + 1] == [letter]:
            state += 1
            yield state


def _capitals_before(words: Sequence[_Word]) -> int | None:
    """Where the name in capitals that ends with the last word begins; None where there is none of two words."""
    start, capitals = None, 0
    for number, word in enumerate(reversed(words)):
        if word.text[0].isupper() and word.text not in {"The", "A", "An", "In", "At", "La", "Le", "El"}:
            start, capitals = word.start, capitals + 1
        elif fold(word.text) not in SMALL or number > 16:
            break
    return start if capitals > 1 else None
