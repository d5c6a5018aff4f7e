"""The table of suspects: which item, in which paper, and what has changed since it was reviewed."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_plenary.domain import PlenaryDomain
from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Item
from sphinx_plenary.nodes import suspect_table
from sphinx_plenary.reviewed import suspects
from sphinx_plenary.transforms.parts import line, link, paper_link, words
from sphinx_plenary.translation import N_, _

_HEADS = (N_("Item"), N_("Paper"), N_("What has changed since it was reviewed"))
_WIDTHS = (30, 28, 42)


class SuspectTableTransform(SphinxPostTransform):
    """``suspect_table`` -> a table, or a sentence where there is nothing to be reviewed again."""

    default_priority = 5  # before ReferencesResolver (10), which resolves the links in it

    def run(self, **kwargs: object) -> None:
        facts = PlenaryDomain.of(self.env).facts
        for placeholder in list(self.document.findall(suspect_table)):
            wanted = placeholder["conference"]
            found = [one for one in suspects(facts) if wanted in {"", one[0].conference}] if facts else []
            rows = [_row(item, changes, facts, placeholder["docname"]) for item, changes in found] if facts else []
            made = _table(rows, placeholder) if rows else line(_("Nothing is to be reviewed again."))
            made.source, made.line = placeholder.source, placeholder.line
            placeholder.replace_self(made)


def _table(rows: list[nodes.row], placeholder: suspect_table) -> nodes.table:
    classes = ["plenary-actions", "plenary-suspects", "colwidths-given"]
    table = nodes.table(classes=classes, ids=list(placeholder["ids"]), names=list(placeholder["names"]))
    table += placeholder.children  # its caption
    group = nodes.tgroup("", *(nodes.colspec(colwidth=width) for width in _WIDTHS), cols=len(_HEADS))
    group += nodes.thead("", nodes.row("", *(nodes.entry("", nodes.paragraph("", _(head))) for head in _HEADS)))
    group += nodes.tbody("", *rows)
    table += group
    return table


def _row(item: Item, changes: tuple[str, ...], facts: Facts, docname: str) -> nodes.row:
    paper = facts.papers.get(item.docname)
    changed = [nodes.paragraph("", "", words(change[:1].upper() + change[1:] + ".")) for change in changes]
    cells = [
        nodes.entry("", nodes.paragraph("", "", link("msg", item.id, item.title, docname))),
        nodes.entry("", nodes.paragraph("", "", paper_link(paper, docname) if paper else nodes.Text(""))),
        nodes.entry("", *changed),
    ]
    return nodes.row("", *cells)


def setup(app: Sphinx) -> None:
    app.add_post_transform(SuspectTableTransform)
