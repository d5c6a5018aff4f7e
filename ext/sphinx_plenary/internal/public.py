"""The digest of a file as the public may know it: of its text without what is internal, or none."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from sphinx_plenary.internal.marks import marks_of, without_internal
from sphinx_plenary.manifest import digest_of


def public_digest(path: Path) -> str | None:
    """SHA-256 in hexadecimal; None for an internal paper. A file in which nothing is internal has its own."""
    if path.suffix != ".md":
        return digest_of(path)
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return digest_of(path)
    marks = marks_of(text, str(path))
    if marks.whole or marks.problems or marks.told:
        return None
    return sha256(without_internal(text, marks).encode()).hexdigest() if marks.spans else digest_of(path)
