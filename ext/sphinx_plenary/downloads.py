"""The files of a matrix beside the page that shows it: XLSX, CSV and JSON, in ``_downloads/matrix/``."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from sphinx.application import Sphinx

from sphinx_plenary.config import Settings
from sphinx_plenary.domain import PlenaryDomain
from sphinx_plenary.exports import FORMATS, meta_of
from sphinx_plenary.matrix import Matrix
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
