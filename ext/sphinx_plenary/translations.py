"""A paper in the language of the build: its catalogue, as Sphinx finds it, also for front matter and options.

Sphinx translates what stands in a doctree. Titles of items, options such as ``:concern:`` and the abstract are taken
from the source before there is one: they go into the .pot and come out of the .po here.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Final

from sphinx.application import Sphinx
from sphinx.builders.gettext import MessageCatalogBuilder, MsgOrigin
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.i18n import docname_to_domain

from sphinx_plenary.catalogues import Entry, as_markdown, catalogue_of, is_translated, read_catalogue
from sphinx_plenary.config import Settings
from sphinx_plenary.model import Origin, Paper
from sphinx_plenary.source import shown

logger = logging.getLogger(__name__)

_KEY: Final = "plenary_translation"
# The options whose words are for readers.
OPTIONS: Final = frozenset(
    "affected alt audience caption concern evidence implication next_step owner role title".split()
)


class Translation:
    """Of one page in the language of the build; empty where there is none."""

    def __init__(self, path: Path | None = None, shown_as: str = "") -> None:
        self.path = shown_as
        self.lines: list[str] = []
        self.entries: list[Entry] = []
        if path is not None:
            text = path.read_text(encoding="utf-8", errors="replace")
            self.lines = text.split("\n")
            self.entries = read_catalogue(text)
        self._known = {entry.source: entry.translation for entry in self.entries if entry.translation}
        self.asked: list[tuple[str, Origin]] = []

    @classmethod
    def of(cls, env: BuildEnvironment) -> Translation:
        """That of the page being read."""
        found = env.current_document.get(_KEY)
        if not isinstance(found, cls):
            found = cls()
            env.current_document[_KEY] = found
        return found

    @classmethod
    def begin(cls, env: BuildEnvironment, docname: str, root: Path) -> Translation:
        config = env.config
        domain = docname_to_domain(docname, config.gettext_compact)
        path = catalogue_of(Path(env.srcdir), config.locale_dirs, config.language, domain)
        made = cls(path, shown(path, root)) if path else cls()
        env.current_document[_KEY] = made
        return made

    def __bool__(self) -> bool:
        return bool(self._known)

    def say(self, text: str, origin: Origin) -> str:
        """The words in the language of the build; noted for the catalogue."""
        if not text:
            return text
        self.asked.append((text, origin))
        return self._known.get(text, text)

    def place(self, written: str) -> Origin | None:
        """Where the catalogue has a role as it is written; None where it has not."""
        for number, line in enumerate(self.lines, 1):
            if (at := line.find(written)) >= 0 and not line.startswith("msgid"):
                return Origin(self.path, number, at + 1, number, at + len(written) + 1)
        return Origin(self.path, 1) if self.path else None

    def paper(self, paper: Paper, language: str) -> Paper:
        """The paper as it is in the language: its abstract, its short title, its citations."""
        abstract = self.say(paper.abstract, paper.origin("abstract"))
        short_title = self.say(paper.short_title, paper.origin("short_title"))
        said = language.replace("_", "-") if self else paper.language  # as machines have it
        return replace(paper, abstract=abstract, short_title=short_title, language=said)

    def text(self, source: str) -> str:
        """The translation as a page to check, on the lines that the catalogue has."""
        return as_markdown(self.entries, source)


def add_asked(app: Sphinx) -> None:
    """What is taken from the source before there is a doctree goes into the .pot of its page."""
    builder = app.builder
    if not isinstance(builder, MessageCatalogBuilder):
        return
    from sphinx_plenary.domain import PlenaryDomain

    for docname, notes in sorted(PlenaryDomain.of(app.env).notes.items()):
        catalogue = builder.catalogs[docname_to_domain(docname, app.config.gettext_compact)]
        for text, origin in notes.words:
            catalogue.add(text, MsgOrigin(str(Path(app.confdir, origin.path)), origin.line))


def leave_out_untranslated(app: Sphinx, config: Config) -> None:
    """With ``plenary_untranslated = "leave out"``, pages without a catalogue in its language; not the root."""
    if Settings.of(config).untranslated != "leave out":
        return
    folder = Path(app.srcdir)
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        root = name.with_suffix("").as_posix() == config.root_doc
        if root or path.suffix not in config.source_suffix or not path.is_file():
            continue
        domain = docname_to_domain(name.with_suffix("").as_posix(), config.gettext_compact)
        catalogue = catalogue_of(folder, config.locale_dirs, config.language, domain)
        if catalogue is None or not is_translated(catalogue):
            logger.info("left out: %s (no catalogue in %r)", name.as_posix(), config.language)
            config.exclude_patterns = [*config.exclude_patterns, literal(name.as_posix())]


def literal(name: str) -> str:
    """A pattern of Sphinx for one name: in brackets a sign stands for itself."""
    return re.sub(r"[*?[]", lambda sign: r"[\[]" if sign[0] == "[" else f"[{sign[0]}]", name)


def setup(app: Sphinx) -> None:
    app.connect("config-inited", leave_out_untranslated, priority=900)  # after parsers told their suffixes
    app.connect("write-started", lambda app, _builder: add_asked(app))
