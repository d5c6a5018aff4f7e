"""Between words and ids: what a citation means, and how ITU writes it. Knows bodies, not the register."""

from sphinx_plenary.citations.documents import DocumentCitation, DocumentKind
from sphinx_plenary.citations.forms import Form, citation_words, date_range, plain_date, revision_words
from sphinx_plenary.citations.grammar import Grammar
from sphinx_plenary.citations.language import language_of
from sphinx_plenary.citations.prose import CitedNumber, CitedRevision, Flaw, How, ProseCitation
from sphinx_plenary.citations.targets import Reference, read_target, shortest_target

__all__ = [
    "CitedNumber",
    "CitedRevision",
    "DocumentCitation",
    "DocumentKind",
    "Flaw",
    "Form",
    "Grammar",
    "How",
    "ProseCitation",
    "Reference",
    "citation_words",
    "date_range",
    "language_of",
    "plain_date",
    "read_target",
    "revision_words",
    "shortest_target",
]
