"""Holds rows and trees to the JSON Schemas, and says what is wrong in an author's words.

The schemas in ``data/schema/`` are the only description of its files' form: an editor
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
from sphinx_plenary.suggest import did_you_mean, nearest, one_of


class Schema:
    """One ``*.schema.json``: it checks a value, and knows how each place in it is written."""

    def __init__(self, path: Path) -> None:
        self.definition: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        self._validator = jsonschema_rs.validator_for(self.definition)

    @property
    def columns(self) -> list[str]:
        """The columns of a CSV file."""
        return list(self.definition["items"]["properties"])

    def is_valid(self, value: object) -> bool:
        """Whether nothing is wrong with a value: quicker than to ask what is."""
        return bool(self._validator.is_valid(value))

    def check_columns(self, columns: Sequence[str], name: str) -> Iterator[Fault]:
        """The columns of a CSV file that are unknown or lacking; one misspelt is told once."""
        known = self.columns
        lacking = [column for column in known if column not in columns]
        for column in columns:
            if column not in known:
                near = nearest(column, lacking)
                lacking = [other for other in lacking if other not in near]
                fix = f"did you mean {near[0]!r}?" if near else f"remove it; the columns are {', '.join(known)}"
                yield Fault(faults.COLUMNS, Problem(Origin(name, 1), f"unknown column {column!r}", fix))
        for column in lacking:
            what, fix = f"column {column!r} is missing", "add it to the first line, and a cell to every other"
            yield Fault(faults.COLUMNS, Problem(Origin(name, 1), what, fix))

    def check_rows(self, rows: Sequence[Row], name: str) -> Iterator[tuple[Row, str, Fault]]:
        """The faults of a CSV file's rows, each with its row and the name of the column, if it is one column's."""
        for place, errors in self._errors([row.cells for row in rows]):
            if errors[0].kind.name in {"additionalProperties", "required"} or not place:
                continue  # told by check_columns, once for the whole file
            row = rows[int(place[0])]
            column = str(place[1]) if len(place) > 1 else ""
            yield row, column, self._fault(errors, Origin(name, row.line), place)

    def check_tree(self, tree: Tree, name: str) -> Iterator[Fault]:
        """The faults of a YAML value."""
        for place, errors in self._errors(tree.value):
            if errors[0].kind.name == "additionalProperties":
                yield from self._unknown_keys(errors[0], tree, name, place)
            else:
                yield self._fault(errors, Origin(name, tree.line(*place)), place)

    def _errors(self, value: object) -> Iterator[tuple[list[str | int], list[jsonschema_rs.ValidationError]]]:
        """The errors of a value by place. Of one value that is wrong in two ways only the first is a message."""
        found: dict[tuple[object, ...], list[jsonschema_rs.ValidationError]] = {}
        for error in self._validator.iter_errors(value):
            kind: Any = error.kind
            # each key that lacks or is too much is a slip of its own
            apart = getattr(kind, "property", "") if kind.name == "required" else kind.name == "additionalProperties"
            found.setdefault((*error.instance_path, None, apart), []).append(error)
        for errors in found.values():
            yield list(errors[0].instance_path), errors

    def _unknown_keys(
        self, error: jsonschema_rs.ValidationError, tree: Tree, name: str, place: list[str | int]
    ) -> Iterator[Fault]:
        kind: Any = error.kind  # its own attributes (unexpected, property) are not in the package's type hints
        known = list(self._part(place).get("properties", {}))
        for key in kind.unexpected:
            fix = did_you_mean(key, known, f"the keys here are {', '.join(known)}")
            origin = Origin(name, tree.line(*place, key))
            yield Fault(faults.VALUE, Problem(origin, f"unknown key {key!r}", fix))

    def _fault(
        self, errors: Sequence[jsonschema_rs.ValidationError], origin: Origin, place: Sequence[str | int]
    ) -> Fault:
        kinds = {error.kind.name: error for error in errors}
        error = errors[0]
        kind: Any = error.kind
        part = self._part(place)
        label = next((repr(step) for step in reversed(place) if isinstance(step, str)), "")
        label = label or ("the entry" if place else "the file")
        shown = _shown(error.instance)
        if "required" in kinds:
            asked = _how(part.get("properties", {}).get(kind.property, {}), "fill it in")
            what, fix = f"key {kind.property!r} is missing", f"add '{kind.property}:'; {asked}"
        elif error.instance in (None, "", []):
            what, fix = f"{label} is empty", _how(part, "fill it in")
        elif "enum" in kinds:
            words = [str(word) for word in part.get("enum", ())]
            what, fix = f"{label} is {shown}", did_you_mean(str(error.instance), words, one_of(map(_blank, words)))
        elif "type" in kinds:
            what, fix = f"{label} is {shown}, not {_article(part.get('type', ''))}", _cast(part, error.instance)
        elif "anyOf" in kinds:
            names = [repr(key) for choice in part["anyOf"] for key in choice.get("properties", {})]
            what, fix = f"{' and '.join(names)} are empty", "fill in one of them"
        elif "uniqueItems" in kinds:
            what, fix = f"{label} names something twice: {shown}", "keep one of them"
        else:
            what, fix = f"{label} is {shown}", _how(part, error.message)
        return Fault(faults.VALUE, Problem(origin, what, fix))

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


def _how(part: dict[str, Any], otherwise: str) -> str:
    """``write it like 2022-09-26`` from a schema's examples, else from its description."""
    if "enum" in part:
        return one_of(_blank(str(word)) for word in part["enum"])
    examples = [_written(example) for example in part.get("examples", ()) if example != ""]
    if examples:
        return f"write it like {' or '.join(examples[:2])}"
    return f"what belongs there: {part['description']}" if "description" in part else otherwise


def _cast(part: dict[str, Any], value: object) -> str:
    """How to make a value one of the type asked for."""
    match part.get("type"):
        case "string" if not isinstance(value, list | dict):
            return "put it between quotation marks"  # else 1.0 is a number and no a yes-or-no word
        case "array":
            return "begin each entry with '- ', or write [one, two]"
        case "object":
            return "write lines of the form 'key: value'"
    return _how(part, "look at data/schema/")


def _written(value: object) -> str:
    """A value as an author writes it in YAML."""
    if isinstance(value, list):
        return f"[{', '.join(map(_written, value))}]"
    return str(value)


def _blank(word: str) -> str:
    """A possible word as a message lists it."""
    return word or "nothing"


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
    text = str(value).lower() if isinstance(value, bool) else repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
