"""Which papers a build leaves out: with ``plenary_publish = "final"`` those that are not final or under embargo.

They are left out before anything is read, as by ``exclude_patterns``: so they are in no page, index, list, file or PDF.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ConfigError
from sphinx.util import logging

from sphinx_plenary.citations import plain_date
from sphinx_plenary.clock import today
from sphinx_plenary.config import Settings
from sphinx_plenary.lint.heads import read_head
from sphinx_plenary.model import Paper, Status
from sphinx_plenary.register.reading import Unreadable, read_text
from sphinx_plenary.words import STATUSES

logger = logging.getLogger(__name__)

WAYS: Final = ("all", "final")


def leave_out(app: Sphinx, config: Config) -> None:
    way = Settings.of(config).publish
    if way not in WAYS:
        raise ConfigError(f"plenary_publish is {way!r}; it is one of {', '.join(map(repr, WAYS))}")
    found = left_out_of(app)
    for docname, reason in found.items():
        logger.info("left out: %s (%s)", docname, reason)
    config.exclude_patterns = [*config.exclude_patterns, *(_literal(f"{docname}.md") for docname in found)]


def left_out_of(app: Sphinx) -> dict[str, str]:
    """The page of each paper that is left out -> why."""
    if Settings.of(app.config).publish == "all":
        return {}
    day = today()
    return {paper.docname: reason for paper in _papers(Path(app.srcdir)) if (reason := why_not(paper, day))}


def why_not(paper: Paper, day: date) -> str:
    """Why a paper may not be published on a day; empty where it may."""
    if paper.status is not Status.FINAL:
        return STATUSES.written[paper.status].partition(":")[0].lower()
    if paper.embargo and paper.embargo > day:
        return f"under embargo until {plain_date(paper.embargo)}"
    return ""


def _papers(folder: Path) -> Iterator[Paper]:
    """The papers in a folder; what cannot be read is told when it is read as a page."""
    for place, folders, files in os.walk(folder):
        folders.sort()
        for name in sorted(files):
            path = Path(place, name)
            if path.suffix == ".md":
                shown = path.relative_to(folder).as_posix()
                try:
                    paper = read_head(read_text(path, shown), shown.removesuffix(".md"), shown).paper
                except Unreadable:
                    continue
                if paper is not None:
                    yield paper


def _literal(path: str) -> str:
    """A pattern that is this path alone."""
    return re.sub(r"[*?\[]", r"[\g<0>]", path)


def setup(app: Sphinx) -> None:
    app.connect("config-inited", leave_out)
