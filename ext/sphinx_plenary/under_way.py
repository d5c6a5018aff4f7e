"""How far a build has come, where Sphinx is told to be quiet and somebody sits at a terminal."""

from __future__ import annotations

import logging as standard

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinx.util.logging import NAMESPACE

from sphinx_plenary.progress import Progress


class Wiper(standard.Handler):
    """Takes the line away before a warning is printed where it stands."""

    def __init__(self, progress: Progress) -> None:
        super().__init__(standard.WARNING)
        self.progress = progress

    def emit(self, record: standard.LogRecord) -> None:
        self.progress.clear()


class UnderWay:
    """What one build shows."""

    def __init__(self) -> None:
        self.progress = Progress()
        self.total = self.done = 0

    def begin(self, _app: Sphinx) -> None:
        if self.progress.on:
            standard.getLogger(NAMESPACE).handlers.insert(0, Wiper(self.progress))
            self.progress.show("reading the register")

    def count(self, _app: Sphinx, _env: BuildEnvironment, docnames: list[str]) -> None:
        self.total, self.done = len(docnames), 0

    def read(self, app: Sphinx, docname: str, _content: list[str]) -> None:
        self.done += 1
        # of papers that are read side by side nobody counts all
        number = f"{self.done} of {self.total}" if app.parallel < 2 else f"{self.total} papers"
        self.progress.show(f"reading {number}: {docname}")

    def check(self, _app: Sphinx, _builder: Builder) -> None:
        self.progress.show("checking")

    def write(self, app: Sphinx, _doctree: nodes.document, docname: str) -> None:
        if app.builder.name != "check":
            self.progress.show(f"writing {docname}")

    def finish(self, app: Sphinx, _error: Exception | None) -> None:
        self.progress.clear()
        root = standard.getLogger(NAMESPACE)
        for handler in [handler for handler in root.handlers if isinstance(handler, Wiper)]:
            root.removeHandler(handler)


def setup(app: Sphinx) -> None:
    if not app.quiet:
        return
    shown = UnderWay()
    app.connect("builder-inited", shown.begin, priority=100)
    app.connect("env-before-read-docs", shown.count, priority=950)
    app.connect("source-read", shown.read, priority=100)
    app.connect("write-started", shown.check, priority=100)
    app.connect("doctree-resolved", shown.write)
    app.connect("build-finished", shown.finish, priority=0)
