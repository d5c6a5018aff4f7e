from __future__ import annotations

from collections.abc import Iterator

from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Problem, Severity
from sphinx_plenary.reviewed import suspects
from sphinx_plenary.rules.rule import rule


@rule("R417", Severity.WARNING)
def suspect_item(facts: Facts) -> Iterator[Problem]:
    """A message, position or tracked text was reviewed when less was known: its texts or the proposals have moved on.

    Why: what was right on the revision of 2018 may be wrong on that of 2022, and a proposal may have turned it
    round. ``:reviewed:`` says what was known: of each text that the item rests on, the revision in force on the
    paper's day, and the proposals to the conference by then. An item without it is not judged.

    Mend: read the item against what changed, and let ``plenary review PAPER ID`` write down what is known now.
    """
    for item, changes in suspects(facts):
        name = item.docname.rpartition("/")[2]
        what = f"{item.type} {item.id!r} was reviewed before this: {', '.join(changes)}"
        yield Problem(item.at("reviewed"), what, f"read it again, then run: plenary review {name} {item.id}")
