from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sphinx_plenary.facts import Facts
from sphinx_plenary.lint import Document
from sphinx_plenary.model import Edit, Problem, Severity
from sphinx_plenary.prose.addresses import Link, Spelling, links, spelling
from sphinx_plenary.rules.rule import rule


@dataclass(frozen=True)
class _Use:
    document: Document
    link: Link
    spelling: Spelling


@rule("R702", Severity.WARNING)
def address_in_two_spellings(facts: Facts) -> Iterator[Problem]:
    """One address is written in two ways, in a paper or in two of them.

    Why: a search finds only the one, and a list of sources counts it twice. Two ways differ in http and
    https, in www., in capitals of the host, in a stroke at the end, or in what newsletters add (utm_source).
    To be kept is the first that begins with https and has nothing added. A part of a page (#part) is another
    address than the page, and the rule does not look whether either is there.
    """
    uses: dict[tuple[str, ...], list[_Use]] = {}
    for _, document in sorted(facts.documents.items()):
        for link in links(document):
            if not link.image and (spelt := spelling(link.address)) is not None:
                uses.setdefault(spelt.key, []).append(_Use(document, link, spelt))
    for same in uses.values():
        if len({use.link.address for use in same}) > 1:
            yield from _judge(same)


def _judge(same: list[_Use]) -> Iterator[Problem]:
    model = min(same, key=lambda use: (not use.spelling.secure, use.spelling.tracked))
    right = model.link.address
    first = model.document.origin(*model.link.span)
    for use in same:
        if use.link.address != right:
            origin = use.document.origin(*use.link.span)
            # with and without www. may be two sites
            edits = (Edit(origin, right),) if use.spelling.www == model.spelling.www and _shown(use) else ()
            what = f"{use.link.address!r} is the address {right!r} of {first}, written in another way"
            yield Problem(origin, what, f"write {right!r}", edits)


def _shown(use: _Use) -> bool:
    """Whether the address stands in the text: in a docx it does not."""
    return use.document.text[slice(*use.link.span)] == use.link.address
