"""Where links arrive: each id once, at a place that LaTeX can label."""

from __future__ import annotations

from docutils import nodes

from sphinx_plenary import needs


def keep_first_ids(doctree: nodes.document) -> None:
    """An item that sphinx-needs shows again brings its id again, which LaTeX takes for another place."""
    seen: set[str] = set()
    of_tables: set[str] = set()
    targets: list[nodes.target] = []
    containers: list[nodes.container] = []
    for node in doctree.findall(nodes.Element):
        if isinstance(node, nodes.footnote | nodes.footnote_reference):
            continue
        node["ids"] = [id for id in node["ids"] if id not in seen and not needs.is_random(id)]
        seen.update(node["ids"])
        match node:
            case nodes.table():
                of_tables.update(node["ids"])
            case nodes.target() if "refid" in node:
                targets.append(node)
            case nodes.container():
                containers.append(node)
    named: set[str] = set()
    for target in targets:
        # A table names itself, but Sphinx does not see that once it stands in a container.
        if target["refid"] in of_tables | named or needs.is_random(target["refid"]):
            target.parent.remove(target)
        named.add(target["refid"])
    for container in containers:
        container["ids"] = [id for id in container["ids"] if id not in named]


def place_target(container: nodes.container) -> None:
    """LaTeX's containers have no label: a target inside has it."""
    first = container
    while len(first) and isinstance(first[0], nodes.container):
        first = first[0]
    first.insert(0, nodes.target("", "", ids=list(container["ids"])))
    container["ids"] = []


def place_targets_of_rows(doctree: nodes.document) -> None:
    """LaTeX labels neither a row of a table nor an item of a list: a target in its first paragraph has the id."""
    for node in list(doctree.findall(nodes.Element)):
        if isinstance(node, nodes.row | nodes.list_item) and node["ids"]:
            paragraph = next(node.findall(nodes.paragraph), None)
            if paragraph is not None:
                paragraph.insert(0, nodes.target("", "", ids=list(node["ids"])))
                node["ids"] = []
