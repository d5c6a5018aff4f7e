"""The files that a page is made of, with their digests, and the one digest that it carries."""

from __future__ import annotations

from pathlib import Path

from sphinx.environment import BuildEnvironment

from sphinx_plenary.config import Settings
from sphinx_plenary.domain import PlenaryDomain
from sphinx_plenary.internal import public_digest
from sphinx_plenary.manifest import digest_of, short, together


def inputs_of_page(env: BuildEnvironment, docname: str) -> dict[str, str]:
    """Path in the project -> SHA-256; empty for a page that has no source. Files elsewhere belong to the tools."""
    domain = PlenaryDomain.of(env)
    source = Path(env.doc2path(docname))
    found: dict[str, str] = {}
    if docname in domain.pages or not source.is_file():
        return found
    root = Path(domain.app.confdir).resolve()
    internal = Settings.of(domain.app.config).internal
    for path in (source, root / "conf.py", *(Path(env.srcdir, name) for name in env.dependencies[docname])):
        place = path.resolve()
        if place.is_file() and place.is_relative_to(root):
            if place not in domain.digests:
                domain.digests[place] = (digest_of(place) if internal else public_digest(place)) or ""
            if domain.digests[place]:
                found[place.relative_to(root).as_posix()] = domain.digests[place]
    return found


def page_digest(env: BuildEnvironment, docname: str) -> str:
    """In short, as the page shows it; empty for a page that has no source."""
    inputs = inputs_of_page(env, docname)
    return short(together(inputs)) if inputs else ""
