"""Editions: what a paper said when it was released, how that is kept, and what changed between two.

``edition`` has the nouns, ``files`` reads and writes them, ``compare`` finds what changed, ``passages`` the words;
``told`` says it in words, ``feed`` makes an Atom feed of it.
"""

from __future__ import annotations

from sphinx_plenary.editions.compare import Changes, changes
from sphinx_plenary.editions.edition import Edition, Editions, Part, Tracked
from sphinx_plenary.editions.files import load_editions, read_body, written

__all__ = [
    "Changes",
    "Edition",
    "Editions",
    "Part",
    "Tracked",
    "changes",
    "load_editions",
    "read_body",
    "written",
]
