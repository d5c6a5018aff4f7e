"""Which pages must be written again, though their own source did not change.

A page shows things of other pages: where a cited text is tracked, a message's title, what rests on
what, tables. For each page a digest of these is kept; when it differs after reading, the page is
written again. Sphinx itself rewrites only pages that were read again, and sphinx-needs 9.1 leaves
its tables and back links on other pages stale (its issues 346, 353 and 354).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment

from sphinx_plenary import needs
from sphinx_plenary.config import Settings
from sphinx_plenary.domain import Notes, PlenaryDomain
from sphinx_plenary.dossiers import ENTRY
from sphinx_plenary.figures.files import way_of_drawing
from sphinx_plenary.inputs import page_digest
from sphinx_plenary.model import Heading, Item
from sphinx_plenary.transforms.checks import read_statement
from sphinx_plenary.transforms.tongues import pages
from sphinx_plenary.whole import maker_of

# In the output folder, since it speaks of the pages there: what each showed of others when it was written.
SHOWN: Final = ".plenary-shown.json"
# No page's name: which programs made them; others may make them otherwise.
_MAKER: Final = ""


def note_views(app: Sphinx, doctree: nodes.document) -> None:
    """Remember which pages hold needs, and which show or change those of others."""
    domain = PlenaryDomain.of(app.env)
    if app.env.docname in domain.pages:
        return
    notes = domain.note(app.env.docname)
    notes.sections = list(_sections(doctree))
    notes.holds_needs, notes.needs_views, notes.changes_needs = needs.shows_needs(doctree)


def _sections(doctree: nodes.document) -> Iterator[Heading]:
    """The headings whose line is known, for links to what stands under them."""
    for section in doctree.findall(nodes.section):
        title = next((child for child in section if isinstance(child, nodes.title)), None)
        if section.line and section["ids"] and title is not None:
            yield Heading(section.line, section["ids"][0], title.astext())


def stale_pages(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """The pages whose view of the others changed since they were written into this output."""
    domain = PlenaryDomain.of(env)
    views = _Views(domain)
    domain.shown = {
        docname: views.digest(notes, page_digest(env, docname), pages(app, docname))
        for docname, notes in domain.notes.items()
        if docname in env.all_docs
    }
    domain.shown |= views.sourceless()
    written = _written(app)
    if (
        any(one.marks.whole and one.docname in written for one in domain.sources)
        and not Settings.of(app.config).internal
    ):
        return sorted(domain.shown)  # a paper has become internal: any page, and the search, may speak of it
    return sorted(docname for docname, digest in domain.shown.items() if written.get(docname) != digest)


def keep_shown(app: Sphinx, error: Exception | None) -> None:
    """Only when all pages are written: a build that was interrupted finds the same pages stale again."""
    if error is None and app.builder.name not in {"check", "edition"}:
        part = Path(app.outdir, f"{SHOWN}.part")
        domain = PlenaryDomain.of(app.env)
        sound = {docname: digest for docname, digest in domain.shown.items() if docname not in domain.unsound}
        made = {_MAKER: maker_of(app), **sound}
        part.write_text(json.dumps(made, indent=0, sort_keys=True), encoding="utf-8")
        part.replace(part.with_suffix(""))


def _written(app: Sphinx) -> dict[str, str]:
    try:
        found = json.loads(Path(app.outdir, SHOWN).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) and found.pop(_MAKER, None) == maker_of(app) else {}


def remove_former_pages(
    app: Sphinx, _env: BuildEnvironment, _added: set[str], _changed: set[str], removed: set[str]
) -> list[str]:
    """A page that is gone takes its file and its source with it: nobody should find an old paper by its address."""
    if isinstance(app.builder, StandaloneHTMLBuilder):
        for docname in removed:
            Path(app.builder.get_outfilename(docname)).unlink(missing_ok=True)
            for suffix in app.config.source_suffix:
                copied = f"{docname}{suffix}{app.config.html_sourcelink_suffix}"
                Path(app.outdir, "_sources", copied).unlink(missing_ok=True)
    return []


class _Views:
    """What pages can see of each other, indexed once."""

    def __init__(self, domain: PlenaryDomain) -> None:
        self.domain = domain
        items = domain.declared()
        self.places: dict[str, list[str]] = {}
        self.resting: dict[str, list[str]] = {}
        self.messages: dict[str, str] = {}
        for item in items:
            place = f"{item.docname}#{item.id} {item.title}"
            if item.type == "resolution":
                self.places.setdefault(item.instrument, []).append(f"{place} {item.conference}")
            if item.type == "message":
                self.messages[item.id] = place
                for target in item.links.get("resolutions", ()):
                    self.resting.setdefault(target, []).append(place)
        titles = domain.env.titles
        papers = [
            repr((paper, titles[name].astext() if name in titles else "")) for name, paper in domain.papers().items()
        ]
        papers += [repr((one.page, one.date, one.title)) for one in domain.editions if one.docname in domain.left_out]
        self.items = _digest([repr(_visible(item)) for item in items] + papers)
        self.sources = _digest(
            f"{docname} {notes.digest}"
            for docname, notes in sorted(domain.notes.items())
            if notes.holds_needs or notes.changes_needs
        )
        self.changed = any(notes.changes_needs for notes in domain.notes.values())

    def sourceless(self) -> dict[str, str]:
        """Page -> digest of each dossier and edition; what sphinx-needs changes in items reaches any dossier."""
        made, editions = self.domain.dossiers, self.domain.editions
        reached = self.sources if self.changed else ""
        found: dict[str, str] = {}
        for page in self.domain.pages:
            if edition := editions.by_page.get(page):
                paper = self.domain.paper(edition.docname)
                state = repr((paper.version, paper.status)) if paper else ""
                found[page] = _digest([repr(edition), repr(editions.newest(edition.docname)), state])
            elif made:
                found[page] = _digest([made.digest(page), reached])
        return found

    def digest(self, notes: Notes, inputs: str, languages: Mapping[str, str]) -> str:
        """``inputs``: the digest of its own sources, which the page carries; ``languages``: in which it is there."""
        return _digest([inputs, repr(languages), *self._seen(notes)])

    def _seen(self, notes: Notes) -> Iterator[str]:
        elsewhere = self.domain.elsewhere
        for cite in notes.citations:
            yield from self.places.get(cite.instrument, ())
            yield repr(elsewhere.about(cite.instrument))
        for mention in notes.mentions:
            if mention.role == "msg":
                yield self.messages.get(mention.target, "") + repr(elsewhere.items.get(mention.target))
        for item in notes.items:
            yield from self.resting.get(item.instrument, ())
            for targets in item.links.values():
                for target in targets:
                    yield repr((elsewhere.about(target), elsewhere.items.get(target)))
                    yield from self.places.get(target, ())
                    yield self.messages.get(target, "")
        if notes.views:
            yield self.items
            if self.domain.dossiers and self.domain.pages:
                yield repr(self.domain.dossiers.of(ENTRY))
        if notes.paper:
            yield repr([(one.page, one.date) for one in self.domain.editions.of_paper(notes.paper.docname)])
        for docname in notes.changes:
            other = self.domain.notes.get(docname)
            yield f"{page_digest(self.domain.env, docname)} {other.digest if other else ''}"
        if notes.figures:
            yield way_of_drawing()
        if notes.pdf_checks:
            yield repr(read_statement(self.domain.app))
        # needextend and needimport reach any need from anywhere
        if notes.needs_views or (self.changed and (notes.items or notes.views)):
            yield self.sources


def _visible(item: Item) -> tuple[object, ...]:
    """What a table shows of an item: not the line that it stands on."""
    return (item.docname, item.id, item.title, item.conference, item.instrument, dict(item.fields), dict(item.links))


def _digest(parts: Iterator[str] | list[str]) -> str:
    digest = sha256()
    for part in parts:
        digest.update(part.encode() + b"\0")
    return digest.hexdigest()


def setup(app: Sphinx) -> None:
    app.connect("doctree-read", note_views)
    app.connect("env-get-outdated", remove_former_pages)
    app.connect("env-updated", stale_pages)
    app.connect("build-finished", keep_shown)
