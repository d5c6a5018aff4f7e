from __future__ import annotations

from collections.abc import Iterator, Mapping

from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Problem, Severity
from sphinx_plenary.rules.rule import rule


@rule("R205", Severity.WARNING)
def two_expansions(facts: Facts) -> Iterator[Problem]:
    """One thing has two expansions or two spellings, in one paper or in two papers of a project.

    Why: the reader asks whether two things are meant, and a search finds half of the places. The second place
    is told and names the first. Words of several right spellings stand in ``spellings.csv``; in names and
    between quotation marks they are not judged. An expansion is also held against the register's name of the
    organization.
    """
    for clash in facts.expansions.clashes:
        if clash.alike:
            yield Problem(
                clash.origin,
                f"{clash.abbreviation!r} is {clash.expansion!r} here, and {clash.first!r} at {clash.place}",
                "write the same in both places",
            )
    for departure in facts.expansions.departures:
        yield Problem(
            departure.origin,
            f"{departure.abbreviation!r} is expanded as {departure.expansion!r}",
            f"the register has {departure.first!r}",
        )
    yield from _spellings(facts)


def _spellings(facts: Facts) -> Iterator[Problem]:
    """The first form of a word counts: in the papers of a project that of the first paper."""
    shared: dict[str, tuple[str, str]] = {}
    word = _words(facts)
    for docname, spellings in facts.spellings.items():
        paper = facts.papers.get(docname)
        first: dict[str, tuple[str, str]] = shared if paper and paper.kind else {}
        document = facts.documents[docname]
        for uses in spellings.first_uses:
            for use in uses:
                origin = document.origin(use.start, use.end)
                form, place = first.setdefault(word[use.form], (use.form, str(origin)))
                if form != use.form:
                    written = document.plain[use.start : use.end]
                    yield Problem(
                        origin, f"{written!r} is spelled {form!r} at {place}", "keep to one spelling of the word"
                    )


def _words(facts: Facts) -> Mapping[str, str]:
    """Spelling -> the word that it spells."""
    return {form: spelling.forms[0] for spelling in facts.register.spellings for form in spelling.forms}
