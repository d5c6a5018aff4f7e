"""Links to files of the repository that are no pages of this site: they come with the site, as files."""

from __future__ import annotations

import os
from pathlib import Path

from docutils import nodes
from sphinx.addnodes import download_reference, pending_xref
from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata


def take_along(app: Sphinx, doctree: nodes.document) -> None:
    """MyST takes a link to any ``.md`` for one to a page; one outside docs/ is a file to take along."""
    for link in list(doctree.findall(pending_xref)):
        if link.get("reftype") != "myst" or not Path(link["reftarget"]).is_absolute():
            continue
        file = Path(link["reftarget"]).with_name(Path(link["reftarget"]).name + ".md")
        if not file.is_file():
            continue
        target = os.path.relpath(file, Path(app.env.doc2path(app.env.docname)).parent)
        taken = download_reference("", "", *link.children, refdoc=app.env.docname, reftarget=target, reftype="myst")
        taken.source, taken.line = link.source, link.line
        link.replace_self(taken)


def setup(app: Sphinx) -> ExtensionMetadata:
    # before Sphinx's collector of downloads, at 500
    app.connect("doctree-read", take_along, priority=400)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
