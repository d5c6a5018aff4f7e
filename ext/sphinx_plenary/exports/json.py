"""``.json``: everything that the matrix holds, for programs, as ``data/schema/matrix.schema.json`` says."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from json import dumps

from sphinx_plenary.exports.meta import BEST_EFFORTS, Meta
from sphinx_plenary.matrix import Matrix


def written(matrix: Matrix, meta: Meta) -> bytes:
    said = {
        "conference": matrix.conference,
        "edition": matrix.edition,
        "as_of": matrix.as_of,
        "title": meta.title,
        "version": meta.version,
        "status": meta.status,
        "licence": meta.licence,
        "page": meta.page,
        "best_efforts": BEST_EFFORTS,
        "issues": [{"id": id, "title": title} for id, title in matrix.issue_titles.items()],
        "regions": [
            {"region": region, "organization": organization, "prefix": prefix}
            for region, (organization, prefix) in matrix.regions.items()
        ],
        "tables": [asdict(table) for table in matrix.tables],
        "sources": [{"id": id, "title": title, "url": url} for id, (title, url) in sorted(meta.sources.items())],
    }
    return (dumps(said, indent=2, ensure_ascii=False, default=date.isoformat) + "\n").encode()
