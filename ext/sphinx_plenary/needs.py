"""The one door to sphinx-needs: declares types, fields and links, makes needs, reads the finished view."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from sphinx_needs.api import InvalidNeedException, add_field, add_need, add_need_type, del_need, get_needs_view
from sphinx_needs.config import _NEEDS_CONFIG
from sphinx_needs.data import SphinxNeedsData
from sphinx_needs.directives.needextend import Needextend
from sphinx_needs.directives.needflow import NeedflowGraphiz, NeedflowPlantuml
from sphinx_needs.directives.needimport import Needimport
from sphinx_needs.need_item import NeedItem, NeedItemSourceDirective
from sphinx_needs.nodes import Need
from sphinx_needs.schema.config import FieldSchemaTypes

from sphinx_plenary.model import ITEM_ID, ITEM_TYPES, Item, Origin, OutcomeKind, Position

logger = logging.getLogger(__name__)

_TEXT: Final[FieldSchemaTypes] = {"type": "string"}

# Fields of a tracked item that are not sphinx-needs' own, with what each says and its schema.
FIELDS: Final[Mapping[str, tuple[str, FieldSchemaTypes]]] = {
    "conference": ("Id of the conference at which the item is followed.", _TEXT),
    "instrument": ("Id of the text that the item is about.", _TEXT),
    "revision": ("The revision in force on the paper's date, as ITU writes it.", _TEXT),
    "issue": ("Ids of the issues that a resolution belongs to.", {"type": "array", "items": {"type": "string"}}),
    "position": ("What is wanted done with the text.", {"type": "string", "enum": [*Position]}),
    "concern": ("What in the text, or in a change of it, is a matter of concern.", _TEXT),
    "affected": ("Who is affected by it.", _TEXT),
    "implication": ("What it could mean for what the papers care about.", _TEXT),
    "organization": ("Id of the organization whose position it is.", _TEXT),
    "action": ("What a proposal wants: ADD, MOD, (MOD), SUP or NOC.", _TEXT),
    "proponent": ("Who proposes: organizations' ids or Member States.", _TEXT),
    "document": ("The conference document.", _TEXT),
    "date": ("The day of the document, YYYY-MM-DD.", _TEXT),
    "outcome": ("What the conference did.", {"type": "string", "enum": [*OutcomeKind]}),
    "source": ("Where that was read.", _TEXT),
    "audience": ("To whom a message speaks.", _TEXT),
    "evidence": ("What a message rests on, besides resolutions.", _TEXT),
    "owner": ("Who sees to the item.", _TEXT),
    "next_step": ("What is to be done next.", _TEXT),
    "due": ("The day by which an action is to be done, YYYY-MM-DD.", _TEXT),
    "internal": ("Whether the item is for the delegation alone: 'true', else nothing.", _TEXT),
    "reviewed": ("What was known of its texts and of proposals to them when it was last reviewed.", _TEXT),
    "review": ("From which conference the item was carried over, until somebody has reviewed it.", _TEXT),
}

# Options that an item keeps: its fields, and what sphinx-needs has of its own.
NOTED: Final = (*FIELDS, "status")

# Dead links are allowed here because rule R403 tells them, with the line and the cure.
LINKS: Final[Mapping[str, Mapping[str, Any]]] = {
    "resolutions": {"outgoing": "rests on", "incoming": "supports", "allow_dead_links": True},
    "proposals": {"outgoing": "answers", "incoming": "answered by", "allow_dead_links": True},
    "positions": {"outgoing": "follows from", "incoming": "leads to", "allow_dead_links": True},
    "messages": {"outgoing": "carries", "incoming": "carried by", "allow_dead_links": True},
}

_PREFIXES: Final = {
    "resolution": "RES-",
    "proposal": "PROP-",
    "position": "POS-",
    "outcome": "OUT-",
    "message": "MSG-",
    "action": "ACT-",
}


def configure(_app: Sphinx, config: Config) -> None:
    """What sphinx-needs 9.1 takes by configuration only; a project's own values stay."""
    config.needs_links = {**LINKS, **config.needs_links}
    if config.needs_flow_engine == config.values["needs_flow_engine"].default:
        config.needs_flow_engine = "graphviz"  # PlantUML needs Java
    config.needs_reproducible_json = True  # else it holds the time
    if config.needs_id_regex == config.values["needs_id_regex"].default:
        config.needs_id_regex = f"{ITEM_ID.pattern}$"


