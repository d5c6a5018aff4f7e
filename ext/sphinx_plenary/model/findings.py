"""Where something stands, what is wrong with it, and how it can be mended."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, order=True)
class Origin:
    """A place in a file: ``path`` relative to the project root, ``line`` from 1.

    Where more is known: ``column`` from 1, and the end, exclusive; ``page`` of a PDF. 0 says not known.
    """

    path: str
    line: int
    column: int = 0
    end_line: int = 0
    end_column: int = 0
    page: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


class Severity(StrEnum):
    """How much a finding weighs: an error says something wrong, or makes a final paper unfit to print.

    A rule is an ``ERROR`` or a ``WARNING``; the latter is an error in a final paper and a ``REMARK`` in a draft.
    """

    ERROR = "error"
    WARNING = "warning"
    REMARK = "remark"


@dataclass(frozen=True)
class Edit:
    """A cure that is safe to apply unseen: ``text`` instead of what stands at ``origin``, whose end is known."""

    origin: Origin
    text: str


@dataclass(frozen=True)
class Problem:
    """What a rule found: where it is, ``what`` is wrong with its value, the ``fix``, and edits that do it."""

    origin: Origin
    what: str
    fix: str
    edits: tuple[Edit, ...] = ()

    @property
    def text(self) -> str:
        return f"{self.what}; {self.fix}"
