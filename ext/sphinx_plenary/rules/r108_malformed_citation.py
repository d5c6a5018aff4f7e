from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from sphinx_plenary.citations import Form, citation_words
from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Citation, Instrument, Problem, Severity
from sphinx_plenary.rules.rule import rule

_WRONG: Final[Mapping[str, str]] = {
    "number-word": "has a word before its number",
    "stray-mark": "has a stray mark before its number",
    "look-alike": "has a letter that looks like a digit",
    "leading-zero": "has a zero before its number",
    "no-comma": "has no comma between city and year",
    "no-point": "has no full stop behind 'Rev'",
    "no-space": "has no space behind 'Rev.'",
    "spelled-out": "spells out 'Rev.'",
    "order": "has 'Rev.' behind the city",
    "no-brackets": "has its revision outside brackets",
    "unclosed-bracket": "has a bracket that is not closed",
    "square-brackets": "has square brackets",
    "no-city": "names no city",
    "no-year": "names no year",
}


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
            yield Problem(cite.origin, f"{text!r} {' and '.join(wrong)}", f"write {_right(cite, instrument, facts)!r}")


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
    language = paper.language if paper else "en"
    body = facts.register.bodies[instrument.key.body]
    revision = instrument.revision(cite.year) if cite.year else None
    words = citation_words(body, instrument.key, revision, Form.FULL, facts.body_of(paper) == body.id, language)
    meeting = body.meeting(cite.year, cite.city or None) if cite.year and revision is None else None
    if meeting is None:
        return words
    forms = body.revision_forms.get(language) or body.revision_forms["en"]  # a state that the register has not
    label = forms.get("revised" if cite.revised else "new", "").format(city=meeting.city_in(language), year=cite.year)
    return f"{words} {label}".strip()
