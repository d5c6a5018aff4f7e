"""A build of the preview in a process of its own, forked from one that has imported everything already.

To import Sphinx, its extensions and our rooms takes longer than to build a page: a second and more. A process for
each build leaves nothing behind for the next, and what breaks in it breaks nothing else.
"""

from __future__ import annotations

import io
import multiprocessing
import os
import pkgutil
import sys
import time
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, SpawnContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Final

from jinja2 import FileSystemBytecodeCache
from sphinx.application import Sphinx, builtin_extensions
from sphinx.errors import SphinxError
from sphinx.util.console import strip_colors
from sphinx.util.docutils import docutils_namespace, patch_docutils

from sphinx_plenary.project import named_by
from sphinx_plenary.virtual import page_builder

_PACKAGE: Final = Path(__file__).parents[1]
# In the folder of the doctrees.
_TEMPLATES: Final = "templates"
# Whose modules are imported before a build: those that we know. A project's own may have a slip, and may change.
_KNOWN: Final = frozenset({"myst_parser", "pydata_sphinx_theme", "sphinx", "sphinx_needs"})
# What extensions import only when they are set up or used.
_LATER: Final = (
    "docutils.languages.en",
    "myst_parser.parsers.sphinx_",
    "myst_parser.sphinx_ext.main",
    "sphinx.ext.autodoc",
)


@dataclass(frozen=True)
class Wanted:
    """What is built, and where it is put; ``audience`` is as conf.py says where it is empty."""

    project: Path
    source: Path
    build: Path
    audience: str = ""

    @property
    def out(self) -> Path:
        """No public preview goes where an internal one was."""
        return self.build / (f"preview-{self.audience}" if self.audience else "preview")

    @property
    def doctrees(self) -> Path:
        return self.build / "doctrees" / self.out.name


@dataclass(frozen=True)
class Outcome:
    """Whether the pages are those of the sources, and what was said, a line each."""

    built: bool
    said: tuple[str, ...]
    seconds: float = 0.0


class Apart:
    """Builds, one after the other, each in a process of its own."""

    def __init__(self, wanted: Wanted) -> None:
        self.wanted = wanted
        self.context = _context(wanted.project)
        self.process: BaseProcess | None = None

    def build(self) -> Outcome:
        started = time.monotonic()
        receiver, sender = self.context.Pipe(duplex=False)
        self.process = self.context.Process(target=_build, args=(self.wanted, sender), daemon=True)
        try:
            self.process.start()
        except (OSError, EOFError) as error:
            self.process = None
            sender.close()
            receiver.close()
            why = f"the build could not begin ({error or 'no process answers'}); more stands in the terminal"
            return Outcome(False, (why,), time.monotonic() - started)
        sender.close()
        try:
            built, said = receiver.recv()
        except EOFError:
            built, said = False, ["the build broke off; what it said stands in the terminal"]
        finally:
            receiver.close()
            self.process.join()
        return Outcome(built, tuple(said), time.monotonic() - started)

    def stop(self) -> None:
        """End a build that is under way; the last pages stand."""
        if self.process is not None and self.process.is_alive():
            self.process.terminate()


def _context(project: Path) -> ForkServerContext | SpawnContext:
    if "forkserver" not in multiprocessing.get_all_start_methods():  # on Windows
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    named = named_by(project)
    package = __name__.partition(".")[0]
    rooms = [room.name for room in pkgutil.walk_packages([str(_PACKAGE)], f"{package}.")]
    rooms = [room for room in rooms if room.split(".")[1] not in {"cli", "serving"}]
    known = [name for name in (*named.extensions, named.theme) if name.partition(".")[0] in _KNOWN]
    context.set_forkserver_preload([__name__, *builtin_extensions, *known, *rooms, *_LATER])
    return context


def _build(wanted: Wanted, sender: Connection) -> None:
    """In the process of its own. A fault of ours ends it with a traceback in the terminal."""
    said = io.StringIO()
    built = False
    os.chdir(wanted.project)
    with redirect_stderr(said), redirect_stdout(said):
        try:
            built = _run(wanted, said)
        except (SphinxError, OSError, SyntaxError) as error:  # the last: in an extension of the project
            print(error, file=said)
        except SystemExit:
            pass  # what is wrong was said
        except KeyboardInterrupt:
            sys.exit(1)
    lines = strip_colors(said.getvalue()).splitlines()
    sender.send((built, [line for line in lines if line.strip()]))
    sender.close()


def _run(wanted: Wanted, said: io.StringIO) -> bool:
    values: dict[str, object] = {"plenary_preview": True, "nitpicky": True}
    if wanted.audience:
        values["plenary_audience"] = wanted.audience
    with patch_docutils(wanted.project), docutils_namespace():
        app = Sphinx(
            wanted.source,
            wanted.project,
            wanted.out,
            wanted.doctrees,
            "html",
            confoverrides=values,
            status=None,
            warning=said,
        )
        builder = page_builder(app)
        assert builder is not None
        templates = wanted.doctrees / _TEMPLATES
        templates.mkdir(parents=True, exist_ok=True)
        # Jinja would compile the theme's templates anew in each process
        builder.templates.environment.bytecode_cache = FileSystemBytecodeCache(str(templates))
        app.build()
    return True
