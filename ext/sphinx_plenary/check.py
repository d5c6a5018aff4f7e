"""Freezes the facts when all pages are read, runs the rules, and writes the findings to Sphinx's log.

On every build, also when no page changed: a second build repeats the findings.
"""

from __future__ import annotations

from dataclasses import replace

from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.config import Config
from sphinx.util import logging
from sphinx.util.logging import is_suppressed_warning

from sphinx_plenary import needs
from sphinx_plenary.audience import withheld_of
from sphinx_plenary.config import Settings
from sphinx_plenary.domain import PlenaryDomain
from sphinx_plenary.model import Severity
from sphinx_plenary.rules import findings, selected

logger = logging.getLogger(__name__)


def freeze(app: Sphinx, _builder: Builder) -> None:
    domain = PlenaryDomain.of(app.env)
    facts = domain.gathered(needs.current_items(app, domain.declared()))
    domain.facts = replace(facts, withheld=withheld_of(app.env, Settings.of(app.config).internal))


def tell_findings(app: Sphinx, _builder: Builder) -> None:
    """An error makes the exit status 1, whether or not Sphinx turns warnings into errors.

    Who listens to ``plenary-findings`` and returns True tells them otherwise; the log is silent then.
    """
    facts = PlenaryDomain.of(app.env).facts
    assert facts is not None
    silenced = app.config.suppress_warnings
    settings = Settings.of(app.config)
    rules = selected(settings.select, settings.rules)
    found = [
        one
        for one in findings(facts, rules, settings.select)
        if not is_suppressed_warning("plenary", one.rule.code, silenced)
    ]
    if any(one.severity is Severity.ERROR for one in found):
        app.statuscode = 1
    if app.emit_firstresult("plenary-findings", found):
        return
    for finding in found:
        place, severity = str(finding.problem.origin), finding.severity
        if severity is Severity.REMARK:  # no warning, so that a draft passes where warnings are errors
            logger.info("%s: REMARK: %s [plenary.%s]", place, finding.text, finding.rule.code)
            continue
        log = logger.error if severity is Severity.ERROR else logger.warning
        log(finding.text, type="plenary", subtype=finding.rule.code, location=place)


class CheckBuilder(Builder):
    """``sphinx-build -b check``: reads the papers, runs the rules, writes no page."""

    name = "check"
    epilog = "The papers are checked."
    allow_parallel = True

    def init(self) -> None:
        pass

    def get_outdated_docs(self) -> set[str]:
        return set()

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        return ""

    def write_documents(self, docnames: object) -> None:
        pass

    def write_doc(self, docname: str, doctree: object) -> None:
        pass

    def finish(self) -> None:
        pass


def spare_quotes(_app: Sphinx, config: Config) -> None:
    """Where no page is written, typographic quotation marks are work for nobody."""
    excluded = config.smartquotes_excludes
    config.smartquotes_excludes = {**excluded, "builders": [*excluded.get("builders", ()), CheckBuilder.name]}


def setup(app: Sphinx) -> None:
    app.connect("config-inited", spare_quotes)
    app.connect("write-started", freeze, priority=600)  # sphinx-needs finishes its data at 500
    app.connect("write-started", tell_findings, priority=700)
    app.add_event("plenary-findings")
    app.add_builder(CheckBuilder)
