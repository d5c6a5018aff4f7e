"""Freezes the facts when all pages are read, runs the rules, and writes the findings to Sphinx's log.

On every build, also when no page changed: a second build repeats the findings.
"""

from __future__ import annotations

from dataclasses import replace

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.config import Config
from sphinx.util import logging
from sphinx.util.logging import is_suppressed_warning

from sphinx_plenary import needs
from sphinx_plenary.config import Settings
from sphinx_plenary.domain import PlenaryDomain
from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Severity
from sphinx_plenary.rules import chosen, findings

logger = logging.getLogger(__name__)


def freeze(app: Sphinx, _builder: Builder) -> None:
    domain = PlenaryDomain.of(app.env)
    notes = [notes for _, notes in sorted(domain.notes.items())]
    declared = domain.declared()
    titles = app.env.titles
    domain.facts = Facts(
        register=domain.register,
        papers={
            docname: replace(paper, title=_title(titles.get(docname))) for docname, paper in domain.papers().items()
        },
        items=needs.current_items(app, declared),
        declared=tuple(declared),
        citations=tuple(citation for page in notes for citation in page.citations),
        mentions=tuple(mention for page in notes for mention in page.mentions),
        slips=tuple(slip for page in notes for slip in page.slips),
        documents={docname: notes.document for docname, notes in sorted(domain.notes.items()) if notes.document},
    )


def _title(title: nodes.title | None) -> str:
    """The words of a page's title; Sphinx writes ``<no title>`` where a page has none."""
    words = title.astext() if title else ""
    return "" if words == "<no title>" else words


def tell_findings(app: Sphinx, _builder: Builder) -> None:
    """An error makes the exit status 1, whether or not Sphinx turns warnings into errors."""
    facts = PlenaryDomain.of(app.env).facts
    assert facts is not None
    for finding in findings(facts, chosen(Settings.of(app.config).rules)):
        place, severity = str(finding.problem.origin), finding.severity
        if severity is Severity.REMARK:  # no warning, so that a draft passes where warnings are errors
            logger.info("%s: REMARK: %s [plenary.%s]", place, finding.text, finding.rule.code)
            continue
        log = logger.error if severity is Severity.ERROR else logger.warning
        log(finding.text, type="plenary", subtype=finding.rule.code, location=place)
        silenced = is_suppressed_warning("plenary", finding.rule.code, app.config.suppress_warnings)
        if severity is Severity.ERROR and not silenced:
            app.statuscode = 1


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


def leave_levels_to_r513(_app: Sphinx, config: Config) -> None:
    """MyST tells of a skipped level too, without a cure; what one rule says of papers is said once."""
    config.suppress_warnings = [*config.suppress_warnings, "myst.header"]


def setup(app: Sphinx) -> None:
    app.connect("config-inited", spare_quotes)
    app.connect("config-inited", leave_levels_to_r513)
    app.connect("write-started", freeze, priority=600)  # sphinx-needs finishes its data at 500
    app.connect("write-started", tell_findings, priority=700)
    app.add_builder(CheckBuilder)
