"""A paper as readers see it now -> an edition: its items and its words from its doctree, and the body of its page."""

from __future__ import annotations

from typing import Final

from docutils import nodes
from docutils.transforms import Transform
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransformer
from sphinx.transforms.post_transforms import ReferencesResolver
from sphinx.util.logging import suppress_logging

from sphinx_plenary.domain import PlenaryDomain
from sphinx_plenary.editions import Edition, Tracked
from sphinx_plenary.inputs import inputs_of_page
from sphinx_plenary.manifest import together
from sphinx_plenary.model import Item, Paper
from sphinx_plenary.nodes import changes_of
from sphinx_plenary.snapshots.words import Said, said_in

# Fields that an edition has beside the others.
_APART: Final = ("revision", "conference", "instrument")


def snapshot(env: BuildEnvironment, paper: Paper, version: str = "") -> Edition:
    """The paper as it now stands, once facts are frozen; the same for every builder."""
    domain = PlenaryDomain.of(env)
    assert domain.facts is not None
    said = said_in(_resolved(env, paper.docname))
    items = (_tracked(item, said) for item in domain.facts.items_in(paper.docname))
    return Edition(
        docname=paper.docname,
        name=domain.facts.pdf_names[paper.docname],
        version=version or paper.version,
        date=paper.date,
        status=paper.status.value,
        kind=paper.kind,
        conference=paper.conference,
        title=paper.title,
        digest=together(inputs_of_page(env, paper.docname)),
        items=tuple(items),
        parts=said.parts,
    )


def _resolved(env: BuildEnvironment, docname: str) -> nodes.document:
    """The page when its words stand: after references are resolved, and before any format has its own way with it."""
    document = env.get_doctree(docname)
    for placeholder in list(document.findall(changes_of)):  # what changed is not what the paper says
        placeholder.parent.remove(placeholder)
    backup = env.current_document
    env.current_document = type(backup)(docname=docname)
    try:
        transformer = SphinxTransformer(document)
        transformer.set_environment(env)
        transformer.add_transforms([one for one in env._registry.get_post_transforms() if _neutral(one)])
        with suppress_logging():  # all that is said here, the page itself says
            transformer.apply_transforms()
    finally:
        env.current_document = backup
    return document


def _neutral(transform: type[Transform]) -> bool:
    """Whether every format has it, and has it before or when references are resolved."""
    formats = getattr(transform, "formats", ()) or getattr(transform, "builders", ())
    return not formats and (transform.default_priority or 0) <= ReferencesResolver.default_priority


def _tracked(item: Item, said: Said) -> Tracked:
    fields = {name: value for name, value in item.fields.items() if name not in _APART}
    section, text = said.items.get(item.id, ("", ()))
    return Tracked(
        id=item.id,
        type=item.type,
        title=item.title,
        conference=item.conference,
        instrument=item.instrument,
        revision=item.fields.get("revision", ""),
        section=section,
        fields=fields,
        links=item.links,
        text=tuple(text),
    )
