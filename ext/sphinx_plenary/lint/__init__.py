"""Files that are no papers of ours -> text with exact places, so that they meet the same rules.

One suffix, one reader; a reader is imported when a file needs it. What cannot be read is one ``Unreadable``.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Final

from sphinx_plenary.lint.document import Anchor, Block, Document, Markup, Place, Span
from sphinx_plenary.lint.files import refuse
from sphinx_plenary.register.reading import Unreadable

READERS: Final = {".md": "markdown", ".txt": "plain", ".docx": "docx", ".pdf": "pdf"}
# What can be written back as it was read, but for some words.
WRITABLE: Final = (".md", ".txt")
# What people have instead, and what they can do about it.
_OTHERS: Final = {
    ".doc": "open it in Word and save it as .docx",
    ".docm": "save it as .docx, without macros",
    ".dotx": "save it as .docx",
    ".odt": "save it as .docx",
    ".rtf": "save it as .docx",
    ".markdown": "rename it to .md",
    ".text": "rename it to .txt",
    ".html": "save or print it as .pdf",
    ".htm": "save or print it as .pdf",
}


def read_document(path: Path, name: str) -> Document:
    """The text of a ``.md``, ``.txt``, ``.docx`` or ``.pdf``; ``name`` is the path that a message shows.

    Raises ``Unreadable``, with one problem, whatever the file holds.
    """
    suffix = path.suffix.lower()
    reader = READERS.get(suffix)
    if reader is None:
        what = f"no reader for {suffix or 'a file without a suffix'}"
        raise refuse(name, what, _OTHERS.get(suffix, f"files may be {', '.join(READERS)}"))
    document: Document = import_module(f"sphinx_plenary.lint.{reader}").read(path, name)
    return document


def parse_document(text: str, path: Path, name: str) -> Document:
    """The same for the text of a ``.md`` or ``.txt`` that somebody has already, with ``\\n`` for ends of lines."""
    document: Document = import_module(f"sphinx_plenary.lint.{READERS[path.suffix.lower()]}").parse(text, name)
    return document


__all__ = [
    "READERS",
    "WRITABLE",
    "Anchor",
    "Block",
    "Document",
    "Markup",
    "Place",
    "Span",
    "Unreadable",
    "parse_document",
    "read_document",
]
