"""The register's way into a build: loaded once, before any page is read; faults end the build in words."""

from __future__ import annotations

import sys
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from sphinx_plenary.config import Settings
from sphinx_plenary.domain import PlenaryDomain
from sphinx_plenary.lint.cited import ProseReader
from sphinx_plenary.register import load_register
from sphinx_plenary.register.faults import UNREADABLE
from sphinx_plenary.register.reading import Unreadable, read_text
from sphinx_plenary.rules import faults_of_kinds
from sphinx_plenary.source import shown

logger = logging.getLogger(__name__)


def load(app: Sphinx) -> None:
    folder = Path(app.confdir, Settings.of(app.config).register)
    register, faults = load_register(folder, Path(app.confdir))
    faults += faults_of_kinds(register)
    for fault in faults:
        text = f"{fault.kind.code} {fault.problem.text}"
        logger.error(text, type="plenary", subtype=fault.kind.code, location=str(fault.problem.origin))
    if faults:
        logger.error("%s has %d fault(s), told above; nothing was built", register.folder, len(faults))
        # An exception would make Sphinx 9 print a traceback and ask for a bug report.
        sys.exit(2)
    domain = PlenaryDomain.of(app.env)
    domain.app = app
    domain.register = register
    domain.prose = ProseReader(register.bodies)
    domain.facts = domain.dossiers = None
    domain.read_now, domain.unsound, domain.shown = set(), set(), {}
    domain.sources, domain.hidden = [], 0
    domain.consistency_checked = False
    domain.digests, domain.findings = {}, {}


def refuse_other_encodings(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """A page that is not UTF-8 ends the build in words; Sphinx 9 would end it with a traceback."""
    wrong = False
    for docname in docnames:
        path = Path(env.doc2path(docname))
        try:
            read_text(path, shown(path, Path(app.confdir)))
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


def setup(app: Sphinx) -> None:
    app.connect("builder-inited", load)
    app.connect("env-get-outdated", reread_on_other_files)
    app.connect("env-before-read-docs", refuse_other_encodings)
