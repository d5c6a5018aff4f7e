"""An output changes only when a build is whole, and only one build at a time works on it; see decision 24.

A build writes into a folder of its own, beside the doctrees. When it is through, changed files are renamed into the
output. What is kept between builds, the environment and the doctrees, is sealed; what is not as it was sealed is made
anew.
"""

from __future__ import annotations

import errno
import json
import logging as standard
import os
import shutil
import sys
from functools import partial
from hashlib import sha256
from pathlib import Path
from platform import python_version
from typing import BinaryIO, Final, NoReturn

import docutils
import sphinx
from sphinx.application import ENV_PICKLE_FILENAME, Sphinx
from sphinx.builders import Builder
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util.logging import NAMESPACE
from sphinx.util.osutil import relpath

from sphinx_plenary.folders import bring, files_in
from sphinx_plenary.locking import LOCK, lock, unlock
from sphinx_plenary.sealing import read_seal, unsealed, write_seal
from sphinx_plenary.source import shown
from sphinx_plenary.writing import write_whole

# In the folder of the doctrees: the folders that builds write into, one for each output, named by its path's digest.
WORK: Final = ".plenary-work"
# In such a folder, while it is written into.
_UNFINISHED: Final = ".plenary-unfinished"
# Attributes of the application.
_OUTPUT: Final = "plenary_output"
_MAKER: Final = "plenary_maker"
# For a moment before a build: what extensions write before any page is read, jQuery the largest of it, 0.3 MB.
_ROOM: Final = ".plenary-room"
_ENOUGH: Final = 1024 * 1024
# What Sphinx only warns of when it writes a page; but a page that is cut short must not be published.
_FAILURES: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EIO)
_MODULES: Final = Path(__file__).parent


class Failures(standard.Handler):
    """Notes that a file could not be written, by the words of the system, which reach us from other processes too."""

    def __init__(self) -> None:
        super().__init__(standard.WARNING)
        self.first = ""

    def emit(self, record: standard.LogRecord) -> None:
        self.first = self.first or failure_in(record.getMessage())


def failure_in(message: str) -> str:
    """What the system said, in a message that quotes it; empty if it is about something else."""
    return next((words for words in map(os.strerror, _FAILURES) if words in message), "")


class Whole:
    """What one application holds, and where it writes."""

    def __init__(self, app: Sphinx) -> None:
        self.out = Path(app.outdir)
        self.trees = Path(app.doctreedir)
        self.work = self.trees / WORK / sha256(os.fsencode(self.out)).hexdigest()[:12]
        self.maker = ""
        self.locks: list[BinaryIO | None] = []
        self.failures = Failures()

    def hold(self) -> None:
        """Wait for others, and see that the folders can be written. In ``setup``: before Sphinx makes the output."""
        for folder in sorted({self.out, self.trees}):
            try:
                self.locks.append(lock(folder, partial(_say_who, folder)))
            except OSError as error:
                _end(f"{relpath(folder)} cannot be written ({error.strerror}); nothing was built")
        standard.getLogger(NAMESPACE).addHandler(self.failures)

    def begin(self, app: Sphinx, _config: Config) -> None:
        """Before the environment is loaded: what is not as it was left goes, and the builder gets its folder."""
        self.maker = _maker(app)
        setattr(app, _MAKER, self.maker)
        self._distrust()
        if (self.work / _UNFINISHED).exists():
            _tell(f"the last build of {relpath(self.out)} did not finish; all of its files are written anew")
            shutil.rmtree(self.work)
        try:
            self.work.mkdir(parents=True, exist_ok=True)
            _see_room(self.work / _ROOM)
        except OSError as error:
            _end(f"{relpath(self.trees)} cannot be written ({error.strerror}); nothing was built")
        setattr(app, _OUTPUT, self.out)
        app.outdir = self.work

    def _distrust(self) -> None:
        environment = self.trees / ENV_PICKLE_FILENAME
        if not environment.exists():
            return
        seal = read_seal(self.trees)
        changed = list(unsealed(self.trees, seal, self._kept()))
        if environment in changed or seal.maker != self.maker:
            why = "is not as it was left" if environment in changed else "comes from other versions of the programs"
            _tell(f"what {relpath(self.trees)} keeps of the last build {why}; all papers are read anew")
            environment.unlink()
        elif changed:
            _tell(
                f"{len(changed)} of the papers in {relpath(self.trees)} are not as they were left; they are read anew"
            )
        for path in changed:
            path.unlink(missing_ok=True)

    def _kept(self) -> list[Path]:
        """What Sphinx unpickles."""
        return [self.trees / ENV_PICKLE_FILENAME, *self.trees.rglob("*.doctree")]

    def mark(self, _app: Sphinx, _env: BuildEnvironment) -> list[str]:
        """From now on files are written; should this end before its time, they are not to be trusted."""
        (self.work / _UNFINISHED).touch()
        return []

    def seal(self, _app: Sphinx, _builder: Builder) -> None:
        """All papers are read, and the environment is stored."""
        write_seal(self.trees, self.maker, [path for path in self._kept() if path.exists()])

    def finish(self, app: Sphinx, error: Exception | None) -> None:
        """Publish, if all was well; let others in."""
        app.outdir = self.out
        standard.getLogger(NAMESPACE).removeHandler(self.failures)
        try:
            if error is not None and "RecursionError" in f"{type(error).__name__} {getattr(error, 'traceback', '')}":
                page = app.env.current_document.docname
                path = shown(Path(app.env.doc2path(page)), Path(app.confdir)) if page else "a paper"
                _end(f"{path}: it is nested too deeply; flatten it")
            failure = failure_in(str(error)) if error is not None else self.failures.first
            if not failure and error is None:
                failure = self._publish()
            if failure:
                _end(f"{relpath(self.out)}: the build could not write its files ({failure}); what was there stands")
        finally:
            while self.locks:
                unlock(self.locks.pop())

    def _publish(self) -> str:
        """Empty, or why nothing could be published."""
        listing = self.work.with_suffix(".json")
        names = sorted(set(files_in(self.work)) - {_UNFINISHED, LOCK})
        try:
            bring(self.work, self.out, names, former=_listed(listing))
            write_whole(listing, json.dumps(names, indent=0).encode())
            (self.work / _UNFINISHED).unlink(missing_ok=True)
        except OSError as error:
            return error.strerror or str(error)
        return ""


