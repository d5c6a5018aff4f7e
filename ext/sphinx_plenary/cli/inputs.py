"""What commands are given: a register, a conference, files; or a refusal in words."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from sphinx_plenary.lint import READERS, Document, Unreadable, read_document
from sphinx_plenary.progress import each
from sphinx_plenary.refused import Refused
from sphinx_plenary.register import PACKAGE, Register, load_register, places_of
from sphinx_plenary.suggest import did_you_mean


def add_files(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="FILE", type=Path, help=f"a text: {', '.join(READERS)}")
    parser.add_argument("--conference", metavar="ID", help="the conference that the texts are about, such as PP-22")


def add_register(parser: argparse.ArgumentParser, default: Path | None = Path("data")) -> None:
    parser.add_argument("--register", type=Path, default=default, help="folder of the register (data), or package:NAME")


def day_of(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write it like 2022-09-08") from None


def register_of(folder: Path | Sequence[str], base: Path | None = None) -> Register:
    """``base``: the folder from which several places are named, that of conf.py."""
    named = [str(folder)] if isinstance(folder, Path) else list(folder)
    places, absent = places_of(named, (base or Path()).resolve())
    if absent:
        raise Refused(*(fault.problem.text for fault in absent))
    if missing := [name for name, place in zip(named, places, strict=True) if not place.folder.is_dir()]:
        raise Refused(f"no register in {', '.join(missing)}; name its folder with --register")
    register, faults = load_register(places, Path.cwd())
    if faults:
        raise Refused(f"the register has {len(faults)} fault(s); see: plenary register {' '.join(named)}")
    return register


def own(register: Path) -> Path:
    """The folder of a register that is to be written to; refused where it is an installed package."""
    if str(register).startswith(PACKAGE):
        raise Refused(f"{register} is installed and is not written to; name a folder of your own with --register")
    return register


def known_conference(id: str | None, register: Register) -> str | None:
    if id and id not in register.conferences:
        near = did_you_mean(id, register.conferences, "see conferences.csv", count=3)
        raise Refused(f"no conference {id!r}; {near}")
    return id


def read_all(paths: Sequence[Path]) -> tuple[list[Document], list[str]]:
    """The documents that can be read, and why the others cannot; refused where none can."""
    documents, refused = [], []
    for path in each(paths, "reading"):
        if path.is_dir():
            refused.append(f"{path}: it is a folder; name files, as in {path / '*.md'}")
            continue
        try:
            documents.append(read_document(path, str(path)))
        except Unreadable as error:
            refused.append(f"{error.problem.origin.path}: {error.problem.text}")
    if not documents:
        raise Refused(*refused)
    return documents, refused


def tell(refused: Sequence[str]) -> None:
    for line in refused:
        print(f"plenary: {line}", file=sys.stderr)
