"""``{changes}`` as nodes: groups of lines, with what was taken out and put in marked for eye and ear."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_plenary.domain import PlenaryDomain
from sphinx_plenary.editions import Changes, Edition, changes
from sphinx_plenary.editions.passages import KEPT, Span
from sphinx_plenary.editions.told import Entry, groups, label
from sphinx_plenary.nodes import changed, changes_of
from sphinx_plenary.register import Register
from sphinx_plenary.snapshots import snapshot
from sphinx_plenary.transforms.parts import line, link, words
from sphinx_plenary.translation import _

MINUS: Final = "\N{MINUS SIGN}"


class ChangesTransform(SphinxPostTransform):
    """``changes_of`` -> what changed."""

    default_priority = 5  # before ReferencesResolver (10), which resolves the links to items

    def run(self, **kwargs: object) -> None:
        domain = PlenaryDomain.of(self.env)
        for placeholder in list(self.document.findall(changes_of)):
            made = nodes.container("", *self.told(domain, placeholder), classes=["plenary-changes"])
            made.source, made.line = placeholder.source, placeholder.line
            placeholder.replace_self(made)

    def told(self, domain: PlenaryDomain, placeholder: changes_of) -> Iterator[nodes.Node]:
        docname = placeholder["paper"]
        old = domain.editions.find(docname, placeholder["old"])
        new = domain.editions.find(docname, placeholder["new"]) or current(self.env, docname)
        if old is None or new is None:
            yield line(_("This is the first edition: there is none before it."), name="changes-between")
            return
        found = changes(old, new)
        between = _("From version {old} to version {new}.", old=label(old), new=label(new))
        signs = "" if found.nothing else _(" Words taken out have {minus} before them, words put in +.", minus=MINUS)
        yield line(between + signs, name="changes-between")
        yield from listed(found, domain.register, placeholder["docname"])


def current(env: BuildEnvironment, docname: str) -> Edition | None:
    """The paper as this build has it; once for all that ask."""
    domain = PlenaryDomain.of(env)
    paper = domain.facts.papers.get(docname) if domain.facts else None
    if paper is None:
        return domain.editions.newest(docname)
    if docname not in domain.snapshots:
        domain.snapshots[docname] = snapshot(env, paper)
    return domain.snapshots[docname]


def listed(found: Changes, register: Register, docname: str) -> Iterator[nodes.Node]:
    """The groups; links to items lead from the page ``docname``, and are there where the items are."""
    if found.nothing:
        yield line(_("Nothing changed but version and date."))
    for group in groups(found, register):
        head = line(nodes.strong("", group.title), name="changes-head")
        head["classes"].append("plenary-heads-table")  # print keeps it with what it heads
        yield head
        items = [nodes.list_item("", line(*_entry(entry, docname), name="change")) for entry in group.entries]
        yield nodes.bullet_list("", *items, classes=["plenary-changes-list"])


def _entry(entry: Entry, docname: str) -> Iterator[nodes.Node]:
    if entry.where:
        where = link("msg", entry.item, entry.where, docname) if entry.item else words(entry.where)
        yield nodes.inline("", "", where, classes=["plenary-change-where"])
        if entry.spans:
            yield nodes.Text(": ")
    for before, span in pairwise((None, *entry.spans)):
        if before and span and before.sign != KEPT != span.sign and not before.text[-1:].isspace():
            yield nodes.Text(" ")
        yield from marked(span) if span else ()


def marked(span: Span) -> Iterator[nodes.Node]:
    """Words, with the space behind them outside of the mark."""
    if span.sign == KEPT:
        yield nodes.Text(span.text)
        return
    bare = span.text.rstrip()
    name = "plenary-put-in" if span.sign == "+" else "plenary-taken-out"
    yield changed("", "", nodes.Text(bare), sign=span.sign, classes=[name])
    if bare != span.text:
        yield nodes.Text(" ")


def setup(app: Sphinx) -> None:
    app.add_post_transform(ChangesTransform)
