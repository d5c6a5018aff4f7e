"""In which language a citation is written: its own words say so, whatever the paper's language is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Final

from sphinx_plenary.model import Body

_WORD: Final = re.compile(r"[^\W\d_]+")
_MAIN: Final = "en"


def language_of(words: str, body: Body, otherwise: str) -> str:
    """``Résolution``, ``Rév.`` and ``Dubái`` tell; what is written alike in several languages does not.

    A word without its accent may be a slip, so an English one does not tell that the citation is English.
    """
    written = set(_words(words))
    kinds = _speaking(written, [kind.names for kind in body.kinds.values()])
    forms = {tongue: tuple(forms.values()) for tongue, forms in body.revision_forms.items()}
    for told in (kinds, _speaking(written, [forms])):
        if len(told) == 1 and _MAIN not in told:
            return told.pop()
    if kinds == {_MAIN}:
        return otherwise
    cities = _speaking(
        written, [{_MAIN: (met.city,), **{one: (name,) for one, name in met.names.items()}} for met in body.meetings]
    )
    return cities.pop() if len(cities) == 1 and _MAIN not in cities else otherwise


def _speaking(written: set[str], lexicons: Iterable[Mapping[str, Iterable[str]]]) -> set[str]:
    """The languages that have all of these words, as far as any has them."""
    tongues: dict[str, set[str]] = {}
    for lexicon in lexicons:
        for tongue, names in lexicon.items():
            for word in written.intersection(word for name in names for word in _words(name)):
                tongues.setdefault(word, set()).add(tongue)
    return set.intersection(*tongues.values()) if tongues else set()


def _words(name: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(unicodedata.normalize("NFC", name).partition("{")[0])]
