"""Everything a rule or a transform may look at: the register, what papers declare, and what papers cite. Frozen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from sphinx_plenary.citations import DocumentCitation, Grammar, language_of
from sphinx_plenary.lint import Document
from sphinx_plenary.lint.cited import cited_by_role
from sphinx_plenary.lint.waivers import waivers_in
from sphinx_plenary.model import Citation, Item, Mention, Origin, Paper, Slip, Waiver
from sphinx_plenary.prose import (
    Abbreviations,
    ConferenceNames,
    Conferences,
    Dates,
    DocumentName,
    DocumentNames,
    Expansions,
    Gap,
    Heading,
    Known,
    Label,
    Labels,
    MisspeltWords,
    NameBook,
    Names,
    Quotations,
    Running,
    Said,
    Sentences,
    Spellings,
    UnknownAction,
    Words,
    gaps,
    headings,
    said_in,
    unknown_actions,
)
from sphinx_plenary.register import Register
from sphinx_plenary.suggest import nearest


@dataclass(frozen=True, kw_only=True)
class Facts:
    """``items`` are what stands at the end; ``declared`` also has those that were refused, such as duplicates.

    ``documents`` are the texts of papers, by docname, as far as their files can be read: rules on prose read
    ``plain``, and its offsets are places. A stranger's file is a paper without a kind.
    ``whole``: what roles and directives say is here too. ``used_waivers``, ``rules_run`` and ``rules_known``
    are for the rules that run last; the latter two hold codes and names.
    """

    register: Register
    papers: Mapping[str, Paper] = field(default_factory=dict)
    items: Sequence[Item] = ()
    declared: Sequence[Item] = ()
    citations: Sequence[Citation] = ()
    mentions: Sequence[Mention] = ()
    slips: Sequence[Slip] = ()
    documents: Mapping[str, Document] = field(default_factory=dict)
    whole: bool = True
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

    @cached_property
    def prose_citations(self) -> Mapping[str, Sequence[Citation]]:
        """Paper -> what it cites in plain prose, in the order of the text; of papers whose text is at hand."""
        found: dict[str, list[Citation]] = {docname: [] for docname in self.documents}
        for cite in self.citations:
            if cite.prose and cite.docname in found and cite.whole != (0, 0):
                found[cite.docname].append(cite)
        return {docname: sorted(cites, key=lambda cite: cite.span) for docname, cites in found.items()}

    @cached_property
    def mention_sizes(self) -> Mapping[str, Mapping[tuple[int, int], int]]:
        """Paper -> each mention in plain prose -> how many numbers it lists."""
        return {docname: Counter(cite.whole for cite in cites) for docname, cites in self.prose_citations.items()}

    def language_of(self, cite: Citation) -> str:
        """The language in which a text is cited in plain prose: its own words tell, else the paper does."""
        paper, instrument = self.papers.get(cite.docname), self.register.instruments.get(cite.instrument)
        otherwise = paper.language if paper else "en"
        if instrument is None:
            return otherwise
        document = self.documents.get(cite.docname)
        words = document.text[slice(*cite.whole)] if document and cite.whole != (0, 0) else cite.text
        return language_of(words, self.register.bodies[instrument.key.body], otherwise)

    @cached_property
    def role_citations(self) -> Mapping[str, Sequence[Citation]]:
        """Paper -> what its text cites by role, in the order of the text, with places in it."""
        bodies = self.register.bodies
        found: dict[str, Sequence[Citation]] = {}
        for docname, document in self.documents.items():
            body = self.body_of(self.papers.get(docname))
            found[docname] = tuple(cited_by_role(document, docname, body, bodies))
        return found

    @cached_property
    def documents_cited(self) -> Mapping[str, Sequence[DocumentCitation]]:
        """Paper -> the documents, proposals and provisional codes that its text names, in order."""
        grammar = Grammar.of(self.register.bodies)
        return {docname: grammar.find_documents(document.plain) for docname, document in self.documents.items()}

    @cached_property
    def sentences(self) -> Mapping[str, Sentences]:
        """Paper -> the sentences of its text."""
        return {docname: Sentences(document) for docname, document in self.documents.items()}

    @cached_property
    def quotations(self) -> Mapping[str, Quotations]:
        """Paper -> what of its text is another's: no rule mends it."""
        return {docname: Quotations(document) for docname, document in self.documents.items()}

    @cached_property
    def headings(self) -> Mapping[str, Sequence[Heading]]:
        """Paper -> the headings of its text."""
        return {docname: headings(document) for docname, document in self.documents.items()}

    @cached_property
    def document_names(self) -> Mapping[str, Sequence[DocumentName]]:
        """Paper -> the names of documents in its prose, also those that only resemble one."""
        return {
            docname: self._document_names.find(document, self.documents_cited[docname], self.conference_of(docname))
            for docname, document in self.documents.items()
        }

    @cached_property
    def _document_names(self) -> DocumentNames:
        return DocumentNames(self.register)

    def names_in(self, text: str) -> Sequence[DocumentName]:
        """The documents that an option or a cell names."""
        return tuple(self._document_names.read(text)) if text else ()

    def citations_in(self, docname: str) -> Sequence[Citation]:
        return self._citations_of.get(docname, ())

    def mentions_in(self, docname: str) -> Sequence[Mention]:
        return self._mentions_of.get(docname, ())

    @cached_property
    def _mentions_of(self) -> Mapping[str, Sequence[Mention]]:
        found: dict[str, list[Mention]] = {}
        for mention in self.mentions:
            found.setdefault(mention.docname, []).append(mention)
        return found

    def items_in(self, docname: str) -> Sequence[Item]:
        return self._items_of.get(docname, ())

    @cached_property
    def _items_of(self) -> Mapping[str, Sequence[Item]]:
        found: dict[str, list[Item]] = {}
        for item in self.items:
            found.setdefault(item.docname, []).append(item)
        return found

    @cached_property
    def _citations_of(self) -> Mapping[str, Sequence[Citation]]:
        found: dict[str, list[Citation]] = {}
        for cite in self.citations:
            found.setdefault(cite.docname, []).append(cite)
        return found

    def conference_of(self, docname: str) -> str:
        """The conference that a paper is about, if the register has it."""
        paper = self.papers.get(docname)
        return paper.conference if paper and paper.conference in self.register.conferences else ""

    @cached_property
    def running(self) -> Mapping[str, Running]:
        """Paper -> where its text is sentences, not a table or a listing."""
        languages = {docname: paper.language for docname, paper in self.papers.items()}
        return {
            docname: Running(document, self.sentences[docname], languages.get(docname, ""))
            for docname, document in self.documents.items()
        }

    @cached_property
    def _words(self) -> Mapping[str, Words]:
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
            docname: Abbreviations(sentences, self._words[docname], known, self._spoken.get(docname, {}))
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
    def gaps(self) -> Mapping[str, Sequence[Gap]]:
        """Paper -> what its author left to be filled in."""
        return {docname: tuple(gaps(document)) for docname, document in self.documents.items()}

    @cached_property
    def unknown_actions(self) -> Mapping[str, Sequence[UnknownAction]]:
        """Paper -> the words in the place of a proposal's action that are none."""
        return {docname: unknown_actions(document) for docname, document in self.documents.items()}

    @cached_property
    def labels(self) -> Mapping[str, Sequence[Label]]:
        """Paper -> the labels of conferences in its text, right or not."""
        return {docname: tuple(self.known_labels.find(one)) for docname, one in self.abbreviations.items()}

    @cached_property
    def misspelt(self) -> Mapping[str, MisspeltWords]:
        """Paper -> the abbreviations in its text that are slips."""
        return {docname: MisspeltWords(one, self.known_labels) for docname, one in self.abbreviations.items()}

    @cached_property
    def known_labels(self) -> Labels:
        return Labels(self.register)

    @cached_property
    def names(self) -> Mapping[str, Names]:
        """Paper -> what in its text is nearly a name of the register."""
        book = NameBook(self.register)
        return {docname: Names(document, book) for docname, document in self.documents.items()}

    @cached_property
    def expansions(self) -> Expansions:
        """What abbreviations stand for: in the papers of the project together, in each other file by itself."""
        shared: list[Said] = []
        single: list[list[Said]] = []
        for docname, abbreviations in self.abbreviations.items():
            paper = self.papers.get(docname)
            said = [*self._said_by_roles(docname), *said_in(abbreviations, self.names[docname])]
            if paper and paper.kind:
                shared += said
            else:
                single.append(said)
        return Expansions(self.known_abbreviations, shared, single)

    def _said_by_roles(self, docname: str) -> Iterator[Said]:
        """Where a role prints an organization's name it is the register's."""
        for mention in self.mentions_in(docname):
            organization = self.register.organizations.get(mention.target) if mention.role == "org" else None
            if organization and not mention.text:
                yield Said(mention.target, organization.name, mention.origin)

    @cached_property
    def spellings(self) -> Mapping[str, Spellings]:
        """Paper -> the words of several spellings in its text."""
        return {
            docname: Spellings(one, self._words[docname], self.quotations[docname], self.register.spellings)
            for docname, one in self.documents.items()
        }

    @cached_property
    def dates(self) -> Mapping[str, Dates]:
        """Paper -> the dates in its text."""
        return {docname: Dates(one, self.quotations[docname]) for docname, one in self.sentences.items()}

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
