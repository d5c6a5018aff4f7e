"""The register's way into a build: loaded once, before any page is read; faults end the build in words."""

from __future__ import annotations

import sys
from hashlib import sha256
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from sphinx_plenary.config import Settings
from sphinx_plenary.domain import PlenaryDomain
from sphinx_plenary.editions import load_editions
from sphinx_plenary.editions.edition import FOLDER
from sphinx_plenary.elsewhere import Sites
from sphinx_plenary.lint.cited import ProseReader
from sphinx_plenary.lint.files import MAX_TEXT, too_large
from sphinx_plenary.publishing import left_out_of
from sphinx_plenary.register import Register, load_register, own_folder, places_of
from sphinx_plenary.register.faults import UNREADABLE
from sphinx_plenary.register.reading import Unreadable, read_text
from sphinx_plenary.register.translated import in_language
from sphinx_plenary.rules import faults_of_kinds
from sphinx_plenary.source import shown
from sphinx_plenary.translation import spoken

logger = logging.getLogger(__name__)


def load(app: Sphinx) -> None:
    named, root = Settings.of(app.config).register, Path(app.confdir)
    places, absent = places_of(named, root)
    register, faults = load_register(places, root) if not absent else (Register(folder=", ".join(named)), absent)
    editions, told = load_editions(own_folder(named, root) / FOLDER, root)
    faults += faults_of_kinds(register) + told
    for fault in faults:
        text = f"{fault.kind.code} {fault.problem.text}"
        logger.error(text, type="plenary", subtype=fault.kind.code, location=str(fault.problem.origin))
    if faults:
        logger.error("%s has %d fault(s), told above; nothing was built", register.folder, len(faults))
        # An exception would make Sphinx 9 print a traceback and ask for a bug report.
        sys.exit(2)
    domain = PlenaryDomain.of(app.env)
    domain.app = app
    domain.register = register if spoken() == "en" else in_language(register, spoken())
    domain.editions = editions
    domain.elsewhere = Sites()
    domain.prose = ProseReader(register.bodies)
    domain.left_out = left_out_of(app)
    domain.facts = domain.dossiers = None
    domain.read_now, domain.unsound, domain.shown = set(), set(), {}
    domain.sources, domain.hidden = [], 0
    domain.consistency_checked = False
    domain.digests, domain.findings, domain.snapshots = {}, {}, {}


def refuse_other_encodings(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """A page that is huge or not UTF-8 ends the build in words; Sphinx 9 would end it with a traceback, or not soon."""
    wrong = False
    for docname in docnames:
        path = Path(env.doc2path(docname))
        try:
            name = shown(path, Path(app.confdir))
            if (size := len(read_text(path, name))) > MAX_TEXT:
                raise too_large(name, size, MAX_TEXT)
        except Unreadable as error:
            wrong = True
            origin = str(error.problem.origin)
            text = f"{UNREADABLE.code} {error.problem.text}"
            logger.error(text, type="plenary", subtype=UNREADABLE.code, location=origin)
    if wrong:
        sys.exit(2)


def reread_on_other_files(
    _app: Sphinx, env: BuildEnvironment, _added: set[str], _changed: set[str], _removed: set[str]
) -> list[str]:
    """A file of the register that is new or gone may concern any page; a changed one is a dependency of its pages."""
    domain = PlenaryDomain.of(env)
    files = tuple(sorted(path for paths in domain.register.files.values() for path in paths))
    before, domain.data["files"] = domain.data["files"], files
    return sorted(domain.notes) if before and before != files else []


def reread_on_other_editions(
    _app: Sphinx, env: BuildEnvironment, _added: set[str], _changed: set[str], _removed: set[str]
) -> list[str]:
    """Pages that say what changed choose among editions while they are read."""
    domain = PlenaryDomain.of(env)
    now = sha256(repr([(one.path, one.version, one.body) for one in domain.editions]).encode()).hexdigest()
    before, domain.data["editions"] = domain.data["editions"], now
    return sorted(docname for docname, notes in domain.notes.items() if notes.changes) if before != now else []


def setup(app: Sphinx) -> None:
    app.connect("builder-inited", load)
    app.connect("env-get-outdated", reread_on_other_files)
    app.connect("env-get-outdated", reread_on_other_editions)
    app.connect("env-before-read-docs", refuse_other_encodings)
