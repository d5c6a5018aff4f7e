"""``{changes} 1.0 1.1``: what changed in a paper between two editions, or since one."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from docutils import nodes

from sphinx_plenary.directives.base import PlenaryDirective
from sphinx_plenary.nodes import changes_of
from sphinx_plenary.suggest import did_you_mean


class ChangesDirective(PlenaryDirective):
    """``{changes} 1.0 1.1``: what changed in this paper, or in that which ``:paper:`` names, between two editions.

    With one version: from that edition to the paper as it stands. With none: from the newest edition of another
    version, so that a paper says what is new in it before and after it is released.
    """

    uses: ClassVar[tuple[str, ...]] = (*PlenaryDirective.uses, "conferences")
    allowed: ClassVar[frozenset[str]] = frozenset({"paper"})

    def make(self) -> list[nodes.Node]:
        docname = self._docname()
        if docname is None:
            return []
        self.notes.changes.append(docname)
        versions = self.arguments[0].split() if self.arguments else []
        if len(versions) > 2:
            self.slip(f"{{changes}} has {len(versions)} versions", "name one or two, as in '{changes} 1.0 1.1'")
            return []
        editions = self.domain.editions
        known = [one.version for one in editions.of_paper(docname)]
        for version in versions:
            if version not in known:
                otherwise = f"there are {', '.join(known)}" if known else "none is released; see: plenary release"
                self.slip(f"there is no edition {version!r} of {docname!r}", did_you_mean(version, known, otherwise))
                return []
        if not versions:
            paper = self.domain.paper(docname)
            before = editions.newest(docname, but=paper.version if paper else "")
            versions = [before.version] if before else []
        for version in versions:
            if found := editions.find(docname, version):
                path = Path(self.domain.app.confdir, found.path)
                self.env.note_dependency(path)
        old, new = (*versions, "", "")[:2]
        made = changes_of(paper=docname, old=old, new=new, docname=self.env.docname)
        self.set_source_info(made)
        return [made]

    def _docname(self) -> str | None:
        """The page of the paper; what is wrong with its name is told."""
        name = self.given.get("paper", "").removesuffix(".md").lstrip("/")
        if not name:
            if self.needs_paper() is None:
                return None
            return self.env.docname
        pages = sorted({*self.env.found_docs, *(one.docname for one in self.domain.editions)})
        for docname in pages:
            if name in {docname, docname.rpartition("/")[2]}:
                return docname
        near = did_you_mean(name, [page.rpartition("/")[2] for page in pages], "name the file of a paper")
        self.slip(f"'paper' is {name!r}, and there is no such page", near, self.at("paper"))
        return None
