"""Between words and ids: what a citation means, and how ITU writes it. Knows bodies, not the register."""

from sphinx_plenary.citations.forms import Form, citation_words, date_range, plain_date, revision_words
from sphinx_plenary.citations.targets import Reference, read_target, shortest_target

__all__ = [
    "Form",
    "Reference",
    "citation_words",
    "date_range",
    "plain_date",
    "read_target",
    "revision_words",
    "shortest_target",
]
