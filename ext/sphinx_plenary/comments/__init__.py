"""What a reviewer wrote into a Word file, by the line of the source that it is about.

``reading`` takes comments and tracked changes out of the file, ``paragraphs`` makes remarks of them, ``matching`` finds
their lines by the bookmarks that ``places`` names, ``told`` says them.
"""

from __future__ import annotations

from sphinx_plenary.comments.matching import Source, matched
from sphinx_plenary.comments.model import Found, Kind, Remark, Reviewed
from sphinx_plenary.comments.reading import read

__all__ = ["Found", "Kind", "Remark", "Reviewed", "Source", "matched", "read"]
