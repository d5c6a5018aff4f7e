"""How a project lies, as far as its files tell: where its papers and programs are, and what its Makefile makes."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_ENVIRONMENT: Final = ".venv"
_HTML: Final = re.compile(r"^html\s*:", re.M)


@dataclass(frozen=True)
class Layout:
    """Paths are from the project's folder, with slashes."""

    source: str  # ``.`` is the project's folder itself
    papers: str  # a pattern of the files that may begin with front matter
    programs: str  # before the name of a program; empty where the system finds it by its name
    makes_html: bool  # whether there is ``make html``


def layout_of(project: Path, source: Path | None = None) -> Layout:
    """``source``: where the papers are, if it is known; else ``source/``, or the project's folder where that is not."""
    if source is None:
        source = project / "source" if (project / "source").is_dir() else project
    inside = Path(os.path.relpath(source, project)).as_posix()
    makefile = project / "Makefile"
    targets = makefile.read_text(encoding="utf-8", errors="replace") if makefile.is_file() else ""
    # An environment that the Makefile makes need not be there yet.
    own = (project / _ENVIRONMENT).is_dir() or _ENVIRONMENT in targets
    below = "papers/*.md" if (source / "papers").is_dir() else "**/*.md"
    return Layout(
        inside,
        below if inside == "." else f"{inside}/{below}",
        f"${{workspaceFolder}}/{_ENVIRONMENT}/bin/" if own else "",
        bool(_HTML.search(targets)),
    )
