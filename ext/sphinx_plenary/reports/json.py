"""For programs: ``{"findings": [...]}`` as ``data/schema/findings.schema.json`` says; from 1, ends exclusive."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from json import dumps
from typing import Any, TextIO

from sphinx_plenary.reports.entry import Entry, ordered


def write(entries: Sequence[Entry], stream: TextIO, docs: Mapping[str, str]) -> None:
    stream.write(dumps({"findings": [_finding(entry) for entry in ordered(entries)]}, indent=2) + "\n")


def _finding(entry: Entry) -> dict[str, Any]:
    finding: dict[str, Any] = {
        "code": entry.code,
        "name": entry.name,
        "severity": entry.severity.value,
        "path": sound(entry.path),
        "line": entry.line,
        "column": entry.column,
        "end_line": entry.end_line,
        "end_column": entry.end_column,
        "message": sound(entry.message),
        "fix": sound(entry.fix),
    }
    if entry.page is not None:
        finding["page"] = entry.page
    if entry.edits:
        finding["edits"] = [
            {
                "line": edit.origin.line,
                "column": edit.origin.column,
                "end_line": edit.origin.end_line,
                "end_column": edit.origin.end_column,
                "text": sound(edit.text),
            }
            for edit in entry.edits
        ]
    return finding


def sound(text: str) -> str:
    """Text that every JSON reader takes: without half characters, as names of files can have them."""
    return text.encode("utf-8", "replace").decode()
