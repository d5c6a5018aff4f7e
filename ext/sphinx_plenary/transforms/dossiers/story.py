"""What the pages of dossiers share: links, sections, sources, proposals, positions, outcomes, places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from docutils import nodes
from sphinx.builders import Builder
from sphinx.util.nodes import make_refnode

from sphinx_plenary.days import day_words
from sphinx_plenary.domain import PlenaryDomain
from sphinx_plenary.dossiers import Kind
from sphinx_plenary.dossiers.records import Fact, Place, Said, Where
from sphinx_plenary.matrix import Contribution, Result
from sphinx_plenary.model import Position
from sphinx_plenary.nodes import moment
from sphinx_plenary.roles import unconfirmed_mark
from sphinx_plenary.transforms.matrix.marks import Sources
from sphinx_plenary.transforms.parts import line, separated, styled, words
from sphinx_plenary.translation import N_, _, ngettext
from sphinx_plenary.words import OUTCOMES, POSITIONS

_HOW: Final = {
    "cited": "",
    "named": "",
    "tracked": N_("tracked"),
    "proposal": N_("proposal"),
    "position": N_("position"),
    "outcome": N_("outcome"),
    "message": N_("message"),
}


class Story:
    """One page of a dossier while it is made."""

    def __init__(self, domain: PlenaryDomain, builder: Builder, docname: str) -> None:
        assert domain.facts is not None
        self.domain = domain
        self.builder = builder
        self.docname = docname
        self._taken: set[str] = set()
        self.sources = Sources(domain.facts, self.free_id)

    def free_id(self, wish: str) -> str:
        """An id that nothing on the page has yet."""
        made = base = nodes.make_id(wish) or "part"
        number = 2
        while made in self._taken:
            made, number = f"{base}-{number}", number + 1
        self._taken.add(made)
        return made

    # ---- links -----------------------------------------------------------------------------------

    def to(self, kind: Kind, id: str, text: str = "", title: str = "") -> nodes.Node:
        """A link to a dossier; the words alone where there is none, or where this is it."""
        page = self.domain.dossier_page(kind, id)
        if not page or page == self.docname:
            return words(text or id)
        return self.page(page, text or id, title=title)

    def page(self, docname: str, text: str, anchor: str = "", title: str = "") -> nodes.Node:
        """A link to a page, or to a place on it; the words alone where there is no such page."""
        if docname not in self.domain.env.all_docs:
            return words(text)
        return make_refnode(self.builder, self.docname, docname, anchor, [words(text)], title or None)

    def conference(self, id: str) -> nodes.inline:
        """The label of a conference, which is not broken over lines."""
        return nodes.inline("", "", self.to(Kind.CONFERENCE, id), classes=["plenary-label"])

    # ---- parts -----------------------------------------------------------------------------------

    def section(self, title: str, *content: nodes.Node) -> list[nodes.Node]:
        """Nothing where there is no content."""
        if not content:
            return []
        return [nodes.section("", nodes.title("", "", words(title)), *content, ids=[self.free_id(title)])]

    def proof(self, sources: Iterable[str], unconfirmed: bool) -> list[nodes.Node]:
        """A dagger on what is only recalled; else the numbers of the sources."""
        return [unconfirmed_mark()] if unconfirmed else self.sources.cite(sources)

    def source_list(self) -> list[nodes.Node]:
        return self.section(_("Sources"), *([self.sources.items()] if self.sources.ids else []))

    def chip(self, one: Contribution) -> nodes.inline:
        """``CEPT · MOD``."""
        who: list[nodes.Node] = []
        for name in one.proponents:
            who += [nodes.Text(", ")] * bool(who) + [self.to(Kind.ORGANIZATION, name)]
        parts: list[list[nodes.Node]] = [who or [words(one.origin)]]
        if one.action:
            parts.append([nodes.Text(one.action)])
        return nodes.inline("", "", *separated(parts), classes=["plenary-chip"])

    def contribution(self, one: Contribution, told: bool) -> nodes.list_item:
        """Who, what, in which document, on which day; the points under it, and the result unless it is ``told``."""
        parts: list[nodes.Node] = []
        for text in filter(None, (one.code, one.document)):
            parts += [nodes.Text(", ")] * bool(parts) + [styled(text, "code")]
        if one.date:
            parts += [nodes.Text(", ")] * bool(parts) + [day(one)]
        item = nodes.list_item(
            "", line(self.chip(one), nodes.Text(" "), *parts, *self.proof(one.sources, one.unconfirmed))
        )
        if one.points:
            item += line(one.points, name="under")
        if one.result and not told:
            item += line(_("Result: {result}", result=one.result), name="under")
        return item

    def outcome(self, result: Result) -> list[nodes.Node]:
        """``Revised (Rev. Bucharest, 2022)``, with what was decided."""
        parts: list[nodes.Node] = [styled(OUTCOMES[result.kind], "act")]
        if result.label:
            parts.append(words(f" ({result.label})"))
        if result.detail:
            parts.append(words(f": {result.detail}"))
        return [*parts, *self.proof(result.sources, result.unconfirmed)]

    def facts(self, facts: Sequence[Fact]) -> list[nodes.Node]:
        """Lines of a label and a value."""
        items = []
        for fact in facts:
            value: nodes.Node = moment("", fact.value, datetime=fact.day.isoformat()) if fact.day else words(fact.value)
            proof = self.proof(fact.sources, fact.unconfirmed)
            label = fact.label[:1].upper() + fact.label[1:]
            items.append(nodes.list_item("", line(_("{label}: ", label=label), nodes.strong("", "", value), *proof)))
        return [bullets(items)] if items else []

    def messages(self, messages: Sequence[Said]) -> list[nodes.Node]:
        items = []
        for said in messages:
            parts = [self.to(Kind.MESSAGE, said.id, said.title), nodes.Text(" (")]
            parts += [self.page(said.docname, _("where it stands"), said.id), nodes.Text(")")]
            items.append(nodes.list_item("", line(*parts)))
        return [bullets(items)] if items else []

    def places(self, where: Sequence[Where]) -> list[nodes.Node]:
        """A list of papers, each with the lines in it."""
        return [bullets([self._page(page) for page in where], "places")] if where else []

    def _page(self, page: Where) -> nodes.list_item:
        lines = len(list(page.places))
        count = " · " + ngettext("{number} place", "{number} places", lines)
        item = nodes.list_item("", line(self.page(page.docname, page.title), styled(count, "meta")))
        item += bullets([nodes.list_item("", line(*part)) for part in self._sections(page)], "lines")
        return item

    def _sections(self, page: Where) -> Iterator[list[nodes.Node]]:
        """The places of each section on one line: ``Summary: line 27, line 31 (message)``."""
        groups: dict[str, list[Place]] = {}
        for place in page.places:
            groups.setdefault(place.section or place.file, []).append(place)
        for section, places in groups.items():
            parts: list[nodes.Node] = [words(_("{label}: ", label=section))] if section else []
            for number, place in enumerate(places):
                how = f" ({_(_HOW[place.how])})" if _HOW[place.how] else ""
                parts += [nodes.Text(", ")] * bool(number)
                parts.append(self.page(page.docname, _("line {number}", number=place.line), place.anchor))
                parts += [nodes.Text(how)] * bool(how)
            yield parts


def day(one: Contribution) -> nodes.Node:
    assert one.date is not None
    return moment("", day_words(one.date), datetime=one.date.isoformat())


def state(position: Position) -> nodes.inline:
    """``✓ support``."""
    return nodes.inline("", POSITIONS[position], classes=["plenary-state", f"plenary-{position}"])


def bullets(items: Sequence[nodes.list_item], name: str = "points-list") -> nodes.bullet_list:
    return nodes.bullet_list("", *items, classes=[f"plenary-{name}"])


def table(heads: Sequence[str], widths: Sequence[int], rows: Iterable[Sequence[Sequence[nodes.Node]]]) -> nodes.table:
    """A table whose first column heads its rows; each cell a list of inline nodes."""
    group = nodes.tgroup(cols=len(heads))
    columns = [nodes.colspec(colwidth=width) for width in widths]
    columns[0]["stub"] = 1
    group += columns
    group += nodes.thead("", nodes.row("", *(nodes.entry("", nodes.paragraph("", head)) for head in heads)))
    body = nodes.tbody()
    for row in rows:
        body += nodes.row("", *(nodes.entry("", *([line(*cell)] if cell else [])) for cell in row))
    group += body
    return nodes.table("", group, classes=["plenary-dossier-table", "colwidths-given"])
