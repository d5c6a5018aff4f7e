"""Files, ours or anyone's -> ``Facts``, without Sphinx: what ``lint`` and ``fix`` look at.

Roles and directives are not read: what they declare and cite only a build knows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sphinx_plenary.citations import plain_date
from sphinx_plenary.facts import Facts
from sphinx_plenary.lint import Document
from sphinx_plenary.lint.cited import ProseReader
from sphinx_plenary.lint.heads import read_head
from sphinx_plenary.model import Citation, Conference, Paper, Slip, Status
from sphinx_plenary.prose import Dates, Quotations, Sentences
from sphinx_plenary.prose.heads import date_at_head
from sphinx_plenary.register import Register
from sphinx_plenary.slips import FRONT_MATTER


@dataclass(frozen=True)
class Gathered:
    """The facts, and what had to be guessed to have them: a line for each document."""

    facts: Facts
    guesses: tuple[str, ...]


def gather(
    documents: Sequence[Document], register: Register, conference: str | None = None, on: date | None = None
) -> Gathered:
    """The facts of some documents. Front matter says what a paper is about and of when; the arguments go before it."""
    prose = ProseReader(register.bodies)
    papers: dict[str, Paper] = {}
    citations: list[Citation] = []
    slips: list[Slip] = []
    guesses: list[str] = []
    for document in documents:
        name = document.name
        head = read_head(document.text, name, name)
        slips += [Slip(name, FRONT_MATTER, problem) for problem in head.problems]
        own = head.paper
        about = register.conferences.get(
            conference or (own.conference if own else "") or likely_conference(document, register)
        )
        cited = list(prose.citations(document, name, about))
        citations += cited
        written = None if own or on else date_at_head(document)
        day = on or written or (own.date if own else likely_date(about, cited, register, document))
        paper = replace(own, title=_title(document)) if own else _stranger(name, guessed=not (on or written))
        papers[name] = replace(paper, conference=about.id if about else paper.conference, date=day)
        if own is None and not (conference and on):
            said = about.id if about else "no conference that can be told"
            when = f"{plain_date(day)}, the date at its head" if written else plain_date(day)
            guesses.append(f"{name}: taken to be about {said}, as of {when}; name others with --conference and --date")
    facts = Facts(
        register=register,
        papers=papers,
        citations=tuple(citations),
        slips=tuple(slips),
        documents={document.name: document for document in documents},
        whole=False,
    )
    return Gathered(facts, tuple(guesses))


def likely_conference(document: Document, register: Register) -> str:
    """The conference whose label stands in the text most often; empty where none does."""
    words = document.plain.replace("\N{NON-BREAKING HYPHEN}", "-").replace("\N{EN DASH}", "-")
    counts = Counter(
        {id: words.count(id) for id, conference in register.conferences.items() if conference.body and id in words}
    )
    best = counts.most_common(1)
    return best[0][0] if best else ""


def likely_date(
    conference: Conference | None, cited: Iterable[Citation], register: Register, document: Document
) -> date:
    """The conference's first day, or its last where its own results are cited; else that of the latest text cited.

    Where no text is cited: the end of the last conference, but no later than the latest day that the text names.
    """
    years = {cite.year for cite in cited if cite.year}
    if conference and conference.start and conference.end:
        return conference.end if conference.end.year in years else conference.start
    held = sorted(each.end for each in register.conferences.values() if each.end)
    if ends := [end for end in held if end.year in years]:
        return max(ends)
    last = max(held, default=date.max)
    dates = Dates(Sentences(document), Quotations(document)).all
    named = [one.date for one in dates if one.date and one.date > min(held, default=last)]
    return min(last, max(named, default=last))


def _title(document: Document) -> str:
    """The words of the first heading."""
    heading = next((block for block in document.blocks if block.kind == "heading"), None)
    return document.text[heading.start : heading.end] if heading else ""


def _stranger(name: str, guessed: bool) -> Paper:
    """A paper without a kind: rules that ask something of papers of ours leave it alone."""
    return Paper(
        docname=name,
        path=name,
        kind="",
        conference="",
        status=Status.REVIEW,
        date=date.max,
        version="",
        title=name,
        date_guessed=guessed,
    )
