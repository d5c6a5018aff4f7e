"""A finding with all that any format prints; lines and columns from 1, in characters, ends exclusive."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sphinx_plenary.lint import WRITABLE
from sphinx_plenary.model import Edit, Origin, Severity
from sphinx_plenary.rules import Finding

# (path, line) -> the text of that line, or nothing where it cannot be had.
SourceLine = Callable[[str, int], str]


@dataclass(frozen=True, kw_only=True)
class Entry:
    """``line`` is a paragraph in a docx, and in a pdf a line of the ``page``; no other file has pages.

    An entry without ``end_column`` known ends where its line ends; ``source_line`` may be empty. ``edits`` are in
    the same file, where it is one that can be written, and do what ``fix`` says.
    """

    code: str
    name: str
    severity: Severity
    path: str
    line: int
    column: int = 1
    end_line: int
    end_column: int
    message: str
    fix: str
    source_line: str = ""
    page: int | None = None
    edits: tuple[Edit, ...] = ()

    @property
    def sort_key(self) -> tuple[str, int, int, int, str, str]:
        return (self.path, self.page or 0, self.line, self.column, self.code, self.message)

    @property
    def text(self) -> str:
        """What is wrong, and what to do about it."""
        return f"{self.message}; {self.fix}" if self.fix else self.message


def entry(
    finding: Finding,
    source_line: SourceLine,
    *,
    column: int = 1,
    end: tuple[int, int] | None = None,
    page: int | None = None,
) -> Entry:
    """A finding as an entry: where its ``end`` (line and column) is not known, it goes to the end of its line."""
    origin: Origin = finding.problem.origin
    line = max(origin.line, 1)
    text = source_line(origin.path, line)
    column = max(column, origin.column, 1)
    known = (origin.end_line, origin.end_column) if origin.end_line else None
    end_line, end_column = end or known or (line, max(len(text) + 1, column))
    return Entry(
        code=finding.rule.code,
        name=finding.rule.name,
        severity=finding.severity,
        path=origin.path,
        line=line,
        column=column,
        end_line=end_line,
        end_column=end_column,
        message=finding.problem.what,
        fix=finding.problem.fix,
        source_line=text,
        page=page or origin.page or None,
        edits=finding.problem.edits if origin.path.lower().endswith(WRITABLE) else (),
    )


def ordered(entries: Iterable[Entry]) -> list[Entry]:
    """By place, and each once."""
    return sorted(set(entries), key=lambda entry: entry.sort_key)
