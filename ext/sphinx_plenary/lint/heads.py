"""The front matter of a page -> ``Paper``, or what is wrong with it, with the line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final

from sphinx_plenary.model import Origin, Paper, Problem, Status, Waiver
from sphinx_plenary.register import SCHEMAS
from sphinx_plenary.register.reading import Tree, Unreadable, parse_yaml
from sphinx_plenary.register.schema import Schema
from sphinx_plenary.suggest import nearest

_FENCE: Final = "---"
_PAPER: Final = re.compile(r"^paper[ \t]*:", re.MULTILINE)
# Keys of papers, each of which other tools have too; with the conference two of them tell a paper, else three.
_OWN: Final = ("kind", "conference", "status", "version")


@dataclass(frozen=True)
class Head:
    """``paper`` is there as far as it can be made, also with problems; a page of another kind has neither."""

    paper: Paper | None = None
    problems: tuple[Problem, ...] = ()


@cache
def _schema() -> Schema:
    return Schema(SCHEMAS / "front-matter.schema.json")


def head_of(text: str) -> str | None:
    """The YAML between the first two ``---`` lines, or None where a page has no front matter."""
    lines = text.split("\n")
    if lines[0].strip() != _FENCE:
        return None
    for number, line in enumerate(lines[1:], 1):
        if line.strip() in {_FENCE, "..."}:
            return "\n".join(lines[1:number])
    return None


def _late(text: str, path: str) -> Iterator[Problem]:
    """A head of ours that stands below blank lines, where no tool takes it for one."""
    start = len(text) - len(text.lstrip("\ufeff \t\n"))
    line = text.count("\n", 0, start) + 1
    if line > 1 and (head := head_of(text[start:])) is not None and _PAPER.search(head):
        what = f"the front matter begins on line {line}, so it is not read"
        yield Problem(Origin(path, line), what, "take out what stands above it: it begins on the very first line")


def read_head(text: str, docname: str, path: str, licence: str = "") -> Head:
    """The paper that a page is. ``path`` is what a message shows, ``licence`` that of papers which name none."""
    head = head_of(text)
    if head is None:
        return Head(None, tuple(_late(text, path)))
    try:
        tree = parse_yaml(head, path, first_line=2)
    except Unreadable as error:
        return Head(None, (error.problem,)) if "paper" in head else Head()  # else another tool's
    if not isinstance(tree.value, dict):
        return Head()
    if "paper" not in tree.value:
        ours = [key for key in tree.value if key in _OWN]
        if len(ours) >= (2 if "conference" in ours else 3):
            shown = ", ".join(repr(key) for key in ours)
            what = f"the keys of a paper, {shown}, do not stand under 'paper:'"
            fix = "write the line 'paper:' above them and put two spaces before each, as in '  kind: ...'"
            return Head(None, (Problem(Origin(path, tree.line(ours[0])), what, fix),))
        near = [key for key in tree.value if nearest(str(key), ["paper"])]
        slips = (Problem(Origin(path, tree.line(key)), f"unknown key {key!r}", "did you mean 'paper'?") for key in near)
        return Head(None, tuple(slips))
    problems = tuple(fault.problem for fault in _schema().check_tree(tree, path))
    paper = _paper(tree, docname, path, licence)
    if isinstance(paper, Problem):
        return Head(None, problems or (paper,))
    return Head(paper, problems)


def _paper(tree: Tree, docname: str, path: str, licence: str) -> Paper | Problem:
    """The paper, as far as it can be made: what depends on a wrong value falls away, the rest is still checked."""
    values: dict[str, Any] = tree.value["paper"] if isinstance(tree.value["paper"], dict) else {}
    lines = {key: tree.line("paper", key) for key in values}
    try:
        day = date.fromisoformat(str(values.get("date", "")))
    except ValueError as error:
        origin = Origin(path, lines.get("date", tree.line("paper")))
        return Problem(
            origin,
            f"'date' is {values.get('date')!r}, a date that no calendar has ({error})",
            "write it like 2022-09-08",
        )
    status = str(values.get("status", ""))
    return Paper(
        docname=docname,
        path=path,
        kind=str(values.get("kind", "")),
        conference=str(values.get("conference", "")),
        status=Status(status) if status in {*Status} else Status.REVIEW,  # a slip makes it neither milder nor stricter
        date=day,
        version=str(values.get("version", "")),
        short_title=str(values.get("short_title") or ""),
        licence=str(values.get("licence") or licence),
        abstract=str(values.get("abstract") or ""),
        language=str(values.get("language") or "en"),
        link_notes=str(values.get("link_notes") or ""),
        as_of=_day(values.get("as_of")),
        embargo=_day(values.get("embargo")),
        lines=lines,
        waivers=tuple(_waivers(tree, values.get("waivers"), path)),
        internal=values.get("internal") is True,
    )


def _waivers(tree: Tree, listed: object, path: str) -> list[Waiver]:
    """Those for the whole paper; what is malformed there, the schema tells."""
    found = []
    for number, entry in enumerate(listed if isinstance(listed, list) else ()):
        if not isinstance(entry, dict):
            continue
        until = entry.get("until")
        last = _day(until)
        if until and last is None:
            continue
        origin = Origin(path, tree.line("paper", "waivers", number))
        found.append(Waiver(origin, (str(entry.get("rule", "")),), str(entry.get("reason") or ""), last))
    return found


def _day(value: object) -> date | None:
    """A day as the schema wants it; one that no calendar has, it tells."""
    try:
        return date.fromisoformat(str(value)) if value else None
    except ValueError:
        return None
