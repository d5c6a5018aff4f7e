from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from sphinx_plenary.facts import Facts
from sphinx_plenary.model import PaperKind, Problem, Severity
from sphinx_plenary.prose import Heading
from sphinx_plenary.rules.rule import rule

# A section's word stands among the first words of its heading: "Role and messages", "Our key messages".
_NEAR: Final = 4
_FAR: Final = 120
_WORD: Final = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


@rule("R508", Severity.WARNING)
def section_missing(facts: Facts) -> Iterator[Problem]:
    """A paper lacks a section that papers of its kind have.

    Why: readers of a series look for the summary, the messages or the next steps in their place, and an editor
    forgets one sooner than he writes one too many. kinds.yaml says which sections a kind has, and which words
    make a heading one; any of them near the beginning of a heading, of any level below the title, is enough.

    A kind without sections there, a page that takes in other files by ``{include}``, and a file that is
    no paper of ours are not judged.
    """
    phrases = {id: _phrases(kind) for id, kind in facts.register.kinds.items()}
    for docname, document in facts.documents.items():
        paper = facts.papers.get(docname)
        kind = facts.register.kinds.get(paper.kind) if paper else None
        if paper is None or kind is None or any(one.name == "include" for one in document.of_kind("directive")):
            continue
        starts = [_split(heading.words[:_FAR]) for heading in _below_title(facts.headings[docname])]
        for words, wanted in zip((section.words for section in kind.sections), phrases[kind.id], strict=True):
            if not any(_holds(start, wanted) for start in starts):
                also = f" ({' or '.join(map(repr, words[1:3]))} will do)" if words[1:] else ""
                what = f"the {kind.name.lower()} has no section {words[0]!r}"
                yield Problem(paper.origin("kind"), what, f"add it under a heading such as '## {words[0]}'{also}")


def _below_title(headings: Sequence[Heading]) -> Sequence[Heading]:
    return headings[1:] if headings and headings[0].level <= 1 else headings


def _phrases(kind: PaperKind) -> list[list[tuple[str, ...]]]:
    return [[_split(word) for word in section.words] for section in kind.sections]


def _split(words: str) -> tuple[str, ...]:
    return tuple(word.casefold() for word in _WORD.findall(words))


def _holds(start: tuple[str, ...], phrases: Sequence[tuple[str, ...]]) -> bool:
    """Whether a heading begins, more or less, with one of these words or phrases, or their plural."""
    for wanted in phrases:
        for first in range(min(_NEAR, len(start))):
            found = start[first : first + len(wanted)]
            if found == wanted or (found[:-1] == wanted[:-1] and found[-1:] == (f"{wanted[-1]}s",)):
                return True
    return False
