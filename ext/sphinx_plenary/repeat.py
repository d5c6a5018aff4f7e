"""Warnings of Sphinx and MyST about a page are told on every build until they are mended, as the rules' findings are.

Sphinx tells them only when it reads or writes a page: a second ``make check`` would pass on the same
broken paper. What is said while a page is read is kept with its notes and said again; a page about which
something is said while it is written is written again.
"""

from __future__ import annotations

import logging as standard
from collections.abc import Callable
from pathlib import Path
from typing import Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.logging import NAMESPACE, get_node_location

from sphinx_plenary.domain import PlenaryDomain, Said

logger = logging.getLogger(__name__)
_KEPT: Final = "plenary_kept"

Keep = Callable[[str, Said], None]


class Keeper(standard.Handler):
    """Hands each warning about a page to ``keep``, with the page."""

    def __init__(self, env: BuildEnvironment, keep: Keep) -> None:
        super().__init__(standard.WARNING)
        self.env = env
        self.keep = keep

    def emit(self, record: standard.LogRecord) -> None:
        # Sphinx holds warnings back while it reads, and passes each on once more
        if hasattr(record, _KEPT) or getattr(record, "type", None) == "plenary":
            return
        setattr(record, _KEPT, True)
        location = place_of(record, self.env)
        page = page_at(location, self.env) or self.env.current_document.docname
        if page:
            message = standard.LogRecord.getMessage(record)
            kind = (getattr(record, "type", None) or "", getattr(record, "subtype", None) or "")
            self.keep(page, Said(record.levelno, message, *kind, location))


def place_of(record: standard.LogRecord, env: BuildEnvironment) -> str:
    """A record's location as Sphinx shows it."""
    location = getattr(record, "location", None)
    if isinstance(location, nodes.Node):
        return get_node_location(location) or ""
    if isinstance(location, tuple):
        page, line = location
        return f"{env.doc2path(page)}:{line or ''}" if page else ""
    text = str(location or "")
    return text if ":" in text or not text else f"{env.doc2path(text)}:"


def page_at(location: str, env: BuildEnvironment) -> str | None:
    """The page that such a location is of."""
    page = env.path2doc(Path(location.rpartition(":")[0])) if ":" in location else None
    return page if page in env.found_docs else None


def listen(env: BuildEnvironment, keep: Keep) -> None:
    hush()
    standard.getLogger(NAMESPACE).addHandler(Keeper(env, keep))


def hush() -> None:
    root = standard.getLogger(NAMESPACE)
    for handler in [handler for handler in root.handlers if isinstance(handler, Keeper)]:
        root.removeHandler(handler)


def listen_to_reading(_app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    domain = PlenaryDomain.of(env)
    domain.read_now = set(docnames)
    listen(env, lambda page, said: domain.note(page).said.append(said))


def stop(_app: Sphinx, _env: BuildEnvironment) -> None:
    hush()


def say_again(app: Sphinx, _builder: Builder) -> None:
    """What was said of pages that were not read now; then listen to the writing."""
    domain = PlenaryDomain.of(app.env)
    for docname, notes in sorted(domain.notes.items()):
        if docname not in domain.read_now:
            for said in notes.said:
                place = said.location or None
                logger.log(said.level, said.message, type=said.type, subtype=said.subtype, location=place)
    if not domain.consistency_checked:
        app.env.check_consistency()  # which Sphinx leaves out when no page was read or is stale
    domain.unsound = set()
    listen(app.env, lambda page, _said: domain.unsound.add(page))


def note_check(_app: Sphinx, env: BuildEnvironment) -> None:
    PlenaryDomain.of(env).consistency_checked = True


def finish(_app: Sphinx, _error: Exception | None) -> None:
    hush()


def setup(app: Sphinx) -> None:
    app.connect("env-before-read-docs", listen_to_reading, priority=900)
    app.connect("env-updated", stop, priority=100)
    app.connect("env-check-consistency", note_check)
    app.connect("write-started", say_again, priority=650)  # before the rules speak at 700
    app.connect("build-finished", finish)
