from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from sphinx_plenary.facts import Facts
from sphinx_plenary.lint import Document
from sphinx_plenary.model import Edit, Problem
from sphinx_plenary.prose.unseen import Unseen, name_of, unseen
from sphinx_plenary.rules.rule import rule

_BEFORE: Final = re.compile(r"\S+\Z")
_AFTER: Final = re.compile(r"\S+")
_NAMED: Final[Mapping[str, str]] = {
    "lost": "write the character that was lost here",
    "private": "write a character that every font has",
    "separator": "begin a new paragraph here, or take it out",
    "control": "take it out, or write the character that was meant",
}


@rule("R704")
def invisible_characters(facts: Facts) -> Iterator[Problem]:
    """A character stands in the text that nobody can see, or that looks like another.

    Why: a word with a zero width space or with a Cyrillic letter in it is found by no search, is not linked
    and breaks an address; a private or lost character is a box on the page. Such characters come with text
    that was copied. Told are characters without width, controls, the marks of direction, letters of another
    alphabet in a Latin word, full-width letters, the ligatures of old fonts and a doubled no-break space. Not
    judged: emoji, scripts that need such characters, code, and of a PDF what only its fonts have made.
    """
    for document in facts.documents.values():
        for one in unseen(document):
            origin = document.origin(one.start, one.end)
            edits = () if one.instead is None else (Edit(origin, one.instead),)
            yield Problem(origin, *_told(one, document), edits)


def _told(one: Unseen, document: Document) -> tuple[str, str]:
    text = document.text
    signs = text[one.start : one.end]
    if one.kind == "alien":
        alien = next(sign for sign, other in zip(signs, one.instead or "", strict=True) if sign != other)
        return f"the word {signs!r} has the letter {name_of(alien)}", f"write {one.instead!r} in Latin letters"
    around = _around(one, text)
    what = f"{around!r} has a {name_of(signs[0])}"
    if len(signs) > 1:
        what = f"{around!r} has {len(signs)} characters such as {name_of(signs[0])}"
    if one.instead is None:
        return what, _NAMED[one.kind]
    if one.kind == "double":
        return f"{around!r} has a no-break space (U+00A0) twice", "write it once"
    return what, f"write {one.instead!r} for it" if one.instead.strip() else "take it out"


def _around(one: Unseen, text: str) -> str:
    """The word in which it stands."""
    before, after = _BEFORE.search(text[max(one.start - 20, 0) : one.start]), _AFTER.match(text[one.end : one.end + 20])
    return text[one.start - len(before[0] if before else "") : one.end + len(after[0] if after else "")]
