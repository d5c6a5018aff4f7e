"""Matrix -> sheets of text: which columns there are, and where each cell comes from.

Spreadsheets are written from it, and what comes back is compared with it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Generic, TypeVar

from sphinx_plenary.citations import plain_date
from sphinx_plenary.exports.meta import BEST_EFFORTS, Meta
from sphinx_plenary.matrix import COLUMNS, Contribution, Matrix, Row
from sphinx_plenary.model import Confidence, OutcomeKind
from sphinx_plenary.words import ACTIONS, OUTCOMES, POSITIONS

SHEETS: Final[Mapping[str, str]] = {
    "revisions": "Revisions",
    "new": "Draft new",
    "treaty": "Constitution, Convention",
    "decisions": "Decisions",
    "general": "General",
}
CONTRIBUTIONS: Final = "Contributions"
SOURCES: Final = "Sources"
ABOUT: Final = "About"
UNCONFIRMED: Final = "unconfirmed"
# Excel keeps 32,767 UTF-16 units in a cell, and drops what is longer.
MAX_CELL: Final = 32_000
CUT: Final = " … (cut: too long for a cell)"

# What a colleague may choose -> what the register writes.
_OUTCOMES: Final = {OUTCOMES.written[kind]: kind.value for kind in OutcomeKind if kind is not OutcomeKind.IN_FORCE}
_CERTAINTIES: Final = {Confidence.SEEN.value: Confidence.SEEN.value, UNCONFIRMED: Confidence.RECALLED.value}
_ACTIONS: Final = ("ADD", "MOD", "(MOD)", "SUP", "NOC")
# What XML cannot hold.
_UNFIT: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

T = TypeVar("T")


def _same(text: str) -> str:
    return text


def _chosen(words: Mapping[str, str]) -> Callable[[str], str]:
    """A reader's word -> the register's; an unknown one stays, and the schema refuses it."""
    folded = {word.lower(): value for word, value in words.items()}
    return lambda text: folded.get(" ".join(text.lower().replace("-", " ").split()), text)


def _listed(text: str) -> str:
    return "; ".join(part for raw in text.split(";") if (part := raw.strip()))


@dataclass(frozen=True)
class Column(Generic[T]):
    """A column: its text in a record, and where that comes from.

    ``origin`` is where it is to be changed. With a ``field`` a change may come back: ``origin`` is then the file of
    the register, ``proposals.csv``, and ``field`` its column; ``value`` makes of the cell what the register writes.
    """

    head: str
    width: int
    text: Callable[[T], str]
    origin: str
    field: str = ""
    choices: tuple[str, ...] = ()
    value: Callable[[str], str] = _same


@dataclass(frozen=True)
class Sheet:
    """``rows`` have a cell for each column; the first is the row's id. ``links``: (row, column) -> address."""

    name: str
    columns: tuple[Column[Any], ...]
    rows: tuple[tuple[str, ...], ...]
    links: Mapping[tuple[int, int], str] = field(default_factory=dict)
    frozen: int = 1


def plain(text: str) -> str:
    """Text as cells are compared: ends of lines are one sign, nothing stands round it, no sign that XML has not."""
    return _UNFIT.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n").replace("\r", "\n").strip()).strip()


def fit(text: str) -> str:
    """Text as a cell can hold it: what is too long ends in ``CUT``."""
    text = plain(text)
    if len(text) * 2 > MAX_CELL and len(units := text.encode("utf-16-le")) // 2 > MAX_CELL:
        return units[: MAX_CELL * 2].decode("utf-16-le", "ignore").rstrip() + CUT
    return text


# ---- the sheets ------------------------------------------------------------------------------------------------------


