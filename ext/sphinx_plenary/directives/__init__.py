"""The directives: each declares one thing, or leaves a placeholder. One directive, one module."""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.config import Config

from sphinx_plenary.directives.message import MessageDirective
from sphinx_plenary.directives.outcome import OutcomeDirective
from sphinx_plenary.directives.papers import PapersDirective
from sphinx_plenary.directives.position import PositionDirective
from sphinx_plenary.directives.proposal import ProposalDirective
from sphinx_plenary.directives.resolution import ResolutionDirective
from sphinx_plenary.directives.resolution_table import ResolutionTableDirective


def take_over(app: Sphinx, _config: Config) -> None:
    """Our directives stand where sphinx-needs registered its own for our types."""
    app.add_directive("resolution", ResolutionDirective, override=True)
    app.add_directive("proposal", ProposalDirective, override=True)
    app.add_directive("position", PositionDirective, override=True)
    app.add_directive("outcome", OutcomeDirective, override=True)
    app.add_directive("message", MessageDirective, override=True)


def setup(app: Sphinx) -> None:
    app.add_directive("resolution-table", ResolutionTableDirective)
    app.add_directive("papers", PapersDirective)
    # after needs.add_types (20) and sphinx-needs' own load_config (500), which register directives
    app.connect("config-inited", take_over, priority=510)
