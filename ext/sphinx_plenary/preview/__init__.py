"""A preview: what the rules and Sphinx find stands in the pages, beside the line that it is about.

Only where ``plenary_preview`` is set; no other build has a byte of it. A page is written again when what is found on
it has changed, and the home page, which says how all pages stand, each time.
"""

from __future__ import annotations

import json
import logging as standard
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.logging import NAMESPACE, is_suppressed_warning

from sphinx_plenary.config import Settings
from sphinx_plenary.domain import PlenaryDomain
from sphinx_plenary.model import Origin
from sphinx_plenary.pages import STATIC
from sphinx_plenary.preview import notes
from sphinx_plenary.preview.placing import place_of
from sphinx_plenary.repeat import place_of as location_of
from sphinx_plenary.rules import Finding
from sphinx_plenary.source import shown
from sphinx_plenary.telling import Told, counted, digest, of_finding, of_warning
from sphinx_plenary.transforms.parts import line
from sphinx_plenary.writing import write_whole

SHEET: Final = "plenary-preview.css"
# In the output folder, since it speaks of the pages there: a digest of what each shows.
_SHOWN: Final = ".plenary-told.json"
_NONE: Final[tuple[int, dict[str, list[Told]]]] = (0, {})


def is_preview(app: Sphinx) -> bool:
    builder = app.builder
    return Settings.of(app.config).preview and builder.format == "html" and builder.name not in {"epub", "edition"}


class Listener(standard.Handler):
    """Takes up what Sphinx and others say, less what is hushed or suppressed, as long as pages can show it."""

    def __init__(self, app: Sphinx) -> None:
        super().__init__(standard.WARNING)
        self.app = app

    def emit(self, record: standard.LogRecord) -> None:
        type, subtype = getattr(record, "type", None) or "", getattr(record, "subtype", None) or ""
        path, _, number = location_of(record, self.app.env).rpartition(":")
        if type == "plenary" or not path or is_suppressed_warning(type, subtype, self.app.config.suppress_warnings):
            return
        origin = Origin(shown(Path(path), Path(self.app.confdir)), int(number) if number.isdecimal() else 1)
        code = ".".join(filter(None, (type, subtype))) or "sphinx"
        told = of_warning(origin, record.levelno, code, record.getMessage())
        noted = PlenaryDomain.of(self.app.env).told
        if told.key not in {one.key for one in noted}:  # what was held back while pages were read passes twice
            noted.append(told)


def begin(app: Sphinx) -> None:
    domain = PlenaryDomain.of(app.env)
    domain.told, domain.told_by_page = [], _NONE
    if is_preview(app):
        standard.getLogger(NAMESPACE).addHandler(Listener(app))  # before ``hushed`` gives each handler its filter
        app.add_css_file(SHEET)


def note_findings(app: Sphinx, found: list[Finding]) -> None:
    """Take them up only: the log tells them as well."""
    if is_preview(app):
        PlenaryDomain.of(app.env).told += [of_finding(one) for one in found]


def write_home(app: Sphinx, _env: BuildEnvironment) -> list[str]:
    return [app.config.root_doc] if is_preview(app) else []


def write_again(app: Sphinx, builder: Builder) -> None:
    """The pages on which something else is found than they show; known only now, when Sphinx has chosen its pages."""
    if not is_preview(app):
        return
    PlenaryDomain.of(app.env).told_by_page = _NONE  # which pages there are is known only now
    folder = Path(builder.outdir, "_static")
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(STATIC / SHEET, folder / SHEET)
    now, before = _digests(app), _read(Path(builder.outdir, _SHOWN))
    stale = {docname for docname in app.env.found_docs if now.get(docname) != before.get(docname)}
    # What is written along with a page, as the pages that list it are; the home page is written in any case.
    app.env.files_to_rebuild.setdefault(app.config.root_doc, set()).update(stale)


def keep_shown(app: Sphinx, error: Exception | None) -> None:
    root = standard.getLogger(NAMESPACE)
    for handler in [handler for handler in root.handlers if isinstance(handler, Listener)]:
        root.removeHandler(handler)
    if error is None and is_preview(app):
        write_whole(Path(app.outdir, _SHOWN), json.dumps(_digests(app), indent=0, sort_keys=True).encode())


def _digests(app: Sphinx) -> dict[str, str]:
    return {docname: digest(told) for docname, told in by_page(app.env).items() if docname}


