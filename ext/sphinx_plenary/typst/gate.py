"""What a PDF must have for everybody to read it, asked before Typst asks: a title, a language, heads in order.

Pictures and tables are asked where they are rendered. Each fault is told with the place and the cure.
"""

from __future__ import annotations

import re
from typing import Final

from sphinx.util import logging

from sphinx_plenary.model import Origin, Paper

logger = logging.getLogger(__name__)

_LANGUAGE: Final = re.compile(r"^[a-z]{2,3}(?:-([A-Z]{2}))?$")


def language_of(paper: Paper) -> tuple[str, str]:
    """Language and region as Typst has them, the latter maybe empty; English where it cannot be told."""
    found = _LANGUAGE.match(paper.language)
    return (paper.language.partition("-")[0], found[1] or "") if found else ("en", "")


def passes(paper: Paper) -> bool:
    """Whether what stands at the head of a paper is sound."""
    faults: list[tuple[Origin, str, str]] = []
    if not paper.title:
        faults.append((paper.origin(), "the paper has no title", "begin its text with a line '# Title'"))
    if not _LANGUAGE.match(paper.language):
        what = f"{paper.language!r} is no language that a screen reader knows"
        faults.append((paper.origin("language"), what, "write 'language: en', 'fr', 'es' or 'pt-BR'"))
    for origin, what, fix in faults:
        logger.error("%s; %s", what, fix, type="plenary", subtype="typst", location=str(origin))
    return not faults
