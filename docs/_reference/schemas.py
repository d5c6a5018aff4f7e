"""The pages of data files and of front matter, from their schemas."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
from text import code, page, plain, table

from sphinx_plenary.register.load import TABLES, TREES

Schema = dict[str, Any]
DATA = """\
The register is a folder of CSV and YAML files, `data/`. Each may also be a folder of files of its name, as
`conferences/wha.csv`. What a column or key may hold is said by the schemas in
`data/schema/`, from which this page is written; an editor that knows JSON Schema completes from them.
[The register](../register.md) says how to work with it, and `plenary register` checks it.

"Filled" says whether something must stand there; an empty cell is unknown.
"""
FRONT = """\
The first lines of a paper, between two lines of three dashes, say under `paper` what it is. A slip there is told by
[R501](../rules.md#r501-front-matter); which further keys a kind of paper asks for stands in `kinds.yaml`.
"""
EXAMPLE = """\
---
paper:
  kind: background-paper
  conference: PP-26
  status: draft
  date: 2026-03-02
  version: "0.1"
---
"""


def data_files(folder: Path) -> str:
    needed = {**TABLES, **TREES}
    names = sorted(needed, key=lambda name: (not needed[name], name))
    parts = [
        _file(name, needed[name], json.loads((folder / f"{name}.schema.json").read_text("utf-8"))) for name in names
    ]
    return page("Data files", DATA.split("\n"), *parts)


def front_matter(folder: Path) -> str:
    schema = json.loads((folder / "front-matter.schema.json").read_text("utf-8"))
    example = ["```yaml", *EXAMPLE.rstrip("\n").split("\n"), "```", ""]
    heads = ("key", "filled", "what it says", "example")
    return page("Front matter", FRONT.split("\n"), example, table(heads, _keys(schema["properties"]["paper"], schema)))


def _file(name: str, needed: bool, schema: Schema) -> Iterator[str]:
    yield from (f"## {schema['title']}", "", plain(schema["description"]), "")
    if not needed:
        yield from ("It may be left out.", "")
    head = "column" if name in TABLES else "key"
    yield from table((head, "filled", "what it says", "example"), _keys(schema["items"], schema))


def _keys(entry: Schema, whole: Schema, before: str = "") -> Iterator[tuple[str, str, str, str]]:
    """A row for each key, and for those inside it: ``meetings: city``."""
    required = entry.get("required", [])
    for key, given in entry.get("properties", {}).items():
        one = _resolved(given, whole)
        name = f"{before}: {key}" if before else key
        yield code(name), "yes" if key in required and not _may_be_empty(one) else "", _says(one), _example(one)
        inner = _resolved(one.get("items", one), whole)
        if "properties" in inner and (inner is not one or one.get("type") == "object"):
            yield from _keys(inner, whole, name)


def _resolved(schema: Schema, whole: Schema) -> Schema:
    reference = schema.get("$ref", "")
    found = whole["$defs"][reference.rpartition("/")[2]] if reference else {}
    return {**found, **schema}


def _may_be_empty(schema: Schema) -> bool:
    if schema.get("type") != "string":
        return False
    own = {key: value for key, value in schema.items() if key != "$ref"}
    return bool(jsonschema_rs.validator_for(own).is_valid(""))


def _says(schema: Schema) -> str:
    words = plain(schema.get("description", ""))
    if "enum" in schema:
        words += f" One of {', '.join(code(word) for word in schema['enum'] if word != '')}."
    return words.strip()


def _example(schema: Schema) -> str:
    examples = schema.get("examples", [])
    if not examples or "properties" in schema:
        return ""
    first = examples[0]
    if isinstance(first, list) and any(isinstance(one, dict | list) for one in first):
        return ""
    return code(json.dumps(first, ensure_ascii=False) if not isinstance(first, str) else first) if first != "" else ""
