"""Pages without a source: Sphinx keeps them, and they are in its search, its references and its inventory.

A page of a dossier or an edition has a doctree of a title and a placeholder, made when all papers are read; the
transforms ``dossiers`` and ``editions`` fill it when it is written. Only for builders that write a page for each
document.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import new_document

from sphinx_plenary.config import Settings
from sphinx_plenary.domain import PlenaryDomain
from sphinx_plenary.dossiers import Dossiers
from sphinx_plenary.model import Item
from sphinx_plenary.nodes import dossier_story, edition_story
from sphinx_plenary.transforms.parts import words
from sphinx_plenary.translation import _

BUILDERS: Final = ("html", "dirhtml")


def page_builder(app: Sphinx) -> StandaloneHTMLBuilder | None:
    """The builder, if this build writes pages without a source."""
    builder = app.builder
    return builder if builder.name in BUILDERS and isinstance(builder, StandaloneHTMLBuilder) else None


def keep_pages(
    app: Sphinx, env: BuildEnvironment, _added: set[str], _changed: set[str], removed: set[str]
) -> list[str]:
    """They have no file, and so would be taken for removed. One that has got a file is read instead."""
    domain = PlenaryDomain.of(env)
    replaced = sorted(domain.pages.keys() & env.found_docs)
    for docname in replaced:
        del domain.pages[docname]
    if page_builder(app):
        removed.difference_update(domain.pages)
    return replaced


def make_pages(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """The pages of this build; those that are gone go with their files. Pages that lack or are old are written."""
    domain = PlenaryDomain.of(env)
    builder = page_builder(app)
    if builder is None:
        return []
    titles = _wanted(app, domain)
    real = env.found_docs - domain.pages.keys()
    for docname in sorted(domain.pages.keys() - titles.keys()):
        app.events.emit("env-purge-doc", env, docname)
        env.clear_doc(docname)
        Path(builder.get_outfilename(docname)).unlink(missing_ok=True)
        Path(app.doctreedir, f"{docname}.doctree").unlink(missing_ok=True)
    for docname in sorted(titles.keys() - real):
        title = ": ".join(filter(None, titles[docname]))
        tree = Path(app.doctreedir, f"{docname}.doctree")
        if domain.pages.get(docname) != title or docname not in env.all_docs or not tree.is_file():
            _make(app, docname, title, *titles[docname])
    env.project.docnames = real | domain.pages.keys()
    newest = builder.templates.newest_template_mtime()
    return sorted(docname for docname in domain.pages if _lacks(Path(builder.get_outfilename(docname)), newest))


def _wanted(app: Sphinx, domain: PlenaryDomain) -> dict[str, tuple[str, str]]:
    """Page -> its title in two parts: of each dossier and each edition."""
    found: dict[str, tuple[str, str]] = {}
    if Settings.of(app.config).dossiers:
        domain.dossiers = Dossiers(domain.gathered(_accepted(domain.declared())))
        found |= domain.dossiers.titles
    return found | {one.page: (one.title, _("edition {version}", version=one.version)) for one in domain.editions}


def _accepted(declared: list[Item]) -> list[Item]:
    """The first item of each id, in the order in which facts have them."""
    first: dict[str, Item] = {}
    for item in declared:
        first.setdefault(item.id, item)
    return sorted(first.values(), key=lambda item: (item.docname, item.origin.line, item.id))


def _make(app: Sphinx, docname: str, title: str, name: str, more: str) -> None:
    """A doctree as ``Builder.read_doc`` leaves one, without a source."""
    env = app.env
    if docname in env.all_docs:
        app.events.emit("env-purge-doc", env, docname)
        env.clear_doc(docname)
    env.prepare_settings(docname)
    PlenaryDomain.of(env).pages[docname] = title
    document = new_document(str(env.doc2path(docname)))
    for setting, value in env.settings.items():
        setattr(document.settings, setting, value)
    env.metadata[docname]["orphan"] = ""  # so that no toctree is missed
    edition = docname in PlenaryDomain.of(env).editions.by_page
    if edition:
        env.metadata[docname]["nosearch"] = ""  # who searches finds the paper
    document += _edition(docname, name, more) if edition else _dossier(docname, name, more)
    app.events.emit("doctree-read", document)
    env.all_docs[docname] = 0  # read at no time: it never is
    env.current_document = type(env.current_document)()  # as Sphinx leaves it: each page written copies it
    app.builder.write_doctree(docname, document)


def _dossier(docname: str, name: str, more: str) -> nodes.section:
    parts: list[nodes.Node] = [words(name)]
    if more:
        colon = nodes.inline("", ": ", classes=["plenary-colon"])
        parts.append(nodes.inline("", "", colon, words(more), classes=["plenary-dossier-title"]))
    id = nodes.make_id(name) or "dossier"
    story = dossier_story(docname=docname)
    return nodes.section("", nodes.title("", "", *parts), story, ids=[id], classes=["plenary-dossier"])


def _edition(docname: str, name: str, more: str) -> nodes.section:
    """Its id is no heading's of a paper, whose ids stand on the page too."""
    title = nodes.title("", "", nodes.Text(f"{name}, "), nodes.inline("", more, classes=["plenary-label"]))
    id = f"plenary-{nodes.make_id(more)}"
    return nodes.section("", title, edition_story(docname=docname), ids=[id], classes=["plenary-edition"])


def _lacks(page: Path, newest: float) -> bool:
    """Whether it has to be written though it shows nothing new: it is not there, or older than the newest template."""
    try:
        return page.stat().st_mtime < newest
    except FileNotFoundError:
        return True


def name_in_search(app: Sphinx) -> list[tuple[str, dict[str, Any], str]]:
    """The numbers and names of dossiers for Sphinx's search, which else finds no number, and in a long title no name.

    As index entries of all of them, before it is written: Sphinx 9.0 forgets those of pages that it does not write.
    """
    domain = PlenaryDomain.of(app.env)
    indexer = getattr(app.builder, "indexer", None)
    entries, titles = getattr(indexer, "_index_entries", None), getattr(indexer, "_titles", {})
    if domain.dossiers is not None and entries is not None and page_builder(app):
        catalogue = domain.dossiers.catalogue
        for page in sorted(catalogue.pages.keys() & titles.keys() & domain.pages.keys()):
            entries[page] = sorted((name, "", "main") for name in catalogue.sought(*catalogue.pages[page]))
    return []  # it adds no page


def settle(app: Sphinx, _builder: Builder) -> None:
    """From here on dossiers tell what stands at the end."""
    domain = PlenaryDomain.of(app.env)
    if domain.dossiers is not None and domain.facts is not None:
        domain.dossiers = Dossiers(domain.facts)


def name_no_source(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: nodes.document | None
) -> None:
    """There is none to be shown, copied or edited."""
    if pagename in PlenaryDomain.of(app.env).pages:
        context["sourcename"] = context["page_source_suffix"] = ""
        context["has_source"] = False


def setup(app: Sphinx) -> None:
    app.connect("env-get-outdated", keep_pages, priority=100)  # before freshness removes the files of what is gone
    app.connect("env-updated", make_pages, priority=400)  # before freshness asks what is stale
    app.connect("write-started", settle, priority=610)  # facts are frozen at 600
    app.connect("html-page-context", name_no_source, priority=100)
    app.connect("html-collect-pages", name_in_search)
