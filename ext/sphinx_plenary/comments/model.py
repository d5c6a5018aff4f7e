"""The nouns: what a reviewer wrote into a Word file, and the file as far as that needs."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from sphinx_plenary.comments.places import Place


class Kind(StrEnum):
    """What a reviewer did. ``JOINED`` and ``DIVIDED`` are paragraphs; ``LOOK`` is a change of form alone."""

    COMMENT = "comment"
    INSERTED = "inserted"
    DELETED = "deleted"
    REPLACED = "replaced"
    JOINED = "joined"
    DIVIDED = "divided"
    LOOK = "look"


@dataclass(frozen=True)
class Remark:
    """``words`` are those that a comment is about, or that were taken out; ``text`` what it says, or what was put in.

    ``before`` are the words before it in its paragraph, of which ``original`` has all words as they were sent.
    """

    kind: Kind
    author: str
    date: str
    words: str
    text: str
    paragraph: int
    place: Place | None = None
    before: str = ""
    original: str = ""
    reply: bool = False
    resolved: bool = False


@dataclass(frozen=True)
class Reviewed:
    """A file: its remarks in the order of its text, and the sources and places that its bookmarks name."""

    name: str
    sources: tuple[str, ...]
    remarks: tuple[Remark, ...]
    places: frozenset[Place] = field(default_factory=frozenset)


@dataclass(frozen=True)
class Found:
    """A remark and the line of a source that it is about; ``path`` is empty where none was found.

    ``written``: its words stand in the source as they are, and not in a role, a directive or the register.
    """

    remark: Remark
    file: str
    path: str = ""
    line: int = 0
    written: bool = False