def sheets(matrix: Matrix, meta: Meta) -> tuple[Sheet, ...]:
    """A sheet for each table, one of contributions, one of sources and one about the file.

    A column in which no row says anything, and which nobody can fill, is left out.
    """
    rows = [column for column in row_columns(matrix) if column.field or any(map(column.text, matrix.rows()))]
    contributions = contribution_columns(matrix)
    listed = [(row, one) for row in matrix.rows() for one in row.contributions]
    return (
        *(
            Sheet(
                SHEETS[table.id],
                tuple(rows),
                _filled(rows, table.rows),
                _links(0, (meta.link(row.anchor) for row in table.rows)),
                frozen=2,
            )
            for table in matrix.tables
        ),
        Sheet(
            CONTRIBUTIONS,
            contributions,
            _filled(contributions, listed),
            _links(1, (meta.link(row.anchor) for row, _ in listed)),
        ),
        Sheet(
            SOURCES,
            SOURCE_COLUMNS,
            _filled(SOURCE_COLUMNS, [(id, *named) for id, named in sorted(meta.sources.items())]),
            _links(2, (url for _, (_, url) in sorted(meta.sources.items()))),
        ),
        Sheet(ABOUT, ABOUT_COLUMNS, _filled(ABOUT_COLUMNS, list(_about(matrix, meta)))),
    )


def _filled(columns: Iterable[Column[T]], records: Iterable[T]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(fit(column.text(record)) for column in columns) for record in records)


def _links(column: int, addresses: Iterable[str]) -> dict[tuple[int, int], str]:
    return {(row, column): url for row, url in enumerate(addresses) if url.startswith(("http://", "https://"))}


def row_columns(matrix: Matrix) -> tuple[Column[Row], ...]:
    """The columns of a table."""
    papers = "the paper that tracks the text"
    history = "instruments.csv and revisions.csv"

    def issues(row: Row) -> str:
        return "\n".join(matrix.issue_titles.get(id, id) for id in row.issues)

    columns: list[Column[Row]] = [
        Column("Row", 12, lambda row: row.id, "the text itself"),
        Column(COLUMNS["number"], 13, lambda row: row.name, "the text itself"),
        Column("Title", 32, lambda row: row.title, history),
        Column("Revision in force", 14, lambda row: row.revision, history),
        Column("Text: source", 15, lambda row: "; ".join(row.sources), history),
        Column("Text: certainty", 12, _certainty_of_text, history),
        Column(COLUMNS["issue"], 20, issues, "issues.yaml"),
        Column(
            COLUMNS["contributions"],
            50,
            lambda row: "\n".join(map(paragraph, row.contributions)),
            f"the sheet {CONTRIBUTIONS}",
        ),
        Column(COLUMNS["concern"], 30, lambda row: row.concern, papers),
        Column(COLUMNS["affected"], 20, lambda row: row.affected, papers),
        Column(COLUMNS["implication"], 30, lambda row: row.implication, papers),
        Column(COLUMNS["position"], 14, _positions, papers),
    ]
    if matrix.edition == "outcomes":
        columns += _OUTCOME
    return tuple(columns)


def _certainty_of_text(row: Row) -> str:
    return "" if not row.revision else _certainty(row.unconfirmed)


def _certainty(unconfirmed: bool) -> str:
    return UNCONFIRMED if unconfirmed else Confidence.SEEN.value


def _positions(row: Row) -> str:
    said = ((held.organization, POSITIONS.written[held.position].partition(" ")[2]) for held in row.positions)
    return "\n".join(f"{organization}: {position}" if organization else position for organization, position in said)


_OUTCOME: Final[tuple[Column[Row], ...]] = (
    Column(
        COLUMNS["outcome"],
        14,
        lambda row: OUTCOMES.written[row.result.kind] if row.result else "",
        "outcomes.csv",
        "outcome",
        tuple(_OUTCOMES),
        _chosen(_OUTCOMES),
    ),
    Column("New revision", 14, lambda row: row.result.label if row.result else "", "revisions.csv"),
    Column("What was decided", 36, lambda row: row.result.detail if row.result else "", "outcomes.csv", "detail"),
    Column(
        "Outcome: source",
        15,
        lambda row: "; ".join(row.result.sources) if row.result else "",
        "outcomes.csv",
        "source",
    ),
    Column(
        "Outcome: certainty",
        12,
        lambda row: _certainty(row.result.unconfirmed) if row.result else "",
        "outcomes.csv",
        "confidence",
        tuple(_CERTAINTIES),
        _chosen(_CERTAINTIES),
    ),
)


