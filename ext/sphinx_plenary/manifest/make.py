"""The manifest of a site: outputs, inputs, versions of tools, commit, counts; and the same digests as SHA256SUMS."""

from __future__ import annotations

import json
import platform
import subprocess
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final

from sphinx_plenary.manifest.crate import write_crate
from sphinx_plenary.manifest.files import MANIFEST, SUMS, digest_of, digests, inputs_of, sums, together
from sphinx_plenary.manifest.record import read_record
from sphinx_plenary.writing import write_whole

FORMAT: Final = 1
# What writes bytes of the outputs.
_TOOLS: Final = (
    "sphinx-plenary",
    "sphinx",
    "docutils",
    "myst-parser",
    "sphinx-needs",
    "pydata-sphinx-theme",
    "matplotlib",
    "typst",
    "XlsxWriter",
    "rocrate",
)


def make_manifest(
    site: Path,
    project: Path,
    folders: Iterable[Path],
    epoch: int,
    digest: Callable[[Path], str | None] = digest_of,
) -> dict[str, Any]:
    """Write ``manifest.json``, ``SHA256SUMS`` and RO-Crate metadata into a site, and hand over what the first says.

    ``digest`` is that of an input as the readers of the site may know it, None where they may not.
    ``folders`` of the project are read by the build; ``epoch`` is the date inside all outputs, in seconds of Unix time.
    """
    record = read_record(site)
    commit = _commit(project)
    if record.papers:
        write_crate(site, record, epoch, commit["commit"])
    inputs = inputs_of(project, folders, digest)
    outputs = digests(site, (MANIFEST, SUMS))
    manifest = {
        "format": FORMAT,
        "made": datetime.fromtimestamp(epoch, UTC).isoformat(),
        "epoch": epoch,
        **commit,
        "tools": {"python": platform.python_version(), **_versions()},
        "counts": dict(record.counts),
        "findings": dict(record.findings),
        "papers": dict(record.papers),
        "pages": dict(record.pages),
        "inputs": {"digest": together(inputs), "files": inputs},
        "outputs": {"digest": together(outputs), "files": outputs},
    }
    data = (json.dumps(manifest, indent=1, ensure_ascii=False) + "\n").encode()
    write_whole(site / MANIFEST, data)
    write_whole(site / SUMS, sums({**outputs, MANIFEST: digest_of(site / MANIFEST)}).encode())
    return manifest


def _versions() -> dict[str, str]:
    found = {}
    for name in _TOOLS:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def _commit(project: Path) -> dict[str, Any]:
    """The commit of the project's files, and whether they differ from it; nothing where there is no git."""
    commit = _git(project, "rev-parse", "HEAD")
    if commit is None:
        return {"commit": None}
    return {"commit": commit.strip(), "changed": bool(_git(project, "status", "--porcelain"))}


def _git(project: Path, *arguments: str) -> str | None:
    try:
        done = subprocess.run(["git", "-C", str(project), *arguments], capture_output=True, text=True, check=False)
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None
