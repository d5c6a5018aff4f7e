"""What a file says of itself besides its rows: whose it is, in which state, where it stands, what it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from sphinx_plenary.matrix import Matrix
from sphinx_plenary.model import Paper
from sphinx_plenary.register import Register
from sphinx_plenary.translation import N_
from sphinx_plenary.words import STATUSES

BEST_EFFORTS: Final = N_(
    "This matrix is kept on a best-efforts basis from public sources; it is not complete. A proposal is what a Member "
    "State or a regional group has put forward, not an agreed text. Corrections and additions are welcome."
)


@dataclass(frozen=True, kw_only=True)
class Meta:
    """``page`` is the address of the page that shows the matrix, ``sources`` id -> title and address.

    The day as of which it speaks is the matrix's own.
    """

    title: str
    conference: str = ""
    version: str = ""
    status: str = ""
    licence: str = ""
    site_url: str = ""
    page: str = ""
    sources: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def link(self, anchor: str) -> str:
        """The address of a row on the site; empty where there is none."""
        return f"{self.page}#{anchor}" if self.page else ""


def meta_of(
    register: Register, matrix: Matrix, paper: Paper | None = None, *, licence: str = "", site_url: str = ""
) -> Meta:
    """Of a matrix as the ``paper`` shows it, or without one; ``licence`` is that of papers that name none."""
    conference = register.conferences[matrix.conference]
    kind = register.kind_of(f"{matrix.edition}-matrix").name
    site = site_url.rstrip("/")
    return Meta(
        title=f"{kind}: {conference.name} ({conference.id})",
        conference=conference.name,
        version=paper.version if paper else "",
        status=STATUSES.written[paper.status] if paper else "",
        licence=(paper.licence if paper else "") or licence,
        site_url=site,
        page=f"{site}/{paper.docname}.html" if paper and site else "",
        sources={
            id: (register.sources[id].title, register.sources[id].url)
            for id in sources_of(matrix)
            if id in register.sources
        },
    )


def sources_of(matrix: Matrix) -> list[str]:
    """Every source that something in the matrix rests on, by id."""
    found: set[str] = set()
    for row in matrix.rows():
        found.update(row.sources, row.result.sources if row.result else ())
        for contribution in row.contributions:
            found.update(contribution.sources)
    return sorted(found)


def file_name(matrix: Matrix) -> str:
    """``PP-22-issues-matrix``: the name of its files, without a suffix."""
    return f"{matrix.conference}-{matrix.edition}-matrix"
