from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sphinx_plenary.citations import DocumentCitation, DocumentKind, Form, citation_words
from sphinx_plenary.facts import Facts
from sphinx_plenary.lint import Span
from sphinx_plenary.model import Paper, Problem, ProvisionalCode, Revision, Severity
from sphinx_plenary.rules.rule import rule

_AS_DOCUMENT: Final = re.compile(r"\b[Dd]oc(?:\.|umento?s?)\s{1,3}\Z")
# So far round a code its sentence is read.
_REACH: Final = 400


@rule("R112", Severity.WARNING)
def provisional_code(facts: Facts) -> Iterator[Problem]:
    """A text is called by its provisional code although it has a number by the paper's date.

    Why: a code such as [IAP-7] or COM5/14 lasts as long as the conference, and the next one gives it to another
    text; under its number readers find it. The codes are those of ``provisional_codes.csv``. One is told once in a
    paper, from the last day of its conference, in a paper on that conference or in a sentence that names it. Where
    the number stands in the same sentence the code is explained, there and in the rest of the paper. A document
    that is cited as one, as Document DT/78 or PP-14/DT/78-E, is left alone.
    """
    for docname, named in facts.documents_cited.items():
        paper = facts.papers.get(docname)
        found: dict[ProvisionalCode, list[DocumentCitation]] = {}
        for one in named if paper else ():
            for code in facts.register.known_by_code.get(_code(one), ()):
                if paper and not code.unconfirmed and _meant(code, one, paper, facts):
                    found.setdefault(code, []).append(one)
        for code, places in found.items():
            number = facts.register.instruments[code.instrument].key.number
            if paper and not any(_explained(number, one, docname, facts) for one in places):
                origin = facts.documents[docname].origin(places[0].start, places[0].end)
                what = f"{places[0].text!r} was the provisional code of {code.instrument} at {code.conference}"
                yield Problem(origin, what, f"write {_right(code, paper, facts)!r}")


def _code(one: DocumentCitation) -> str:
    """The code as the register has it, without brackets and language; empty where it is a document's full name."""
    if one.kind is DocumentKind.CODE:
        return one.id.strip("[]")
    return f"{one.series}/{one.number}" if one.series and not one.conference else ""


def _meant(code: ProvisionalCode, one: DocumentCitation, paper: Paper, facts: Facts) -> bool:
    """Whether the code is that conference's, and its text had a number on the paper's date."""
    revision = _made(code, facts)
    if revision is None or facts.register.effective(revision.meeting) > paper.date:
        return False
    if _AS_DOCUMENT.search(facts.documents[paper.docname].plain, max(0, one.start - 16), one.start):
        return False
    around = _around(one, paper.docname, facts)
    return code.conference == paper.conference or code.conference in around or revision.meeting.label in around


def _explained(number: str, one: DocumentCitation, docname: str, facts: Facts) -> bool:
    around = _around(one, docname, facts).replace(one.text, "")
    return re.search(rf"(?<![0-9/]){re.escape(number)}(?![0-9/])", around) is not None


def _around(one: DocumentCitation, docname: str, facts: Facts) -> str:
    """The sentence as it is written, with its roles; of a very long one what is near."""
    first, last = facts.sentences[docname].at(one.start)
    span = Span(max(first, one.start - _REACH), min(last, one.end + _REACH))
    return facts.documents[docname].text[slice(*span)]


def _made(code: ProvisionalCode, facts: Facts) -> Revision | None:
    """The state of the text that the conference made."""
    revisions = facts.register.instruments[code.instrument].revisions
    return next((one for one in revisions if one.meeting.conference == code.conference), None)


def _right(code: ProvisionalCode, paper: Paper, facts: Facts) -> str:
    instrument = facts.register.instruments[code.instrument]
    body = facts.register.bodies[instrument.key.body]
    own = facts.body_of(paper) == body.id
    return citation_words(body, instrument.key, _made(code, facts), Form.FULL, own, paper.language)