def own_types(config: Config) -> list[str]:
    """The types that are ours: all, but those that the project has under the same name for itself."""
    taken = {entry if isinstance(entry, str) else entry.get("directive") for entry in config.needs_types}
    return [name for name in ITEM_TYPES if name not in taken]


def add_types(app: Sphinx, config: Config) -> None:
    """Our types and fields; what the project has under the same name stays its own affair."""
    ours = own_types(config)
    for name in ours:
        add_need_type(app, name, name.capitalize(), _PREFIXES[name])
    for name, (description, schema) in FIELDS.items():
        if name not in config.needs_fields and name not in config.needs_extra_options:
            add_field(name, description, schema=schema, nullable=True, parse_dynamic_functions=False)
    if others := sorted(set(ITEM_TYPES) - set(ours)):
        logger.info("needs_types has %s: the directives of sphinx-plenary by these names are off", ", ".join(others))


def write_no_json(app: Sphinx) -> None:
    """needs.json belongs to pages; sphinx-needs' own builder, which writes it, cannot follow gettext (9.1)."""
    if app.builder.name in {"gettext", "check", "edition"}:
        app.config.needs_build_json = False


def take_functions() -> None:
    """Leave none of the functions that stand in double brackets in a paper: by filters they run any Python."""
    _NEEDS_CONFIG._functions.clear()


def declare(
    app: Sphinx, directive: SphinxDirective, item: Item, values: Mapping[str, str], status: str | None
) -> tuple[list[nodes.Node], str]:
    """Make a need of an item: its nodes, or none and sphinx-needs' reason."""
    source = NeedItemSourceDirective(
        docname=item.docname,
        lineno=item.origin.line,
        lineno_content=directive.content_offset + 1,
        parser_lineno=directive.lineno,
    )
    extras: dict[str, Any] = {name: value for name, value in values.items() if value}
    extras |= {name: ", ".join(targets) for name, targets in item.links.items() if targets}
    try:
        made = add_need(
            app,
            directive.state,
            need_source=source,
            need_type=item.type,
            title=item.title.replace("[[", "[ ["),  # sphinx-needs would run what stands in double brackets
            id=item.id,
            content=directive.content,
            status=status,
            **extras,
        )
    except InvalidNeedException as error:
        return [], error.message
    return made, ""


def content_of(made: Iterable[nodes.Node]) -> list[nodes.Node]:
    """What an author wrote inside an item, out of the nodes that sphinx-needs made of it."""
    return [child for node in made if isinstance(node, Need) for child in node.children]


def is_bookkeeping(node: nodes.Node) -> bool:
    """Whether a node is sphinx-needs' own and no word of the author's: the target before a need, the need itself."""
    return isinstance(node, Need) or (isinstance(node, nodes.target) and "refid" in node)


def is_box(table: nodes.table) -> bool:
    """Whether a table is the box that sphinx-needs draws round one item, as ``needextract`` shows it."""
    return "need" in table["classes"]


def is_switch(node: nodes.Node) -> bool:
    """Whether a node is the button by which a page folds an item, which only LaTeX is spared (sphinx-needs 9.1)."""
    return isinstance(node, nodes.inline) and "needs_collapse" in node["classes"]


def is_view(table: nodes.table) -> bool:
    """Whether a table is a needtable; the widths it brings are the same for any content."""
    return type(table).__module__.startswith("sphinx_needs.")


def is_flow(node: nodes.Node) -> bool:
    """Whether a node is the placeholder of a ``needflow``."""
    return isinstance(node, NeedflowGraphiz | NeedflowPlantuml)


