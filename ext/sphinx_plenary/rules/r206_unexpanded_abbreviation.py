from __future__ import annotations

from collections.abc import Iterator, Set
from itertools import islice

from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Problem, Severity
from sphinx_plenary.prose import Abbreviations
from sphinx_plenary.prose.gaps import fills_in
from sphinx_plenary.prose.known import Known, plain
from sphinx_plenary.prose.near import singular
from sphinx_plenary.rules.r403_undeclared_link import MADE
from sphinx_plenary.rules.rule import rule


@rule("R206", Severity.WARNING)
def unexpanded_abbreviation(facts: Facts) -> Iterator[Problem]:
    """An abbreviation is used in a text and expanded nowhere in it.

    Why: papers are read by people of other trades. Write the words once, with the abbreviation in brackets
    behind them; ``{org}`` and ``{conf}`` do so by themselves at the first mention.

    Those that every reader knows are listed in ``abbreviations.csv`` (``common``: ITU, UN, PDF). Headings,
    tables, codes of documents and their prefixes, numbers of standards, units and words in capitals are not
    judged. In a file that is no paper of the project only what the register does not know, and what is used at
    least twice, is told.
    """
    if not facts.register.abbreviations:
        return  # nobody has said which are common
    for docname, abbreviations in facts.abbreviations.items():
        own = (paper := facts.papers.get(docname)) is not None and bool(paper.kind)
        told = facts.misspelt[docname].words
        elsewhere = frozenset(_told_elsewhere(facts, docname))
        seen: set[str] = set()
        for token in abbreviations.tokens:
            word = singular(plain(token))
            if word in seen or word in told or word.partition("-")[0] in told:
                continue
            start = _first_use(abbreviations, token, own, elsewhere)
            if start is not None:
                seen.add(word)
                origin = abbreviations.document.origin(start, start + len(token))
                what = f"{token!r} is expanded nowhere in the text"
                words = next(iter(abbreviations.known.expansions.get(word, ())), "")
                stands_for = repr(words) if words else "what it stands for"
                yield Problem(origin, what, f"write at its first use {stands_for}, with ({word}) behind it")


def _told_elsewhere(facts: Facts, docname: str) -> Iterator[int]:
    """The characters of what is to be filled in, which R511 tells, and of slips of an action, which R601 tells."""
    for gap in facts.gaps[docname]:
        yield from range(*gap.span)
    for action in facts.unknown_actions[docname]:
        yield from range(*action.span)


def _first_use(abbreviations: Abbreviations, token: str, own: bool, elsewhere: Set[int]) -> int | None:
    """Where an abbreviation that lacks its expansion is first used; None where nothing lacks."""
    known = abbreviations.known
    if known.is_common(token) if own else _is_free(known, token):
        return None
    if token.startswith(MADE):
        return None  # an id of ours, of an item whose directive is spoiled
    if token in known.prefixes or fills_in(token) or not abbreviations.is_abbreviation(token):
        return None
    uses = (
        start for start in abbreviations.uses(token) if start not in elsewhere and abbreviations.is_running_text(start)
    )
    found = list(islice(uses, 1 if own else 2))
    if len(found) < (1 if own else 2) or abbreviations.is_defined(token):
        return None
    return found[0]


def _is_free(known: Known, token: str) -> bool:
    """In a stranger's file: what the register knows, whole or in part, and what is too short or too long to judge."""
    return len(singular(token)) < 3 or len(token) > 10 or any(known.has(part) for part in plain(token).split("-"))
