"""What a text says beside its citations: sentences, names, dates. Read once, for all rules that ask."""

from sphinx_plenary.prose.abbreviations import Abbreviations, Definition
from sphinx_plenary.prose.known import Known
from sphinx_plenary.prose.labels import Label, Labels
from sphinx_plenary.prose.misspelt import Misspelt, Slips
from sphinx_plenary.prose.names import NameBook, Names, Variant
from sphinx_plenary.prose.sentences import Sentences
from sphinx_plenary.prose.spellings import Spellings
from sphinx_plenary.prose.words import Words

__all__ = [
    "Abbreviations",
    "Definition",
    "Known",
    "Label",
    "Labels",
    "Misspelt",
    "NameBook",
    "Names",
    "Sentences",
    "Slips",
    "Spellings",
    "Variant",
    "Words",
]
