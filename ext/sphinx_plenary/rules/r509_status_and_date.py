from __future__ import annotations

from collections.abc import Iterator, Mapping

from sphinx_plenary.citations import DocumentKind, plain_date
from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Origin, Paper, Problem, Proposal, Severity, Status
from sphinx_plenary.prose.documents import Key, key_of
from sphinx_plenary.prose.papers import leads
from sphinx_plenary.rules.rule import rule


@rule("R509", Severity.WARNING)
def status_and_date(facts: Facts) -> Iterator[Problem]:
    """A final paper rests on a draft, or a paper on something that is younger than itself.

    Why: what a draft says can change under the final paper that cites it; and a paper that speaks as of one day
    cannot know a document of a later day. It reads ``{doc}``, ``{msg}``, ``{need}`` and links to other papers, the
    options that link items, and documents and proposals whose date proposals.csv has. A paper that has editions is
    as old as the first of them.

    Mend: finish the other paper first, date this one later, or take the citation out.
    """
    for docname, paper in facts.papers.items():
        yield from _papers(facts, docname, paper)
    documents, proposals = _dated(facts)
    for docname, cited in facts.documents_cited.items():
        citing = facts.papers.get(docname)
        if citing is None:
            continue
        for one in cited:
            conference = one.conference or facts.conference_of(docname)
            key = key_of(one, conference)
            found = documents.get(key) if key else None
            if one.kind is DocumentKind.PROPOSAL:
                found = proposals.get((conference, one.id)) or found
            if found and found.date and found.date > citing.date:
                origin = facts.documents[docname].origin(one.start, one.end)
                yield _too_young(origin, f"{one.text!r} is of {plain_date(found.date)}", citing)
    for item in facts.of_type("proposal"):
        day, declaring = item.day, facts.papers.get(item.docname)
        if day and declaring and day > declaring.date:
            yield _too_young(item.at("date"), f"proposal {item.title!r} is of {plain_date(day)}", declaring)


def _papers(facts: Facts, docname: str, paper: Paper) -> Iterator[Problem]:
    """What a paper cites in other papers; each of them is told once a place."""
    found: dict[tuple[Origin, str], tuple[str, Paper]] = {}
    for origin, other, words in _cited(facts, docname):
        if other in facts.papers and other != docname:
            found.setdefault((origin, other), (words, facts.papers[other]))
    for (origin, _), (words, cited) in found.items():
        if paper.status is Status.FINAL and cited.status is Status.DRAFT and cited.kind:
            what = f"a final paper cites {words}, and {cited.path} is a draft"
            yield Problem(origin, what, "finish that paper first, or take the citation out")
        elif not any(day <= paper.date for day in (cited.date, *facts.released.get(cited.docname, ()))):
            yield _too_young(origin, f"{words} stands in {cited.path}, which is of {plain_date(cited.date)}", paper)


def _cited(facts: Facts, docname: str) -> Iterator[tuple[Origin, str, str]]:
    """Place, docname and words of what a paper cites elsewhere."""
    if document := facts.documents.get(docname):
        for lead in leads(document, docname, facts.papers):
            origin = document.origin(*lead.span)
            if lead.docname:
                yield origin, lead.docname, repr(facts.papers[lead.docname].title or lead.docname)
            elif item := facts.items_by_id.get(lead.item):
                yield origin, item.docname, repr(item.id)
    for item in facts.items_in(docname):
        for option, targets in item.links.items():
            for target in targets if option != "resolutions" else ():
                if linked := facts.items_by_id.get(target):
                    yield item.at(option), linked.docname, repr(linked.id)


def _too_young(origin: Origin, what: str, paper: Paper) -> Problem:
    return Problem(
        origin, f"{what}, after the paper's {plain_date(paper.date)}", "date the paper later, or take it out"
    )


def _dated(facts: Facts) -> tuple[Mapping[Key, Proposal], Mapping[tuple[str, str], Proposal]]:
    """Document -> a proposal in it, and conference and code -> the proposal; those whose date is known."""
    documents: dict[Key, Proposal] = {}
    proposals: dict[tuple[str, str], Proposal] = {}
    known = [one for one in facts.register.proposals.values() if one.date and not one.unconfirmed]
    for proposal in known:
        for name in facts.names_in(proposal.document):
            documents.setdefault(name.key, proposal)
        code = proposal.id.removeprefix(f"{proposal.conference}-")
        proposals[proposal.conference, code.replace("-", "/")] = proposal
    return documents, proposals
