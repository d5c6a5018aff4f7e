"""Bookmarks in a Word file that say from which line of which source a paragraph came.

Their names begin with a low line, which hides them from the lists of Word and LibreOffice, and both keep them when the
paragraph is edited. The file's list of sources stands in one of its own properties.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

# The property of a Word file that lists its sources, one a line.
SOURCES: Final = "plenary-sources"
# pandoc writes no name that begins with a low line: it is put before those of this form when the file is finished.
_NAME: Final = re.compile(r"_?plenary(\d{1,4})L(\d{1,7})n\d{1,7}")


class Place(NamedTuple):
    """``source`` counts in the list of sources."""

    source: int
    line: int


def bookmark(place: Place, serial: int) -> str:
    """A name that no other bookmark has."""
    return f"plenary{place.source}L{place.line}n{serial}"


def place_of(name: str) -> Place | None:
    found = _NAME.fullmatch(name)
    return Place(int(found[1]), int(found[2])) if found else None
