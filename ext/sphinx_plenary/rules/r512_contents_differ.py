from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Problem, Severity
from sphinx_plenary.prose.headings import bare, contents
from sphinx_plenary.rules.rule import rule
from sphinx_plenary.suggest import nearest

# Less than this is no list of contents of the text that it stands in.
_FEWEST: Final = 3
_LONGEST: Final = 300


@rule("R512", Severity.WARNING)
def contents_differ(facts: Facts) -> Iterator[Problem]:
    """A list of contents that was written by hand names a heading that is not there, or lacks one.

    Why: the reader looks for a section that has another name by now. A list under the word "Contents" is read;
    numbers, pages and case do not count. Where not half of its entries are headings it is another list.

    Mend: write what the heading says, or use ``{contents}``, which cannot differ.
    """
    for docname, document in facts.documents.items():
        listed = contents(document, facts.headings[docname])
        if listed is None or len(listed.entries) < _FEWEST:
            continue
        titles = {bare(heading.words): heading for heading in listed.headings}
        words = {bare(entry.words) for entry in listed.entries}
        held = words & titles.keys()
        if 2 * len(held) < len(listed.entries):
            continue
        # in a long list nobody sees which is meant
        without = (
            {}
            if max(len(titles), len(words)) > _LONGEST
            else {title: heading.words for title, heading in titles.items() if title not in words}
        )
        named: set[str] = set()
        for entry in listed.entries:
            if bare(entry.words) not in titles:
                near = nearest(bare(entry.words), without)
                named |= {title for title in titles if title in near}
                fix = f"write {without[near[0]]!r}, which is there" if near else "take it out, or add the section"
                yield Problem(
                    document.origin(*entry.span), f"the contents name {entry.words!r}, and no heading does", fix
                )
        held |= named
        there = Counter(heading.level for heading in titles.values())
        listed_of = Counter(titles[title].level for title in held)
        upper = min(listed_of, default=0)
        for title, heading in titles.items():
            # a level of which most headings are listed is meant to be listed whole; of a lower one, nearly all
            share = 2 / 3 if heading.level == upper else 0.9
            if title not in held and listed_of[heading.level] >= share * there[heading.level]:
                what = f"the heading {heading.words!r} is not in the contents"
                yield Problem(document.origin(*heading.span), what, "add it there")
