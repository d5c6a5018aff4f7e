"""A project as commands see it: checked by a build of its own, in this process; what its conf.py says."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import eval_config_file
from sphinx.errors import ConfigError, SphinxError
from sphinx.util.docutils import docutils_namespace, patch_docutils
from sphinx.util.logging import is_suppressed_warning
from sphinx.util.tags import Tags

from sphinx_plenary.config import Settings
from sphinx_plenary.domain import PlenaryDomain
from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Severity
from sphinx_plenary.refused import Refused
from sphinx_plenary.rules import RULES, Finding, Rule, selected


@dataclass(frozen=True)
class Project:
    """What a project says: its facts, the licence of its papers, the address of its site, and what the rules find.

    ``unconfirmed``: paper -> how many facts it shows with the mark of what the register only recalls; where asked for.
    """

    facts: Facts
    licence: str
    site_url: str
    found: tuple[Finding, ...] = ()
    unconfirmed: Mapping[str, int] = field(default_factory=dict)


def check_project(
    project: Path,
    source: Path,
    build: Path,
    *,
    strict: bool,
    jobs: int = 1,
    codes: tuple[str, ...] = (),
    audience: str = "",
) -> tuple[list[Finding], bool]:
    """What the rules find, and whether Sphinx found all well; what it says itself goes to standard error.

    ``audience`` is for whom, where it is not as conf.py says; ``codes`` are the only rules or families to be run.
    Raises ``Refused``.
    """
    app, found = _checked(project, source, build, strict=strict, jobs=jobs, codes=codes, audience=audience)
    return found, app.statuscode == 0 or any(finding.severity is Severity.ERROR for finding in found)


def read_project(project: Path, source: Path, build: Path, audience: str = "", *, count: bool = False) -> Project:
    """What a project says, whatever the rules find in it. ``count``: its unconfirmed facts too. Raises ``Refused``."""
    counts: dict[str, int] = {}
    app, found = _checked(project, source, build, audience=audience, counts=counts if count else None)
    facts, settings = PlenaryDomain.of(app.env).facts, Settings.of(app.config)
    assert facts is not None
    return Project(facts, settings.licence, settings.site_url, tuple(found), counts)


def _checked(
    project: Path,
    source: Path,
    build: Path,
    *,
    strict: bool = False,
    jobs: int = 1,
    codes: tuple[str, ...] = (),
    audience: str = "",
    counts: dict[str, int] | None = None,
) -> tuple[Sphinx, list[Finding]]:
    """A check build of a project, and what the rules found; ``counts`` takes up how many unconfirmed facts show."""
    found: list[Finding] = []

    def take(_app: Sphinx, told: list[Finding]) -> bool:
        found.extend(told)
        return True

    said = _settings(project)
    if "sphinx_plenary" not in said.get("extensions", ()):
        raise Refused(f"{project / 'conf.py'} does not name 'sphinx_plenary' among its extensions")
    values: dict[str, object] = {"nitpicky": True}
    if codes:
        values["plenary_select"] = list(codes)
    if audience:
        values["plenary_audience"] = audience
    # No public check goes where an internal one was.
    name = "check-internal" if (audience or said.get("plenary_audience")) == "internal" else "check"
    try:
        with patch_docutils(project), docutils_namespace():
            app = Sphinx(
                source,
                project,
                build / name,
                build / "doctrees" / name,
                "check",
                confoverrides=values,
                status=None,
                warning=sys.stderr,
                warningiserror=strict,
                parallel=jobs,
            )
            app.connect("plenary-findings", take)
            app.build()
            if counts is not None:
                counts.update(_unconfirmed(app))
    except (SphinxError, OSError) as error:
        raise Refused(str(error)) from None
    return app, found


def _unconfirmed(app: Sphinx) -> dict[str, int]:
    """Paper -> how many marks of unconfirmed facts a reader of it meets."""
    found = {}
    for docname in PlenaryDomain.of(app.env).papers():
        marks = app.env.get_and_resolve_doctree(docname, app.builder, tags=app.tags).findall(nodes.superscript)
        found[docname] = sum("plenary-unconfirmed" in mark["classes"] for mark in marks)
    return found


def register_folder(project: Path) -> Path:
    """Where a project's register is. Raises ``Refused``."""
    return project / str(_settings(project).get("plenary_register", "data"))


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
