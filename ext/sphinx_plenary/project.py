"""A project as commands see it: checked by a build of its own, in this process; what its conf.py says."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import eval_config_file
from sphinx.errors import ConfigError, SphinxError
from sphinx.util.docutils import docutils_namespace, patch_docutils
from sphinx.util.logging import is_suppressed_warning
from sphinx.util.tags import Tags

from sphinx_plenary.model import Severity
from sphinx_plenary.refused import Refused
from sphinx_plenary.rules import RULES, Finding, Rule, selected


def check_project(
    project: Path, source: Path, build: Path, *, strict: bool, jobs: int = 1, codes: tuple[str, ...] = ()
) -> tuple[list[Finding], bool]:
    """What the rules find, and whether Sphinx found all well; what it says itself goes to standard error.

    ``codes`` are the only rules or families to be run. Raises ``Refused``.
    """
    found: list[Finding] = []

    def take(_app: Sphinx, told: list[Finding]) -> bool:
        found.extend(told)
        return True

    if "sphinx_plenary" not in _settings(project).get("extensions", ()):
        raise Refused(f"{project / 'conf.py'} does not name 'sphinx_plenary' among its extensions")
    values: dict[str, object] = {"nitpicky": True}
    if codes:
        values["plenary_select"] = list(codes)
    try:
        with patch_docutils(project), docutils_namespace():
            app = Sphinx(
                source,
                project,
                build / "check",
                build / "doctrees" / "check",
                "check",
                confoverrides=values,
                status=None,
                warning=sys.stderr,
                warningiserror=strict,
                parallel=jobs,
            )
            app.connect("plenary-findings", take)
            app.build()
    except (SphinxError, OSError) as error:
        raise Refused(str(error)) from None
    return found, app.statuscode == 0 or any(finding.severity is Severity.ERROR for finding in found)


def rules_of(project: Path) -> tuple[Rule, ...]:
    """The rules that a project's conf.py lets run, with those that are off by default. Raises ``Refused``."""
    values = _settings(project)
    silenced = list(values.get("suppress_warnings", ()))
    listed = selected(tuple(values.get("plenary_select", ())), [rule.code for rule in RULES])
    return tuple(rule for rule in listed if not is_suppressed_warning("plenary", rule.code, silenced))


def _settings(project: Path) -> dict[str, Any]:
    try:
        return eval_config_file((project / "conf.py").resolve(), Tags())
    except ConfigError as error:
        raise Refused(str(error)) from None
