"""``PlenaryDomain``: notes what papers say, forgets and merges it, and resolves citations and links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, ClassVar, Final

from docutils import nodes
from docutils.nodes import Element
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.domains import Domain, ObjType
from sphinx.environment import BuildEnvironment
from sphinx.project import EXCLUDE_PATHS
from sphinx.util.matching import get_matching_files
from sphinx.util.nodes import make_refnode

from sphinx_plenary.dossiers import Dossiers, Kind
from sphinx_plenary.editions import Edition, Editions
from sphinx_plenary.elsewhere import DOSSIER, Elsewhere, Sites
from sphinx_plenary.facts import Facts
from sphinx_plenary.internal import Source
from sphinx_plenary.lint import Document
from sphinx_plenary.lint.cited import ProseReader
from sphinx_plenary.model import ITEM_TYPES, Citation, Heading, Item, Mention, Origin, Paper, Slip
from sphinx_plenary.register import Register
from sphinx_plenary.slips import misnamed_files
from sphinx_plenary.source import PageSource
from sphinx_plenary.telling import Told
from sphinx_plenary.translation import spoken
from sphinx_plenary.whole import output_of


@dataclass(frozen=True)
class Said:
    """A warning of Sphinx or MyST about a page; ``level`` is that of the logging module."""

    level: int
    message: str
    type: str
    subtype: str
    location: str


@dataclass
class Notes:
    """What one page says. Kept between builds, by page."""

    paper: Paper | None = None
    document: Document | None = None
    citations: list[Citation] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    slips: list[Slip] = field(default_factory=list)
    sections: list[Heading] = field(default_factory=list)
    matrices: list[tuple[str, str]] = field(default_factory=list)  # edition, conference
    said: list[Said] = field(default_factory=list)
    words: list[tuple[str, Origin]] = field(default_factory=list)  # for its catalogue, besides its doctree
    digest: str = ""  # of the page's source
    views: bool = False  # shows tables or lists that we make from other pages
    changes: list[str] = field(default_factory=list)  # the papers of which it says what changed
    pdf_checks: bool = False  # shows what was checked in the PDFs
    figures: list[str] = field(default_factory=list)  # the names of the pictures that we draw for it
    needs_views: bool = False  # shows what sphinx-needs makes from other pages
    holds_needs: bool = False
    changes_needs: bool = False  # by needextend or needimport


class PlenaryDomain(Domain):
    """``data`` keeps the notes of each page; the rest is made anew by each build."""

    name = "plenary"
    label = "Plenary"
    # Of what a role leads to, the first that an inventory has counts: where a text is tracked, then its dossier.
    object_types: ClassVar[dict[str, ObjType]] = {
        "message": ObjType("message", "msg"),
        **{name: ObjType(name, "res") for name in ITEM_TYPES if name != "message"},
        DOSSIER: ObjType(DOSSIER, "res"),
        "conference": ObjType("conference", "conf"),
        "organization": ObjType("organization", "org"),
        "paper": ObjType("paper"),
    }
    data_version = 11  # words for catalogues, what pages show, notes of links, pages without a source, internal papers
    # "pages": docname -> title of each page that has no source; "editions": digest of them
    initial_data: ClassVar[dict[str, Any]] = {"notes": {}, "files": (), "pages": {}, "editions": ""}

    app: Sphinx
    register: Register
    prose: ProseReader
    editions: Editions = Editions()
    elsewhere: Sites  # what other sites have, once all pages are read
    snapshots: dict[str, Edition]  # papers as they stand in this build, as far as somebody asked
    left_out: dict[str, str]  # page of each paper that this build leaves out -> why
    facts: Facts | None = None
    dossiers: Dossiers | None = None  # of the facts so far; at the end of ``facts``
    read_now: set[str]  # pages read in this build
    consistency_checked: bool  # by Sphinx, in this build
    unsound: set[str]  # pages about which something was said while they were written
    digests: dict[Path, str]  # of the files that pages are made of, each taken once in a build
    findings: dict[str, int]  # severity -> how many, in this build
    told: list[Told]  # in a preview, what is to be shown in the pages
    told_by_page: tuple[int, dict[str, list[Told]]]  # the same by page, and of how many that is
    sources: list[Source]  # the pages in Markdown as they stand in their files, with what is internal
    hidden: int  # how many patterns keep internal papers from being found, while they do
    shown: dict[str, str]  # page -> digest of what it shows of other pages

    @classmethod
    def of(cls, env: BuildEnvironment) -> PlenaryDomain:
        domain = env.domains[cls.name]
        assert isinstance(domain, cls)
        return domain

    @property
    def pages(self) -> dict[str, str]:
        """The pages without a source, with their titles."""
        return self.data["pages"]  # type: ignore[no-any-return]

    @property
    def notes(self) -> dict[str, Notes]:
        return self.data["notes"]  # type: ignore[no-any-return]

    def note(self, docname: str) -> Notes:
        """The notes of a page, to add to."""
        return self.notes.setdefault(docname, Notes())

    def use(self, *names: str) -> None:
        """The page being read uses these files of the register: when one changes, it is read again."""
        if spoken() != "en":
            names = (*names, "translations")
        for path in PageSource.of(self.env).first_uses(names, self.register.files):
            self.env.note_dependency(path)

    def paper(self, docname: str) -> Paper | None:
        notes = self.notes.get(docname)
        return notes.paper if notes else None

    def papers(self) -> dict[str, Paper]:
        return {docname: notes.paper for docname, notes in sorted(self.notes.items()) if notes.paper}

    def declared(self) -> list[Item]:
        return [item for _, notes in sorted(self.notes.items()) for item in notes.items]

    def gathered(self, items: Iterable[Item]) -> Facts:
        """The facts as far as they are read, with these items."""
        notes = [notes for _, notes in sorted(self.notes.items())]
        titles = self.env.titles
        return Facts(
            register=self.register,
            left_out=self.left_out,
            released=self._released(),
            elsewhere=self.elsewhere,
            papers={
                docname: replace(paper, title=_title(titles.get(docname))) for docname, paper in self.papers().items()
            },
            items=tuple(items),
            declared=tuple(self.declared()),
            citations=tuple(citation for page in notes for citation in page.citations),
            mentions=tuple(mention for page in notes for mention in page.mentions),
            slips=(
                *(slip for page in notes for slip in page.slips),
                *misnamed_files(self._no_pages(), Path(self.app.confdir)),
            ),
            sections={docname: notes.sections for docname, notes in sorted(self.notes.items()) if notes.sections},
            matrices={docname: notes.matrices for docname, notes in sorted(self.notes.items()) if notes.matrices},
            documents={docname: notes.document for docname, notes in sorted(self.notes.items()) if notes.document},
        )

    def _released(self) -> dict[str, list[date]]:
        """Page of each paper that has editions -> their days."""
        found: dict[str, list[date]] = {}
        for edition in self.editions:
            found.setdefault(edition.docname, []).append(edition.date)
        return found

    def _no_pages(self) -> Iterator[Path]:
        """The files under the source folder that Sphinx looks at and takes for no page; no output of a build."""
        config = self.app.config
        excluded = [*config.exclude_patterns, *config.templates_path, *EXCLUDE_PATHS, "**/.*", "**/.*/**"]
        made = (Path(self.app.doctreedir), output_of(self.app))
        for name in get_matching_files(self.env.srcdir, exclude_patterns=excluded):
            path = Path(self.env.srcdir, name)
            if not name.endswith(tuple(config.source_suffix)) and not any(path.is_relative_to(one) for one in made):
                yield path

    def dossier_page(self, kind: Kind, id: str) -> str:
        """The page of a dossier; empty where this build has none."""
        page = self.dossiers.catalogue.page_of(kind, id) if self.dossiers and self.pages else ""
        return page if page in self.env.all_docs else ""

    def clear_doc(self, docname: str) -> None:
        self.notes.pop(docname, None)
        self.pages.pop(docname, None)

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        for docname in docnames & otherdata["notes"].keys():
            self.notes[docname] = otherdata["notes"][docname]

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> nodes.reference | None:
        facts = self.facts
        if facts is None:
            return None
        if typ == "res":
            item = facts.place_of(target, node["conference"], node["refdoc"])
        else:
            item = facts.items_by_id.get(target)
            if item is not None and not node["refexplicit"]:
                contnode = nodes.inline("", item.title, classes=contnode["classes"])
        if item is not None and item.docname in env.all_docs:
            return make_refnode(builder, fromdocname, item.docname, item.id, [contnode], node.get("reftitle"))
        if typ != "res":
            message = facts.elsewhere.items.get(target)
            return _away(message, contnode, node) if message else None
        if there := facts.elsewhere.place_of(target, node["conference"]):
            return _away(there, contnode, node)
        if page := self.dossier_page(Kind.INSTRUMENT, target):
            return make_refnode(builder, fromdocname, page, "", [contnode], node.get("reftitle"))
        dossier = facts.elsewhere.dossiers.get(target)
        return _away(dossier, contnode, node) if dossier else None

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> list[tuple[str, nodes.reference]]:
        item = self.facts.items_by_id.get(target) if self.facts else None
        if item is None or item.docname not in env.all_docs:
            return []
        link = make_refnode(builder, fromdocname, item.docname, item.id, [contnode], item.title)
        return [(f"plenary:{self.role_for_objtype(item.type)}", link)]

    def get_objects(self) -> Iterable[tuple[str, str, str, str, str, int]]:
        """For other sites: the items that stand on pages, papers and dossiers; one that was refused has no place there.

        The search finds them by what stands on pages: of an object whose name is not its anchor Sphinx 9.0 makes a
        link to nowhere, and shows an apostrophe as it is written in HTML.
        """
        if self.facts is None:
            return
        for item in self.facts.items:
            if item.docname in self.env.all_docs:
                yield item.id, item.title, item.type, item.docname, item.id, -1
        for docname, paper in self.facts.papers.items():
            yield docname, paper.title, "paper", docname, "", -1
        catalogue = self.dossiers.catalogue if self.dossiers else None
        for kind, type in DOSSIERS.items():
            for id in catalogue.ids(kind) if catalogue else ():
                if catalogue and (page := self.dossier_page(kind, id)):
                    yield id, ": ".join(catalogue.heading(kind, id)), type, page, "", -1


# Messages have a place of their own.
DOSSIERS: Final = {Kind.INSTRUMENT: DOSSIER, Kind.CONFERENCE: "conference", Kind.ORGANIZATION: "organization"}


def _away(there: Elsewhere, contnode: Element, node: pending_xref) -> nodes.reference:
    """A link to another site; the words are ours where a paper cites a text, else its own title."""
    if node["reftype"] != "res" and not node["refexplicit"]:
        contnode = nodes.inline("", there.title, classes=contnode["classes"])
    title = f"{node.get('reftitle') or there.title} ({there.site})"
    return nodes.reference("", "", contnode, internal=False, refuri=there.url, reftitle=title)


def _title(title: nodes.title | None) -> str:
    """The words of a page's title; Sphinx writes ``<no title>`` where a page has none."""
    words = title.astext() if title else ""
    return "" if words == "<no title>" else words


def leave_to_rules(_app: Sphinx, domain: Domain | None, _node: pending_xref) -> bool | None:
    """Where a rule speaks (R101, R403) Sphinx's own "reference target not found" is kept silent."""
    return isinstance(domain, PlenaryDomain) or None


def setup(app: Sphinx) -> None:
    app.add_domain(PlenaryDomain)
    app.connect("warn-missing-reference", leave_to_rules)
