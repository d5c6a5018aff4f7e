"""The action words of proposals: ``MOD Resolution 130`` in prose, and the column "Action" of a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from sphinx_plenary.lint import Document, Span
from sphinx_plenary.model import ACTIONS, Citation
from sphinx_plenary.prose.tables import Table, tables

_KINDS: Final = (
    r"(?:RESOLUTIONS?|Resolutions?|RES\.?|Res\.?|DECISIONS?|Decisions?|DEC\.?|OPINIONS?|Opinions?"
    r"|RÉSOLUTIONS?|Résolutions?|Rés\.?|DÉCISIONS?|Décisions?|RESOLUCIONES|Resoluciones|RESOLUCIÓN|Resolución"
    r"|DECISIÓN|Decisión|Decisiones)"
)
# What a hand makes of the four words: two letters changed about, one typed twice, a zero for an O.
_SLIPS: Final[Mapping[str, str]] = {
    "MDO": "MOD", "OMD": "MOD", "MODD": "MOD", "MMOD": "MOD", "MOOD": "MOD", "M0D": "MOD",
    "SPU": "SUP", "SUPP": "SUP", "SSUP": "SUP", "SUUP": "SUP",
    "NCO": "NOC", "NOCC": "NOC", "NNOC": "NOC", "NOOC": "NOC", "N0C": "NOC",
    "ADDD": "ADD", "AADD": "ADD",
}  # fmt: skip
# What people write in a column of actions instead.
_OTHERS: Final[Mapping[str, str]] = {
    "MODIFY": "MOD", "MODIFICATION": "MOD", "MODIFIED": "MOD", "AMD": "MOD", "AMEND": "MOD", "AMENDMENT": "MOD",
    "REV": "MOD", "REVISE": "MOD",
    "DEL": "SUP", "DELETE": "SUP", "SUPPRESS": "SUP", "SUPPRESSION": "SUP", "ABROGATE": "SUP",
    "NEW": "ADD", "NC": "NOC", "NO CHANGE": "NOC",
}  # fmt: skip
_CASES: Final[Mapping[str, str]] = {"mod": "MOD", "(mod)": "(MOD)", "sup": "SUP", "noc": "NOC", "add": "ADD"}
_SLIP: Final = re.compile(
    rf"(?<![\w-])(?:{'|'.join(_SLIPS)})(?=\s{{1,3}}(?:the\s)?(?:[A-Z]{{2,5}}\s)?{_KINDS}\s{{1,3}}[0-9])"
)
_BEFORE: Final = re.compile(
    rf"(?<![\w(*-])(?P<action>ADD|MOD|SUP|NOC)\s{{1,3}}(?:(?:PP|WTSA|WTDC|WTPF|Council)\s)?{_KINDS}\s{{1,3}}\Z"
)
_DIGIT: Final = re.compile(r"[0-9]")
_LONGEST: Final = 40
_TITLE: Final = re.compile(r"actions?|acción|proposed actions?|action proposed", re.IGNORECASE)
# What else the head of a table of proposals has; a table of "Action, Owner, Due" has none.
_OF_PROPOSALS: Final = re.compile(
    r"resolution|proposal|proponent|document|contribution|instrument|article|résolution|proposition|resolución|propuesta",
    re.IGNORECASE,
)


class UnknownAction(NamedTuple):
    """A word that is to be an action: ``right`` is the word meant."""

    span: Span
    word: str
    right: str


class Acted(NamedTuple):
    """An action on an instrument that is cited in prose."""

    span: Span
    action: str
    citation: Citation


def unknown_actions(document: Document) -> Sequence[UnknownAction]:
    """Words in the place of an action that are none, where it is certain which is meant."""
    return tuple({one.span: one for one in _unknown(document)}.values())  # in a table, both may see it


def _unknown(document: Document) -> Iterator[UnknownAction]:
    plain = document.plain
    if any(slip in plain for slip in _SLIPS):
        for match in _SLIP.finditer(plain):
            yield UnknownAction(Span(*match.span()), match[0], _SLIPS[match[0]])
    if any(word in plain for word in ("ction", "CTION", "cción")) and "|" in document.text:
        for table in tables(document):
            if any(_OF_PROPOSALS.search(cell.words) for cell in table.head):
                yield from _in_column(table)


def _in_column(table: Table) -> Iterator[UnknownAction]:
    cells = table.column(_TITLE)
    coded = any(cell.words in ACTIONS for cell in cells)
    for cell in cells:
        word = cell.words
        right = _SLIPS.get(word) or _OTHERS.get(word)
        if right is None and (coded or word.lower() != "add") and word not in ACTIONS:
            right = _CASES.get(word.lower())
        if right:
            yield UnknownAction(cell.span, word, right)


def actions(document: Document, citations: Sequence[Citation]) -> Iterator[Acted]:
    """The citations in prose before whose number stands an action: ``SUP Resolution 11``."""
    plain = document.plain
    if not any(word in plain for word in ("ADD", "MOD", "SUP", "NOC")):
        return
    starts = {(anchor.page or 0, anchor.line): anchor.offset for anchor in document.places}
    for cite in citations:
        line = starts.get((cite.origin.page, cite.origin.line))
        if line is None or not cite.prose or not cite.instrument:
            continue
        number = line + cite.origin.column - 1
        first = number
        if not plain[number : number + 1].isdigit():  # it begins with the word before the number
            digit = _DIGIT.search(plain, number, number + _LONGEST)
            first = digit.start() if digit else number
        if found := _BEFORE.search(plain, max(0, first - _LONGEST), first):
            yield Acted(Span(*found.span("action")), found["action"], cite)
