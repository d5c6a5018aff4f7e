"""An item's ``:reviewed:`` in the source of its paper: written, or written anew, and the mark of what was carried over
taken out; nothing else of the file changes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from sphinx_plenary.facts import Facts
from sphinx_plenary.lint import parse_document
from sphinx_plenary.lint.files import read_text_file, with_plain_ends
from sphinx_plenary.mending import apply
from sphinx_plenary.model import Edit, Item, Origin
from sphinx_plenary.reviewed import REVIEWED, known_of, write_known

_PREFIX = re.compile(r"[ \t>]*")


def to_review(facts: Facts, docname: str) -> list[Item]:
    """What of a paper takes a position, or was carried over; and of the rest what was reviewed before."""
    return [
        item
        for item in facts.items_in(docname)
        if item.type in REVIEWED
        and (item.type != "resolution" or any(item.fields.get(name) for name in ("position", "review", "reviewed")))
    ]


def reviewed_text(path: Path, name: str, items: Sequence[Item], facts: Facts) -> tuple[str, bytes, int]:
    """The text of a file before, its bytes after, and how many of the items were written anew.

    ``items`` stand in that file; ``name`` is the path that a message shows. Raises ``Unreadable``.
    """
    file = read_text_file(path, name)
    document = parse_document(with_plain_ends(file.text), path, name)
    lines = document.text.split("\n")
    end = "\r\n" if "\r\n" in file.text else "\n"
    groups = [tuple(_edits(item, lines, end, facts)) for item in items]
    after, count = apply(file.text, document, groups)
    return file.text, file.bytes_of(after), count


def _edits(item: Item, lines: list[str], line_end: str, facts: Facts) -> list[Edit]:
    name = item.origin.path
    conference = facts.body_of(facts.papers.get(item.docname))
    known = write_known(known_of(item, facts), conference, item.conference, facts.register)
    written = f":reviewed: {known}"
    there = [item.lines[option] for option in ("reviewed", "review") if option in item.lines]
    if not there:
        last = max(item.lines.values(), default=item.origin.line)
        prefix = _PREFIX.match(lines[last - 1])
        end = len(lines[last - 1]) + 1
        return [Edit(Origin(name, last, end, last, end), f"{line_end}{prefix[0] if prefix else ''}{written}")]
    first, *others = there
    start = lines[first - 1].index(":") + 1
    edits = [Edit(Origin(name, first, start, first, len(lines[first - 1]) + 1), written)]
    return [*edits, *(Edit(Origin(name, line, 1, line + 1, 1), "") for line in others)]
