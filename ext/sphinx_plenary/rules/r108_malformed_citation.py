from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from sphinx_plenary.citations import Form, citation_words, revision_words
from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Citation, Edit, Instrument, Problem, Severity
from sphinx_plenary.rules.rule import rule

_WRONG: Final[Mapping[str, str]] = {
    "number-word": "has a word before its number",
    "stray-mark": "has a stray mark before its number",
    "look-alike": "has a letter that looks like a digit",
    "leading-zero": "has a zero before its number",
    "no-comma": "has no comma between city and year",
    "no-point": "has no full stop behind 'Rev'",
    "no-space": "has no space behind 'Rev.'",
    "small-word": "has a word between 'Rev.' and the city",
    "spelled-out": "spells out 'Rev.'",
    "order": "has 'Rev.' behind the city",
    "no-brackets": "has its revision outside brackets",
    "unclosed-bracket": "has a bracket that is not closed",
    "square-brackets": "has square brackets",
    "no-city": "names no city",
    "no-year": "names no year",
}
# Of these the cure is certain: what is meant stands there.
_BEFORE_NUMBER: Final = frozenset({"number-word", "stray-mark"})
_OF_REVISION: Final = frozenset(
    {
        "no-comma",
        "no-point",
        "no-space",
        "small-word",
        "spelled-out",
        "order",
        "no-brackets",
        "square-brackets",
        "no-city",
    }
)
_HEAD: Final = re.compile(
    r"(?P<word>.*?[^\W\d_]{3,}\.?)(?P<odd>\s{0,4}[;:,]?\s{0,4}(?:(?:n[uú]m[eé]ros?|numbers?|nums?|n[°ºo]?s?|nrs?|#|№)\.?)?)\s{0,4}",
    re.IGNORECASE | re.DOTALL,
)
_NUMBER: Final = re.compile(r"0*(?P<number>[0-9]+)\s{0,4},?\s{0,4}(?P<revision>[(\[]?[^()\[\]]*[)\]]?)")


class _Cure(NamedTuple):
    """What to write instead of a stretch of the text."""

    start: int
    end: int
    text: str


@rule("R108", Severity.WARNING)
def malformed_citation(facts: Facts) -> Iterator[Problem]:
    """A citation in prose is not of ITU's form: Resolution 101 (Rev. Dubai, 2018).

    Why: Decision 3 (Minneapolis, 1998) fixes the form: a revised text takes "Rev.", the city and the
    year in brackets; a text that was never revised the city and the year alone. Readers search for it.
    """
    for cite in facts.citations:
        instrument = facts.register.instruments.get(cite.instrument)
        if not cite.prose or instrument is None:
            continue
        wrong = [_WRONG[flaw] for flaw in cite.flaws if flaw in _WRONG] + list(_rev(cite, instrument, facts))
        if wrong:
            text = " ".join(cite.text.split())
            what = f"{text!r} {' and '.join(wrong)}"
            cures = list(_cures(cite, instrument, facts))
            edits = tuple(Edit(facts.documents[cite.docname].origin(one.start, one.end), one.text) for one in cures)
            right = _mended(cite, cures, facts) or _right(cite, instrument, facts)
            yield Problem(cite.origin, what, f"write {right!r}", edits)


def _rev(cite: Citation, instrument: Instrument, facts: Facts) -> Iterator[str]:
    """Whether "Rev." stands where it should; of the revision in force, since another is R102's."""
    paper = facts.papers.get(cite.docname)
    revision = facts.register.standing(instrument, paper.date).revision if paper else None
    if cite.revised is None or revision is None or revision.unconfirmed or revision.year != cite.year:
        return
    if cite.revised and revision.adoption:
        yield "has 'Rev.', but the text was adopted there, not revised"
    if not cite.revised and not revision.adoption:
        yield "lacks 'Rev.'"


def _right(cite: Citation, instrument: Instrument, facts: Facts) -> str:
    paper = facts.papers.get(cite.docname)
    language = facts.language_of(cite)
    body = facts.register.bodies[instrument.key.body]
    revision = instrument.revision(cite.year) if cite.year else None
    words = citation_words(body, instrument.key, revision, Form.FULL, facts.body_of(paper) == body.id, language)
    meeting = body.meeting(cite.year, cite.city or None) if cite.year and revision is None else None
    if meeting is None:
        return words
    forms = body.revision_forms.get(language) or body.revision_forms["en"]  # a state that the register has not
    label = forms.get("revised" if cite.revised else "new", "").format(city=meeting.city_in(language), year=cite.year)
    return f"{words} {label}".strip()


def _cures(cite: Citation, instrument: Instrument, facts: Facts) -> Iterator[_Cure]:
    """The cure by parts, so that the author's other words stay; none where a part cannot be mended unseen."""
    document = facts.documents.get(cite.docname)
    if document is None or cite.whole == (0, 0):
        return
    start, end = cite.whole
    listed = facts.mention_sizes[cite.docname][cite.whole] > 1
    if listed or document.text[start:end] != document.plain[start:end]:
        return
    flaws = {flaw for flaw in cite.flaws if flaw in _WRONG}
    first, last = cite.span
    head, own = document.text[start:first], _NUMBER.fullmatch(document.text, first, last)
    if own is None or not flaws <= _BEFORE_NUMBER | _OF_REVISION | {"leading-zero"}:
        return
    revision = _label(cite, instrument, facts) if own["revision"] else ""
    if own["revision"] and not revision:
        return
    if flaws & _BEFORE_NUMBER:
        odd = _HEAD.fullmatch(head)
        if odd is None:
            return
        yield _Cure(start + odd.end("word"), first, " ")
    right = f"{own['number']} {revision}".strip()
    if (flaws - _BEFORE_NUMBER or not flaws) and right != document.text[first:last]:
        yield _Cure(first, last, right)


def _mended(cite: Citation, cures: Sequence[_Cure], facts: Facts) -> str:
    """The mention with its cures; empty where there are none."""
    if not cures:
        return ""
    text, (at, end) = facts.documents[cite.docname].text, cite.whole
    parts = []
    for cure in cures:
        parts += [text[at : cure.start], cure.text]
        at = cure.end
    return " ".join("".join([*parts, text[at:end]]).split())


def _label(cite: Citation, instrument: Instrument, facts: Facts) -> str:
    """The revision in ITU's form; empty where the register does not know it, or not whether it was the adoption."""
    revision = instrument.revision(cite.year) if cite.year else None
    if revision is None or (cite.city and not revision.meeting.named(cite.city)):
        return ""
    if revision.unconfirmed and cite.revised is revision.adoption:
        return ""
    return revision_words(facts.register.bodies[instrument.key.body], revision, facts.language_of(cite))
