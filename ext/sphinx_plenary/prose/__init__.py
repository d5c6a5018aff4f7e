"""What a text says beside its citations: sentences, names, dates. Read once, for all rules that ask."""

from sphinx_plenary.prose.documents import DocumentName, DocumentNames
from sphinx_plenary.prose.headings import Heading, headings
from sphinx_plenary.prose.history import marks_as_older, without_labels, years_in
from sphinx_plenary.prose.running import Running
from sphinx_plenary.prose.sentences import Sentences

__all__ = [
    "DocumentName",
    "DocumentNames",
    "Heading",
    "Running",
    "Sentences",
    "headings",
    "marks_as_older",
    "without_labels",
    "years_in",
]
