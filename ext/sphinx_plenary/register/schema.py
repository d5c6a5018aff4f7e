"""Holds rows and trees to the JSON Schemas, and says what is wrong in an author's words.

The schemas in ``schemas/`` of the register are the only description of its files' form: an editor
completes from them, this module checks with them, the documentation prints them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import jsonschema_rs

from sphinx_plenary.model import Origin, Problem
from sphinx_plenary.register import faults
from sphinx_plenary.register.faults import Fault
from sphinx_plenary.register.reading import Row, Tree
from sphinx_plenary.suggest import did_you_mean, one_of


class Schema:
    """One ``*.schema.json``: it checks a value, and knows how each place in it is written."""

    def __init__(self, path: Path) -> None:
        self.definition: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        self._validator = jsonschema_rs.validator_for(self.definition)

    @property
    def columns(self) -> list[str]:
        """The columns of a CSV file."""
        return list(self.definition["items"]["properties"])

    def check_rows(self, columns: list[str], rows: Sequence[Row], name: str) -> Iterator[Fault]:
        """The faults of a CSV file's rows; wrong columns are told once, for the whole file."""
        known = self.columns
        for column in columns:
            if column not in known:
                lacking = [other for other in known if other not in columns]
                fix = did_you_mean(column, lacking or known, f"remove it; the columns are {', '.join(known)}")
                yield Fault(faults.COLUMNS, Problem(Origin(name, 1), f"unknown column {column!r}", fix))
        lacking = [column for column in known if column not in columns]
        if lacking:
            yield Fault(
                faults.COLUMNS,
                Problem(
                    Origin(name, 1), f"column {', '.join(map(repr, lacking))} is missing", "add it to the first line"
                ),
            )
        for error in self._validator.iter_errors([row.cells for row in rows]):
            place = list(error.instance_path)
            if error.kind.name in {"additionalProperties", "required"} or not place:
                continue  # told above, once
            row = rows[int(place[0])]
            yield from self._fault(error, Origin(name, row.line), place)

    def check_tree(self, tree: Tree, name: str) -> Iterator[Fault]:
        """The faults of a YAML value."""
        for error in self._validator.iter_errors(tree.value):
            place = list(error.instance_path)
            yield from self._fault(error, Origin(name, tree.line(*place)), place, tree)

    def _fault(
        self, error: jsonschema_rs.ValidationError, origin: Origin, place: list[str | int], tree: Tree | None = None
    ) -> Iterator[Fault]:
        # the kind's own attributes (unexpected, property) are not in the package's type hints
        kind: Any = error.kind
        part = self._part(place)
        label = next((repr(step) for step in reversed(place) if isinstance(step, str)), "the file")
        value = _shown(error.instance)
        match kind.name:
            case "additionalProperties":
                properties = list(part.get("properties", {}))
                for name in kind.unexpected:
                    where = Origin(origin.path, tree.line(*place, name)) if tree else origin
                    fix = did_you_mean(name, properties, f"the keys here are {', '.join(properties)}")
                    yield Fault(faults.VALUE, Problem(where, f"unknown key {name!r}", fix))
                return
            case "required":
                key = kind.property
                asked = _how(part.get("properties", {}).get(key, {})) or "add it"
                yield Fault(faults.VALUE, Problem(origin, f"key {key!r} is missing", f"add '{key}:'; {asked}"))
                return
            case "enum":
                words = [str(word) for word in part.get("enum", ())]
                what, fix = f"{label} is {value}", did_you_mean(str(error.instance), words, one_of(words))
            case "minLength":
                what, fix = f"{label} is empty", _how(part) or "fill it in"
            case "type":
                what = f"{label} is {value}, not {_article(part.get('type', 'of the form asked for'))}"
                fix = _how(part) or "look at data/schema/"
            case _:
                what, fix = f"{label} is {value}", _how(part) or error.message
        yield Fault(faults.VALUE, Problem(origin, what, fix))

    def _part(self, place: Sequence[str | int]) -> dict[str, Any]:
        """The part of the schema that speaks of a place of the value."""
        part: Any = self._follow(self.definition)
        for step in place:
            if isinstance(step, int):
                part = part.get("items", {})
            else:
                part = part.get("properties", {}).get(step) or part.get("additionalProperties") or {}
            part = self._follow(part if isinstance(part, dict) else {})
        return dict(part)

    def _follow(self, part: dict[str, Any]) -> dict[str, Any]:
        while (reference := part.get("$ref")) and reference.startswith("#/"):
            target: Any = self.definition
            for step in reference[2:].split("/"):
                target = target[step]
            part = target
        return part


def _how(part: dict[str, Any]) -> str:
    """``write it like 2022-09-26`` from a schema's examples, else its description."""
    if "enum" in part:
        return one_of(str(word) for word in part["enum"])
    examples = [str(example) for example in part.get("examples", ()) if example != ""]
    if examples:
        return f"write it like {' or '.join(examples[:2])}"
    return str(part.get("description", ""))


def _article(types: str | list[str]) -> str:
    words = {
        "string": "text",
        "array": "a list",
        "object": "a mapping",
        "integer": "a whole number",
        "boolean": "true or false",
    }
    listed = [types] if isinstance(types, str) else types
    return " or ".join(words.get(word, word) for word in listed)


def _shown(value: object) -> str:
    """A value as a message shows it, cut where it is long."""
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
