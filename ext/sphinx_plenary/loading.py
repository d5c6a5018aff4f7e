"""The register's way into a build: loaded once, before any page is read; faults end the build in words."""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util import logging

from sphinx_plenary.config import Settings
from sphinx_plenary.domain import PlenaryDomain
from sphinx_plenary.register import load_register

logger = logging.getLogger(__name__)


class RegisterError(SphinxError):
    """The register cannot be used; every fault was logged with its place."""

    category = "Register"


def load(app: Sphinx) -> None:
    folder = Path(app.confdir, Settings.of(app.config).register)
    register, faults = load_register(folder, Path(app.confdir))
    for fault in faults:
        text = f"{fault.kind.code} {fault.problem.text}"
        logger.error(text, type="plenary", subtype=fault.kind.code, location=str(fault.problem.origin))
    if faults:
        raise RegisterError(f"{len(faults)} fault(s) in {register.folder}/, each told above; nothing was built")
    domain = PlenaryDomain.of(app.env)
    domain.app = app
    domain.register = register
    domain.facts = None


def setup(app: Sphinx) -> None:
    app.connect("builder-inited", load)
