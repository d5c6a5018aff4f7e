"""What stands over the table: as of when, best efforts, how much, the legend, and the issues with their rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from docutils import nodes

from sphinx_plenary.days import day_words
from sphinx_plenary.exports import BEST_EFFORTS
from sphinx_plenary.matrix import Matrix, Regional, View
from sphinx_plenary.nodes import moment
from sphinx_plenary.transforms.matrix.marks import Marks
from sphinx_plenary.transforms.parts import line, listed, sentence, separated, styled, words
from sphinx_plenary.translation import _, ngettext
from sphinx_plenary.words import ACTIONS, OUTCOMES, POSITIONS

_USUAL: Final = ("ADD", "MOD", "SUP", "NOC")


def head(marks: Marks, view: View, whole: Matrix) -> Iterator[nodes.Node]:
    matrix = marks.matrix
    yield line(*separated(list(_counts(matrix, whole))), name="as-of")
    if view.filters:
        yield line(*_filtered(marks, view), name="filtered")
    yield line(_(BEST_EFFORTS), name="best-efforts")
    # Filled by who makes files of a matrix; else EmptyDownloadsTransform takes it away.
    yield nodes.paragraph(
        classes=["plenary-downloads"],
        conference=matrix.conference,
        edition=matrix.edition,
        as_of=matrix.as_of.isoformat(),
    )
    yield nodes.container("", *_legend(marks), classes=["plenary-legends"])
    if index := list(_index(marks)):
        intro = line(nodes.strong("", _("Issues and their rows")), name="index-head")
        yield nodes.container("", intro, nodes.bullet_list("", *index), classes=["plenary-index"])


def _counts(matrix: Matrix, whole: Matrix) -> Iterator[list[nodes.Node]]:
    regional = Regional(matrix)
    rows, of_all = len(list(matrix.rows())), len(list(whole.rows()))
    day = moment("", day_words(matrix.as_of), datetime=matrix.as_of.isoformat())
    yield sentence(_("As of {day}"), day=nodes.strong("", "", day))
    every = ngettext("{number} row", "{number} rows", of_all)
    yield [nodes.Text(every if rows == of_all else _("{shown} of {every}", shown=rows, every=every))]
    yield [nodes.Text(ngettext("{number} contribution", "{number} contributions", regional.contributions))]
    if matrix.regions:
        told = ngettext(
            "{known} of {number} region with known proposals",
            "{known} of {number} regions with known proposals",
            len(matrix.regions), known=len(regional.with_proposals),
        )  # fmt: skip
        yield [nodes.Text(told)]


def _filtered(marks: Marks, view: View) -> Iterator[nodes.Node]:
    """Which rows the paper's author chose to show."""
    yield nodes.Text(_("Shown are the rows with "))
    for index, (kind, values) in enumerate(view.filters.items()):
        named = [nodes.Text(_words_of(marks, kind, value)) for value in values]
        yield nodes.Text(f"{_(' and ') if index else ''}{_(kind)} ")
        yield from listed(named, _(" or "))
    yield nodes.Text(".")


def _words_of(marks: Marks, kind: str, value: str) -> str:
    known = {
        "issue": marks.matrix.issue_titles,
        "region": {region: _(region) for region in marks.matrix.regions},
        "position": {name: text.partition(" ")[2] for name, text in POSITIONS.items()},
        "outcome": {name: text.lower() for name, text in OUTCOMES.items()},
    }
    return known.get(kind, {}).get(value, value)


def _legend(marks: Marks) -> Iterator[nodes.Node]:
    if marks.matrix.regions:
        groups: list[list[nodes.Node]] = [
            [
                styled(prefix, "prefix"),
                nodes.Text(" "),
                marks.value("region", region, _(region)),
                words(f" ({organization})"),
            ]
            for region, (organization, prefix) in marks.matrix.regions.items()
        ]
        yield line(nodes.strong("", _("Regional groups:")), nodes.Text(" "), *separated(groups), name="groups")
    used = {one.action for row in marks.matrix.rows() for one in row.contributions}
    shown = [action for action in ACTIONS if action in _USUAL or action in used]
    actions: list[list[nodes.Node]] = [
        [styled(action, "prefix"), nodes.Text(f" {ACTIONS[action]}")] for action in shown
    ]
    yield line(nodes.strong("", _("Actions:")), nodes.Text(" "), *separated(actions), name="actions")


def _index(marks: Marks) -> Iterator[nodes.list_item]:
    titles = marks.matrix.issue_titles
    for issue, rows in marks.matrix.by_issue().items():
        links = listed([marks.to_row(row) for row in rows])
        yield nodes.list_item("", line(marks.value("issue", issue, titles[issue]), nodes.Text(": "), *links))
