"""Digests of files and of sets of files; which files of a project are the inputs of what it publishes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Final

MANIFEST: Final = "manifest.json"
CRATE: Final = "ro-crate-metadata.json"
SUMS: Final = "SHA256SUMS"  # in the form that `sha256sum --check` reads
# What a short digest has: 48 bits, enough to tell the versions of one publication apart, not to prove anything.
_SHORT: Final = 12
# Beside the folders of papers and register: what says how they are built, in the root of the project.
_RECIPE: Final = ("conf.py", "Makefile", "pyproject.toml", "*.lock", "requirements*.txt")
# What builds and tools leave behind for their next run: no input, and not published.
_WORKING: Final = (".git", ".venv", ".doctrees", "__pycache__", "*.egg-info", "*.pyc", ".plenary-*")


def digest_of(path: Path) -> str:
    """SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def digests(
    folder: Path, leave_out: Iterable[str] = (), digest: Callable[[Path], str | None] = digest_of
) -> dict[str, str]:
    """Path in the folder -> digest, in order; working files are left out, and files of which ``digest`` has none."""
    beside = set(leave_out)
    names = (name for name in sorted(names_in(folder)) if name not in beside)
    return {name: found for name in names if (found := digest(folder / name)) is not None}


def names_in(folder: Path) -> Iterator[str]:
    """The paths of all files in a folder but working files; no link to a folder is followed."""
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not _working(name)]
        for name in files:
            if not _working(name):
                yield Path(place, name).relative_to(folder).as_posix()


def _working(name: str) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in _WORKING)


def inputs_of(
    project: Path, folders: Iterable[Path], digest: Callable[[Path], str | None] = digest_of
) -> dict[str, str]:
    """What a project's publication is made of: some folders of it, and its recipe. Path in the project -> digest.

    A file of which ``digest`` has none is left out.
    """
    found = {path.name: digest_of(path) for pattern in _RECIPE for path in project.glob(pattern) if path.is_file()}
    for folder in folders:
        if folder.resolve().is_relative_to(project.resolve()):
            base = folder.resolve().relative_to(project.resolve())
            found |= {(base / name).as_posix(): value for name, value in digests(folder, digest=digest).items()}
    return dict(sorted(found.items()))


def together(files: Mapping[str, str]) -> str:
    """One digest of many: of their names and digests, in order of the names."""
    return sha256(sums(files).encode()).hexdigest()


def sums(files: Mapping[str, str]) -> str:
    """The lines of ``sha256sum``."""
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(files.items()))


def short(digest: str) -> str:
    """As a page shows it."""
    return digest[:_SHORT]
