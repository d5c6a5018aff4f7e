"""What MyST says of a paper that a rule of ours says with the cure: it is said once, by the rule."""

from __future__ import annotations

import logging as standard
from pathlib import Path
from typing import Final

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.logging import NAMESPACE

from sphinx_plenary.domain import PlenaryDomain

# MyST's warnings by type and subtype -> the rule that tells the same of papers.
TOLD: Final = {("myst", "header"): "R513"}


class Hush(standard.Filter):
    """Drops those records about papers; of other pages MyST's word is the only one."""

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__()
        self.env = env

    def filter(self, record: standard.LogRecord) -> bool:
        kind = (getattr(record, "type", None), getattr(record, "subtype", None))
        if kind not in TOLD:
            return True
        location = getattr(record, "location", None)
        page = location[0] if isinstance(location, tuple) else None
        if isinstance(location, str):
            page = self.env.path2doc(Path(location.rpartition(":")[0]))
        return page is None or PlenaryDomain.of(self.env).paper(page) is None


def hush(app: Sphinx) -> None:
    """On the handlers, which each application makes anew: a filter on a logger would not see its children's records."""
    for handler in standard.getLogger(NAMESPACE).handlers:
        handler.addFilter(Hush(app.env))


def setup(app: Sphinx) -> None:
    app.connect("builder-inited", hush)
