"""Everything a rule may look at: the register, what papers declare, and what papers cite. Frozen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from sphinx_plenary.lint import Document
from sphinx_plenary.lint.waivers import waivers_in
from sphinx_plenary.model import Citation, Item, Mention, Paper, Slip, Waiver
from sphinx_plenary.prose import ConferenceNames, Conferences, Dates, Sentences
from sphinx_plenary.register import Register


@dataclass(frozen=True, kw_only=True)
class Facts:
    """``items`` are what stands at the end; ``declared`` also has those that were refused, such as duplicates.

    ``documents`` are the texts of papers, by docname, as far as their files can be read: rules on prose read
    ``plain``, and its offsets are places. A stranger's file is a paper without a kind.
    ``used_waivers`` and ``rules_run`` are for the rules that run last.
    """

    register: Register
    papers: Mapping[str, Paper] = field(default_factory=dict)
    items: Sequence[Item] = ()
    declared: Sequence[Item] = ()
    citations: Sequence[Citation] = ()
    mentions: Sequence[Mention] = ()
    slips: Sequence[Slip] = ()
    documents: Mapping[str, Document] = field(default_factory=dict)
    used_waivers: frozenset[Waiver] = frozenset()
    rules_run: frozenset[str] = frozenset()

    @cached_property
    def waivers(self) -> Sequence[Waiver]:
        """What authors let stand: in front matter for a whole paper, in comments for a block or a line."""
        listed = [waiver for paper in self.papers.values() for waiver in paper.waivers]
        return (*listed, *(waiver for document in self.documents.values() for waiver in waivers_in(document)))

    @cached_property
    def papers_by_path(self) -> Mapping[str, Paper]:
        return {paper.path: paper for paper in self.papers.values()}

    @cached_property
    def sentences(self) -> Mapping[str, Sentences]:
        """Paper -> the sentences of its text."""
        return {docname: Sentences(document) for docname, document in self.documents.items()}

    @cached_property
    def dates(self) -> Mapping[str, Dates]:
        """Paper -> the dates in its text."""
        return {docname: Dates(sentences) for docname, sentences in self.sentences.items()}

    @cached_property
    def conference_names(self) -> ConferenceNames:
        return ConferenceNames(self.register)

    @cached_property
    def conferences_named(self) -> Mapping[str, Conferences]:
        """Paper -> the conferences that its text names, with what stands beside them."""
        return {docname: Conferences(self.conference_names, dates) for docname, dates in self.dates.items()}

    @cached_property
    def items_by_id(self) -> Mapping[str, Item]:
        return {item.id: item for item in self.items}

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

    def place_of(self, instrument: str, conference: str, docname: str) -> Item | None:
        """Where an instrument is tracked: in the citing paper, else for its conference, else anywhere."""
        items = self.tracked.get(instrument, ())
        return (
            next((item for item in items if item.docname == docname), None)
            or next((item for item in items if item.conference == conference), None)
            or next(iter(items), None)
        )

    def body_of(self, paper: Paper | None) -> str | None:
        """The body whose conference a paper is about; None where it is no body's."""
        conference = self.register.conferences.get(paper.conference) if paper else None
        return conference.body or None if conference else None

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
