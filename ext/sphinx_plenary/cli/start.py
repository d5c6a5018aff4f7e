"""``plenary start FOLDER``: a project of few files that builds at once, with a register to begin with."""

from __future__ import annotations

import argparse
import shlex
from pathlib import Path

from sphinx_plenary import __version__
from sphinx_plenary.cli.inputs import register_of
from sphinx_plenary.refused import Refused
from sphinx_plenary.starting import begin, project_files, starter_register, taken


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="where the project begins; '.' is here")
    parser.add_argument("--title", default="Our papers", metavar="WORDS", help="the title of the site (Our papers)")
    parser.add_argument(
        "--from",
        dest="register",
        type=Path,
        metavar="FOLDER",
        help="a register to copy (the one that comes with this program, on ITU's Plenipotentiary Conferences)",
    )


def run(options: argparse.Namespace) -> int:
    """0 when the project is written; nothing is written otherwise."""
    folder: Path = options.folder
    title = " ".join(options.title.split())
    if not title:
        raise Refused("--title is empty; name the site, as in --title 'Papers of the secretariat'")
    if folder.exists() and not folder.is_dir():
        raise Refused(f"{folder} is a file; name a folder")
    source = options.register or starter_register()
    register = register_of(source)
    files = project_files(title, source.resolve(), __version__)
    if there := taken(folder, files):
        raise Refused(f"{folder}: there already: {', '.join(there)}; nothing was written, name an empty folder")
    try:
        begin(folder, files)
    except OSError as error:
        raise Refused(f"{error.filename or folder}: cannot be written ({error.strerror}); nothing was") from None
    where = [] if folder.resolve() == Path.cwd() else [f"  cd {shlex.quote(str(folder))}"]
    print(f"A project has begun, with {len(register.conferences)} conferences and {len(register.instruments)} texts:")
    print("  conf.py          its settings")
    print("  source/index.md  the home page; papers stand in source/papers/")
    print("  data/            the register: what is officially so")
    print("Next, type:")
    print(
        "\n".join([*where, "  plenary new     which lists kinds of paper", "  make papers     which builds the site"])
    )
    return 0
