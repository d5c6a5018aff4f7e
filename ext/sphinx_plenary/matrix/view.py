"""What of a matrix is shown, and how: columns, groups, filters, order. The rows themselves stay as they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from sphinx_plenary.matrix.rows import Matrix, Row
from sphinx_plenary.translation import N_, _

# Column -> its head.
COLUMNS: Final[Mapping[str, str]] = {
    "number": N_("No."),
    "title": N_("Title, revision in force"),
    "issue": N_("Issue"),
    "contributions": N_("Contributions"),
    "concern": N_("Concern"),
    "affected": N_("Who is affected"),
    "implication": N_("Implication"),
    "position": N_("Position"),
    "outcome": N_("Outcome"),
}
GROUPINGS: Final = ("table", "issue", "body", "region", "action", "position", "none")
SORTS: Final = ("number", "title", "position", "outcome", "contributions")
FILTERS: Final = (
    N_("issue"), N_("region"), N_("proponent"), N_("action"), N_("position"), N_("outcome"), N_("body"), N_("table"),
)  # fmt: skip


@dataclass(frozen=True)
class View:
    """``columns``: empty means those that have something to say; ``filters``: kind -> the values that pass."""

    columns: tuple[str, ...] = ()
    group_by: str = "table"
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = "number"


def values_of(row: Row, kind: str, table: str = "") -> tuple[str, ...]:
    """What a row has of what can be filtered or grouped by."""
    match kind:
        case "issue":
            return row.issues
        case "region":
            return tuple(dict.fromkeys(one.region for one in row.contributions if one.region))
        case "proponent":
            return tuple(dict.fromkeys(name for one in row.contributions for name in one.proponents))
        case "action":
            return tuple(dict.fromkeys(one.action for one in row.contributions if one.action))
        case "position":
            return tuple(dict.fromkeys(held.position.value for held in row.positions))
        case "outcome":
            return (row.result.kind.value,) if row.result else ()
        case "body":
            return (row.body,) if row.body else ()
        case "table":
            return (table,)
    return ()


def viewed(matrix: Matrix, view: View) -> Matrix:
    """The matrix with the rows that pass, in the order asked for; tables without a row fall away."""
    tables = []
    for table in matrix.tables:
        rows = [row for row in table.rows if _passes(row, table.id, view.filters)]
        if view.sort != "number":
            rows.sort(key=_SORT_KEYS[view.sort])
        if rows:
            tables.append(replace(table, rows=tuple(rows)))
    return replace(matrix, tables=tuple(tables))


def _passes(row: Row, table: str, filters: Mapping[str, tuple[str, ...]]) -> bool:
    return all(set(wanted) & set(values_of(row, kind, table)) for kind, wanted in filters.items())


_SORT_KEYS: Final[Mapping[str, Callable[[Row], str]]] = {
    "title": lambda row: row.title.lower(),
    "position": lambda row: row.position.value if row.position else "~",
    "outcome": lambda row: row.result.kind.value if row.result else "~",
    "contributions": lambda row: f"{9999 - len(row.contributions):04}",
}


def columns_of(matrix: Matrix, view: View) -> tuple[str, ...]:
    """The columns to show: those asked for, else those in which some row has something."""
    if view.columns:
        return view.columns
    rows = list(matrix.rows())
    filled = {
        "number": True,
        "title": True,
        "issue": view.group_by != "issue" and any(row.issues for row in rows),
        "contributions": True,
        "concern": any(row.concern for row in rows),
        "affected": any(row.affected for row in rows),
        "implication": any(row.implication for row in rows),
        "position": any(row.positions for row in rows),
        "outcome": matrix.edition == "outcomes",
    }
    return tuple(column for column in COLUMNS if filled[column])


def grouped(matrix: Matrix, view: View) -> list[tuple[str, str, tuple[Row, ...]]]:
    """Groups to show, each with its id, its words and its rows. A row stands in each group that it belongs to."""
    if view.group_by == "table":
        return [(table.id, table.title, table.rows) for table in matrix.tables]
    rows = [(table.id, row) for table in matrix.tables for row in table.rows]
    if view.group_by == "none":
        return [("all", "", tuple(row for _, row in rows))]
    found: dict[str, list[Row]] = {name: [] for name in _order_of(matrix, view.group_by)}
    rest: list[Row] = []
    for table, row in rows:
        values = values_of(row, view.group_by, table)
        for value in values:
            found.setdefault(value, []).append(row)
        if not values:
            rest.append(row)
    groups = [
        (value, matrix.issue_titles.get(value, value), tuple(listed)) for value, listed in found.items() if listed
    ]
    return [*groups, *([("other", _(_OTHERS[view.group_by]), tuple(rest))] if rest else [])]


def _order_of(matrix: Matrix, kind: str) -> Iterable[str]:
    return {"issue": matrix.issue_titles, "region": matrix.regions}.get(kind, ())


_OTHERS: Final = {
    "issue": N_("No issue"),
    "body": N_("No body"),
    "region": N_("No regional proposal known"),
    "action": N_("No proposal known"),
    "position": N_("No position"),
}
