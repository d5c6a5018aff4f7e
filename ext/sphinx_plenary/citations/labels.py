"""The words of a revision's label, as patterns: ``Rev. Dubai, 2018``, in ITU's form and in others."""

from __future__ import annotations

import re
from typing import Final

_CITY: Final = r"[a-z][a-z'-]{1,20}(?:[ \n]{1,6}[a-z][a-z'-]{1,20}){0,2}"


class RevisionPatterns:
    """``content`` is what the brackets hold, ``label`` what may stand in them before a conference's own label.

    ``revised`` are the words for "revised", as alternatives of a pattern.
    """

    def __init__(self, revised: str) -> None:
        word = (
            rf"(?P<rev>{revised})(?![a-z])(?P<point>[.:]?)"
            r"(?P<space>[ \n,]{0,6})(?P<small>(?:in|at|of|a|en|de)[ \n])?"
        )
        misplaced = rf"(?:(?P<rev2>{revised})(?![a-z])(?P<point2>[.:]?)[ \n]{{0,6}})?"
        comma = r"(?P<comma>[ \n]{0,6},?[ \n]{0,6})"
        year = r"[12][0-9]{3}"
        self.content = re.compile(
            r"(?:(?:all|each|both|as|toutes|todas|tous|ambas|todos|les deux|las dos)[ \n])?"
            rf"(?:{word})?(?:(?P<city>{_CITY}?)(?:{comma}{misplaced}(?P<year>{year})(?![0-9])|(?=[)\]]))"
            rf"|(?P<alone>{year})(?![0-9]))"
        )
        self.label = re.compile(rf"(?:(?P<rev>{revised})(?![a-z])\.?[ ]{{0,2}})?")
