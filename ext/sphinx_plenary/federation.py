"""What other sites publish for ours to link to: items in ``needs.json``, items and dossiers in ``objects.inv``.

sphinx-needs reads the former (``needs_external_needs``), intersphinx the latter; each tells what it cannot read.
"""

from __future__ import annotations

from collections.abc import Iterator

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.ext.intersphinx import InventoryAdapter

from sphinx_plenary import needs
from sphinx_plenary.domain import PlenaryDomain
from sphinx_plenary.elsewhere import DOSSIER, Elsewhere, Sites
from sphinx_plenary.model import ITEM_TYPES


def look_elsewhere(app: Sphinx, env: BuildEnvironment) -> None:
    """In every build: what stood there yesterday may be gone."""
    domain = PlenaryDomain.of(env)
    listed = list(_listed(app, env))
    names = {one.url: one.site for one in listed}
    told = [
        Elsewhere(names.get(url, site), id, type, title, url, text, conference)
        for site, id, type, title, url, text, conference in needs.external_items(app)
    ]
    domain.elsewhere = Sites((*told, *listed), domain.register)


def _listed(app: Sphinx, env: BuildEnvironment) -> Iterator[Elsewhere]:
    """The items and dossiers of inventories, by the name that each site gives itself."""
    if "sphinx.ext.intersphinx" not in app.extensions:
        return
    for name, inventory in sorted(InventoryAdapter(env).named_inventory.items()):
        for type in (*ITEM_TYPES, DOSSIER):
            for id, one in sorted(inventory.get(f"{PlenaryDomain.name}:{type}", {}).items()):
                title = id if one.display_name == "-" else one.display_name
                yield Elsewhere(one.project_name or name, id, type, title, one.uri)


def setup(app: Sphinx) -> None:
    app.connect("env-updated", look_elsewhere, priority=300)  # before pages of dossiers are made (400)
