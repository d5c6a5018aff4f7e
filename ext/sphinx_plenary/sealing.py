"""A seal on what a program keeps for its next run: what was changed, cut short or made by another program is told.

It guards against accidents, not against people: who can write the files can write the seal.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from hashlib import file_digest
from pathlib import Path
from typing import Final

from sphinx_plenary.writing import write_whole

SEAL: Final = ".plenary-seal.json"


@dataclass(frozen=True)
class Seal:
    """``maker`` says which programs made the files; each file: its path in the folder -> SHA-256."""

    maker: str = ""
    files: dict[str, str] = field(default_factory=dict)


def read_seal(folder: Path) -> Seal:
    """Empty where there is none, or no sound one."""
    try:
        found = json.loads((folder / SEAL).read_text(encoding="utf-8"))
        return Seal(str(found["maker"]), {str(name): str(digest) for name, digest in found["files"].items()})
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return Seal()


def write_seal(folder: Path, maker: str, paths: Iterable[Path]) -> None:
    files = {path.relative_to(folder).as_posix(): _digest(path) for path in sorted(paths)}
    text = json.dumps(asdict(Seal(maker, files)), indent=0, sort_keys=True)
    if not (folder / SEAL).is_file() or (folder / SEAL).read_text(encoding="utf-8", errors="replace") != text:
        write_whole(folder / SEAL, text.encode())


def unsealed(folder: Path, seal: Seal, paths: Iterable[Path]) -> Iterator[Path]:
    """Those of the files that are not as they were sealed."""
    for path in sorted(paths):
        if seal.files.get(path.relative_to(folder).as_posix()) != _digest(path):
            yield path


def _digest(path: Path) -> str:
    """Empty for what is no file that can be read, which no seal holds."""
    try:
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
