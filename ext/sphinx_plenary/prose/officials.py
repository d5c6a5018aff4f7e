"""Elected officials in plain prose: names that are nearly the register's, and the offices said beside a name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from typing import Final, NamedTuple

from sphinx_plenary.prose.alternatives import alternatives
from sphinx_plenary.prose.dates import Dates
from sphinx_plenary.prose.near import fold

_ALIKE: Final = 0.75
_OFFICE_WORD: Final = re.compile(
    r"Secretary[- ]General|Director|Bureau|[Ee]lect(?:ed|ion|s)|[Cc]andidate|Secrétaire général|Secretari[oa] General"
    r"|[Dd]irect(?:eur|rice|ora?)(?!\w)"
)
_WORD: Final = r"[^\W\d_a-z][\w’'-]{1,20}"
_AFTER: Final = re.compile(rf"[-\s]{_WORD}(?:[-\s]{_WORD}){{0,2}}")
_BEFORE: Final = re.compile(rf"(?<![\w-])(?P<name>{_WORD})\s{{1,3}}\Z")


class Misspelt(NamedTuple):
    """A name in a text, and the register's."""

    start: int
    end: int
    right: str


def misspelt(names: Iterable[str], dates: Dates) -> Iterator[Misspelt]:
    """The names of which one part is right and the rest nearly so, in sentences on offices and elections."""
    parts = {part: name for name in names for part in (name.split()[0], name.split()[-1]) if len(part) > 3}
    plain = dates.document.plain
    present = sorted((part for part in parts if part in plain), key=len, reverse=True)
    if not present:
        return
    end = 0
    for match in re.finditer("|".join(map(re.escape, present)), plain):
        around = plain[match.start() - 1 : match.start()] + plain[match.end() : match.end() + 1]
        whole = not any(char.isalnum() for char in around)
        found = _written(match, parts[match[0]], dates) if whole and match.start() >= end else None
        if found is None:
            continue
        start, end = found
        right = parts[match[0]]
        if len(right.split()) > 2 and len(plain[start:end].split()) == 2:  # without the middle name
            right = f"{right.split()[0]} {right.split()[-1]}"
        if not (dates.quoted(start) or dates.quoted(end)):
            yield Misspelt(start, end, right)


def _written(match: re.Match[str], right: str, dates: Dates) -> tuple[int, int] | None:
    """Where a name stands of which this part is right and the rest nearly."""
    plain = dates.document.plain
    sentence = dates.sentences.at(match.start())
    first, *rest = right.split()
    last = rest[-1]
    if match[0] == first:
        behind = _AFTER.match(plain, match.end(), sentence.end)
        meant = {last, " ".join(rest)}
        if behind is None or any(" ".join(behind[0][1:].split()).casefold().startswith(m.casefold()) for m in meant):
            return None
        spans = [(match.start(), match.end() + len(part)) for part in _beginnings(behind[0])]
        near = [span for span in spans if any(_near(plain[match.end() : span[1]], one) for one in meant)]
    else:
        before = _BEFORE.search(plain, max(sentence.start, match.start() - 30), match.start())
        near = [(before.start(), match.end())] if before and _near(before["name"], first) else []
    if not near or not _OFFICE_WORD.search(plain, sentence.start, sentence.end):
        return None
    return max(near, key=lambda span: _ratio(plain[span[0] : span[1]], right))


def _beginnings(text: str) -> Iterator[str]:
    """``-Bogdan Martin`` -> itself, then ``-Bogdan``; without a possessive's end."""
    whole = re.sub(r"['’]s?\Z", "", text)
    yield whole
    for cut in reversed([match.start() for match in re.finditer(r"[-\s]", whole)][1:]):
        yield whole[:cut]


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, fold(text)))


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, _letters(one), _letters(other)).ratio()


def _near(written: str, right: str) -> bool:
    """Nearly the same letters, or the same with other hyphens; an accent more or less counts as the same."""
    words = written.strip("- ")
    one, other = _letters(written), _letters(right)
    if one == other:
        return ("-" in words) != ("-" in right) or written.startswith("-")
    return one[:1] == other[:1] and _ratio(one, other) >= _ALIKE


# ---- offices -------------------------------------------------------------------------------------------------------

