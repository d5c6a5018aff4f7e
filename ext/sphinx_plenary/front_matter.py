"""The head of a page -> ``Paper``, or slips with their lines. Runs before the page is parsed."""

from __future__ import annotations

from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from sphinx.application import Sphinx

from sphinx_plenary.config import Settings
from sphinx_plenary.domain import PlenaryDomain
from sphinx_plenary.fences import unclosed
from sphinx_plenary.lint.markdown import parse
from sphinx_plenary.model import Mention, Origin, Paper, Problem, Slip, Status
from sphinx_plenary.register import SCHEMAS
from sphinx_plenary.register.reading import Tree, Unreadable, parse_yaml
from sphinx_plenary.register.schema import Schema
from sphinx_plenary.roles import CITING
from sphinx_plenary.slips import FRONT_MATTER, not_closed
from sphinx_plenary.source import PageSource, shown
from sphinx_plenary.suggest import nearest

_FENCE: Final = "---"


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


def read_front_matter(app: Sphinx, docname: str, content: list[str]) -> None:
    """Note the paper that a page is, if it is one; and what is wrong with its front matter."""
    env = app.env
    text = content[0]
    path = shown(Path(env.doc2path(docname)), Path(app.confdir))
    PageSource.begin(env, Path(app.confdir), path, text)
    domain = PlenaryDomain.of(env)
    notes = domain.note(docname)
    notes.digest = sha256(text.encode()).hexdigest()
    if path.endswith(".md"):
        notes.slips += [not_closed(docname, Origin(path, found.line), found) for found in unclosed(text.split("\n"))]
    head = head_of(text)
    if head is None:
        return
    try:
        tree = parse_yaml(head, path, first_line=2)
    except Unreadable as error:
        if "paper" not in head:
            return  # another tool's front matter
        notes.slips.append(Slip(docname, FRONT_MATTER, error.problem))
        return
    if not isinstance(tree.value, dict):
        return
    if "paper" not in tree.value:
        for key in tree.value:
            if nearest(str(key), ["paper"]):
                what = Problem(Origin(path, tree.line(key)), f"unknown key {key!r}", "did you mean 'paper'?")
                notes.slips.append(Slip(docname, FRONT_MATTER, what))
        return
    domain.use("conferences")
    faults = list(_schema().check_tree(tree, path))
    notes.slips += [Slip(docname, FRONT_MATTER, fault.problem) for fault in faults]
    paper = _paper(tree, docname, path, Settings.of(app.config).licence)
    if isinstance(paper, Problem):
        if not faults:
            notes.slips.append(Slip(docname, FRONT_MATTER, paper))
        return
    notes.paper = paper
    if path.endswith(".md") and domain.prose.finds_any(text):
        conference = domain.register.conferences.get(paper.conference)
        found = list(domain.prose.citations(parse(text, path), docname, conference))
        notes.citations += found
        if found:
            domain.use(*CITING)
    if not faults:
        notes.mentions.append(Mention(docname, paper.origin("conference"), "conf", paper.conference))


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
        status=Status(status) if status in {*Status} else Status.DRAFT,
        date=day,
        version=str(values.get("version", "")),
        short_title=str(values.get("short_title") or ""),
        licence=str(values.get("licence") or licence),
        abstract=str(values.get("abstract") or ""),
        language=str(values.get("language") or "en"),
        lines=lines,
    )


def setup(app: Sphinx) -> None:
    app.connect("source-read", read_front_matter)
