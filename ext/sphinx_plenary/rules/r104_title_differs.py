from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from sphinx_plenary.facts import Facts
from sphinx_plenary.lint import Document
from sphinx_plenary.model import Edit, InForce, Instrument, InstrumentId, Paper, Problem, Revision
from sphinx_plenary.prose.titles import (
    Likeness,
    MaybeTitle,
    beside,
    cells_beside,
    dated,
    differs_by_joints,
    in_quotes,
    likeness,
)
from sphinx_plenary.rules.rule import rule

_ALIKE: Final = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "‑": "-"})
_LOOKS_BACK: Final = re.compile(
    r"\b(?:was|were|had|been|adopted|then|former(?:ly)?|old|earlier|previous(?:ly)?|renamed|(?:19|20)[0-9]{2}"
    r"|fut|était|adoptée?|ancien\w*|fue|era|adoptad\w|antigu\w)\b",
    re.IGNORECASE,
)
_BARE: Final = re.compile(r"[0-9]{1,3}")


@rule("R104")
def title_differs(facts: Facts) -> Iterator[Problem]:
    """A resolution is given a title that is not its own on the paper's date.

    Why: titles change from one revision to the next, and a copied title keeps its copyist's slips. A tracked
    resolution takes its title from the register if ``:title:`` is left out.

    In the text a title is what stands beside a citation in quotation marks, in brackets, behind a colon, a
    comma or a dash, or in the next cell of a table, and is nearly the register's: a word or a mark more, less
    or another. What is not like it at all is not taken for a title. The title of the revision that is named
    counts, else that of the one in force; where the register does not hold the title of that very revision,
    nothing is said, unless a title in quotation marks differs from one that it holds by a hyphen or space alone,
    as "Cyber security" does. Kinds of quotation marks, hyphens and space, the case of the first word, capital letters
    in all words, and a final stop are no difference.
    """
    for item in facts.items:
        instrument = facts.register.instruments.get(item.instrument)
        paper = facts.papers.get(item.docname)
        written = item.fields.get("title_written", "")
        if not (written and instrument and paper):
            continue
        official = facts.register.standing(instrument, paper.date).title
        if official and _plain(written) != _plain(official):
            yield Problem(
                item.at("title"),
                f"the title of {instrument.id} is given as {written!r}",
                f"the register has {official!r}: copy it, or leave ':title:' out",
            )
    for docname in facts.documents:
        if (paper := facts.papers.get(docname)) is not None:
            yield from _in_text(facts, paper)


def _plain(title: str) -> str:
    return " ".join(title.translate(_ALIKE).split())


def _in_text(facts: Facts, paper: Paper) -> Iterator[Problem]:
    document = facts.documents[paper.docname]
    told: set[tuple[int, int]] = set()
    for cite in (*facts.prose_citations[paper.docname], *facts.role_citations[paper.docname]):
        instrument = facts.register.instruments.get(cite.instrument)
        for place in beside(document, cite) if instrument else ():
            assert instrument
            if place[:2] in told:
                continue
            place, years = dated(document, place)
            problem = _judge_each(facts, paper, instrument, (cite.year,) if cite.year else years, place)
            if problem := problem or _judge_spelling(document, instrument, place):
                told.add(place[:2])
                yield problem
                break
    yield from _bare_numbers(facts, paper)


def _bare_numbers(facts: Facts, paper: Paper) -> Iterator[Problem]:
    """Rows as matrices have them: | 101 | Internet Protocol-based networks |."""
    document = facts.documents[paper.docname]
    body = facts.register.bodies.get(facts.body_of(paper) or "")
    for block in document.blocks if body else ():
        if body is None or block.kind != "cell" or block.end - block.start > 8:
            continue
        if (number := document.plain[block.start : block.end].strip()) and _BARE.fullmatch(number):
            key = InstrumentId(body.id, next(iter(body.kinds)), number)
            instrument = facts.register.instruments.get(str(key))
            for place in cells_beside(document, block) if instrument else ():
                assert instrument
                place, years = dated(document, place)
                if problem := _judge_each(facts, paper, instrument, years, place):
                    yield problem


def _revision(facts: Facts, instrument: Instrument, year: int | None, paper: Paper) -> Revision | None:
    """The revision whose title should stand there, if the register holds the title of that very revision."""
    if instrument.key.year is not None:
        found = next(iter(instrument.revisions), None)
    elif year is not None:
        found = instrument.revision(year)
    else:
        standing = facts.register.standing(instrument, paper.date)
        found = standing.revision if standing.certain and standing.state is InForce.YES else None
    return found if found and found.title and not found.unconfirmed else None


def _judge_each(
    facts: Facts, paper: Paper, instrument: Instrument, years: Sequence[int | None], place: MaybeTitle
) -> Problem | None:
    """The title may be of any of these years' revisions: a problem only where it is none of them."""
    found = []
    for year in years:
        revision = _revision(facts, instrument, year, paper)
        problem = _judge(facts, paper, instrument, revision, year, place) if revision else None
        if problem is None:
            return None
        found.append(problem)
    return found[0]


def _judge(
    facts: Facts, paper: Paper, instrument: Instrument, revision: Revision, year: int | None, place: MaybeTitle
) -> Problem | None:
    document = facts.documents[paper.docname]
    start, end = place.start, place.end
    while end > start and document.plain[end - 1] in ".,;:":
        end -= 1
    written = document.plain[start:end]
    others = [one for one in instrument.revisions if one is not revision and one.title]
    if likeness(written, revision.title, place.marked) is Likeness.SAME:
        return None
    other = next((one for one in others if likeness(written, one.title, place.marked) is Likeness.SAME), None)
    if other is None and likeness(written, revision.title, place.marked) is not Likeness.NEAR:
        return None
    if other is not None and year is None:
        sentence = facts.sentences[paper.docname].at(start)
        around = (
            document.plain[max(sentence.start, start - 200) : start]
            + document.plain[end : min(sentence.end, end + 200)]
        )
        if _LOOKS_BACK.search(around):
            return None  # a story, in which the old title is right
    shown = " ".join(written.split())
    what = f"the title of {instrument.id} is given as {shown!r}"
    if other is not None:
        what += f", that of {other.meeting.label}"
    right = _in_the_style_of(written, revision.title)
    whole = document.text[start:end] == written
    edits = (Edit(document.origin(start, end), right),) if whole and right != written else ()
    return Problem(document.origin(start, end), what, f"the register has {revision.title!r}: copy it", edits)


def _judge_spelling(document: Document, instrument: Instrument, place: MaybeTitle) -> Problem | None:
    """A title in quotation marks that is spelt with other hyphens or spaces than any title of the text."""
    if not in_quotes(document, place):
        return None
    written = document.plain[place.start : place.end].rstrip(".,;: ")
    titles = [one.title for one in instrument.revisions if one.title and not one.unconfirmed]
    titles += [instrument.title] if instrument.title and not instrument.unconfirmed else []
    right = next((title for title in titles if differs_by_joints(written, title)), None)
    if right is None or any(likeness(written, title) is Likeness.SAME for title in titles):
        return None
    what = f"the title of {instrument.id} is given as {' '.join(written.split())!r}"
    return Problem(
        document.origin(place.start, place.start + len(written)), what, f"the register has {right!r}: copy it"
    )


def _in_the_style_of(written: str, title: str) -> str:
    """The title with the first letter and the apostrophes that the author has."""
    if written[0].lower() == title[0].lower():
        title = written[0] + title[1:]
    return title.replace("'", "’") if "’" in written and "'" not in written else title
