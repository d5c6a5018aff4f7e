"""What a build says of itself, in a file beside its pages: counts, findings, and the inputs of each page."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from sphinx_plenary.writing import write_whole

# A working file, which is not published.
RECORD: Final = ".plenary-record.json"


@dataclass(frozen=True)
class Record:
    """``pages``: the page -> its ``digest`` and the ``inputs`` of which that is taken, paths in the project.

    ``papers``: docname -> title, kind, conference, status, date, version, licence, language; and where its
    page and its PDF are in the site, if they are. ``site``: its title. ``internal``: made by an internal build.
    """

    site: str = ""
    internal: bool = False
    counts: Mapping[str, int] = field(default_factory=dict)
    findings: Mapping[str, int] = field(default_factory=dict)
    pages: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    papers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def write_record(folder: Path, record: Record) -> None:
    text = json.dumps(asdict(record), indent=1, sort_keys=True, ensure_ascii=False)
    write_whole(folder / RECORD, f"{text}\n".encode())


def read_record(folder: Path) -> Record:
    """Empty where the folder has none: it was built without this extension."""
    try:
        return Record(**json.loads((folder / RECORD).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return Record()
