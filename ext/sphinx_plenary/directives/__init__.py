"""The directives: each declares one thing, or leaves a placeholder. One directive, one module."""

from __future__ import annotations

from typing import Final

from sphinx.application import Sphinx
from sphinx.config import Config

from sphinx_plenary import needs
from sphinx_plenary.directives.action import ActionDirective
from sphinx_plenary.directives.actions import ActionsDirective
from sphinx_plenary.directives.changes import ChangesDirective
from sphinx_plenary.directives.checked_pdfs import CheckedPdfsDirective
from sphinx_plenary.directives.event import EventDirective
from sphinx_plenary.directives.figure_of import FigureOfDirective
from sphinx_plenary.directives.internal import InternalDirective
from sphinx_plenary.directives.matrix import MatrixDirective
from sphinx_plenary.directives.message import MessageDirective
from sphinx_plenary.directives.outcome import OutcomeDirective
from sphinx_plenary.directives.papers import PapersDirective
from sphinx_plenary.directives.position import PositionDirective
from sphinx_plenary.directives.proposal import ProposalDirective
from sphinx_plenary.directives.resolution import ResolutionDirective
from sphinx_plenary.directives.resolution_table import ResolutionTableDirective
from sphinx_plenary.directives.suspects import SuspectsDirective
from sphinx_plenary.internal import NAME
from sphinx_plenary.matrix import EDITIONS

ITEMS: Final = {
    "resolution": ResolutionDirective,
    "proposal": ProposalDirective,
    "position": PositionDirective,
    "outcome": OutcomeDirective,
    "message": MessageDirective,
    "action": ActionDirective,
}


def take_over(app: Sphinx, config: Config) -> None:
    """Our directives stand where sphinx-needs registered its own for our types."""
    for name in needs.own_types(config):
        app.add_directive(name, ITEMS[name], override=True)


def setup(app: Sphinx) -> None:
    app.add_directive("resolution-table", ResolutionTableDirective)
    for edition in EDITIONS:
        app.add_directive(f"{edition}-matrix", MatrixDirective)
    app.add_directive("papers", PapersDirective)
    app.add_directive("figure-of", FigureOfDirective)
    app.add_directive("actions", ActionsDirective)
    app.add_directive("event", EventDirective)
    app.add_directive("checked-pdfs", CheckedPdfsDirective)
    app.add_directive("changes", ChangesDirective)
    app.add_directive("suspects", SuspectsDirective)
    app.add_directive(NAME, InternalDirective)
    # after needs.add_types (20) and sphinx-needs' own load_config (500), which register directives
    app.connect("config-inited", take_over, priority=510)
