"""The second view: region by resolution, with a letter word per cell, and the gaps in sentences.

A row on which nothing is known would say so seven times: such rows are left out, and counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from docutils import nodes

from sphinx_plenary.matrix import Contribution, Regional, Row
from sphinx_plenary.transforms.matrix.marks import Marks, heading, many
from sphinx_plenary.transforms.parts import line, listed, sentence, styled, words
from sphinx_plenary.translation import N_, _, ngettext
from sphinx_plenary.words import REGIONAL, rows_left_out

_FIRST, _OTHER = 30, 10  # how wide the columns are to each other
_OTHERS: Final = N_("Others")


def by_region(marks: Marks, level: int) -> Iterator[nodes.Node]:
    """Nothing where there are no rows or no regions."""
    regional = Regional(marks.matrix)
    rows = list(marks.matrix.rows())
    if not rows or not marks.matrix.regions:
        return
    regions = [*marks.matrix.regions, *([""] if regional.others else [])]
    known = [row for row in rows if row.contributions]
    yield heading(_("Region by resolution"), level)
    if not known:
        none = ngettext(
            "No proposal is known on the row.", "No proposal is known on any of the {number} rows.", len(rows)
        )
        yield line(nodes.Text(none))
        return
    if left := len(rows) - len(known):
        yield line(nodes.Text(rows_left_out(left)), name="left-out")
    yield _table(marks, known, regions)
    if gaps := list(_gaps(marks, regional, len(rows))):
        yield heading(_("Gaps"), level)
        yield nodes.bullet_list("", *(nodes.list_item("", gap) for gap in gaps), classes=["plenary-gaps"])


def _table(marks: Marks, rows: list[Row], regions: list[str]) -> nodes.table:
    group = nodes.tgroup("", nodes.colspec(colwidth=_FIRST, stub=1), cols=1 + len(regions))
    group += [nodes.colspec(colwidth=_OTHER) for _ in regions]
    heads = [nodes.entry("", nodes.paragraph("", _("Resolution"))), *(_head(marks, region) for region in regions)]
    group += nodes.thead("", nodes.row("", *heads))
    group += nodes.tbody("", *(_row(marks, row, regions) for row in rows))
    return nodes.table("", group, classes=[*many(rows), "plenary-regional", "longtable", "colwidths-given"])


def _head(marks: Marks, region: str) -> nodes.entry:
    if not region:
        return nodes.entry("", line(styled(_(_OTHERS), "prefix")))
    prefix = marks.matrix.regions[region][1]
    return nodes.entry("", line(styled(_(region), "region"), nodes.Text(" "), styled(prefix, "prefix")))


def _row(marks: Marks, row: Row, regions: list[str]) -> nodes.row:
    parts: list[nodes.Node] = [marks.to_row(row, first=True)]
    if row.number and row.title:
        parts += [nodes.Text(" "), styled(row.title, "meta")]
    cells = [nodes.entry("", line(*_glyphs(Regional.of(row, region)))) for region in regions]
    return nodes.row("", nodes.entry("", line(*parts)), *cells)


def _glyphs(contributions: tuple[Contribution, ...]) -> list[nodes.Node]:
    if not contributions:
        return [styled(_("none known"), "none")]
    found: list[nodes.Node] = []
    for action in dict.fromkeys(one.action or _("proposal") for one in contributions):
        found += [nodes.Text(", ")] * bool(found) + [styled(action, "glyph")]
    return found


def _gaps(marks: Marks, regional: Regional, rows: int) -> Iterator[nodes.paragraph]:
    """``No known European proposal on 130.``; in one sentence the regions of which nothing is known."""
    gaps = {REGIONAL.get(region, _(region)): regional.gap(region) for region in marks.matrix.regions}
    if silent := [words(name) for name, lacking in gaps.items() if len(lacking) == rows]:
        told = ngettext(
            "No known {regions} proposal on the row.", "No known {regions} proposal on any of the {number} rows.",
            rows, regions="{regions}",
        )  # fmt: skip
        yield line(*sentence(told, regions=listed(silent, _(" or "))))
    for name, lacking in gaps.items():
        if 0 < len(lacking) < rows:
            links = listed([marks.to_row(row) for row in lacking])
            yield line(*sentence(_("No known {region} proposal on {texts}."), region=name, texts=links))
