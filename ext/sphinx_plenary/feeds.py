"""``feed.xml`` beside the pages, and the line in their heads by which readers of feeds find it; with a site address."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from sphinx_plenary.config import Settings
from sphinx_plenary.domain import PlenaryDomain
from sphinx_plenary.editions.feed import MEDIA_TYPE, NAME, feed
from sphinx_plenary.translation import _
from sphinx_plenary.virtual import page_builder
from sphinx_plenary.writing import write_whole


def _has_feed(app: Sphinx) -> bool:
    wanted = page_builder(app) is not None and Settings.of(app.config).site_url
    return bool(wanted) and bool(PlenaryDomain.of(app.env).editions.all)


def write_feed(app: Sphinx, error: Exception | None) -> None:
    builder = page_builder(app)
    if error is not None or builder is None:
        return
    path = Path(app.outdir, NAME)
    if not _has_feed(app):
        path.unlink(missing_ok=True)
        return
    config = app.config
    author = "" if config.author == config.values["author"].default else config.author
    title = config.html_title or config.project
    editions = PlenaryDomain.of(app.env).editions
    made = feed(editions, Settings.of(config).site_url, title, author, builder.get_target_uri)
    if not path.is_file() or path.read_bytes() != made:
        write_whole(path, made)


def point_to_feed(
    app: Sphinx, _page: str, _template: str, context: dict[str, Any], _doctree: nodes.document | None
) -> None:
    if _has_feed(app):
        address = context["pathto"](NAME, resource=True)
        title = _("Editions of papers")
        line = f'<link rel="alternate" type="{MEDIA_TYPE}" title="{title}" href="{address}">'
        context["metatags"] = f"{context.get('metatags', '')}\n{line}"


def setup(app: Sphinx) -> None:
    app.connect("html-page-context", point_to_feed)
    app.connect("build-finished", write_feed)
