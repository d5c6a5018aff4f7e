"""Writes the reference anew: ``python docs/_reference [FOLDER]``, into docs/ or a folder to compare with it."""

from __future__ import annotations

import sys
from pathlib import Path

import directives
import rooms
from commands import commands
from schemas import data_files, front_matter
from settings import settings, targets

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent


def pages() -> dict[str, str]:
    """Every page that is written from the code, by its path under docs/."""
    said = directives.words(HERE)
    directives.refuse_idle_words(said)
    return {
        "reference/directives.md": directives.directives(said),
        "reference/roles.md": directives.roles(said),
        "reference/examples.md": directives.examples(said),
        "reference/commands.md": commands(),
        "reference/configuration.md": settings(),
        "reference/make.md": targets(ROOT / "Makefile"),
        "reference/data-files.md": data_files(ROOT / "data" / "schema"),
        "reference/front-matter.md": front_matter(ROOT / "data" / "schema"),
        "architecture.md": rooms.architecture(),
        "images/rooms.svg": rooms.drawing(),
    }


def main(folder: Path) -> None:
    for name, text in pages().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parent)
