"""``.csv``: one line per contribution, a row without one has a line too; UTF-8 with its mark, so that Excel reads it.

A cell that a spreadsheet would take for a formula begins with ``'``, and so does one that begins with such signs
itself: ``guarded`` adds one, ``unguarded`` takes one away, and nothing is lost.
"""

from __future__ import annotations

import csv
import io
import re
from typing import Final

from sphinx_plenary.exports.layout import contribution_columns, row_columns
from sphinx_plenary.exports.meta import Meta
from sphinx_plenary.matrix import COLUMNS, Contribution, Matrix

_RISKY: Final = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_BOM: Final = "\N{ZERO WIDTH NO-BREAK SPACE}"


def written(matrix: Matrix, meta: Meta) -> bytes:
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    contributions = COLUMNS["contributions"]
    of_rows = row_columns(matrix)
    split = next(index for index, column in enumerate(of_rows) if column.head == contributions)
    before, after = of_rows[:split], of_rows[split + 1 :]
    of_one = [column for column in contribution_columns(matrix) if column.head not in {"Row", "Text"}]
    heads = [*(one.head for one in before), *(one.head for one in of_one), *(one.head for one in after)]
    writer.writerow(["Table", *heads, "Conference", "Edition", "As of"])
    ends = (matrix.conference, matrix.edition, matrix.as_of.isoformat())
    for table in matrix.tables:
        for row in table.rows:
            listed: tuple[Contribution | None, ...] = row.contributions or (None,)
            for one in listed:
                cells = (
                    table.title,
                    *(column.text(row) for column in before),
                    *(column.text((row, one)) if one else "" for column in of_one),
                    *(column.text(row) for column in after),
                    *ends,
                )
                writer.writerow([guarded(cell) for cell in cells])
    return (_BOM + file.getvalue()).encode()


def guarded(text: str) -> str:
    return f"'{text}" if _RISKY.match(text) else text


def unguarded(text: str) -> str:
    return text[1:] if text.startswith("'") and _RISKY.match(text) else text
