"""Files are put in place whole: written beside, then renamed; a link stays a link, and rights stay."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from pathlib import Path


def write_whole(path: Path, data: bytes) -> None:
    """Put content under a name at once, with the rights of the file that was there."""
    write_all({path: data})


def write_all(files: Mapping[Path, bytes]) -> None:
    """The same for several: none is renamed before all are written."""
    beside: dict[Path, Path] = {}
    try:
        for path, data in files.items():
            place = path.resolve()
            new = place.with_name(f".{place.name}.{secrets.token_hex(4)}")
            with new.open("xb") as file:
                beside[new] = place
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            if place.exists():
                new.chmod(place.stat().st_mode & 0o7777)
        for new, place in beside.items():
            new.replace(place)
    except BaseException:
        for new in beside:
            new.unlink(missing_ok=True)
        raise