def is_random(id: str) -> bool:
    """Whether an id changes from build to build (sphinx-needs 9.1, its issue 1903)."""
    return id.startswith("SNCB-")


def shows_needs(doctree: nodes.document) -> tuple[bool, bool, bool]:
    """Whether a page holds needs, shows what sphinx-needs makes of others' needs, and changes others' needs."""
    holds = views = changes = False
    for node in doctree.findall(nodes.Element):
        if isinstance(node, Need):
            holds = True
        elif type(node).__module__.startswith("sphinx_needs."):
            views = True
            changes = changes or isinstance(node, Needextend | Needimport)
    return holds, views, changes


def current_items(app: Sphinx, declared: Iterable[Item]) -> tuple[Item, ...]:
    """The items as they stand at the end: with ``needextend`` and the like applied. Write phase only.

    ``declared`` are the items as papers wrote them; they lend the lines that sphinx-needs does not keep.
    """
    written: dict[str, Item] = {}
    for item in declared:
        written.setdefault(item.id, item)
    found = []
    ours = own_types(app.config)
    kinds_of_link = dict.fromkeys((*LINKS, "links", *app.config.needs_links))
    for need in get_needs_view(app).values():
        if need["type"] not in ours or need["is_external"]:
            continue
        base = written.get(need["id"]) or _foreign(need)
        fields = {name: text for name in NOTED if (text := _plain(need.get(name)))}
        links = {name: tuple(need.get(name) or ()) for name in kinds_of_link}
        found.append(replace(base, title=need["title"], fields={**base.fields, **fields}, links=links))
    return tuple(sorted(found, key=lambda item: (item.docname, item.origin.line, item.id)))


def forget_external(app: Sphinx, env: BuildEnvironment, _docnames: list[str]) -> None:
    """sphinx-needs 9.1 keeps from the last build what is gone from another site; what is there it reads again."""
    for id, need in list(SphinxNeedsData(env).get_needs_mutable().items()):
        if need["is_external"]:
            del_need(app, id)


def external_items(app: Sphinx) -> list[tuple[str, str, str, str, str, str, str]]:
    """What ``needs_external_needs`` brought: site, id as it is there, type, title, address, text and conference.

    From when all pages are read; an id with the prefix that ``conf.py`` gives it is left to sphinx-needs' own roles.
    """
    sources = [(source["base_url"], source.get("id_prefix", "")) for source in app.config.needs_external_needs]
    sources.sort(key=lambda source: -len(source[0]))  # of two that fit the nearer one
    found = []
    for id, need in sorted(SphinxNeedsData(app.env).get_needs_mutable().items()):
        url = need["external_url"] or ""
        if need["is_external"] and need["type"] in ITEM_TYPES:
            base, prefix = next(((base, prefix) for base, prefix in sources if _is_below(url, base)), ("", ""))
            text, conference = need.get("instrument") or "", need.get("conference") or ""
            site = base.partition("://")[2] or base
            found.append((site, id.removeprefix(prefix), need["type"], need["title"], url, text, conference))
    return found


def _is_below(url: str, base: str) -> bool:
    return url.startswith(f"{base.rstrip('/')}/")


def _foreign(need: NeedItem) -> Item:
    """An item that no directive of ours declared: imported, or made by another extension."""
    return Item(
        docname=need["docname"] or "",
        origin=Origin(need["docname"] or "needs.json", need["lineno"] or 1),
        id=need["id"],
        type=need["type"],
        title=need["title"],
        conference=need.get("conference") or "",
        instrument=need.get("instrument") or "",
    )


def _plain(value: object) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(str(part) for part in value)
    return "" if value is None else str(value)


def setup(app: Sphinx) -> None:
    app.setup_extension("sphinx_needs")
    app.connect("config-inited", configure, priority=5)  # before sphinx-needs reads its values at 10
    app.connect("config-inited", add_types, priority=20)  # sphinx-needs resolves its own types at 12
    app.connect("builder-inited", write_no_json)
    app.connect("env-before-read-docs", forget_external, priority=400)  # sphinx-needs reads other sites' at 500
