"""Whether a sentence speaks of the past: what was so then is not to be judged by what is so now."""

from __future__ import annotations

import re
from typing import Final

# Words that mark an older state as older, in the three languages; not the past tense alone, which says little.
_OLDER: Final = re.compile(
    r"\b(?:began|begins|originally|initially|formerly|former|previous(?:ly)?|earlier|older?|historical(?:ly)?"
    r"|superseded|replace[sd]?|replacing|predecessor|then[ -](?:in force|current|valid|text)|at (?:the|that) time"
    r"|at its adoption|since revised|later revised|has since|used to|no longer|until then|back in|first adopted"
    r"|going back|dates? (?:back )?(?:to|from)"
    r"|ancien(?:ne)?s?|alors|à l['’]époque|précédente?s?|remplac\w{1,6}|initialement|à l['’]origine|antérieure?s?"
    r"|entonces|anterior(?:es)?|antigu[oa]s?|sustitu\w{1,6}|reemplaz\w{1,6}|originalmente|por aquel|en su día)\b",
    re.IGNORECASE,
)
_BRACKETED: Final = re.compile(r"[(\[][^()\[\]]{0,80}[)\]]")
_YEAR: Final = re.compile(r"(?<![\d/.-])(?:19|20)\d{2}(?![\d/-])")


def marks_as_older(sentence: str) -> bool:
    """Whether words of the sentence say that something in it is of an older state."""
    return _OLDER.search(sentence) is not None


def years_in(sentence: str) -> set[int]:
    return {int(year) for year in _YEAR.findall(sentence)}


def without_labels(sentence: str) -> str:
    """Without what stands in brackets: the years there are those of texts."""
    return _BRACKETED.sub(" ", sentence)
