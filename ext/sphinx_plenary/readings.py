"""What the texts of papers say, each thing read once, for whoever asks first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from sphinx_plenary.citations import DocumentCitation, Grammar, language_of
from sphinx_plenary.lint import Document
from sphinx_plenary.lint.cited import cited_by_role
from sphinx_plenary.model import Citation, Mention, Paper
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


@dataclass(frozen=True, kw_only=True)
class Readings:
    """``documents`` are the texts of papers, by docname, as far as their files can be read: rules on prose read
    ``plain``, and its offsets are places. A stranger's file is a paper without a kind.
    """

    register: Register
    papers: Mapping[str, Paper] = field(default_factory=dict)
    citations: Sequence[Citation] = ()
    mentions: Sequence[Mention] = ()
    documents: Mapping[str, Document] = field(default_factory=dict)

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

    def body_of(self, paper: Paper | None) -> str | None:
        """The body whose conference a paper is about; None where it is no body's."""
        conference = self.register.conferences.get(paper.conference) if paper else None
        return conference.body or None if conference else None

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
