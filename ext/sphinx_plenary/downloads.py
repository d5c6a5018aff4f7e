"""The files of a matrix beside the page that shows it: XLSX, CSV and JSON, in ``_downloads/matrix/``."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.osutil import relative_uri

from sphinx_plenary.config import Settings
from sphinx_plenary.domain import PlenaryDomain
from sphinx_plenary.exports import FORMATS, file_name, meta_of
from sphinx_plenary.facts import Facts
from sphinx_plenary.matrix import Matrix, build_matrix
from sphinx_plenary.writing import write_whole

FOLDER: Final = "_downloads/matrix"


def write_downloads(app: Sphinx, matrix: Matrix, name: str, docname: str = "") -> list[str]:
    """Write a matrix in every format as ``name``; the addresses from the site's root, none where no pages are made.

    ``docname`` is the page that shows it: the files have its version, status and licence, and link to its rows. Of
    two pages with one name the last counts.
    """
    if app.builder.format != "html":
        return []
    domain, settings = PlenaryDomain.of(app.env), Settings.of(app.config)
    meta = meta_of(domain.register, matrix, domain.paper(docname), licence=settings.licence, site_url=settings.site_url)
    folder = Path(app.outdir, FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    for suffix, written in FORMATS.items():
        path, data = folder / f"{name}.{suffix}", written(matrix, meta)
        if not path.is_file() or path.read_bytes() != data:
            write_whole(path, data)
    return [f"{FOLDER}/{name}.{suffix}" for suffix in FORMATS]


class DownloadsTransform(SphinxPostTransform):
    """A paragraph ``plenary-downloads`` beside a matrix gets links to its files, which have all of its rows."""

    default_priority = 7  # after the matrix is made (5), before paragraphs that stayed empty are taken away (8)

    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        facts = PlenaryDomain.of(self.env).facts
        for place in list(self.document.findall(nodes.paragraph)):
            if facts is not None and "plenary-downloads" in place["classes"] and not len(place):
                matrix = build_matrix(facts, place["conference"], place["edition"], date.fromisoformat(place["as_of"]))
                docname = self.env.docname
                urls = write_downloads(self.app, matrix, name_of(facts, matrix, docname), docname)
                place += _links(self.app.builder.get_target_uri(docname), urls)


def name_of(facts: Facts, matrix: Matrix, docname: str) -> str:
    """``PP-22-issues-matrix`` for the one paper that is this matrix; elsewhere the page's name behind it."""
    kind = (f"{matrix.edition}-matrix", matrix.conference)
    papers = [name for name, paper in facts.papers.items() if (paper.kind, paper.conference) == kind]
    name = file_name(matrix)
    return name if papers == [docname] else f"{name}-{docname.replace('/', '-')}"


def _links(page: str, urls: list[str]) -> list[nodes.Node]:
    made: list[nodes.Node] = []
    for url in urls:
        form = url.rpartition(".")[2].upper()
        made += [nodes.Text(", " if made else "To take away: ")]
        made += [nodes.reference("", form, internal=True, refuri=relative_uri(page, url))]
    return made


def setup(app: Sphinx) -> None:
    app.add_post_transform(DownloadsTransform)
