"""The table: a row for each text or subject, in groups."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from docutils import nodes

from sphinx_plenary.days import day_words
from sphinx_plenary.dossiers import Kind
from sphinx_plenary.matrix import COLUMNS, Contribution, Row, View, grouped
from sphinx_plenary.matrix.view import columns_of
from sphinx_plenary.nodes import matrix_table, moment
from sphinx_plenary.roles import unconfirmed_mark
from sphinx_plenary.transforms.matrix.marks import Marks, many
from sphinx_plenary.transforms.parts import line, link, separated, styled, to_dossier, words
from sphinx_plenary.translation import _
from sphinx_plenary.words import OUTCOMES, POSITIONS

# How wide the columns are to each other.
_WIDTHS: Final[Mapping[str, int]] = {
    "number": 7,
    "title": 18,
    "issue": 12,
    "contributions": 22,
    "concern": 16,
    "affected": 12,
    "implication": 16,
    "position": 10,
    "outcome": 15,
}


def rows_table(marks: Marks, view: View, placeholder: matrix_table) -> nodes.table | None:
    """None where there is no row."""
    groups = [group for group in grouped(marks.matrix, view) if group[2]]
    if not groups:
        return None
    columns = columns_of(marks.matrix, view)
    classes = [*many(list(marks.matrix.rows())), "plenary-rows", "longtable", "colwidths-given"]
    ids = list(placeholder["ids"]) or [marks.free_id(f"matrix-{marks.conference.id}-{marks.matrix.edition}")]
    table = nodes.table(classes=classes, ids=ids, names=list(placeholder["names"]))
    caption = [child for child in placeholder.children if isinstance(child, nodes.title)]
    table += caption or [nodes.title("", _name(marks))]
    made = nodes.tgroup(cols=len(columns))
    specs = [nodes.colspec(colwidth=_WIDTHS[column]) for column in columns]
    specs[0]["stub"] = 1  # the heads of the rows
    made += specs
    heads = [nodes.entry("", nodes.paragraph("", _(COLUMNS[column])), classes=[_class(column)]) for column in columns]
    made += nodes.thead("", nodes.row("", *heads))
    made += nodes.tbody("", *_body(marks, groups, columns))
    table += made
    return table


def _name(marks: Marks) -> str:
    if marks.matrix.edition == "issues":
        return _("Issues matrix, {conference}", conference=marks.conference.id)
    return _("Outcomes matrix, {conference}", conference=marks.conference.id)


def _class(column: str) -> str:
    return f"plenary-col-{column}"


def _body(
    marks: Marks, groups: list[tuple[str, str, tuple[Row, ...]]], columns: tuple[str, ...]
) -> Iterator[nodes.row]:
    shown: set[str] = set()
    for _kind, title, rows in groups:
        if title:
            cell = nodes.entry("", nodes.paragraph("", "", words(title)), classes=["plenary-group"])
            if len(columns) > 1:
                cell["morecols"] = len(columns) - 1
            yield nodes.row("", cell)
        for row in rows:
            cells = [_cell(marks, row, column) for column in columns]
            # The first place of a row that stands in several groups is the one that links lead to.
            again = row.id in shown
            shown.add(row.id)
            classes = ["plenary-row", *(["plenary-again"] if again else []), *marks.of_row(row)]
            yield nodes.row("", *cells, ids=[] if again else [marks.id_of(row)], classes=classes)


def _cell(marks: Marks, row: Row, column: str) -> nodes.entry:
    cell = nodes.entry("", *_CELLS[column](marks, row), classes=[_class(column)])
    if not len(cell):
        cell["classes"].append("plenary-empty")
    elif (column == "contributions" and not row.contributions) or (column == "outcome" and not row.result):
        cell["classes"].append("plenary-lacking")
    return cell


def _number(marks: Marks, row: Row) -> Iterator[nodes.Node]:
    if not row.number:
        treaty = row.title[:2] if row.title[:2] in {"CS", "CV"} else ""
        yield line(styled(treaty or _("new") if _is_new(row) or treaty else "–", "subject"))
        return
    yield line(link("res", row.instrument, marks.number(row), marks.docname, marks.matrix.conference))


def _is_new(row: Row) -> bool:
    return any(one.action.startswith("ADD") for one in row.contributions)


def _title(marks: Marks, row: Row) -> Iterator[nodes.Node]:
    title = row.title[:1].upper() + row.title[1:]
    yield line(styled(title or _("Title not known"), "row-title" if title else "none"))
    under: list[nodes.Node] = [styled(row.revision, "revision")] if row.revision else []
    if row.revision and row.unconfirmed:
        under.append(unconfirmed_mark())
    if marks.facts.tracked.get(row.instrument):  # else its number leads there
        under.append(to_dossier(Kind.INSTRUMENT, row.instrument, not under))
    if under:
        yield line(*under, name="under")


def _issue(marks: Marks, row: Row) -> Iterator[nodes.Node]:
    titles = marks.matrix.issue_titles
    for issue in row.issues:
        yield line(words(titles.get(issue, issue)))


def _contributions(marks: Marks, row: Row) -> Iterator[nodes.Node]:
    if not row.contributions:
        yield line(styled(_("none known"), "none"))
    for one in row.contributions:
        yield line(chip(marks, one), *_meta(one), *_proof(marks, one.sources, one.unconfirmed), name="contribution")
        # What became of the text is in the row's outcome, where one is known.
        result = _("Result: {result}", result=one.result) if one.result and row.result is None else ""
        if points := ". ".join(filter(None, (one.points, result))):
            yield line(points, name="points")


def chip(marks: Marks, one: Contribution) -> nodes.inline:
    """``CEPT · MOD``."""
    who: list[nodes.Node] = []
    for name in one.proponents:
        who += [nodes.Text(", ")] * bool(who) + [marks.value("proponent", name)]
    parts: list[list[nodes.Node]] = [who or [words(one.origin)]]
    if one.action:
        parts.append([marks.value("action", one.action)])
    return nodes.inline("", "", *separated(parts), classes=["plenary-chip"])


def _meta(one: Contribution) -> Iterator[nodes.Node]:
    """Code, document and day, as far as they are known."""
    parts: list[nodes.Node] = [styled(text, "code") for text in (one.code, one.document) if text]
    if one.date:
        parts.append(moment("", day_words(one.date), datetime=one.date.isoformat()))
    if parts:
        yield nodes.Text(" ")
        spaced = [node for part in parts for node in (nodes.Text(", "), part)][1:]
        yield nodes.inline("", "", *spaced, classes=["plenary-meta"])


def _proof(marks: Marks, sources: tuple[str, ...], unconfirmed: bool) -> list[nodes.Node]:
    """A dagger on what is only recalled; else the numbers of the sources."""
    return [unconfirmed_mark()] if unconfirmed else marks.sources.cite(sources)


def _text(field: str) -> Callable[[Marks, Row], Iterator[nodes.Node]]:
    def cell(_marks: Marks, row: Row) -> Iterator[nodes.Node]:
        if text := getattr(row, field):
            yield line(text)

    return cell


def _position(marks: Marks, row: Row) -> Iterator[nodes.Node]:
    for held in row.positions:
        state = marks.value("position", held.position, POSITIONS[held.position])
        state["classes"] += ["plenary-state", f"plenary-{held.position}"]
        yield line(*([words(f"{held.organization}: ")] if held.organization else []), state)


def _outcome(marks: Marks, row: Row) -> Iterator[nodes.Node]:
    result = row.result
    if result is None:
        yield line(styled(_("not known"), "none"))
        return
    word = marks.value("outcome", result.kind, OUTCOMES[result.kind])
    yield line(word, *_proof(marks, result.sources, result.unconfirmed))
    if result.label:
        yield line(styled(result.label, "revision"), name="under")
    if result.detail:
        yield line(result.detail[:1].upper() + result.detail[1:], name="points")


_CELLS: Final[Mapping[str, Callable[[Marks, Row], Iterator[nodes.Node]]]] = {
    "number": _number,
    "title": _title,
    "issue": _issue,
    "contributions": _contributions,
    "concern": _text("concern"),
    "affected": _text("affected"),
    "implication": _text("implication"),
    "position": _position,
    "outcome": _outcome,
}
