"""``plenary serve``: pages that are built again whenever a file is saved, with findings beside the lines."""

from __future__ import annotations

import argparse
import asyncio
import sys
import webbrowser
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_plenary.refused import Refused
from sphinx_plenary.register import places_of

if TYPE_CHECKING:
    from sphinx_plenary.serving.building import Outcome

_NEEDED = ("starlette", "uvicorn", "watchfiles")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--project", type=Path, default=Path(), metavar="FOLDER", help="where conf.py is (here)")
    parser.add_argument("--source", type=Path, metavar="FOLDER", help="where the papers are (source/ of the project)")
    parser.add_argument("--build", type=Path, metavar="FOLDER", help="where the pages are put (build/ of the project)")
    parser.add_argument("--port", type=_port, default=0, metavar="N", help="at this port (8000, or any that is free)")
    parser.add_argument("--audience", choices=("public", "internal"), default="", help="for whom (as conf.py says)")
    parser.add_argument("--open", action="store_true", help="open the home page in the browser")


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"{text!r} is no port; a port is a number from 1 to 65535")
    return int(text)


def run(options: argparse.Namespace) -> int:
    """Until Ctrl-C. What is found, and what cannot be built, stops nothing."""
    project: Path = options.project.resolve()
    if not (project / "conf.py").is_file():
        raise Refused(f"no conf.py in {project}; name the project's folder with --project")
    if lacking := [name for name in _NEEDED if find_spec(name) is None]:
        raise Refused(f"the live preview needs {', '.join(lacking)}; run: pip install 'sphinx-plenary[desk]'")
    from sphinx_plenary.project import named_by
    from sphinx_plenary.serving.building import Apart, Wanted
    from sphinx_plenary.serving.server import HOST, Preview, listen, serve

    source = (options.source or project / "source").resolve()
    wanted = Wanted(project, source, (options.build or project / "build").resolve(), options.audience)
    folders = watched(source, named_by(project).register, project)
    listening = listen(options.port)
    address = f"http://{HOST}:{listening.getsockname()[1]}/"
    print(f"The preview is at {address}; Ctrl-C ends it.", flush=True)
    if options.open:
        webbrowser.open(address)

    async def all_of_it() -> None:
        await serve(Preview(Apart(wanted), folders, _tell), listening)

    try:
        asyncio.run(all_of_it())
    except KeyboardInterrupt:
        print("The preview has ended.")
    except BaseExceptionGroup as group:
        found, rest = group.split(Refused)
        if found is None or rest is not None:
            raise
        raise next(_single(found)) from None
    return 0


def watched(source: Path, named: Sequence[str], project: Path) -> list[Path]:
    """The folders whose files pages are made of: the papers', and all of the register."""
    places, _absent = places_of(named, project)  # of a package that is not there a build says so
    return [folder for folder in (source, *(place.folder.resolve() for place in places)) if folder.is_dir()]


def _single(group: BaseExceptionGroup[BaseException]) -> Iterator[BaseException]:
    for one in group.exceptions:
        yield from _single(one) if isinstance(one, BaseExceptionGroup) else (one,)


def _tell(outcome: Outcome | None) -> None:
    """What was said, between two lines that an editor can wait for."""
    if outcome is None:
        print("Building the pages.", flush=True)
        return
    for line in outcome.said:
        print(line, file=sys.stderr)
    seconds = f"{outcome.seconds:.1f} s"
    print(
        f"Built in {seconds}." if outcome.built else f"Not built ({seconds}): the pages stand as they were.", flush=True
    )
