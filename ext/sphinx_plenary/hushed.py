"""What others say of a paper that a rule of ours says with the cure: where the rule runs, they are silent."""

from __future__ import annotations

import logging as standard
import re
from collections.abc import Callable, Mapping
from typing import Final

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.logging import NAMESPACE, is_suppressed_warning

from sphinx_plenary.config import Settings
from sphinx_plenary.domain import PlenaryDomain
from sphinx_plenary.facts import Facts
from sphinx_plenary.lint import Document
from sphinx_plenary.prose.misnamed import DIRECTIVES, directive_meant, role_meant
from sphinx_plenary.prose.targets import Targets
from sphinx_plenary.repeat import page_at, place_of
from sphinx_plenary.rules import selected
from sphinx_plenary.rules.r403_undeclared_link import is_undeclared

# Their warnings by type and subtype -> the rule that tells the same of papers.
TOLD: Final = {
    ("myst", "header"): "R513",
    ("myst", "topmatter"): "R501",
    ("myst", "directive_unknown"): "R514",
    ("myst", "role_unknown"): "R514",
    ("myst", "directive_option"): "R503",
    ("docutils", ""): "R701",
    ("needs", "link_ref"): "R403",
    ("myst", "xref_missing"): "R701",
    ("ref", "doc"): "R708",
}
# The name that they speak of.
_NAME: Final = re.compile(r"(?P<mark>['\"])(?P<name>[^'\"]+)(?P=mark)|^linked need (?P<need>\S+) not found$")


def _is_directive(name: str, document: Document, _facts: Facts | None) -> bool:
    return bool(directive_meant(name)) and any(one.name == name for one in document.of_kind("directive"))


def _is_role(name: str, document: Document, _facts: Facts | None) -> bool:
    return bool(role_meant(name)) and any(one.name == name for one in document.of_kind("role"))


def _is_ours(name: str, _document: Document, _facts: Facts | None) -> bool:
    return name in DIRECTIVES


def _is_footnote(name: str, document: Document, _facts: Facts | None) -> bool:
    """Docutils says that there is no target of that name, and before, without a name, that there are too few."""
    undefined = [label for _, label in Targets(document).undefined_notes()]
    return name in undefined if name else bool(undefined)


def _is_need(name: str, _document: Document, facts: Facts | None) -> bool:
    return facts is not None and is_undeclared(name, facts)


def _is_left_out(name: str, document: Document, facts: Facts | None) -> bool:
    return facts is not None and (name in facts.left_out or _is_withheld(name, document, facts))


def _is_withheld(name: str, _document: Document, facts: Facts | None) -> bool:
    return facts is not None and facts.withheld is not None and name in facts.withheld.docnames


# Of some only what is said of such a name, and of the paper itself: a rule does not read what it includes.
_OURS: Final[Mapping[tuple[str, str], Callable[[str, Document, Facts | None], bool]]] = {
    ("myst", "directive_unknown"): _is_directive,
    ("myst", "role_unknown"): _is_role,
    ("myst", "directive_option"): _is_ours,
    ("docutils", ""): _is_footnote,
    ("needs", "link_ref"): _is_need,
    ("myst", "xref_missing"): _is_left_out,
    ("ref", "doc"): _is_withheld,
}
_DOCUTILS: Final = re.compile(r"Unknown target name: |Too many autonumbered footnote references")


class Hush(standard.Filter):
    """Drops those records about papers; of other pages theirs is the only word."""

    def __init__(self, env: BuildEnvironment, kinds: frozenset[tuple[str, str]]) -> None:
        super().__init__()
        self.env = env
        self.kinds = kinds

    def filter(self, record: standard.LogRecord) -> bool:
        kind = (getattr(record, "type", None) or "", getattr(record, "subtype", None) or "")
        if kind not in self.kinds:
            return True
        page = page_at(place_of(record, self.env), self.env)
        if kind == ("myst", "topmatter"):
            return page is None or not any(slip.code == "R501" for slip in PlenaryDomain.of(self.env).note(page).slips)
        if kind in _OURS:
            return page is None or not self._is_told(kind, record.getMessage(), page)
        page = page or self.env.current_document.docname
        return not page or PlenaryDomain.of(self.env).paper(page) is None

    def _is_told(self, kind: tuple[str, str], message: str, page: str) -> bool:
        domain = PlenaryDomain.of(self.env)
        document = domain.note(page).document
        if document is None or (kind == ("docutils", "") and not _DOCUTILS.match(message)):
            return False
        named = _NAME.search(message)
        return _OURS[kind](named["name"] or named["need"] if named else "", document, domain.facts)


def quieten(app: Sphinx) -> None:
    """On the handlers, which each application makes anew: a filter on a logger would not see its children's records.

    Before Sphinx's own filters, of which one counts the warnings.
    """
    settings = Settings.of(app.config)
    runs = {rule.code for rule in selected(settings.select, settings.rules)}
    silenced = app.config.suppress_warnings
    kinds = frozenset(
        kind for kind, code in TOLD.items() if code in runs and not is_suppressed_warning("plenary", code, silenced)
    )
    for handler in standard.getLogger(NAMESPACE).handlers:
        handler.filters.insert(0, Hush(app.env, kinds))


def setup(app: Sphinx) -> None:
    app.connect("builder-inited", quieten)
