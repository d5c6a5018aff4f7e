"""Folders that are published: changed files are put in place when all are written; a whole folder at once."""

from __future__ import annotations

import ctypes
import filecmp
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

# Where new files wait in the folder that they are for; a working file, gone at the end.
_NEW: Final = ".plenary-new"
# Of renameat2(2) and fcntl.h of Linux: swap two names; paths are relative to the folder one is in.
_EXCHANGE: Final = 2
_HERE: Final = -100


def files_in(folder: Path) -> Iterator[str]:
    """The paths of all files in a folder, of links what they are links to; without what waits to be put in place."""
    for place, names, files in os.walk(folder, followlinks=True):
        names[:] = [name for name in names if name != _NEW]
        for name in files:
            yield Path(place, name).relative_to(folder).as_posix()


def bring(made: Path, place: Path, names: Iterable[str], former: frozenset[str]) -> None:
    """Make the files of ``place`` those of ``made``: all are written beside before one is renamed.

    ``former`` are those that this brought before; of these, what is not among ``names`` goes. No other file is
    touched. When it fails before the first is renamed, nothing has changed; when it is killed later, each file is
    whole, and to do it again completes it. Raises ``OSError``.
    """
    listed = sorted(names)
    new = place / _NEW
    shutil.rmtree(new, ignore_errors=True)
    changed = [name for name in listed if _differ(made / name, place / name)]
    try:
        for name in changed:
            (new / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(made / name, new / name)
        # pages last, so that none is there before what it shows
        for name in sorted(changed, key=lambda name: (name.endswith(".html"), name)):
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            (new / name).replace(place / name)
    finally:
        shutil.rmtree(new, ignore_errors=True)
    for name in sorted(former.difference(listed), reverse=True):
        (place / name).unlink(missing_ok=True)
    for folder in sorted({parent for name in former.difference(listed) for parent in Path(name).parents}, reverse=True):
        if folder != Path() and (place / folder).is_dir() and not any((place / folder).iterdir()):
            (place / folder).rmdir()


def _differ(made: Path, there: Path) -> bool:
    """By size and time, which a file brought keeps; read are only those that a build wrote again."""
    try:
        return not filecmp.cmp(made, there)
    except FileNotFoundError:
        return True


def put_in_place(new: Path, place: Path) -> None:
    """A finished folder takes the place and name of the last one, which is removed then. Raises ``OSError``.

    On Linux at one stroke. Elsewhere for a moment no folder is there; what was there before is kept beside until
    the new one is there.
    """
    if not place.exists():
        new.rename(place)
        return
    if not _exchange(new, place):
        old = place.with_name(f".{place.name}.old")
        shutil.rmtree(old, ignore_errors=True)
        place.rename(old)
        new.rename(place)
        shutil.rmtree(old, ignore_errors=True)
        return
    shutil.rmtree(new, ignore_errors=True)


def _exchange(one: Path, two: Path) -> bool:
    """Swap two names; False where the system or the disk cannot."""
    rename = getattr(ctypes.CDLL(None), "renameat2", None) if os.name == "posix" else None
    return rename is not None and rename(_HERE, os.fsencode(one), _HERE, os.fsencode(two), _EXCHANGE) == 0
