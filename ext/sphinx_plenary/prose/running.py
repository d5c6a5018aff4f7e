"""Where a document is running text: sentences, and not the tables, drawings and listings that plain files hold."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Final

from sphinx_plenary.lint import Block, Document
from sphinx_plenary.prose.sentences import Sentences

# What listings, commands and formulas are full of, and sentences are not.
_SIGNS: Final = re.compile(r"[{}<>=\\|#$@^~`_+]|::|\(\)|\w/\w|\w\(\w|\w\.\w|[a-z][A-Z]|--")
_MOST_SIGNS: Final = 25  # characters of a block to each sign
# A gap in a line that no sentence has; what numbers an item may have one behind it.
_COLUMNS: Final = re.compile(r"^.{6,}?[^\s.!?:] {3,}\S|\S\t+\S", re.MULTILINE)
_LISTING: Final = re.compile(r"[ \t]*(?:>>>|\.\. |[$%#] |--?\w|@|[+|])|[\w-]+: \S+$|[\w-]+:$", re.MULTILINE)
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
# Readers of these give lines as they were laid out.
_LAID_OUT: Final = (".txt", ".pdf")
_OWN_WORDS: Final = (" le ", " la ", " les ", " des ", " et ", " du ", " une ", " est ")
_OTHERS_WORDS: Final = (" the ", " of ", " and ", " el ", " los ", " y ", " del ", " der ")


class Running:
    """Of one document; offsets are those of its text."""

    def __init__(self, document: Document, sentences: Sentences, language: str = "") -> None:
        self.document = document
        self._sentences = sentences
        self._language = language
        self._laid_out = document.name.endswith(_LAID_OUT)

    def block_at(self, offset: int) -> Block | None:
        """The block of running text that holds a character."""
        block = self._sentences.block_at(offset)
        return block if block is not None and self.runs(block) else None

    def runs(self, block: Block) -> bool:
        """Whether a block is running text."""
        known = self._known.get(block)
        if known is None:
            known = self._known[block] = self._judge(block)
        return known

    def is_written(self, start: int, end: int) -> bool:
        """Whether all characters of a stretch are prose, as they stand, and one block of running text has them."""
        document = self.document
        if document.plain[start:end] != document.text[start:end]:
            return False
        block = self.block_at(start)
        return block is not None and end <= block.end

    @cached_property
    def french(self) -> bool:
        """Whether the text is French, where a space stands before some marks: so says its head, or its small words."""
        if self._language == "fr":
            return True
        plain = self.document.plain.lower()
        own = sum(map(plain.count, _OWN_WORDS))
        return own > 0 and own >= sum(map(plain.count, _OTHERS_WORDS))

    def _judge(self, block: Block) -> bool:
        piece = self.document.plain[block.start : block.end]
        if len(_SIGNS.findall(piece)) > 1 + len(piece.split()) * 6 // _MOST_SIGNS:
            return False
        if self._laid_out and (_COLUMNS.search(piece) or _LISTING.match(piece)):
            return False
        return len(_WORD.findall(piece[:400])) >= 1 + self._laid_out

    @cached_property
    def _known(self) -> dict[Block, bool]:
        return {}
