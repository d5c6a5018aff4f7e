"""``PlenaryDomain``: notes what papers say, forgets and merges it, and resolves citations and links."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass, field
from typing import Any, ClassVar

from docutils import nodes
from docutils.nodes import Element
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.domains import Domain, ObjType
from sphinx.environment import BuildEnvironment
from sphinx.util.nodes import make_refnode

from sphinx_plenary.facts import Facts
from sphinx_plenary.lint import Document
from sphinx_plenary.lint.cited import ProseReader
from sphinx_plenary.model import ITEM_TYPES, Citation, Item, Mention, Paper, Slip
from sphinx_plenary.register import Register
from sphinx_plenary.source import PageSource


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
    said: list[Said] = field(default_factory=list)
    digest: str = ""  # of the page's source
    views: bool = False  # shows tables or lists that we make from other pages
    needs_views: bool = False  # shows what sphinx-needs makes from other pages
    holds_needs: bool = False
    changes_needs: bool = False  # by needextend or needimport


class PlenaryDomain(Domain):
    """``data`` keeps the notes of each page; the rest is made anew by each build."""

    name = "plenary"
    label = "Plenary"
    object_types: ClassVar[dict[str, ObjType]] = {
        "message": ObjType("message", "msg"),
        **{name: ObjType(name, "res") for name in ITEM_TYPES if name != "message"},
    }
    data_version = 6  # a paper says where the addresses of its links stand
    initial_data: ClassVar[dict[str, Any]] = {"notes": {}, "files": ()}

    app: Sphinx
    register: Register
    prose: ProseReader
    facts: Facts | None = None
    read_now: set[str]  # pages read in this build
    consistency_checked: bool  # by Sphinx, in this build
    unsound: set[str]  # pages about which something was said while they were written
    shown: dict[str, str]  # page -> digest of what it shows of other pages

    @classmethod
    def of(cls, env: BuildEnvironment) -> PlenaryDomain:
        domain = env.domains[cls.name]
        assert isinstance(domain, cls)
        return domain

    @property
    def notes(self) -> dict[str, Notes]:
        return self.data["notes"]  # type: ignore[no-any-return]

    def note(self, docname: str) -> Notes:
        """The notes of a page, to add to."""
        return self.notes.setdefault(docname, Notes())

    def use(self, *names: str) -> None:
        """The page being read uses these files of the register: when one changes, it is read again."""
        for path in PageSource.of(self.env).first_uses(names, self.register.files):
            self.env.note_dependency(path)

    def paper(self, docname: str) -> Paper | None:
        notes = self.notes.get(docname)
        return notes.paper if notes else None

    def papers(self) -> dict[str, Paper]:
        return {docname: notes.paper for docname, notes in sorted(self.notes.items()) if notes.paper}

    def declared(self) -> list[Item]:
        return [item for _, notes in sorted(self.notes.items()) for item in notes.items]

    def clear_doc(self, docname: str) -> None:
        self.notes.pop(docname, None)

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
        if item is None or item.docname not in env.all_docs:
            return None
        return make_refnode(builder, fromdocname, item.docname, item.id, [contnode], node.get("reftitle"))

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
        """The items that stand on pages; one that was refused has no place there."""
        for item in self.facts.items if self.facts else ():
            if item.docname in self.env.all_docs:
                yield item.id, item.title, item.type, item.docname, item.id, 1


def leave_to_rules(_app: Sphinx, domain: Domain | None, _node: pending_xref) -> bool | None:
    """Where a rule speaks (R101, R403) Sphinx's own "reference target not found" is kept silent."""
    return isinstance(domain, PlenaryDomain) or None


def setup(app: Sphinx) -> None:
    app.add_domain(PlenaryDomain)
    app.connect("warn-missing-reference", leave_to_rules)
