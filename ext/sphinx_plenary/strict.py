"""Pages that work where a host forbids scripts and styles in pages: after a build, these are files of the site."""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx

from sphinx_plenary.config import Settings
from sphinx_plenary.inline import FOLDER, Moved, linked, move, with_policy
from sphinx_plenary.whole import begun


def make_strict(app: Sphinx, error: Exception | None) -> None:
    """Every page, whoever wrote it: a theme, sphinx-needs or Sphinx. One that was not written now is as it was."""
    if error is not None or app.builder.format != "html" or app.builder.name == "epub":
        return
    out, policy = Path(app.outdir), Settings.of(app.config).content_policy
    folder, since = out / FOLDER, begun(app)
    used: set[str] = set()
    for path in sorted(out.rglob("*.html")):
        name = path.relative_to(out)
        if name.parts[0] == "_static":
            continue
        page = path.read_text(encoding="utf-8", errors="surrogateescape")
        # one that stands from the last build has none, and to look for them takes as long as to build a paper
        moved = move(page, "../" * (len(name.parts) - 1)) if _changed(path) >= since else Moved(page)
        if policy:
            moved.page = with_policy(moved.page, policy)
        if moved.page != page:
            folder.mkdir(parents=True, exist_ok=True)
            for file, text in moved.files.items():
                (folder / file).write_text(text, encoding="utf-8", errors="surrogateescape")
            path.write_text(moved.page, encoding="utf-8", errors="surrogateescape")
        used |= linked(moved.page)
    for former in folder.glob("*") if folder.is_dir() else ():
        if former.name not in used:
            former.unlink()


def _changed(path: Path) -> int:
    """Also a file that was copied with its time."""
    found = path.stat()
    return max(found.st_mtime_ns, found.st_ctime_ns)


def setup(app: Sphinx) -> None:
    app.connect("build-finished", make_strict, priority=950)  # sphinx-needs writes pages at 500
