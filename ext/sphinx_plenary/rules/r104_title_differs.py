from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Problem
from sphinx_plenary.rules.rule import rule

_ALIKE: Final = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "‑": "-"})


@rule("R104")
def title_differs(facts: Facts) -> Iterator[Problem]:
    """A tracked resolution is given a title that is not its own on the paper's date.

    Why: titles change from one revision to the next, and a copied title keeps its copyist's slips.
    Leave the ``:title:`` out and it is taken from the register. Typographic and typewriter quotation
    marks, and kinds of space, count as the same.
    """
    for item in facts.items:
        instrument = facts.register.instruments.get(item.instrument)
        paper = facts.papers.get(item.docname)
        written = item.fields.get("title_written", "")
        if not (written and instrument and paper):
            continue
        official = facts.register.standing(instrument, paper.date).title
        if official and _plain(written) != _plain(official):
            yield Problem(
                item.at("title"),
                f"the title of {instrument.id} is given as {written!r}",
                f"the register has {official!r}: copy it, or leave ':title:' out",
            )


def _plain(title: str) -> str:
    return " ".join(title.translate(_ALIKE).split())
