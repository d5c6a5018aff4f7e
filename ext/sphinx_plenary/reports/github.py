"""For GitHub Actions: one workflow command a finding, which the diff of a pull request shows at its line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Final, TextIO

from sphinx_plenary.model import Severity
from sphinx_plenary.reports.entry import Entry, ordered

_COMMANDS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning"}


def write(entries: Sequence[Entry], stream: TextIO, docs: Mapping[str, str]) -> None:
    text = "".join(f"{_command(entry)}\n" for entry in ordered(entries))
    encoding = getattr(stream, "encoding", None) or "utf-8"
    stream.write(text.encode(encoding, "replace").decode(encoding))


def _command(entry: Entry) -> str:
    properties = {"file": PurePath(entry.path).as_posix(), "line": entry.line}
    if entry.end_line == entry.line:
        properties |= {"col": entry.column, "endLine": entry.end_line, "endColumn": entry.end_column}
    else:  # GitHub takes columns only within one line
        properties |= {"endLine": entry.end_line}
    properties["title"] = f"{entry.code} {entry.name}"
    listed = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    page = "" if entry.page is None else f"page {entry.page}: "
    return f"::{_COMMANDS.get(entry.severity, 'notice')} {listed}::{_data(page + entry.text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
