"""What the engines of print share: which they are, where a link leads that leaves a PDF."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config

from sphinx_plenary.config import Settings
from sphinx_plenary.model import Links, Paper
from sphinx_plenary.register import Register

# The ``format`` of the builders that make a file of each paper, to be printed or sent.
FORMATS: Final = ("latex", "typst", "word")
# Where a link leads that this PDF does not hold, when there is no site: drop_links_elsewhere takes it away.
ELSEWHERE: Final = "plenary-elsewhere:"


def address(config: Config, docname: str) -> str:
    """Of a page that is not in the PDF: the site's, if there is one."""
    site = Settings.of(config).site_url
    return f"{site.rstrip('/')}/{docname}.html" if site else f"{ELSEWHERE}{docname}"


def own_fonts(config: Config) -> Path | None:
    """The folder of fonts that a project has for scripts that ours have not."""
    name = Settings.of(config).fonts
    return Path(str(config.confdir), name) if name else None


def notes_of_links(paper: Paper, register: Register, config: Config) -> str:
    """Where print says the addresses of a paper's links: as it says itself, or its kind, or the project."""
    if not paper.link_notes and register.kind_of(paper.kind).look.links is Links.ENDNOTES:
        return Links.ENDNOTES.value
    return paper.link_notes or Settings.of(config).link_notes


def drop_links_elsewhere(app: Sphinx, doctree: nodes.document, _docname: str) -> None:
    """A link to what this PDF does not hold becomes its own words."""
    if app.builder.format not in FORMATS:
        return
    for reference in list(doctree.findall(nodes.reference)):
        if str(reference.get("refuri", "")).startswith(ELSEWHERE):
            reference.replace_self(reference.children)


def setup(app: Sphinx) -> None:
    app.connect("doctree-resolved", drop_links_elsewhere, priority=900)  # after sphinx-needs' views (500)
