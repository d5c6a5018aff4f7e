"""Directives and roles of ours whose marks are not Markdown's: ``::{message}``, ``:::(message)``, ``{res}'101'``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sphinx_plenary.lint import Document
from sphinx_plenary.prose.misnamed import DIRECTIVES, ROLES

_NAMES: Final = "|".join(sorted(DIRECTIVES, key=len, reverse=True))
_OPENING: Final = re.compile(
    rf"^[ \t>]*(?P<line>(?P<marks>:{{2,}}|:(?=[ \t]*\{{))[ \t]*"
    rf"(?P<braced>[({{\[<]?[ \t]*(?P<name>{_NAMES})[ \t]*[)}}\]>]?))(?=[ \t]|$)",
    re.MULTILINE,
)
_QUOTES: Final = "'\"´‘’“”"
_ROLE: Final = re.compile(
    rf"\{{(?:plenary:)?(?P<name>{'|'.join(ROLES)})\}}"
    rf"(?:(?P<right>`[^`\n]+`)"
    rf"|[ \t]?[{_QUOTES}(\[`](?P<words>[^{_QUOTES}`)\]\n]+)[{_QUOTES}`)\]]|(?P<bare>[A-Z0-9][\w@/-]*))"
)
# What stands there as it is.
_VERBATIM: Final = ("code", "comment", "html", "math", "front-matter")


@dataclass(frozen=True)
class Garbled:
    """Where it stands, what it is not, and what is to be written."""

    start: int
    end: int
    written: str
    is_role: bool
    meant: str


def garbled(document: Document) -> Iterator[Garbled]:
    """In the order of the text: openings of directives, then roles."""
    verbatim = [(one.start, one.end) for one in document.of_kind(*_VERBATIM)]
    roles = [(one.start, one.end) for one in document.of_kind("role")]
    for found in _OPENING.finditer(document.text):
        right = len(found["marks"]) >= 3 and found["braced"] == f"{{{found['name']}}}"
        start, end = found.span("line")
        if not right and not any(first < start < last for first, last in verbatim):
            yield Garbled(start, end, found["line"], False, f":::{{{found['name']}}}")
    for found in _ROLE.finditer(document.text):
        if found["right"]:
            continue  # also where no markup is noted, as in the value of an option
        if not any(first <= found.start() < last for first, last in (*verbatim, *roles)):
            words = (found["words"] or found["bare"]).strip()
            yield Garbled(*found.span(), found[0], True, f"{{{found['name']}}}`{words}`")
