"""The faults of data files: a code, a name and a documentation each, as the rules have for papers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from sphinx_plenary.model import Problem


@dataclass(frozen=True, slots=True)
class FaultKind:
    """A kind of fault; ``doc`` is what ``plenary explain`` prints."""

    code: str
    name: str
    doc: str

    def at(self, problems: Iterable[Problem]) -> Iterator[Fault]:
        for problem in problems:
            yield Fault(self, problem)


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of one data file."""

    kind: FaultKind
    problem: Problem


UNREADABLE: Final = FaultKind(
    "D101",
    "unreadable-file",
    """A data file or a paper cannot be read: it lacks, is misnamed, empty, too large, not UTF-8, or broken CSV or YAML.

    Why: what cannot be read cannot be checked, and half a register would give wrong answers.
    """,
)
COLUMNS: Final = FaultKind(
    "D102",
    "wrong-columns",
    """A CSV file has a column that its schema does not know, or lacks one that it needs.

    Why: a misspelt column would lose all its data in silence. Every column must be there; cells may be empty.
    """,
)
VALUE: Final = FaultKind(
    "D103",
    "wrong-value",
    """A value is not of the form its schema asks for: a wrong word, date, id or type, or none where one is needed.

    Why: everything that reads the register trusts these forms.

    Mend: write the value as the message says; data/schema/ has the form of every column, with examples.
    """,
)
DUPLICATE: Final = FaultKind(
    "D104",
    "duplicate-id",
    """Two records have the same id, or are about the same thing.

    Why: a citation could mean either. Ids are unique within a file; a text has one revision of a
    conference and one outcome at it.
    """,
)
DANGLING: Final = FaultKind(
    "D105",
    "dangling-reference",
    """A record names a source, instrument, conference, organization or body that no file declares.

    Why: the reader could not follow it, and a misspelt name would split one thing in two.
    """,
)
DATE: Final = FaultKind(
    "D106",
    "impossible-date",
    """A date that no calendar has, or an end before its start.

    Why: which revision was in force on a date is computed from these dates.
    """,
)
MEETING: Final = FaultKind(
    "D107",
    "revision-without-meeting",
    """A revision, or an id that holds a year, names a city and year in which its body never met.

    Why: ITU cites a text by the city and year of the conference that made it
    (Decision 3 (Minneapolis, 1998)); the pair is fixed, so another pair is a slip.
    """,
)
CONTRADICTION: Final = FaultKind(
    "D108",
    "contradiction",
    """Two files of the register contradict each other: an outcome 'revised' without its revision, or the reverse.

    Why: the history of a text and the results of a conference are the same facts seen from two sides.
    """,
)

FAULT_KINDS: Final = (UNREADABLE, COLUMNS, VALUE, DUPLICATE, DANGLING, DATE, MEETING, CONTRADICTION)
