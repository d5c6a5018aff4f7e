from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Paper, Problem, Severity, Status
from sphinx_plenary.rules.rule import rule

_OPEN: Final = frozenset({"open", "todo", "to do", "tbd", "tbc"})
# As `plenary new` begins an abstract.
_A_DRAFT: Final = re.compile(r"\b[Aa] draft of [0-9]{1,2} \w+ [0-9]{4}")


@rule("R511", Severity.WARNING)
def open_item_in_final(facts: Facts) -> Iterator[Problem]:
    """Something is left to be filled in: TODO, TBC, "xx December", "[date]", "???", an empty box, an open item.

    Told are also "To do:", "To be confirmed." and "[insert ...]", and an abstract that calls a final paper a draft.

    Why: what helped the author is printed for the reader. In a draft it is a remark, in a final paper an error.
    Square brackets of ITU's own, as in [IAP-2], "[...]" and text that is not agreed, are none of these; nor is
    ``:status: open`` in papers whose kind asks each item for its next step, since those are there to follow it up,
    nor an open action, of which R416 tells when it is late.
    """
    for docname, document in facts.documents.items():
        for gap in facts.gaps[docname]:
            if gap.lists and _lists_tasks(facts.papers.get(docname), facts):
                continue
            fix = "tick it, or take it out" if gap.task else "fill it in, or take it out"
            kind = "an open task" if gap.task else "left to be filled in"
            yield Problem(document.origin(*gap.span), f"{gap.words!r} is {kind}", fix)
    for paper in facts.papers.values():
        if paper.status is Status.FINAL and (called := _A_DRAFT.search(paper.abstract)):
            what = f"the abstract of a final paper says {called[0]!r}"
            yield Problem(paper.origin("abstract"), what, "say as of when it is, as in 'As of 8 September 2022.'")
    for item in facts.items:
        status = item.fields.get("status", "")
        if (
            item.type != "action"
            and status.casefold() in _OPEN
            and not _follows_up(facts.papers.get(item.docname), facts)
        ):
            what = f"{item.type} {item.id!r} has the status {status!r}"
            yield Problem(item.at("status"), what, "finish it, or take ':status:' out")


def _lists_tasks(paper: Paper | None, facts: Facts) -> bool:
    """Whether a list of what is to be done may be what a paper is there for."""
    return paper is None or not paper.kind or _follows_up(paper, facts)


def _follows_up(paper: Paper | None, facts: Facts) -> bool:
    kind = facts.register.kinds.get(paper.kind) if paper else None
    return kind is not None and "next_step" in kind.items_need
