"""What the builders share that make a file of each paper without TeX: links out of it, and its one doctree."""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes
from sphinx.builders import Builder
from sphinx.util.nodes import inline_all_toctrees

from sphinx_plenary.printing import address


class PaperFilesBuilder(Builder):
    """``docnames`` are the pages of the paper in hand."""

    docnames: set[str]

    def init(self) -> None:
        self.docnames = set()
        self.images = {}

    def get_outdated_docs(self) -> str:
        return "all papers"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        return f"%{docname}" if docname in self.docnames else address(self.config, docname)

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        return self.get_target_uri(to, typ)

    def assemble(self, docname: str) -> nodes.document:
        """A paper with the pages that its toctree names, resolved for print."""
        self.docnames = {docname}
        tree = self.env.get_doctree(docname)
        tree["docname"] = docname
        whole = tree
        if next(tree.findall(addnodes.toctree), None) is not None:  # else a copy would be made for nothing
            whole = inline_all_toctrees(self, self.docnames, docname, tree, str, [docname])
            whole["docname"] = docname
        self.env.resolve_references(whole, docname, self)
        self.post_process_images(whole)
        return whole
