"""A new paper from the register and from what earlier papers tracked: Markdown that builds at once."""

from sphinx_plenary.drafting.paper import Wanted, draft
from sphinx_plenary.drafting.previous import Carried, carried_over, paper_named

__all__ = ["Carried", "Wanted", "carried_over", "draft", "paper_named"]
