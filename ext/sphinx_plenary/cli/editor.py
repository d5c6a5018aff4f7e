"""``plenary editor``: writes what VS Code is to know of a project into ``.vscode/``."""

from __future__ import annotations

import argparse
from pathlib import Path

from sphinx_plenary.cli.inputs import register_of
from sphinx_plenary.refused import Refused
from sphinx_plenary.register import own_folder
from sphinx_plenary.writing import write_all


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--force", action="store_true", help="write also over files that are there and differ")
    parser.add_argument("--project", type=Path, default=Path(), metavar="FOLDER", help="where conf.py is (here)")
    parser.add_argument(
        "--source",
        type=Path,
        metavar="FOLDER",
        help="where the papers are (source/ of the project, or where conf.py is)",
    )


def run(options: argparse.Namespace) -> int:
    """1 where a file that is there was left as it is."""
    project: Path = options.project.resolve()
    if not (project / "conf.py").is_file():
        raise Refused(f"no conf.py in {project}; name the project's folder with --project")
    from sphinx_plenary.editor import editor_files
    from sphinx_plenary.editor.layout import layout_of
    from sphinx_plenary.project import named_by

    if options.source and not options.source.is_dir():
        raise Refused(f"{options.source} is no folder; name with --source that of the papers")
    layout = layout_of(project, options.source.resolve() if options.source else None)

    named = named_by(project).register
    made = editor_files(project, own_folder(named, project).resolve(), register_of(named, project), layout)
    files = {project / name: content for name, content in made.items()}
    there = {path: path.read_bytes() for path in files if path.exists()}
    kept = [path for path in there if there[path] != files[path] and not options.force]
    wanted = {path: content for path, content in files.items() if path not in kept and there.get(path) != content}
    for path in wanted:
        path.parent.mkdir(parents=True, exist_ok=True)
    write_all(wanted)
    for path in wanted:
        print(f"{path.relative_to(project)}: written")
    for path in kept:
        print(f"{path.relative_to(project)}: is there and differs, so it stays; --force writes over it")
    return 1 if kept else 0
