"""Whether a sentence speaks of the past: what was so then is not to be judged by what is so now."""

from __future__ import annotations

import re
from typing import Final

from sphinx_plenary.model import Body, Meeting

# Words that mark an older state as older, in the three languages; not the past tense alone, which says little.
_OLDER: Final = re.compile(
    r"\b(?:began|begins|originally|initially|formerly|former|previous(?:ly)?|earlier|older|historical(?:ly)?"
    r"|old (?:text|version|wording|form|revision|one)s?"
    r"|superseded|replace[sd]?|replacing|predecessor|then[ -](?:in force|current|valid|text)|at (?:the|that) time"
    r"|at its adoption|since revised|later revised|has since|used to|no longer|until then|back in|first adopted"
    r"|going back|dates? (?:back )?(?:to|from)|compar(?:ed|ing|ison)|unlike|instead of"
    r"|ancien(?:ne)?s?|alors|à l['’]époque|précédente?s?|remplac\w{1,6}|initialement|à l['’]origine|antérieure?s?"
    r"|comparée?s?|par rapport|contrairement|comparad[oa]s?|en comparación|a diferencia"
    r"|entonces|anterior(?:es)?|antigu[oa]s?|sustitu\w{1,6}|reemplaz\w{1,6}|originalmente|por aquel|en su día)\b",
    re.IGNORECASE,
)
# What a conference did to a text: of the text itself, in the past.
_DONE: Final = re.compile(
    r"\b(?:(?:was|were|been) (?:\w{2,12}ly |first |last |then |also )?"
    r"(?:adopted|agreed|revised|amended|approved|updated|changed)"
    r"|(?:fut|furent|été) (?:adoptée?s?|révisée?s?|approuvée?s?|modifiée?s?)"
    r"|(?:fue|fueron|sido) (?:adoptad|revisad|aprobad|modificad)[oa]s?) (?:in|at|by|à|en|par|lors|por)\b",
    re.IGNORECASE,
)
# The first of these behind a text that is who does it says of which time the sentence speaks: "and is" does not.
_VERB: Final = re.compile(
    r"\b(?:(?P<past>was|were|had|has been|have been|did|fut|furent|était|étaient|a été|ont été|fue|fueron|era|eran"
    r"|ha sido|han sido)"
    r"|is|are|has|have|applies|apply|requires?|instructs?|invites?|calls|provides?|governs?|says|states|asks?|remains?"
    r"|continues?|defines?|binds|must|shall|est|sont|charge|prévoit|demande|exige|reste|régit|fixe"
    r"|es|está|son|están|encarga|pide|dispone|establece|sigue|rige|prevé|debe)\b",
    re.IGNORECASE,
)
_ASIDE: Final = re.compile(r"\A\s{0,3},[^,;:]{1,120},")
_UNDER: Final = re.compile(
    r"\b(?:under|pursuant to|in accordance with|in line with|according to|conformément à|en vertu de|selon"
    r"|de conformidad con|en virtud de|según)\s{1,3}(?:(?:the|la)\s)?\Z",
    re.IGNORECASE,
)
_SUBJECT: Final = re.compile(
    r"(?:\A|[,:–—]|\b(?:and|but|that|because|since|as|while|so|or|la|que|car|et|mais|pero))\s*\Z", re.IGNORECASE
)
_BRACKETED: Final = re.compile(r"[(\[][^()\[\]]{0,80}[)\]]")
_YEAR: Final = re.compile(r"(?<![\d/.-])(?:19|20)\d{2}(?![\d/-])")


def marks_as_older(sentence: str) -> bool:
    """Whether words of the sentence say that something in it is of an older state."""
    return _OLDER.search(sentence) is not None


def tells_what_was_done(sentence: str) -> bool:
    """Whether it says that a text was adopted or changed."""
    return _DONE.search(sentence) is not None


def speaks_of_now(before: str, after: str) -> bool:
    """Whether what stands round a text in its sentence says what it does or asks now: "the text requires"."""
    if not (under := _UNDER.search(before)) and not _SUBJECT.search(before):
        return False
    aside = _ASIDE.match(after)
    verb = _VERB.search(after if under or aside is None else after[aside.end() :])
    return verb is not None and not verb["past"]


def names_meeting(sentence: str, body: Body, meeting: Meeting) -> bool:
    """Whether it names that meeting, by its label or city: "PP-14", "in Busan"."""
    label = meeting.conference.rpartition("-")[2]
    series = "|".join(map(re.escape, body.abbreviations))
    cities = "|".join(map(re.escape, {meeting.city, *meeting.names.values()}))
    named = rf"\b(?:(?:{series})[-‐‑–’'\s]?(?:(?:19|20)?{label}|{meeting.year})|{cities})\b"
    return re.search(named, sentence, re.IGNORECASE) is not None


def years_in(sentence: str) -> set[int]:
    return {int(year) for year in _YEAR.findall(sentence)}


def without_labels(sentence: str) -> str:
    """Without what stands in brackets: the years there are those of texts."""
    return _BRACKETED.sub(" ", sentence)
