"""A project as commands see it: checked by a build of its own, in this process; what its conf.py says."""

from __future__ import annotations

import io
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import eval_config_file
from sphinx.errors import ConfigError, SphinxError
from sphinx.util.console import nocolor
from sphinx.util.docutils import docutils_namespace, patch_docutils
from sphinx.util.logging import is_suppressed_warning
from sphinx.util.tags import Tags

from sphinx_plenary.config import Settings
from sphinx_plenary.domain import PlenaryDomain
from sphinx_plenary.drafting import paper_named
from sphinx_plenary.edition_builder import EditionBuilder, body_of
from sphinx_plenary.editions import Edition, Editions
from sphinx_plenary.facts import Facts
from sphinx_plenary.inputs import inputs_of_page
from sphinx_plenary.model import Paper, Severity
from sphinx_plenary.refused import Refused
from sphinx_plenary.reports.text import wants_color
from sphinx_plenary.rules import RULES, Finding, Rule, selected
from sphinx_plenary.snapshots import snapshot
from sphinx_plenary.suggest import did_you_mean


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


@dataclass(frozen=True)
class Working:
    """A paper as it now stands, its page's body, what rules find in it, its files, and all editions of the project."""

    edition: Edition
    body: str
    found: tuple[Finding, ...]
    inputs: tuple[str, ...]
    paper: Paper
    editions: Editions
    facts: Facts


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


def read_project(
    project: Path,
    source: Path,
    build: Path,
    audience: str = "",
    *,
    count: bool = False,
    everything: bool = False,
    quiet: bool = False,
) -> Project:
    """What a project says, whatever the rules find in it. Raises ``Refused``.

    ``count``: its unconfirmed facts too; ``everything``: also papers that conf.py keeps from being published yet;
    ``quiet``: without what Sphinx says of the pages as they stand.
    """
    counts: dict[str, int] = {}
    app, found = _checked(
        project,
        source,
        build,
        audience=audience,
        counts=counts if count else None,
        everything=everything,
        quiet=quiet,
    )
    facts, settings = PlenaryDomain.of(app.env).facts, Settings.of(app.config)
    assert facts is not None
    return Project(facts, settings.licence, settings.site_url, tuple(found), counts)


def read_working(project: Path, source: Path, build: Path, name: str) -> Working:
    """A paper, by its path, page or file name, as a build of public pages has it: what is internal is in no edition.

    Raises ``Refused``.
    """
    app, found = _checked(project, source, build, builder="edition", audience="public")
    domain, env = PlenaryDomain.of(app.env), app.env
    facts = domain.facts
    assert facts is not None and isinstance(app.builder, EditionBuilder)
    paper = paper_named(name, facts)
    if paper is None:
        known = [docname.rpartition("/")[2] for docname in facts.papers]
        raise Refused(f"no paper {name!r}; {did_you_mean(name, known, 'the papers are ' + ', '.join(known))}")
    inputs = inputs_of_page(env, paper.docname)
    with patch_docutils(project), docutils_namespace():
        edition = snapshot(env, paper)
        if before := domain.editions.newest(paper.docname):
            edition = replace(edition, name=before.name)
        body = body_of(env, app.builder, paper.docname)
    own = tuple(one for one in found if one.problem.origin.path in inputs)
    return Working(edition, body, own, tuple(inputs), paper, domain.editions, facts)


def read_templates(project: Path, source: Path, build: Path) -> tuple[Path, list[Path]]:
    """The folder of what there is to translate, made anew, and those of catalogues. Raises ``Refused``."""
    app, _found = _checked(project, source, build, builder="gettext")
    return Path(app.outdir), [Path(app.srcdir, name) for name in app.config.locale_dirs]


def _checked(
    project: Path,
    source: Path,
    build: Path,
    *,
    builder: str = "check",
    strict: bool = False,
    jobs: int = 1,
    codes: tuple[str, ...] = (),
    audience: str = "",
    counts: dict[str, int] | None = None,
    everything: bool = False,
    quiet: bool = False,
) -> tuple[Sphinx, list[Finding]]:
    """A build that writes no page, and what the rules found; ``counts`` takes up how many unconfirmed facts show."""
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
    if everything:
        values["plenary_publish"] = "all"
    if not wants_color(sys.stderr):
        nocolor()  # Sphinx asks the terminal in its own command only
    # No public check goes where an internal one was.
    name = f"{builder}-internal" if (audience or said.get("plenary_audience")) == "internal" else builder
    try:
        with patch_docutils(project), docutils_namespace():
            app = Sphinx(
                source,
                project,
                build / name,
                build / "doctrees" / name,
                builder,
                confoverrides=values,
                status=None,
                warning=io.StringIO() if quiet else sys.stderr,
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


def register_and_licence(project: Path) -> tuple[tuple[str, ...], str]:
    """What a project names as its register, and the licence of papers that name none. Raises ``Refused``."""
    values = _settings(project)
    return _register(values), str(values.get("plenary_licence", ""))


def _register(values: Mapping[str, Any]) -> tuple[str, ...]:
    """Folders, and packages as ``package:NAME``; ``data`` where it is neither: a build says what is wrong."""
    named = values.get("plenary_register", "data")
    if isinstance(named, str):
        return (named,)
    return tuple(map(str, named)) if isinstance(named, list | tuple) else ("data",)


@dataclass(frozen=True)
class Named:
    """What a conf.py names that has to be known before a build."""

    register: tuple[str, ...]  # the folders and packages that are read as one
    extensions: tuple[str, ...]
    theme: str


def named_by(project: Path) -> Named:
    """As conf.py says; where it cannot be read, as it is without it: a build says what is wrong."""
    try:
        values = _settings(project)
    except Refused:
        values = {}
    extensions = tuple(map(str, values.get("extensions", ())))
    return Named(_register(values), extensions, str(values.get("html_theme", "alabaster")))


def author_of(project: Path) -> str:
    """Who a project says that it is by, else what it is called. Raises ``Refused``."""
    values = _settings(project)
    return str(values.get("author") or values.get("project") or "plenary")


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
