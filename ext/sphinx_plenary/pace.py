"""What makes a build quicker without a change in what it makes: the garbage collector, templates, tags, stems.

Python's cyclic garbage collector is told to look less often while a build runs.

A doctree is cyclic (each node knows its parent) and an environment lives to the end, so the default
threshold of 700 allocations makes the collector walk everything again and again: a third of a build of
2,000 items. At the end of the process it would still take every doctree apart that it has not met yet,
which the system does at once. See docs/decisions/0009.

Sphinx's search asks for the stem of each word of a page; it is the same on all pages, of which a site with dossiers
has hundreds. So are the tags of sheets and scripts, for which Sphinx asks the disk where each file lies. See
docs/decisions/0018.
"""

from __future__ import annotations

import atexit
import gc
from collections.abc import Callable
from functools import cache
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder

DEFAULT: Final = (700, 10, 10)
WHILE_BUILDING: Final = (10_000, 10, 10)


def slow_down(_app: Sphinx) -> None:
    if gc.get_threshold() == DEFAULT:  # else somebody has set it on purpose
        gc.set_threshold(*WHILE_BUILDING)
        gc.freeze()  # modules and settings
        atexit.unregister(gc.freeze)  # a process may make several builds
        atexit.register(gc.freeze)


def leave_alone(_app: Sphinx, _builder: Builder) -> None:
    """What was read lives to the end of the build: the collector need not walk it at each of thousands of pages."""
    if gc.get_threshold() == WHILE_BUILDING:
        gc.freeze()


def restore(_app: Sphinx, _error: Exception | None) -> None:
    if gc.get_threshold() == WHILE_BUILDING:
        gc.set_threshold(*DEFAULT)
        gc.unfreeze()


def keep_templates(app: Sphinx, builder: Builder) -> None:
    """Jinja asks the disk at each of some twenty parts of a page whether it has changed since the last page."""
    environment = getattr(getattr(builder, "templates", None), "environment", None)
    if environment is not None:
        environment.auto_reload = False


def remember_stems(app: Sphinx, _doctree: nodes.document, _docname: str) -> None:
    """For this build's index; Sphinx 9.0 remembers them for one page."""
    indexer = getattr(app.builder, "indexer", None)
    if indexer is not None and "stem" not in vars(indexer.lang):
        indexer.lang.stem = cache(indexer.lang.stem)


class Tags:
    """The tags of sheets and scripts, which pages have in common from which the same way leads to the root."""

    def __init__(self) -> None:
        self.made: dict[tuple[str, str, object], str] = {}

    def remember(
        self, _app: Sphinx, _pagename: str, _template: str, context: dict[str, Any], _doctree: nodes.document | None
    ) -> None:
        for name in {"css_tag", "js_tag"} & context.keys():  # builders of data have none
            context[name] = self._remembering(name, context["content_root"], context[name])

    def _remembering(self, name: str, root: str, make: Callable[[Any], str]) -> Callable[[Any], str]:
        def tag(asset: Any) -> str:
            key = (name, root, asset)
            if key not in self.made:
                self.made[key] = make(asset)
            return self.made[key]

        return tag


def setup(app: Sphinx) -> None:
    app.connect("builder-inited", slow_down)
    app.connect("build-finished", restore)
    app.connect("write-started", leave_alone)
    app.connect("write-started", keep_templates)
    app.connect("doctree-resolved", remember_stems)
    app.connect("html-page-context", Tags().remember, priority=1)  # before who has tags of its own
