"""One process at a time in a folder: who comes second waits. The lock goes with its process, however that ends."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, Final

# A working file: it stays, empty, since to remove it would let two processes lock two files of one name.
LOCK: Final = ".plenary-lock"


def lock(folder: Path, wait: Callable[[str], None]) -> BinaryIO | None:
    """Hold a folder, made if need be, until the result is closed; None if this process holds it already.

    ``wait`` is told who holds it, as ``process 1234``, before this waits. Raises ``OSError``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    file = (folder / LOCK).open("a+b")
    try:
        import fcntl
    except ImportError:  # Windows has no such lock
        return file
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.seek(0)
        holder = file.read(20).decode("ascii", "replace")
        if holder == str(os.getpid()):
            file.close()
            return None
        wait(f"process {holder}" if holder else "another process")
        fcntl.flock(file, fcntl.LOCK_EX)
    file.truncate(0)
    file.write(str(os.getpid()).encode())
    file.flush()
    return file


def unlock(file: BinaryIO | None) -> None:
    if file is not None:
        file.truncate(0)
        file.close()