def contribution_columns(matrix: Matrix) -> tuple[Column[tuple[Row, Contribution]], ...]:
    """The columns of the sheet of contributions."""
    file = "proposals.csv"
    columns: list[Column[tuple[Row, Contribution]]] = [
        Column("Proposal", 20, lambda one: one[1].id, f"the column id of {file}"),
        Column("Row", 12, lambda one: one[0].id, f"the columns instrument and subject of {file}"),
        Column("Text", 24, lambda one: one[0].name or one[0].title, "instruments.csv"),
        Column("Code", 14, lambda one: one[1].code, f"the note of {file}"),
        Column("Origin", 18, lambda one: "; ".join(one[1].proponents), file, "proponent", (), _listed),
        Column("Region", 14, lambda one: one[1].region, "organizations.csv"),
        Column("Document", 20, lambda one: one[1].document, file, "document"),
        Column("Action", 9, lambda one: one[1].action, file, "action", _ACTIONS),
        Column("Key points", 50, lambda one: one[1].points, file, "summary"),
        Column("Date", 12, lambda one: one[1].date.isoformat() if one[1].date else "", file, "date"),
    ]
    if matrix.edition == "outcomes":
        columns.append(Column("Result", 26, lambda one: one[1].result, file, "result"))
    columns += (
        Column("Source", 18, lambda one: "; ".join(one[1].sources), file, "source"),
        Column(
            "Certainty",
            12,
            lambda one: _certainty(one[1].unconfirmed),
            file,
            "confidence",
            tuple(_CERTAINTIES),
            _chosen(_CERTAINTIES),
        ),
    )
    return tuple(columns)


def paragraph(one: Contribution) -> str:
    """A contribution as a paragraph that opens with its code."""
    opening = f"{one.code} ({one.origin})" if one.code else one.origin[:1].upper() + one.origin[1:]
    said = " ".join(filter(None, (one.action, one.points)))
    parts = [f"{opening}: {said}" if said else opening]
    if beside := ", ".join(filter(None, (one.document, plain_date(one.date) if one.date else ""))):
        parts.append(beside)
    if one.result:
        parts.append(f"Result: {one.result}")
    if one.unconfirmed:
        parts.append(UNCONFIRMED.capitalize())
    return ". ".join(part.removesuffix(".") for part in parts) + "."


SOURCE_COLUMNS: Final[tuple[Column[tuple[str, str, str]], ...]] = (
    Column("Source", 26, lambda source: source[0], "sources.csv"),
    Column("Title", 70, lambda source: source[1], "sources.csv"),
    Column("Address", 60, lambda source: source[2], "sources.csv"),
)
ABOUT_COLUMNS: Final[tuple[Column[tuple[str, str]], ...]] = (
    Column("About", 22, lambda said: said[0], "the conference, the paper and its settings"),
    Column("What it says", 90, lambda said: said[1], "the conference, the paper and its settings"),
)


def _about(matrix: Matrix, meta: Meta) -> Iterator[tuple[str, str]]:
    listed = {
        "Title": meta.title,
        "Conference": f"{meta.conference} ({matrix.conference})" if meta.conference else matrix.conference,
        "Edition": matrix.edition,
        "As of": f"{plain_date(matrix.as_of)} ({matrix.as_of.isoformat()})",
        "Version": meta.version,
        "Status": meta.status,
        "Licence": meta.licence,
        "Site": meta.page or meta.site_url,
        "Rows": str(sum(1 for _ in matrix.rows())),
        "Contributions": str(sum(len(row.contributions) for row in matrix.rows())),
        "Please note": BEST_EFFORTS,
        "Unconfirmed": "general knowledge that was found in no source",
    }
    yield from ((name, text) for name, text in listed.items() if text)
    used = {one.action for row in matrix.rows() for one in row.contributions}
    yield from (
        (f"Action {name}", words) for name, words in ACTIONS.written.items() if name in _ACTIONS or name in used
    )
    for region, (organization, prefix) in matrix.regions.items():
        yield f"Region {region}", f"{organization}; its documents begin with {prefix}"
    yield (
        "To edit",
        (
            "Columns with a dark head can be edited here and sent back: plenary import shows each change and writes "
            "it to the register. Please keep the ids in the first column and the heads; rows may be sorted."
        ),
    )
