"""Everything a rule or a transform may look at: the register, what papers declare, and what papers cite. Frozen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from sphinx_plenary.elsewhere import Sites
from sphinx_plenary.internal import Withheld
from sphinx_plenary.lint.waivers import waivers_in
from sphinx_plenary.model import Heading, Item, Origin, Paper, Slip, Waiver
from sphinx_plenary.readings import Readings
from sphinx_plenary.suggest import nearest


@dataclass(frozen=True, kw_only=True)
class Facts(Readings):
    """``items`` are what stands at the end; ``declared`` also has those that were refused, such as duplicates.

    ``sections`` are the headings of pages, ``matrices`` the edition and conference of each matrix that a page shows.

    ``left_out``: page of each paper that this build leaves out -> why; ``released``: page of each paper that has
    editions -> their days. ``withheld`` is what public texts may neither
    lead to nor repeat, where something is internal. ``elsewhere`` is what other teams' sites have.

    ``whole``: what roles and directives say is here too. ``used_waivers``, ``rules_run`` and ``rules_known``
    are for the rules that run last; the latter two hold codes and names.
    """

    items: Sequence[Item] = ()
    declared: Sequence[Item] = ()
    slips: Sequence[Slip] = ()
    sections: Mapping[str, Sequence[Heading]] = field(default_factory=dict)
    matrices: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)
    left_out: Mapping[str, str] = field(default_factory=dict)
    released: Mapping[str, Sequence[date]] = field(default_factory=dict)
    elsewhere: Sites = field(default_factory=Sites)
    whole: bool = True
    withheld: Withheld | None = None
    used_waivers: frozenset[Waiver] = frozenset()
    rules_run: frozenset[str] = frozenset()
    rules_known: frozenset[str] = frozenset()

    @cached_property
    def waivers(self) -> Sequence[Waiver]:
        """What authors let stand: in front matter for a whole paper, in comments for a block or a line."""
        listed = [waiver for paper in self.papers.values() for waiver in paper.waivers]
        return (*listed, *(waiver for document in self.documents.values() for waiver in waivers_in(document)))

    @cached_property
    def papers_by_path(self) -> Mapping[str, Paper]:
        return {paper.path: paper for paper in self.papers.values()}

    def items_in(self, docname: str) -> Sequence[Item]:
        return self._items_of.get(docname, ())

    @cached_property
    def _items_of(self) -> Mapping[str, Sequence[Item]]:
        found: dict[str, list[Item]] = {}
        for item in self.items:
            found.setdefault(item.docname, []).append(item)
        return found

    @cached_property
    def items_at(self) -> Mapping[str, Sequence[Item]]:
        """Conference -> its items."""
        found: dict[str, list[Item]] = {}
        for item in self.items:
            found.setdefault(item.conference, []).append(item)
        return found

    @cached_property
    def items_by_id(self) -> Mapping[str, Item]:
        return {item.id: item for item in self.items}

    @cached_property
    def public_ids(self) -> frozenset[str]:
        """The ids of items that a public build has too."""
        whole = {docname for docname, paper in self.papers.items() if paper.internal}
        return frozenset(item.id for item in self.items if not item.internal and item.docname not in whole)

    def is_withheld(self, id: str) -> bool:
        """Whether an id is that of something internal, of which R708 speaks."""
        return self.withheld is not None and id in self.withheld.ids and id not in self.public_ids

    @cached_property
    def ids_written(self) -> frozenset[str]:
        """What ``:id:`` says in papers, also in a directive that cannot be read, of which R503 or R514 speaks."""
        return frozenset(
            document.text[slice(*option.content)].strip()
            for document in self.documents.values()
            for option in document.of_kind("option")
            if option.name == "id"
        )

    @cached_property
    def id_beginnings(self) -> tuple[str, ...]:
        """How the ids of texts and proposals begin: ``PP-RES-``, ``PP-22-``."""
        bodies = self.register.bodies.values()
        kinds = (f"{body.id}-{kind}-" for body in bodies for kind in body.kinds)
        return (*kinds, *(f"{conference}-" for conference in self.register.conferences))

    @cached_property
    def tracked(self) -> Mapping[str, Sequence[Item]]:
        """Instrument -> the items that track it, those of all conferences."""
        found: dict[str, list[Item]] = {}
        for item in self.of_type("resolution"):
            found.setdefault(item.instrument, []).append(item)
        return found

    @cached_property
    def _by_type(self) -> Mapping[str, Sequence[Item]]:
        found: dict[str, list[Item]] = {}
        for item in self.items:
            found.setdefault(item.type, []).append(item)
        return found

    def of_type(self, type: str) -> Sequence[Item]:
        return self._by_type.get(type, ())

    def slipped(self, item: Item, wanted: str) -> bool:
        """Whether R503 tells that an option is misspelt or has a wrong word, so that it does not lack."""
        told = (option for option in item.lines if item.at(option) in self._slips)
        return any(nearest(option, (wanted,)) for option in told)

    @cached_property
    def _slips(self) -> frozenset[Origin]:
        return frozenset(slip.problem.origin for slip in self.slips)

    @cached_property
    def about(self) -> Mapping[tuple[str, str, str], Sequence[Item]]:
        """Type of item, instrument, conference -> such items on that text there, in the order of their places."""
        found: dict[tuple[str, str, str], list[Item]] = {}
        for item in sorted(self.items, key=lambda item: item.origin):
            if item.instrument:
                found.setdefault((item.type, item.instrument, item.conference), []).append(item)
        return found

    def age(self, item: Item) -> tuple[date, Origin]:
        """By this, items come in the order in which they were said: by their papers' dates, then their places."""
        paper = self.papers.get(item.docname)
        return (paper.date if paper else date.max, item.origin)

    def place_of(self, instrument: str, conference: str, docname: str) -> Item | None:
        """Where an instrument is tracked: in the citing paper, else for its conference, else anywhere."""
        items = self.tracked.get(instrument, ())
        return (
            next((item for item in items if item.docname == docname), None)
            or next((item for item in items if item.conference == conference), None)
            or next(iter(items), None)
        )

    @cached_property
    def message_numbers(self) -> Mapping[str, int]:
        """Message -> its place among the messages of its paper, from 1."""
        counts: dict[str, int] = {}
        numbers: dict[str, int] = {}
        for message in self.of_type("message"):
            numbers[message.id] = counts[message.docname] = counts.get(message.docname, 0) + 1
        return numbers

    def resting_on(self, tracked: Item) -> Sequence[Item]:
        """The messages that rest on a tracked text at its conference, in the order of their papers."""
        return self._resting.get((tracked.instrument, tracked.conference), ())

    @cached_property
    def _resting(self) -> Mapping[tuple[str, str], Sequence[Item]]:
        found: dict[tuple[str, str], list[Item]] = {}
        for message in self.of_type("message"):
            for target in message.links.get("resolutions", ()):
                found.setdefault((target, message.conference), []).append(message)
        return found

    @cached_property
    def pdf_names(self) -> Mapping[str, str]:
        """Page -> the name of its PDF: the page's own, or with its folders where two pages have one name."""
        names = {docname: docname.rpartition("/")[2] for docname in self.papers}
        shared = Counter(names.values())
        return {docname: name if shared[name] == 1 else docname.replace("/", "-") for docname, name in names.items()}
