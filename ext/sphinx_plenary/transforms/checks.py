"""The statement that the builder of PDFs leaves behind, as a table: which papers, which standard, what was counted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_plenary.config import Settings
from sphinx_plenary.domain import PlenaryDomain
from sphinx_plenary.nodes import pdf_checks
from sphinx_plenary.transforms.parts import line, words
from sphinx_plenary.translation import N_, _, ngettext

_STANDARDS: Final = {"ua-1": "PDF/UA-1 (ISO 14289-1)", "a-2a": "PDF/A-2a (ISO 19005-2)"}
_COUNTS: Final = ("language", "headings", "pictures", "tables with heads")
_HEADS: Final = (
    N_("PDF"), N_("Language"), N_("Headings"), N_("Pictures, each with words"), N_("Tables, each with heads"),
)  # fmt: skip
_WIDTHS: Final = (44, 14, 14, 14, 14)


class PdfChecksTransform(SphinxPostTransform):
    """``pdf_checks`` -> a sentence and a table, or a sentence that no PDF was made."""

    default_priority = 5  # before ReferencesResolver (10)

    def run(self, **kwargs: object) -> None:
        for placeholder in list(self.document.findall(pdf_checks)):
            statement = read_statement(PlenaryDomain.of(self.env).app)
            placeholder.replace_self(_told(statement) if statement else [line(_("This site has no PDFs."))])


def read_statement(app: Sphinx) -> dict[str, Any]:
    """What the builder wrote; empty where it wrote nothing, or what is there is not whole."""
    name = Settings.of(app.config).pdf_checks
    if not name:
        return {}
    try:
        found = json.loads(Path(app.confdir, name).read_text(encoding="utf-8"))
        return found if found["papers"] and found["standards"] else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _told(statement: dict[str, Any]) -> list[nodes.Node]:
    papers, standards = statement["papers"], statement["standards"]
    named = _(" and ").join(_STANDARDS.get(name, name) for name in standards)
    first = ngettext(
        "{number} PDF was made to {standards}, by {engine}. In it this was counted:",
        "{number} PDFs were made to {standards}, by {engine}. In each this was counted:",
        len(papers), standards=named, engine=statement["engine"],
    )  # fmt: skip
    group = nodes.tgroup("", *(nodes.colspec(colwidth=width) for width in _WIDTHS), cols=len(_HEADS))
    group += nodes.thead("", nodes.row("", *(nodes.entry("", nodes.paragraph("", _(head))) for head in _HEADS)))
    body = nodes.tbody()
    for found in (papers[name] for name in sorted(papers)):
        cells = [found["title"], *(str(found[name]) for name in _COUNTS)]
        body += nodes.row("", *(nodes.entry("", nodes.paragraph("", "", words(cell))) for cell in cells))
    group += body
    return [line(first), nodes.table("", group, classes=["plenary-checks", "colwidths-given"])]


def setup(app: Sphinx) -> None:
    app.add_post_transform(PdfChecksTransform)
