"""A mention as it stands in the folded text, before anybody says what it means."""

from __future__ import annotations

from typing import NamedTuple

from sphinx_plenary.citations.prose import CitedRevision, Flaw
from sphinx_plenary.citations.vocabulary import KindWord, NamedBody, Symbol


class RawNumber(NamedTuple):
    """A number; ``body`` is its own: "64 (WTSA)", "64 of WTSA and 101 of PP"."""

    number: str
    start: int
    end: int
    revision: CitedRevision | None = None
    body: NamedBody | None = None
    flaws: tuple[Flaw, ...] = ()


class FarBody(NamedTuple):
    """A body named behind a title; unless ``certain`` it may be part of the title."""

    body: NamedBody
    certain: bool


class RawMention(NamedTuple):
    """``body`` is named beside the numbers. ``symbol``: the number itself says whose it is.

    ``foreign``: it is another body's text. ``doubtful``: it is no citation unless something says whose.
    """

    start: int
    end: int
    word: KindWord | None
    numbers: tuple[RawNumber, ...]
    body: NamedBody | None = None
    far: FarBody | None = None
    symbol: Symbol | None = None
    foreign: bool = False
    doubtful: bool = False
    lower_case: bool = False
    flaws: tuple[Flaw, ...] = ()
