"""``plenary translations``: the paragraphs whose translation is stale, each with its places and what to do."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from sphinx_plenary.catalogues import Stale, read_catalogue, stale
from sphinx_plenary.refused import Refused

_LONGEST: Final = 60


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("languages", nargs="*", metavar="LANGUAGE", help="only these, as fr (all that there are)")
    parser.add_argument("--project", type=Path, default=Path(), metavar="FOLDER", help="where conf.py is (here)")


def run(options: argparse.Namespace) -> int:
    """0 where every translation is as its page; else 1."""
    if not (options.project / "conf.py").is_file():
        raise Refused(f"no conf.py in {options.project.resolve()}; name the project's folder with --project")
    from sphinx_plenary.project import read_templates

    templates, folders = read_templates(options.project, options.project / "source", options.project / "build")
    known = sorted({path.name for folder in folders if folder.is_dir() for path in folder.iterdir() if path.is_dir()})
    for language in options.languages:
        if language not in known:
            raise Refused(
                f"there are no catalogues in {language!r}; begin one: make translate TO={language} PAGE=index"
            )
    root = options.project.resolve()
    count = pages = 0
    for language in options.languages or known:
        for path, one in _all(templates, folders, language):
            print(_line(path.resolve().relative_to(root).as_posix(), one))
            count += 1
        pages += sum(1 for folder in folders for _path in _catalogues(folder, language))
    print(f"{pages} catalogues in {', '.join(options.languages or known) or 'no language'}, {count} paragraphs stale")
    return int(count > 0)


def _catalogues(folder: Path, language: str) -> Iterator[Path]:
    yield from sorted((folder / language / "LC_MESSAGES").rglob("*.po"))


def _all(templates: Path, folders: list[Path], language: str) -> Iterator[tuple[Path, Stale]]:
    for folder in folders:
        for path in _catalogues(folder, language):
            template = templates / path.relative_to(folder / language / "LC_MESSAGES").with_suffix(".pot")
            page = read_catalogue(template.read_text(encoding="utf-8")) if template.is_file() else []
            for one in stale(page, read_catalogue(path.read_text(encoding="utf-8", errors="replace")), language):
                yield path, one


def _line(path: str, one: Stale) -> str:
    """``catalogue:line: state: words (source:line); what to do``."""
    text = one.source.source
    words = text if len(text) <= _LONGEST else f"{text[:_LONGEST].rsplit(' ', 1)[0]} ..."
    place = next((f" (source{name.rpartition('source')[2]}:{line})" for name, line in one.source.places), "")
    return f"{path}:{one.line or 1}: {one.state}: {words!r}{place}; {one.fix}"
