"""Matrix -> a file to take away: one format, one module. The same matrix gives the same bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from sphinx_plenary.exports import csv, json, xlsx
from sphinx_plenary.exports.meta import BEST_EFFORTS, Meta, file_name, meta_of
from sphinx_plenary.matrix import Matrix

# Format, which is the file's suffix -> what writes it.
FORMATS: Final[Mapping[str, Callable[[Matrix, Meta], bytes]]] = {
    "xlsx": xlsx.written,
    "csv": csv.written,
    "json": json.written,
}

__all__ = ["BEST_EFFORTS", "FORMATS", "Meta", "file_name", "meta_of"]
