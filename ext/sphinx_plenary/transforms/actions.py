"""The table of actions: what is to be done, by whom, until when, and in which paper it was agreed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_plenary.days import day_words
from sphinx_plenary.domain import PlenaryDomain
from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Item
from sphinx_plenary.nodes import action_table, moment
from sphinx_plenary.transforms.parts import line, link, paper_link, words
from sphinx_plenary.translation import N_, _
from sphinx_plenary.words import ACTION_STATES

_HEADS = (N_("Due"), N_("Action"), N_("Owner"), N_("State"), N_("Agreed in"))
_WIDTHS = (21, 27, 18, 13, 21)


class ActionTableTransform(SphinxPostTransform):
    """``action_table`` -> a table of the actions that pass its filters, by day."""

    default_priority = 5  # before ReferencesResolver (10), which resolves the links in it

    def run(self, **kwargs: object) -> None:
        facts = PlenaryDomain.of(self.env).facts
        for placeholder in list(self.document.findall(action_table)):
            items = listed_actions(facts, placeholder["filters"]) if facts else []
            made = _table(items, facts, placeholder) if facts and items else line(_("No action is known."))
            made.source, made.line = placeholder.source, placeholder.line
            placeholder.replace_self(made)


def listed_actions(facts: Facts, filters: Mapping[str, Sequence[str]]) -> list[Item]:
    """The actions that have one of the values of each filter, by the day when they are due."""
    found = [
        item
        for item in facts.of_type("action")
        if all(_value(item, name) in values for name, values in filters.items())
    ]
    return sorted(found, key=lambda item: (item.due or date.max, item.id))


def _value(item: Item, name: str) -> str:
    return {"state": item.state, "conference": item.conference}.get(name, item.fields.get(name, ""))


def _table(items: Sequence[Item], facts: Facts, placeholder: action_table) -> nodes.table:
    classes = ["plenary-actions", "colwidths-given"]
    table = nodes.table(classes=classes, ids=list(placeholder["ids"]), names=list(placeholder["names"]))
    table += placeholder.children  # its caption
    group = nodes.tgroup("", *(nodes.colspec(colwidth=width) for width in _WIDTHS), cols=len(_HEADS))
    group += nodes.thead("", nodes.row("", *(nodes.entry("", nodes.paragraph("", _(head))) for head in _HEADS)))
    group += nodes.tbody("", *(_row(item, facts, placeholder["docname"]) for item in items))
    table += group
    return table


def _row(item: Item, facts: Facts, docname: str) -> nodes.row:
    day = item.due
    state = nodes.inline("", ACTION_STATES[item.state], classes=["plenary-state", f"plenary-{item.state}"])
    paper = facts.papers.get(item.docname)
    due = day_words(day).replace(" ", "\N{NO-BREAK SPACE}") if day else ""
    cells: list[nodes.Node] = [
        moment("", due, datetime=day.isoformat()) if day else nodes.Text(""),
        link("msg", item.id, item.title, docname),
        words(item.fields.get("owner", "")),
        state,
        paper_link(paper, docname) if paper else nodes.Text(""),
    ]
    return nodes.row("", *(nodes.entry("", nodes.paragraph("", "", cell)) for cell in cells))


def setup(app: Sphinx) -> None:
    app.add_post_transform(ActionTableTransform)