_BUREAUS: Final = {
    "BR": "Radiocommunication",
    "TSB": "Telecommunication Standardization",
    "BDT": "Telecommunication Development",
}
_OFFICE: Final = (
    r"(?:(?:Deputy\s)?Secretary[-\s]General|Director\sof\sthe\s(?:\w+\s){1,2}Bureau|Director\sof\s(?:the\s)?(?:BR|TSB|BDT))"
    r"(?!\w)"
)
_OF_ITU: Final = r"(?:\sof\s(?:the\s)?(?:ITU|International\sTelecommunication\sUnion|Union)(?!\w))?"
_ARTICLE: Final = r"(?:(?:the|The|its|new|next|current|ITU|ITU['’]s)\s){0,3}"
_TITLE: Final = r"(?:(?:Mr|Ms|Mrs|Dr|H\.E)\.?\s)?"
_ELECTED: Final = r"(?:,?\s(?:was|is|has\sbeen|were))?\s(?:re-?)?elected\s(?:as\s)?"
_TWO_CAPITALS: Final = r"[^\W\d_a-z][\w’'-]+\s[^\W\d_a-z]"
_ELECTS: Final = rf"(?<!\w)(?:re-?)?elect(?:ed|s|ing)\s{_TITLE}"
_AS: Final = rf"\s(?:as|to\sbe|to\sthe\s(?:post|office|position)\sof)\s{_ARTICLE}"
# Another's office, or another name behind it in the same paragraph.
_NO_LIST: Final = rf"(?!-|\s(?:of|at|for)\s|,?(?:[^\S\n]{{1,3}}|[^\S\n]?\n(?!\s)){_TITLE}{_TWO_CAPITALS})"
_NO_OTHER: Final = rf"(?!,\s{_ARTICLE}(?:Secretary|Deputy|Director|[Cc]andidate))"
# Before a name or an office, these make another thing of what follows.
_NOT_BEHIND: Final = re.compile(
    rf"(?:{_OFFICE}{_OF_ITU},?\s{_TITLE}|(?:Deputy|Under|Assistant|UN|Vice|to\sthe|for|with|[^\W\d_a-z][\w’'-]+,)[-\s]{_ARTICLE})\Z"
)
_OPENS: Final = re.compile(rf"\W*{_ARTICLE}\Z")
# Other times than the paper's, and what is not so.
_OTHERWISE: Final = re.compile(
    r"(?i:(?<!\w)(?:former(?:ly)?|then|ex|previous(?:ly)?|until|candida\w+|candidacy|acting|not|never|would|if|later|elect"
    r"|future|will\sbe(?:come)?|become|succe\w+|predecess\w+|outgoing|incoming|deputi[sz]\w+|wrong\w*|slip|once|instead)(?!\w))"
)


class Office(NamedTuple):
    """An office that a text gives a person; ``elected``: by an election that it speaks of."""

    start: int
    end: int
    name: str
    office: str
    elected: bool


def offices(names: Iterable[str], dates: Dates) -> Iterator[Office]:
    """The offices said directly beside these names, in no order; where a list may be read in two ways, none."""
    plain = dates.document.plain
    known = f"(?P<name>{alternatives(name for name in names if name in plain)})(?!\\w)"
    if "(?!)" in known:
        return
    office = f"(?P<office>{_OFFICE})"
    elected = rf"{known}{_ELECTED}{_ARTICLE}{office}"
    electing = rf"{_ELECTS}{known}{_AS}{office}"
    for pattern in (elected, electing):
        for match in re.finditer(pattern, plain):
            yield _said(match, True)
    behind = rf"{known},\s{_ARTICLE}{office}{_OF_ITU}{_NO_LIST}"
    for match in re.finditer(behind, plain):
        if not _otherwise(match, dates) and not _NOT_BEHIND.search(plain, max(match.start() - 90, 0), match.start()):
            yield _said(match, False)
    before = rf"(?<![\w-]){office}{_OF_ITU}(?P<comma>,)?\s{_TITLE}{known}{_NO_OTHER}"
    for match in re.finditer(before, plain):
        if not _otherwise(match, dates) and _is_title(match, dates):
            yield _said(match, False)


def _said(match: re.Match[str], elected: bool) -> Office:
    office = " ".join(match["office"].replace("Secretary General", "Secretary-General").split())
    bureau = _BUREAUS.get(office.split()[-1])
    office = f"Director of the {bureau} Bureau" if bureau else office
    return Office(*match.span("office"), match["name"], office, elected)


def _otherwise(match: re.Match[str], dates: Dates) -> bool:
    """Whether the sentence speaks of another time, or crosses its own end."""
    sentence = dates.sentences.at(match.start())
    if sentence.end < match.end() or sentence.end - sentence.start > 1500:
        return True
    return _OTHERWISE.search(dates.document.plain, sentence.start, sentence.end) is not None


def _is_title(match: re.Match[str], dates: Dates) -> bool:
    """Whether an office belongs to the name behind it: behind a comma only as what opens a sentence."""
    plain, sentence = dates.document.plain, dates.sentences.at(match.start())
    before = plain[max(sentence.start, match.start() - 90) : match.start()]
    if _NOT_BEHIND.search(before):
        return False
    opens = sentence.start >= match.start() - 90 and _OPENS.fullmatch(before) is not None
    closed = re.match(r",\s(?!and\s|et\s|y\s)[a-z]|\s?[.;:)]", plain[match.end() : match.end() + 8])
    return not match["comma"] or (opens and closed is not None)