def _read(path: Path) -> dict[str, str]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def by_page(env: BuildEnvironment) -> dict[str, list[Told]]:
    """Page -> what is found on it, in the order of its lines; under an empty name what no page is made of.

    What is found in a file that pages include is found on each of them; what is found in the register on none.
    """
    domain = PlenaryDomain.of(env)
    if domain.told_by_page[0] != len(domain.told):  # each page asks; while pages are written, more may be told
        domain.told_by_page = (len(domain.told), _sorted_out(env, domain))
    return domain.told_by_page[1]


def _sorted_out(env: BuildEnvironment, domain: PlenaryDomain) -> dict[str, list[Told]]:
    root = Path(domain.app.confdir)
    register = {Path(path).resolve() for paths in domain.register.files.values() for path in paths}
    pages: dict[str, list[str]] = {}
    for docname in sorted(env.found_docs - domain.pages.keys()):
        included = {Path(env.srcdir, name).resolve() for name in env.dependencies.get(docname, ())} - register
        for path in {Path(env.doc2path(docname)), *included}:
            pages.setdefault(shown(path, root), []).append(docname)
    found: dict[str, list[Told]] = {}
    for told in sorted(domain.told, key=lambda one: (one.origin, one.code, one.what)):
        for docname in pages.get(told.origin.path, [""]):
            found.setdefault(docname, []).append(told)
    return found


class PreviewTransform(SphinxPostTransform):
    """Puts the notes into a page, and on top of it what they are."""

    default_priority = 990  # when all that stands on the page is there
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        domain = PlenaryDomain.of(self.env)
        docname = self.env.docname
        if not is_preview(domain.app) or docname in domain.pages:
            return
        self.root = Path(domain.app.confdir)
        self.lines = cache(lambda path: _lines(self.root / path))
        told = by_page(self.env)
        listed = [(one, f"finding-{number}") for number, one in enumerate(told.get(docname, []), 1)]
        for one, id in reversed(listed):  # of two about one line the first then stands first
            self._put(one, self._note(one, id))
        around = self._home(told) if docname == self.config.root_doc else self._elsewhere(told)
        self.document.insert(0, notes.top(listed, list(around)))

    def _note(self, told: Told, id: str = "") -> notes.finding_note:
        lines, number = self.lines(told.origin.path), told.origin.line
        return notes.note(told, lines[number - 1] if 0 < number <= len(lines) else "", id)

    def _put(self, told: Told, made: notes.finding_note) -> None:
        place = place_of(
            self.document, told.origin.line, lambda source: shown(Path(source), self.root) == told.origin.path
        )
        node: nodes.Element = made
        if isinstance(place.holder, nodes.tbody):
            columns = [part for part in place.holder.parent if isinstance(part, nodes.colspec)]
            node = notes.row_of(made, len(columns))
        place.holder.insert(place.index, node)

    def _home(self, told: dict[str, list[Told]]) -> Iterator[nodes.Node]:
        """How all other pages stand, and what is found where no page is made of it, as in the register."""
        pages = [docname for docname in sorted(told) if docname and docname != self.config.root_doc]
        if pages:
            yield line("On other pages:", name="findings-count")
            yield nodes.bullet_list("", *(self._standing(docname, told[docname]) for docname in pages))
        for one in told.get("", []):
            yield self._note(one)

    def _standing(self, docname: str, told: list[Told]) -> nodes.list_item:
        title = self.env.titles[docname].astext() if docname in self.env.titles else docname
        return nodes.list_item("", line(self._link(docname, title), f": {counted(told)}"))

    def _elsewhere(self, told: dict[str, list[Told]]) -> Iterator[nodes.Node]:
        others = [one for docname, found in told.items() for one in found if docname != self.env.docname]
        if others:
            home = self._link(self.config.root_doc, "the home page")
            yield line(f"Elsewhere: {counted(others)}; see ", home, ".", name="findings-count")

    def _link(self, docname: str, words: str) -> nodes.reference:
        builder = PlenaryDomain.of(self.env).app.builder
        uri = f"{builder.get_relative_uri(self.env.docname, docname)}#{notes.TOP}"
        return nodes.reference("", "", nodes.inline("", words), refuri=uri, internal=True)


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError):
        return []


def count_in_title(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """In the window's title, which a tab shows and a screen reader says when a page is loaded again."""
    if doctree is not None and is_preview(app) and (number := len(by_page(app.env).get(pagename, ()))):
        context["title"] = f"({number}) {context['title']}"


def setup(app: Sphinx) -> None:
    notes.setup(app)
    app.add_post_transform(PreviewTransform)
    app.connect("builder-inited", begin, priority=400)
    app.connect("env-updated", write_home)
    app.connect("plenary-findings", note_findings, priority=200)
    app.connect("write-started", write_again, priority=750)  # the rules spoke at 700
    app.connect("html-page-context", count_in_title)
    app.connect("build-finished", keep_shown)
