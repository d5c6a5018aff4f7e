"""Pages that work where a host forbids scripts and styles in pages: after a build, these are files of the site."""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx

from sphinx_plenary.config import Settings
from sphinx_plenary.inline import FOLDER, linked, move, with_policy


def make_strict(app: Sphinx, error: Exception | None) -> None:
    """Every page, whoever wrote it: a theme, sphinx-needs or Sphinx. One that was not written now is as it was."""
    if error is not None or app.builder.format != "html" or app.builder.name == "epub":
        return
    out, policy = Path(app.outdir), Settings.of(app.config).content_policy
    folder = out / FOLDER
    used: set[str] = set()
    written: set[str] = set()
    for path in sorted(out.rglob("*.html")):
        name = path.relative_to(out)
        if name.parts[0] == "_static":
            continue
        page = path.read_text(encoding="utf-8", errors="surrogateescape")
        moved = move(page, "../" * (len(name.parts) - 1))
        if policy:
            moved.page = with_policy(moved.page, policy)
        if moved.page != page:
            for file in moved.files.keys() - written:  # most pages have the same
                folder.mkdir(parents=True, exist_ok=True)
                (folder / file).write_text(moved.files[file], encoding="utf-8", errors="surrogateescape")
            written |= moved.files.keys()
            path.write_text(moved.page, encoding="utf-8", errors="surrogateescape")
        used |= linked(moved.page)
    for former in folder.glob("*") if folder.is_dir() else ():
        if former.name not in used:
            former.unlink()


def setup(app: Sphinx) -> None:
    app.connect("build-finished", make_strict, priority=950)  # sphinx-needs writes pages at 500
