"""What a text says beside its citations: sentences, names, dates. Read once, for all rules that ask."""

from sphinx_plenary.prose.running import Running
from sphinx_plenary.prose.sentences import Sentences

__all__ = ["Running", "Sentences"]
