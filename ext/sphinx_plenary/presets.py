"""What our pages need of MyST and of templates, so that a project need not know it; what a project says, stands."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.jinja2glue import BuiltinTemplateLoader, SphinxFileSystemLoader

from sphinx_plenary.config import Settings
from sphinx_plenary.domain import PlenaryDomain

TEMPLATES: Final = Path(__file__).parent / "templates"
# The Markdown in which papers are written: rules read their texts with the same.
MARKDOWN: Final = ("colon_fence", "deflist", "fieldlist")


def configure(_app: Sphinx, config: Config) -> None:
    config.myst_enable_extensions = sorted({*config.myst_enable_extensions, *MARKDOWN})
    # The reader's system decides; without a mode pydata-sphinx-theme 0.24 logs an error in the browser.
    config.html_context = {"default_mode": "auto", **config.html_context}


def offer_templates(app: Sphinx) -> None:
    """Ours, after the project's own and before the theme's.

    Not by ``templates_path``: its value is part of what decides whether all pages are written anew, and would hold
    the place of this package.
    """
    templates = getattr(app.builder, "templates", None)
    if isinstance(templates, BuiltinTemplateLoader):
        lean = Settings.of(app.config).lean_pages
        folders: list[Any] = [TEMPLATES / name for name in ("parts", "lean") if lean or name != "lean"]
        at = templates.templatepathlen
        templates.pathchain[at:at] = folders
        templates.loaders[at:at] = map(SphinxFileSystemLoader, folders)
        templates.templatepathlen += len(folders)


def drop_rule_over_notes(app: Sphinx, doctree: nodes.document) -> None:
    """The line that MyST draws over footnotes at the end of a page: a paper's stand under a heading of their own."""
    if PlenaryDomain.of(app.env).paper(app.env.docname) is not None:
        for rule in list(doctree.findall(nodes.transition)):
            if "footnotes" in rule["classes"]:
                rule.parent.remove(rule)


def set_up_markdown(app: Sphinx) -> None:
    """MyST, unless the project has brought a reader of Markdown that is made of it, such as MyST-NB."""
    if ".md" not in app.registry.source_suffix and "myst_nb" not in app.config.extensions:
        app.setup_extension("myst_parser")


def setup(app: Sphinx) -> None:
    set_up_markdown(app)
    app.connect("config-inited", configure, priority=400)
    app.connect("builder-inited", offer_templates)
    app.connect("doctree-read", drop_rule_over_notes)
