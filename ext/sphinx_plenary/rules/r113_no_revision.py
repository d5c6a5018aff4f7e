from __future__ import annotations

from collections.abc import Iterator

from sphinx_plenary.citations import Form, citation_words, revision_words
from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Citation, InForce, Instrument, Paper, Problem, Severity
from sphinx_plenary.rules.rule import rule


@rule("R113", Severity.WARNING, default=False)
def no_revision(facts: Facts) -> Iterator[Problem]:
    """The first mention of a text in a paper does not say which revision is meant.

    Why: a text changes from one revision to the next, and a reader some years later cannot tell which was
    before the author. ``{res}`101` `` writes the revision at the first mention by itself; in plain prose it is
    typed. Asked of texts of bodies that cite by city and year, once per paper, of a list or range at each of
    its places once; a heading may be short.
    """
    for docname in facts.documents:
        if (paper := facts.papers.get(docname)) is not None:
            yield from _first_mentions(facts, paper)


def _first_mentions(facts: Facts, paper: Paper) -> Iterator[Problem]:
    seen: set[str] = set()
    told: set[tuple[int, int]] = set()
    cites = (*facts.prose_citations[paper.docname], *facts.role_citations[paper.docname])
    for cite in sorted(cites, key=lambda cite: cite.span):
        if cite.instrument in seen or _in_heading(cite, facts):
            continue
        seen.add(cite.instrument)
        instrument = facts.register.instruments.get(cite.instrument)
        if instrument is None or not cite.prose or cite.year or cite.city or cite.span in told:
            continue
        if cure := _cure(cite, instrument, paper, facts):
            told.add(cite.span)
            yield Problem(cite.origin, f"{instrument.id} is first mentioned without its revision", cure)


def _in_heading(cite: Citation, facts: Facts) -> bool:
    block = facts.sentences[cite.docname].block_at(cite.span[0])
    return block is not None and block.kind in {"heading", "head", "argument"}


def _cure(cite: Citation, instrument: Instrument, paper: Paper, facts: Facts) -> str:
    """What to write; empty where the body does not cite by city and year, or no revision was in force."""
    body = facts.register.bodies[instrument.key.body]
    standing = facts.register.standing(instrument, paper.date)
    if instrument.key.year or standing.state is not InForce.YES or standing.revision is None:
        return ""
    if not revision_words(body, standing.revision):
        return ""
    if not standing.certain:
        return "write its city and year: the register is not sure which revision was in force"
    own = facts.body_of(paper) == body.id
    right = citation_words(body, instrument.key, standing.revision, Form.FULL, own, facts.language_of(cite))
    return f"write {right!r} if the text in force is meant"
