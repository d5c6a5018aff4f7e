"""The tree of ``kinds.yaml``, which passed its schema -> kinds of paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sphinx_plenary import model
from sphinx_plenary.model import Origin
from sphinx_plenary.register.reading import Tree


def kinds(tree: Tree, name: str) -> list[model.PaperKind]:
    found = []
    for index, entry in enumerate(tree.value):
        keys, checks = entry.get("front_matter", {}), entry.get("checks", {})
        needed = tuple(keys.get("required", ()))
        allowed = keys.get("allowed")
        found.append(
            model.PaperKind(
                origin=Origin(name, tree.line(index)),
                id=entry["id"],
                name=entry["name"],
                names=entry.get("names", {}),
                front_matter=needed,
                keys=(*needed, *allowed) if allowed else (),
                sections=tuple(_section(section) for section in entry.get("sections", ())),
                items_need=tuple(checks.get("items_need", ())),
                reports=model.Reports(checks["outcomes"]) if "outcomes" in checks else None,
                rules=tuple(checks.get("rules", ())),
                look=_look(entry.get("look", {})),
            )
        )
    return found


def _section(entry: Mapping[str, Any]) -> model.Section:
    return model.Section(
        words=(entry["heading"], *entry.get("also", ())),
        hint=entry.get("hint", ""),
        fill=tuple(model.Fill(word) for word in entry.get("fill", ())),
        text=entry.get("text", ""),
    )


def _look(entry: Mapping[str, Any]) -> model.Look:
    return model.Look(
        contents=entry.get("contents", True),
        links=model.Links(entry.get("links", model.Links.NOTES)),
        turned_tables=entry.get("wide_tables", "turned") == "turned",
    )
