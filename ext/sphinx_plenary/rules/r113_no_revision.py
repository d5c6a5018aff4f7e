from __future__ import annotations

from collections.abc import Iterator

from sphinx_plenary.citations import Form, citation_words
from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Citation, InForce, Instrument, Paper, Problem, Severity
from sphinx_plenary.rules.rule import rule


@rule("R113", Severity.WARNING, default=False)
def no_revision(facts: Facts) -> Iterator[Problem]:
    """The first mention of a text in a paper does not say which revision is meant.

    Why: a text changes from one revision to the next, and a reader some years later cannot tell which was
    before the author. ``{res}`101` `` writes the revision at the first mention by itself; in plain prose it is
    typed. Asked of texts of bodies that cite by city and year, once per paper; headings and titles of tables
    may be short. A year that the paper's conference gives to its opinions is no revision.
    """
    for docname, cites in facts.prose_citations.items():
        paper = facts.papers.get(docname)
        seen: set[str] = set()
        for cite in sorted((*cites, *facts.role_citations[docname]), key=lambda cite: cite.span) if paper else ():
            if paper is None or cite.instrument in seen or _in_heading(cite, facts):
                continue
            seen.add(cite.instrument)
            instrument = facts.register.instruments.get(cite.instrument)
            if (
                cite.prose
                and instrument
                and not (cite.year or cite.city)
                and (right := _right(instrument, paper, facts))
            ):
                what = f"{instrument.id} is first mentioned without its revision"
                yield Problem(cite.origin, what, f"write {right} if the text in force is meant")


def _in_heading(cite: Citation, facts: Facts) -> bool:
    block = facts.sentences[cite.docname].block_at(cite.span[0])
    return block is not None and block.kind in {"heading", "head", "argument"}


def _right(instrument: Instrument, paper: Paper, facts: Facts) -> str:
    """The words for the text in force; empty where its body does not cite by city and year, or none was in force."""
    body = facts.register.bodies[instrument.key.body]
    standing = facts.register.standing(instrument, paper.date)
    if instrument.key.year or standing.state is not InForce.YES or standing.revision is None:
        return ""
    own = facts.body_of(paper) == body.id
    full, short = (
        citation_words(body, instrument.key, standing.revision, form, own, paper.language)
        for form in (Form.FULL, Form.SHORT)
    )
    if full == short:
        return ""
    return repr(full) if standing.certain else f"{full!r} (unconfirmed)"
