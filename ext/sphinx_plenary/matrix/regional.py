"""A matrix by region: who proposes what on which row, and where nobody is known to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from sphinx_plenary.matrix.rows import Contribution, Matrix, Row


@dataclass(frozen=True)
class Regional:
    """``Regional(matrix)`` answers for the rows that the matrix has, filtered or not."""

    matrix: Matrix

    @cached_property
    def contributions(self) -> int:
        """How many there are on all rows."""
        return sum(len(row.contributions) for row in self.matrix.rows())

    @cached_property
    def with_proposals(self) -> tuple[str, ...]:
        """The regions of which some proposal is known, in their order."""
        known = {one.region for row in self.matrix.rows() for one in row.contributions}
        return tuple(region for region in self.matrix.regions if region in known)

    @cached_property
    def others(self) -> bool:
        """Whether some contribution comes from nobody who speaks for a region: a Member State, or a source unnamed."""
        return any(not one.region for row in self.matrix.rows() for one in row.contributions)

    @staticmethod
    def of(row: Row, region: str) -> tuple[Contribution, ...]:
        """The contributions of a region to a row; with an empty ``region``, those of no region."""
        return tuple(one for one in row.contributions if one.region == region)

    def gap(self, region: str) -> tuple[Row, ...]:
        """The rows on which no proposal of the region is known."""
        return tuple(row for row in self.matrix.rows() if not self.of(row, region))
