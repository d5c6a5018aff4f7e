"""The pieces that cards, tables and lists are made of: standard docutils nodes, the same for all formats."""

from __future__ import annotations

from collections.abc import Sequence
from string import Formatter

from docutils import nodes
from docutils.utils.smartquotes import smartyPants
from sphinx.addnodes import pending_xref

from sphinx_plenary.days import range_words
from sphinx_plenary.domain import PlenaryDomain
from sphinx_plenary.dossiers import Kind
from sphinx_plenary.model import Conference, Paper
from sphinx_plenary.nodes import dossier_link, moment
from sphinx_plenary.roles import interval, unconfirmed_mark
from sphinx_plenary.translation import _, spoken


def words(text: str) -> nodes.Text:
    """Text of the register or of an option with typographic quotation marks, as Sphinx gives them to prose."""
    return nodes.Text(smartyPants(text, attr="q", language=spoken()) if "'" in text or '"' in text else text)


def styled(text: str, name: str) -> nodes.inline:
    """Text of a class that CSS and plenary.sty know."""
    return nodes.inline("", "", words(text), classes=[f"plenary-{name}"])


def line(*parts: nodes.Node | str, name: str = "line") -> nodes.paragraph:
    """A paragraph of its own class."""
    children = [words(part) if isinstance(part, str) else part for part in parts]
    return nodes.paragraph("", "", *children, classes=[f"plenary-{name}"])


def link(kind: str, target: str, text: str, docname: str, conference: str = "", title: str = "") -> pending_xref:
    """A promise that the domain keeps: to a tracked text (``res``) or an item (``msg``)."""
    return pending_xref(
        "",
        nodes.inline("", "", words(text), classes=["xref", f"plenary-{kind}"]),
        refdomain=PlenaryDomain.name,
        reftype=kind,
        reftarget=target,
        refexplicit=True,
        refwarn=False,
        refdoc=docname,
        conference=conference,
        reftitle=title,
    )


def to_dossier(kind: Kind, id: str, first: bool = False) -> nodes.inline:
    """A link to a dossier, where there is one, behind a dot unless it is the ``first`` part of its line."""
    dot = [] if first else [nodes.Text(" · ")]
    return nodes.inline("", "", *dot, dossier_link(kind=kind.value, item=id))


def paper_link(paper: Paper, docname: str) -> pending_xref:
    """A promise that Sphinx keeps: to a paper, by its title, from the page ``docname``."""
    return pending_xref(
        "",
        nodes.inline("", "", words(paper.title or paper.docname)),
        refdomain="std",
        reftype="doc",
        reftarget=f"/{paper.docname}",
        refexplicit=True,
        refdoc=docname,
        refwarn=True,
    )


def sentence(text: str, /, **parts: nodes.Node | Sequence[nodes.Node] | str) -> list[nodes.Node]:
    """A translated sentence with nodes in the places that are named in it: ``Made by {who}.``"""
    found: list[nodes.Node] = []
    plain = ""
    for before, name, _form, _conversion in Formatter().parse(text):
        plain += before
        part = parts[name] if name else ""
        if isinstance(part, str):
            plain += words(part).astext()
            continue
        found += [nodes.Text(plain)] if plain else []
        plain = ""
        found += [part] if isinstance(part, nodes.Node) else part
    found += [nodes.Text(plain)] if plain else []
    return found


def listed(parts: Sequence[nodes.Node], last: str = "") -> list[nodes.Node]:
    """``a, b and c``; ``last`` is a translated ``and`` with its spaces."""
    found: list[nodes.Node] = []
    for index, part in enumerate(parts):
        if index:
            found.append(nodes.Text((last or _(" and ")) if index == len(parts) - 1 else _(", ")))
        found.append(part)
    return found


def separated(parts: Sequence[Sequence[nodes.Node]]) -> list[nodes.Node]:
    """Parts with a middle dot between them."""
    found: list[nodes.Node] = []
    for index, part in enumerate(parts):
        if index:
            found.append(nodes.Text(" · "))
        found += part
    return found


def when_and_where(conference: Conference) -> list[nodes.Node]:
    """Place and dates of a conference, as far as they are known."""
    found: list[nodes.Node] = []
    if place := ", ".join(filter(None, (conference.city, conference.country))):
        found.append(nodes.Text(place))
    if conference.start and conference.end:
        if found:
            found.append(nodes.Text(" · "))
        found.append(
            moment(
                "", range_words(conference.start, conference.end), datetime=interval(conference.start, conference.end)
            )
        )
    return [*found, unconfirmed_mark()] if found and conference.unconfirmed else found
