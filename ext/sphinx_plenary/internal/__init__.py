"""What a delegation says only to itself: where papers mark it, their text without it, and what leads or repeats it.

A paper is internal by ``internal: true`` in its front matter, an item by ``:internal:``, a note by ``{internal}``.
Whatever is nearly such a mark, and is none, is a ``Problem``: a public build ends there.
"""

from __future__ import annotations

from sphinx_plenary.internal.marks import NAME, Marks, is_internal_paper, marks_of, taken_in, without_internal
from sphinx_plenary.internal.public import public_digest
from sphinx_plenary.internal.withheld import Source, Withheld, withheld

__all__ = [
    "NAME",
    "Marks",
    "Source",
    "Withheld",
    "is_internal_paper",
    "marks_of",
    "public_digest",
    "taken_in",
    "withheld",
    "without_internal",
]
