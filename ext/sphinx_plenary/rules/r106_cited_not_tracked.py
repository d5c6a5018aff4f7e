from __future__ import annotations

from collections.abc import Iterator

from sphinx_plenary.citations import shortest_target
from sphinx_plenary.facts import Facts
from sphinx_plenary.model import InForce, Problem, Severity
from sphinx_plenary.rules.rule import rule


@rule("R106", Severity.WARNING)
def cited_not_tracked(facts: Facts) -> Iterator[Problem]:
    """A paper on a conference cites a text of that conference's body that no paper tracks.

    Why: what matters enough to cite may be decided upon, and then belongs into the table and the
    matrix. Texts of other bodies are background and need no tracking, nor do those that another site tracks to which
    citations lead. Told once per paper and text, at the first mention.
    """
    told: set[tuple[str, str]] = set()
    for cite in sorted(facts.citations, key=lambda cite: cite.origin):  # those in prose are noted before the roles
        paper = facts.papers.get(cite.docname)
        instrument = facts.register.instruments.get(cite.instrument)
        if (
            paper is None
            or not paper.kind
            or instrument is None
            or cite.background
            or instrument.key.body != facts.body_of(paper)
        ):
            continue
        followed = instrument.id in facts.tracked or instrument.id in facts.elsewhere.tracked
        if followed or (cite.docname, instrument.id) in told:
            continue
        if facts.register.standing(instrument, paper.date).state in {InForce.SUPPRESSED, InForce.NOT_YET}:
            continue  # told by R102
        told.add((cite.docname, instrument.id))
        number = shortest_target(instrument.key, facts.register.bodies[instrument.key.body])
        cure = f"write {{res}}`!{instrument.id}` if it is only background"
        if cite.prose and facts.mention_sizes.get(cite.docname, {}).get(cite.whole, 1) > 1:
            cure = "put '% plenary: allow R106: background' above the paragraph if the list is only background"
        what = f"{instrument.id} is cited but not tracked"
        yield Problem(cite.origin, what, f"track it with ':::{{resolution}} {number}', or {cure}")
