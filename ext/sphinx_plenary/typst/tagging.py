"""Heads of rows in the tags of a PDF: Typst 0.15 tags heads of columns only, unless it is built with more."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any


def head_rows(pdf: bytes, tables: Sequence[Sequence[Sequence[int]]]) -> bytes:
    """The PDF with TH of scope Row for the cells named: by table, by row of its body, by order in the row.

    The tables of a PDF come in the order in which they were written. Each cell of a row names its heads, as Typst
    has it name those of its column. LookupError where the tags are not those that were written.
    """
    if not any(cells for table in tables for cells in table):
        return pdf
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        root = opened.Root.StructTreeRoot
        found = list(_of_kind(root, {"/Table"}))
        if len(found) != len(tables):
            raise LookupError(f"{len(tables)} tables were written, {len(found)} are in the PDF")
        if "/IDTree" not in root:
            root.IDTree = pikepdf.NameTree.new(opened).obj
        names = pikepdf.NameTree(root.IDTree)
        for number, (table, rows) in enumerate(zip(found, tables, strict=True)):
            _head_table(table, rows, f"row-{number}", names)
        made = io.BytesIO()
        opened.save(made, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return made.getvalue()


def _head_table(table: Any, rows: Sequence[Sequence[int]], prefix: str, names: Any) -> None:
    import pikepdf

    bodies = [row for row in _of_kind(table, {"/TR"}) if _is_body(row)]
    for number, (row, heads) in enumerate(zip(bodies, rows, strict=False)):
        cells = list(_of_kind(row, {"/TD", "/TH"}))
        ids = []
        for order in heads:
            cell = cells[order]
            id = f"{prefix}-{number}-{order}"
            cell.S = pikepdf.Name.TH
            _of_table(cell).Scope = pikepdf.Name.Row
            cell.ID = pikepdf.String(id)
            names[id] = cell
            ids.append(id)
        for order, cell in enumerate(cells):
            if ids and order not in heads:
                attributes = _of_table(cell)
                own = list(attributes.get("/Headers", []))
                attributes.Headers = pikepdf.Array([*own, *map(pikepdf.String, ids)])


def _is_body(row: Any) -> bool:
    cells = list(_of_kind(row, {"/TD", "/TH"}))
    return bool(cells) and any(str(cell.S) == "/TD" for cell in cells) and str(row.P.S) not in {"/THead", "/TFoot"}


def _of_table(cell: Any) -> Any:
    """The attributes that a cell has as part of a table."""
    import pikepdf

    held = cell.get("/A", pikepdf.Array())
    listed = held if isinstance(held, pikepdf.Array) else pikepdf.Array([held])
    for one in listed:
        if str(one.get("/O", "")) == "/Table":
            return one
    made = pikepdf.Dictionary(O=pikepdf.Name.Table)
    listed.append(made)
    cell.A = listed
    return cell.A[len(listed) - 1]


def _of_kind(top: Any, kinds: set[str]) -> Iterator[Any]:
    """The elements of these kinds below one, in the order of reading; of two nested the outer first."""
    import pikepdf

    stack = [top.get("/K")]
    while stack:
        node = stack.pop()
        if isinstance(node, pikepdf.Array):
            stack += reversed(list(node))
        elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
            kind = str(node.S)
            if kind in kinds:
                yield node
            if kind not in kinds or kind == "/Table":
                stack.append(node.get("/K"))
