"""Findings -> text, json, sarif or github: one format, one module, all over the same ``Entry``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Final, TextIO

from sphinx_plenary.reports.entry import Entry, SourceLine, entry

FORMATS: Final = ("text", "json", "sarif", "github")


def write(
    entries: Sequence[Entry], stream: TextIO, format: str = "text", docs: Mapping[str, str] | None = None
) -> None:
    """Write a report: each finding once, in the order of the places. ``docs``: the rules' documentation by code."""
    import_module(f"sphinx_plenary.reports.{format}").write(entries, stream, docs or {})


__all__ = ["FORMATS", "Entry", "SourceLine", "entry", "write"]
