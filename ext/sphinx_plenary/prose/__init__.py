"""What a text says beside its citations: sentences, names, dates. Read once, for all rules that ask."""

from sphinx_plenary.prose.abbreviations import Abbreviations, Definition
from sphinx_plenary.prose.actions import UnknownAction, unknown_actions
from sphinx_plenary.prose.conferences import ConferenceNames, Conferences
from sphinx_plenary.prose.dates import Dates
from sphinx_plenary.prose.documents import DocumentName, DocumentNames
from sphinx_plenary.prose.expansions import Expansions, Said, said_in
from sphinx_plenary.prose.gaps import Gap, gaps
from sphinx_plenary.prose.headings import Heading, headings
from sphinx_plenary.prose.history import (
    marks_as_older,
    names_meeting,
    speaks_of_now,
    tells_what_was_done,
    without_labels,
    years_in,
)
from sphinx_plenary.prose.known import Known
from sphinx_plenary.prose.labels import Label, Labels
from sphinx_plenary.prose.misspelt import Misspelt, MisspeltWords
from sphinx_plenary.prose.names import NameBook, Names
from sphinx_plenary.prose.phrases import Variant
from sphinx_plenary.prose.quotations import Quotations
from sphinx_plenary.prose.running import Running
from sphinx_plenary.prose.sentences import Sentences
from sphinx_plenary.prose.spellings import Spellings
from sphinx_plenary.prose.words import Words

__all__ = [
    "Abbreviations",
    "ConferenceNames",
    "Conferences",
    "Dates",
    "Definition",
    "DocumentName",
    "DocumentNames",
    "Expansions",
    "Gap",
    "Heading",
    "Known",
    "Label",
    "Labels",
    "Misspelt",
    "MisspeltWords",
    "NameBook",
    "Names",
    "Quotations",
    "Running",
    "Said",
    "Sentences",
    "Spellings",
    "UnknownAction",
    "Variant",
    "Words",
    "gaps",
    "headings",
    "marks_as_older",
    "names_meeting",
    "said_in",
    "speaks_of_now",
    "tells_what_was_done",
    "unknown_actions",
    "without_labels",
    "years_in",
]