def output_of(app: Sphinx) -> Path:
    """Where a build's files are put when it is whole; ``app.outdir`` is where they are written."""
    return Path(getattr(app, _OUTPUT, app.outdir))


def maker_of(app: Sphinx) -> str:
    """The digest of the programs that build: with another one, what they made before is made anew."""
    return str(getattr(app, _MAKER, ""))


def _listed(listing: Path) -> frozenset[str]:
    """The files that were brought before."""
    try:
        return frozenset(map(str, json.loads(listing.read_text(encoding="utf-8"))))
    except (OSError, ValueError, TypeError):
        return frozenset()


def _maker(app: Sphinx) -> str:
    """What wrote the pickles: versions, and our own modules, which a checkout changes without a new version."""
    parts = [f"Python {python_version()}", f"Sphinx {sphinx.__version__}", f"docutils {docutils.__version__}"]
    parts += [f"{name} {extension.version}" for name, extension in sorted(app.extensions.items())]
    digest = sha256("\n".join(parts).encode())
    for module in sorted(_MODULES.rglob("*.py")):
        digest.update(module.read_bytes())
    return digest.hexdigest()


def _see_room(scratch: Path) -> None:
    """Extensions write while they are set up, where a failure would be a traceback: see that there is room."""
    try:
        with scratch.open("wb") as file:
            file.write(bytes(_ENOUGH))
    finally:
        scratch.unlink(missing_ok=True)


def _say_who(folder: Path, holder: str) -> None:
    _tell(f"{relpath(folder)} is being built by {holder}; waiting until that has finished")


def _tell(words: str) -> None:
    """A word that is no warning, since nothing is wrong with the papers, and is said with ``-q`` too."""
    print(f"plenary: {words}", file=sys.stderr, flush=True)


def _end(words: str) -> NoReturn:
    """An exception would make Sphinx 9 print a traceback and ask for a bug report."""
    _tell(words)
    sys.exit(2)


def setup(app: Sphinx) -> None:
    whole = Whole(app)
    whole.hold()
    app.connect("config-inited", whole.begin, priority=-10_000)  # sphinxcontrib.jquery writes at 100
    app.connect("env-updated", whole.mark, priority=0)  # sphinx-needs writes its sheets at 500
    app.connect("write-started", whole.seal, priority=0)
    app.connect("build-finished", whole.finish, priority=10_000)  # after all who write or let go of something
