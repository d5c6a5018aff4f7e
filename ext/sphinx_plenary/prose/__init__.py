"""What a text says beside its citations: sentences, names, dates. Read once, for all rules that ask."""

from sphinx_plenary.prose.conferences import ConferenceNames, Conferences
from sphinx_plenary.prose.dates import Dates
from sphinx_plenary.prose.sentences import Sentences

__all__ = ["ConferenceNames", "Conferences", "Dates", "Sentences"]
