"""Facts -> the matrix of a conference: one set of frozen rows from which every output is made."""

from sphinx_plenary.matrix.build import EDITIONS, build_matrix
from sphinx_plenary.matrix.regional import Regional
from sphinx_plenary.matrix.rows import Contribution, Held, Matrix, Result, Row, Table
from sphinx_plenary.matrix.view import COLUMNS, GROUPINGS, SORTS, View, grouped, viewed

__all__ = [
    "COLUMNS",
    "EDITIONS",
    "GROUPINGS",
    "SORTS",
    "Contribution",
    "Held",
    "Matrix",
    "Regional",
    "Result",
    "Row",
    "Table",
    "View",
    "build_matrix",
    "grouped",
    "viewed",
]
