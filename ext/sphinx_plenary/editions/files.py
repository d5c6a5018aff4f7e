"""``data/editions/PAPER/VERSION.json``, with the page's body beside it: written for people who compare files, read
with every fault told by file and line.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from sphinx_plenary.editions.edition import Edition, Editions, Part, Tracked
from sphinx_plenary.model import Origin, Problem
from sphinx_plenary.register import SCHEMAS
from sphinx_plenary.register.faults import DUPLICATE, UNREADABLE, VALUE, Fault
from sphinx_plenary.register.reading import Unreadable, parse_yaml, read_text
from sphinx_plenary.register.schema import Schema

_WHOLE: Final = "an edition is never changed: take the file back from version control"


def load_editions(folder: Path, root: Path) -> tuple[Editions, list[Fault]]:
    """The editions in a folder, which need not be there, and the faults of its files; paths are shown from ``root``."""
    paths = sorted(folder.glob("*/*.json")) if folder.is_dir() else []
    faults: list[Fault] = []
    found: list[Edition] = []
    schema = Schema(SCHEMAS / "edition.schema.json") if paths else None
    for path in paths:
        assert schema is not None
        edition = _read(path, _shown(path, root), schema, faults)
        if edition is not None:
            faults += _misplaced(edition, path)
            found.append(edition)
    return Editions.of(found), faults + list(_twice(found))


def read_body(edition: Edition, root: Path) -> str:
    """The body of its page, whose digest was checked when the edition was loaded."""
    return (root / edition.path).with_suffix(".html").read_text(encoding="utf-8")


def written(edition: Edition, body: str) -> tuple[bytes, bytes]:
    """The bytes of both files: the edition, which holds the digest of the other, and the body."""
    page = body.encode()
    tree: dict[str, Any] = {
        "paper": edition.docname,
        "version": edition.version,
        "date": edition.date.isoformat(),
        "status": edition.status,
        "kind": edition.kind,
        "conference": edition.conference,
        "title": edition.title,
        "digest": edition.digest,
        "body": sha256(page).hexdigest(),
        "items": [_plain(item) for item in sorted(edition.items, key=lambda item: (item.type, item.id))],
        "text": [{"heading": part.heading, "paragraphs": list(part.text)} for part in edition.parts],
    }
    return (json.dumps(tree, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode(), page


def _plain(item: Tracked) -> dict[str, Any]:
    """Only what is filled, so that a comparison of files shows what there is."""
    values: dict[str, Any] = {
        "id": item.id,
        "type": item.type,
        "title": item.title,
        "conference": item.conference,
        "instrument": item.instrument,
        "revision": item.revision,
        "section": item.section,
        "fields": dict(item.fields),
        "links": {name: list(targets) for name, targets in item.links.items() if targets},
        "text": list(item.text),
    }
    return {name: value for name, value in values.items() if value}


def _read(path: Path, shown: str, schema: Schema, faults: list[Fault]) -> Edition | None:
    try:
        text = read_text(path, shown)
        tree = json.loads(text)
    except Unreadable as error:
        faults.append(Fault(UNREADABLE, error.problem))
        return None
    except ValueError as error:
        line = getattr(error, "lineno", 1)
        faults.append(Fault(UNREADABLE, Problem(Origin(shown, line), f"this is no JSON ({error})", _WHOLE)))
        return None
    if not schema.is_valid(tree):
        faults += _told(text, shown, schema)
        return None
    try:
        edition = _edition(tree, path.parent.name, shown)
    except ValueError as error:
        faults.append(Fault(VALUE, Problem(Origin(shown, 1), f"'date' is {tree['date']!r} ({error})", _WHOLE)))
        return None
    return edition if _has_body(edition, path, shown, faults) else None


def _told(text: str, shown: str, schema: Schema) -> Iterator[Fault]:
    """What is wrong, with lines: JSON is YAML, whose reader knows them."""
    try:
        yield from schema.check_tree(parse_yaml(text, shown), shown)
    except Unreadable as error:
        yield Fault(UNREADABLE, error.problem)


def _has_body(edition: Edition, path: Path, shown: str, faults: list[Fault]) -> bool:
    place = path.with_suffix(".html")
    origin = Origin(str(Path(shown).with_suffix(".html").as_posix()), 1)
    try:
        digest = sha256(place.read_bytes().replace(b"\r\n", b"\n")).hexdigest()
    except OSError as error:
        faults.append(Fault(UNREADABLE, Problem(origin, f"cannot read the file: {error.strerror}", _WHOLE)))
        return False
    if digest != edition.body:
        what = f"its SHA-256 begins with {digest[:12]!r}, and {path.name} says {edition.body[:12]!r}"
        faults.append(Fault(VALUE, Problem(origin, what, _WHOLE)))
        return False
    return True


def _edition(tree: dict[str, Any], name: str, shown: str) -> Edition:
    return Edition(
        docname=tree["paper"],
        name=name,
        version=tree["version"],
        date=date.fromisoformat(tree["date"]),
        status=tree["status"],
        kind=tree["kind"],
        conference=tree["conference"],
        title=tree["title"],
        digest=tree["digest"],
        items=tuple(_tracked(item) for item in tree["items"]),
        parts=tuple(Part(part["heading"], tuple(part["paragraphs"])) for part in tree["text"]),
        body=tree["body"],
        path=shown,
    )


def _tracked(tree: dict[str, Any]) -> Tracked:
    links = {name: tuple(targets) for name, targets in tree.get("links", {}).items()}
    return Tracked(**{**tree, "links": links, "text": tuple(tree.get("text", ()))})


def _misplaced(edition: Edition, path: Path) -> Iterator[Fault]:
    if path.stem != edition.version:
        what = f"'version' is {edition.version!r}, and the file is {path.name}"
        yield Fault(VALUE, Problem(Origin(edition.path, 1), what, f"rename it to {edition.version}.json"))


def _twice(found: list[Edition]) -> Iterator[Fault]:
    seen: dict[tuple[str, str], Edition] = {}
    for one in found:
        first = seen.setdefault((one.docname, one.version), one)
        if first is not one:
            what = f"version {one.version} of {one.docname!r} stands in {first.path} too"
            yield Fault(DUPLICATE, Problem(Origin(one.path, 1), what, "keep one of them"))


def _shown(path: Path, root: Path) -> str:
    try:
        return path.relative_to(root).as_posix()
    except ValueError:
        return path.as_posix()
