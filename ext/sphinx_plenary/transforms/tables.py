"""The table of issues and resolutions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_plenary.domain import PlenaryDomain
from sphinx_plenary.facts import Facts
from sphinx_plenary.model import InstrumentId, Item
from sphinx_plenary.nodes import resolution_table
from sphinx_plenary.roles import unconfirmed_mark
from sphinx_plenary.transforms.parts import line, link, words
from sphinx_plenary.translation import _


class ResolutionTableTransform(SphinxPostTransform):
    """``resolution_table`` -> a table: issue (a row head over its resolutions), number, title and revision."""

    default_priority = 5  # before ReferencesResolver (10), which resolves the links in it

    def run(self, **kwargs: object) -> None:
        facts = PlenaryDomain.of(self.env).facts
        for placeholder in list(self.document.findall(resolution_table)):
            groups = grouped(facts, placeholder["conference"], placeholder["group_by"]) if facts else []
            if facts is None or not groups:
                placeholder.replace_self(
                    line(_("No resolution is tracked for {conference}.", conference=placeholder["conference"]))
                )
                continue
            made = _table(groups, facts, placeholder)
            made.source, made.line = placeholder.source, placeholder.line
            placeholder.replace_self(made)


def grouped(facts: Facts, conference: str, group_by: str) -> list[tuple[str, list[Item]]]:
    """(issue title, its items) in the order of the register; an item stands under each of its issues."""
    items = sorted(
        (item for item in facts.of_type("resolution") if item.conference == conference),
        key=lambda item: _order(item.instrument),
    )
    if group_by == "none":
        return [("", items)] if items else []
    groups = [
        (issue.title, [item for item in items if issue.id in item.listed("issue")])
        for issue in facts.register.issues.values()
    ]
    without = [item for item in items if not any(id in facts.register.issues for id in item.listed("issue"))]
    return [(title, found) for title, found in [*groups, (_("Other"), without)] if found]


def _order(instrument: str) -> tuple[str, str, tuple[int, ...], int]:
    key = InstrumentId.parse(instrument)
    return key.sort_key if key else (instrument, "", (), 0)


def _table(groups: Sequence[tuple[str, list[Item]]], facts: Facts, placeholder: resolution_table) -> nodes.table:
    by_issue = placeholder["group_by"] == "issue"
    heads = [_("Issue"), _("No."), _("Resolution")] if by_issue else [_("No."), _("Resolution")]
    widths = [28, 10, 62] if by_issue else [10, 90]
    classes = ["plenary-resolutions", "longtable", "colwidths-given"]
    table = nodes.table(classes=classes, ids=list(placeholder["ids"]), names=list(placeholder["names"]))
    table += placeholder.children  # its caption
    group = nodes.tgroup(cols=len(heads))
    for index, width in enumerate(widths):
        column = nodes.colspec(colwidth=width)
        if by_issue and index == 0:
            column["stub"] = 1
        group += column
    group += nodes.thead("", nodes.row("", *(nodes.entry("", nodes.paragraph("", head)) for head in heads)))
    group += nodes.tbody("", *rows(groups, facts, placeholder["docname"], by_issue))
    table += group
    return table


def rows(groups: Sequence[tuple[str, list[Item]]], facts: Facts, docname: str, by_issue: bool) -> Iterable[nodes.row]:
    for title, items in groups:
        for index, item in enumerate(items):
            row = nodes.row()
            if by_issue and index == 0:
                spans = {"morerows": len(items) - 1} if len(items) > 1 else {}
                row += nodes.entry("", nodes.paragraph("", "", words(title)), **spans)
            row += _cells(item, facts, docname)
            yield row


def _cells(item: Item, facts: Facts, docname: str) -> list[nodes.entry]:
    key = InstrumentId.parse(item.instrument)
    paper = facts.papers.get(item.docname)
    instrument = facts.register.instruments.get(item.instrument)
    number = key.number if key else item.instrument
    if key and (body := facts.body_of(paper)) and key.body != body:
        number = f"{key.body} {number}"
    title: list[nodes.Node] = [words(item.title)]
    if revision := item.fields.get("revision"):
        title += [nodes.Text(" "), nodes.inline("", f"({revision})", classes=["plenary-revision"])]
        if instrument and paper and not facts.register.standing(instrument, paper.date).certain:
            title.append(unconfirmed_mark())
    cited = link("res", item.instrument, number, docname, item.conference)
    return [nodes.entry("", nodes.paragraph("", "", cited)), nodes.entry("", nodes.paragraph("", "", *title))]


def setup(app: Sphinx) -> None:
    app.add_post_transform(ResolutionTableTransform)
