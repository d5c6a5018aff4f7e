"""For code scanning: SARIF 2.1.0. Its columns are told to be characters, its end is exclusive as ours is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from json import dumps
from pathlib import PurePath
from typing import Any, Final, TextIO
from urllib.parse import quote

from sphinx_plenary import __version__
from sphinx_plenary.model import Edit, Severity
from sphinx_plenary.reports.entry import Entry, ordered
from sphinx_plenary.reports.json import sound

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

_LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning"}


def write(entries: Sequence[Entry], stream: TextIO, docs: Mapping[str, str]) -> None:
    """``docs`` has the documentation of rules by code: its first paragraph is the rule's short description."""
    found = ordered(entries)
    rules = sorted({(entry.code, entry.name) for entry in found})
    places = {code: index for index, (code, _) in enumerate(rules)}
    driver = {"name": "plenary", "version": __version__, "rules": [_rule(code, name, docs) for code, name in rules]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(entry, places[entry.code]) for entry in found],
    }
    stream.write(dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n")


def _rule(code: str, name: str, docs: Mapping[str, str]) -> dict[str, Any]:
    rule: dict[str, Any] = {"id": code, "name": name}
    if doc := docs.get(code, "").strip():
        short = " ".join(doc.split("\n\n")[0].split())
        rule |= {"shortDescription": {"text": short}, "fullDescription": {"text": doc}, "help": {"text": doc}}
    return rule


def _result(entry: Entry, index: int) -> dict[str, Any]:
    region: dict[str, Any] = {
        "startLine": entry.line,
        "startColumn": entry.column,
        "endLine": entry.end_line,
        "endColumn": entry.end_column,
    }
    if entry.source_line:
        region["snippet"] = {"text": sound(entry.source_line)}
    result: dict[str, Any] = {
        "ruleId": entry.code,
        "ruleIndex": index,
        "level": _LEVELS.get(entry.severity, "note"),
        "message": {"text": sound(entry.text)},
        "locations": [{"physicalLocation": {"artifactLocation": _artifact(entry.path), "region": region}}],
        # the same finding on another line, after an edit above it, is the same finding
        "partialFingerprints": {"plenary/v1": _fingerprint(entry)},
    }
    if entry.edits:
        replacements = [_replacement(edit) for edit in entry.edits]
        change = {"artifactLocation": _artifact(entry.path), "replacements": replacements}
        result["fixes"] = [{"description": {"text": sound(entry.fix)}, "artifactChanges": [change]}]
    if entry.page is not None:
        result["properties"] = {"page": entry.page}
    return result


def _replacement(edit: Edit) -> dict[str, Any]:
    place = edit.origin
    region = {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }
    return {"deletedRegion": region, "insertedContent": {"text": sound(edit.text)}}


def _artifact(path: str) -> dict[str, str]:
    pure = PurePath(path)
    uri = quote(sound(pure.as_posix()))
    return {"uri": f"file://{uri}"} if pure.is_absolute() else {"uri": uri, "uriBaseId": "%SRCROOT%"}


def _fingerprint(entry: Entry) -> str:
    parts = (entry.path, entry.code, entry.message, entry.source_line.strip())
    return sha256("\0".join(map(sound, parts)).encode()).hexdigest()[:32]
