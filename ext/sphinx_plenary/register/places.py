"""Where a register is: folders of the project, installed packages of data, or several of both, read as one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from sphinx_plenary.model import Origin, Problem
from sphinx_plenary.register.faults import UNREADABLE, Fault

# ``package:itu_register`` names a package, any other name a folder.
PACKAGE: Final = "package:"
# How messages show the place of a package: not in which environment it is installed.
INSTALLED: Final = "site-packages"


@dataclass(frozen=True, slots=True)
class Place:
    """A folder of data files; ``package`` is the name of the package that it is, if it is one."""

    folder: Path
    package: str = ""

    def shown(self, path: Path, root: Path) -> str:
        """A path in it as messages show it."""
        if self.package:
            return "/".join((INSTALLED, self.package, *path.relative_to(self.folder).parts))
        try:
            return path.relative_to(root).as_posix()
        except ValueError:
            return path.as_posix()


def places_of(named: str | Sequence[str], base: Path) -> tuple[list[Place], list[Fault]]:
    """The places that ``plenary_register`` names, and a fault for each package that is not there.

    ``base`` is the folder of conf.py. A package is found, never imported: none of its code is run.
    """
    places, faults = [], []
    for name in [named] if isinstance(named, str) else named:
        if not name.startswith(PACKAGE):
            places.append(Place(base / name))
        elif folder := _folder_of(name.removeprefix(PACKAGE)):
            places.append(Place(folder, name.removeprefix(PACKAGE)))
        else:
            faults.append(_not_installed(name, base))
    return places, faults


def own_folder(named: str | Sequence[str], base: Path) -> Path:
    """Where what a team writes itself belongs: the last folder named that is no package; ``data`` where all are."""
    names = [named] if isinstance(named, str) else named
    return base / next((name for name in reversed(names) if not name.startswith(PACKAGE)), "data")


def _folder_of(package: str) -> Path | None:
    try:
        spec = find_spec(package) if re.fullmatch(r"[A-Za-z_]\w*", package) else None
    except ValueError:  # a module that was not imported as others are, such as __main__
        return None
    locations = (spec.submodule_search_locations if spec else None) or ()
    return next((folder for folder in map(Path, locations) if folder.is_dir()), None)


def _not_installed(name: str, base: Path) -> Fault:
    package = name.removeprefix(PACKAGE)
    fix = f"install it beside sphinx-plenary, as in 'pip install {package.replace('_', '-')}', or name a folder"
    problem = Problem(Origin("conf.py", next(_lines(base / "conf.py", name), 1)), f"no package {package!r}", fix)
    return Fault(UNREADABLE, problem)


def _lines(conf: Path, words: str) -> Iterator[int]:
    """The lines of a file that have these words."""
    text = conf.read_text(encoding="utf-8", errors="replace") if conf.is_file() else ""
    yield from (number for number, line in enumerate(text.splitlines(), 1) if words in line)
