"""The grammar of citations in prose: built once from the bodies' data, then asked of any text."""

from __future__ import annotations

from collections.abc import Mapping

from sphinx_plenary.citations.documents import DocumentCitation, DocumentGrammar
from sphinx_plenary.citations.extract import Extractor
from sphinx_plenary.citations.folding import fold
from sphinx_plenary.citations.prose import ProseCitation
from sphinx_plenary.citations.resolve import Paper, Resolver
from sphinx_plenary.citations.vocabulary import Vocabulary
from sphinx_plenary.model import Body


class Grammar:
    """Finds instruments and documents in plain text. ``Grammar.of(bodies)`` compiles; one serves all texts."""

    def __init__(self, vocabulary: Vocabulary, documents: DocumentGrammar) -> None:
        self._vocabulary = vocabulary
        self._documents = documents

    @classmethod
    def of(cls, bodies: Mapping[str, Body]) -> Grammar:
        return cls(Vocabulary(bodies), DocumentGrammar(bodies))

    def find(self, text: str, body: str | None = None, year: int | None = None) -> list[ProseCitation]:
        """The mentions of instruments, in order. ``body`` and ``year``: of the conference that the text is about."""
        folded = fold(text)
        resolver = Resolver(self._vocabulary, Paper(body, year), folded)
        found = (resolver.resolve(raw) for raw in Extractor(self._vocabulary, folded).mentions())
        return [citation for citation in found if citation is not None]

    def find_documents(self, text: str) -> list[DocumentCitation]:
        """The documents, proposals and provisional codes, in order."""
        return self._documents.find(fold(text))
