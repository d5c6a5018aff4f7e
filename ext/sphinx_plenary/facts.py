"""Everything a rule may look at: the register, what papers declare, and what papers cite. Frozen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from sphinx_plenary.lint import Document
from sphinx_plenary.lint.waivers import waivers_in
from sphinx_plenary.model import Citation, Item, Mention, Paper, Slip, Waiver
from sphinx_plenary.prose import (
    Abbreviations,
    Known,
    Label,
    Labels,
    NameBook,
    Names,
    Sentences,
    Slips,
    Spellings,
    Words,
)
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
    def words(self) -> Mapping[str, Words]:
        """Paper -> which words its text has."""
        return {docname: Words(document) for docname, document in self.documents.items()}

    @cached_property
    def known_abbreviations(self) -> Known:
        return Known(self.register)

    @cached_property
    def abbreviations(self) -> Mapping[str, Abbreviations]:
        """Paper -> the abbreviations that its text uses and explains."""
        known = self.known_abbreviations
        return {
            docname: Abbreviations(sentences, self.words[docname], known, self._spoken.get(docname, {}))
            for docname, sentences in self.sentences.items()
        }

    @cached_property
    def _spoken(self) -> Mapping[str, Mapping[str, bool]]:
        """Paper -> the abbreviations that its roles print, and whether with the name before them."""
        found: dict[str, dict[str, bool]] = {}
        for mention in self.mentions:
            if mention.role in {"org", "conf"}:
                words = found.setdefault(mention.docname, {})
                series = mention.target.partition("-")[0] if mention.role == "conf" else mention.target
                for word in {mention.target, series}:
                    words[word] = words.get(word, False) or not mention.text
        return found

    @cached_property
    def labels(self) -> Mapping[str, Sequence[Label]]:
        """Paper -> the labels of conferences in its text, right or not."""
        return {docname: tuple(self.known_labels.find(one)) for docname, one in self.abbreviations.items()}

    @cached_property
    def misspelt(self) -> Mapping[str, Slips]:
        """Paper -> the abbreviations in its text that are slips."""
        return {docname: Slips(one, self.known_labels) for docname, one in self.abbreviations.items()}

    @cached_property
    def known_labels(self) -> Labels:
        return Labels(self.register)

    @cached_property
    def names(self) -> Mapping[str, Names]:
        """Paper -> what in its text is nearly a name of the register."""
        book = NameBook(self.register)
        return {docname: Names(document, book) for docname, document in self.documents.items()}

    @cached_property
    def spellings(self) -> Mapping[str, Spellings]:
        """Paper -> the words of several spellings in its text."""
        return {
            docname: Spellings(one, self.words[docname], self.register.spellings)
            for docname, one in self.documents.items()
        }

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
