"""What a matrix holds. All of it is text, dates and ids; nobody else works anything out again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sphinx_plenary.model import OutcomeKind, Position


@dataclass(frozen=True, kw_only=True)
class Contribution:
    """A proposal on the text of a row. ``code`` as ITU writes it, ``EUR/44A7/1``; empty where it is not known.

    ``proponents`` are organizations' ids or Member States' names, ``region`` that of the first organization among
    them, empty for Member States. ``declared`` is the item that a paper declares, if one does.
    """

    id: str
    code: str
    proponents: tuple[str, ...]
    region: str
    document: str
    action: str
    points: str
    date: date | None = None
    result: str = ""
    sources: tuple[str, ...] = ()
    unconfirmed: bool = False
    declared: str = ""

    @property
    def origin(self) -> str:
        """Who proposes, for a reader."""
        return ", ".join(self.proponents) or "origin not known"


@dataclass(frozen=True, kw_only=True)
class Held:
    """A position on the text: ``organization`` is empty for that of the papers themselves."""

    position: Position
    organization: str = ""


@dataclass(frozen=True, kw_only=True)
class Result:
    """What the conference did with the text; ``label`` is the new revision, ``(Rev. Bucharest, 2022)``."""

    kind: OutcomeKind
    label: str = ""
    detail: str = ""
    sources: tuple[str, ...] = ()
    unconfirmed: bool = False


@dataclass(frozen=True, kw_only=True)
class Row:
    """``id`` is an instrument's id, or made of the subject where there is none; it never changes with the view.

    ``revision`` is the one in force before the conference, as a label; ``tracked`` the item that follows the text.
    """

    id: str
    instrument: str
    kind: str
    number: str
    name: str
    title: str
    revision: str
    body: str
    issues: tuple[str, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    concern: str = ""
    affected: str = ""
    implication: str = ""
    positions: tuple[Held, ...] = ()
    result: Result | None = None
    sources: tuple[str, ...] = ()
    unconfirmed: bool = False
    tracked: str = ""

    @property
    def anchor(self) -> str:
        """The row's id on a page that shows it."""
        return f"row-{re.sub('[^a-z0-9]+', '-', self.id.lower()).strip('-')}"

    @property
    def position(self) -> Position | None:
        """That of the papers themselves."""
        return next((held.position for held in self.positions if not held.organization), None)


@dataclass(frozen=True, kw_only=True)
class Table:
    """``id`` is one of ``revisions``, ``new``, ``treaty``, ``decisions``, ``general``."""

    id: str
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, kw_only=True)
class Matrix:
    """``edition`` is ``issues`` or ``outcomes``. ``issue_titles`` has the issues in their order, ``regions`` those
    of regional organizations with the organization and the prefix of its documents.
    """

    conference: str
    edition: str
    as_of: date
    tables: tuple[Table, ...]
    issue_titles: Mapping[str, str]
    regions: Mapping[str, tuple[str, str]]

    def rows(self) -> Iterator[Row]:
        for table in self.tables:
            yield from table.rows

    def by_issue(self) -> dict[str, list[Row]]:
        """Issue -> its rows; a row may belong to several, and to none."""
        found: dict[str, list[Row]] = {issue: [] for issue in self.issue_titles}
        for row in self.rows():
            for issue in row.issues:
                found.setdefault(issue, []).append(row)
        return {issue: rows for issue, rows in found.items() if rows}
