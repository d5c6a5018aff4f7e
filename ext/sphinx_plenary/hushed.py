"""What MyST says of a paper that a rule of ours says with the cure: where the rule runs, MyST is silent."""

from __future__ import annotations

import logging as standard
from typing import Final

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.logging import NAMESPACE, is_suppressed_warning

from sphinx_plenary.config import Settings
from sphinx_plenary.domain import PlenaryDomain
from sphinx_plenary.repeat import page_at, place_of
from sphinx_plenary.rules import selected

# MyST's warnings by type and subtype -> the rule that tells the same of papers.
TOLD: Final = {("myst", "header"): "R513"}


class Hush(standard.Filter):
    """Drops those records about papers; of other pages MyST's word is the only one."""

    def __init__(self, env: BuildEnvironment, kinds: frozenset[tuple[str, str]]) -> None:
        super().__init__()
        self.env = env
        self.kinds = kinds

    def filter(self, record: standard.LogRecord) -> bool:
        if (getattr(record, "type", ""), getattr(record, "subtype", "")) not in self.kinds:
            return True
        page = page_at(place_of(record, self.env), self.env) or self.env.current_document.docname
        return not page or PlenaryDomain.of(self.env).paper(page) is None


def quieten(app: Sphinx) -> None:
    """On the handlers, which each application makes anew: a filter on a logger would not see its children's records.

    Before Sphinx's own filters, of which one counts the warnings.
    """
    settings = Settings.of(app.config)
    runs = {rule.code for rule in selected(settings.select, settings.rules)}
    silenced = app.config.suppress_warnings
    kinds = frozenset(
        kind for kind, code in TOLD.items() if code in runs and not is_suppressed_warning("plenary", code, silenced)
    )
    for handler in standard.getLogger(NAMESPACE).handlers:
        handler.filters.insert(0, Hush(app.env, kinds))


def setup(app: Sphinx) -> None:
    app.connect("builder-inited", quieten)
