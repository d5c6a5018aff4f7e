"""Nodes that never come to the translator, each with the reason; what else has no method is told as an error."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

EXCLUDED: Final[Mapping[str, str]] = {
    "pending": "docutils replaces it while it reads",
    "substitution_reference": "docutils replaces it while it reads",
    "colspec": "the table reads it",
    "tgroup": "the table reads it",
    "thead": "the table reads it",
    "tbody": "the table reads it",
    "row": "the table reads it",
    "entry": "the table reads it",
    "attribution": "the quotation reads it",
    "option": "the group of options reads it",
    "option_string": "the group of options reads it",
    "option_argument": "the group of options reads it",
    "production": "the list of productions reads it",
    "only": "Sphinx takes it away before writing",
    "toctree": "the builder puts the pages themselves in its place",
    "_desc_classes_injector": "a helper of classes, never a node",
    "item_card": "our own transform replaces it",
    "paper_pdf": "our own transform replaces it",
    "picture": "our own transform replaces it",
    "paper_digest": "our own transform replaces it",
    "pdf_checks": "our own transform replaces it",
    "event_block": "our own transform replaces it",
    "calendar_link": "our own transform replaces it",
    "dossier_link": "our own transform replaces it",
    "dossier_story": "only pages have it",
    "drawing": "only pages have it",
    "folded": "only pages have it",
    "paper_editions": "our own transform replaces it",
    "paper_languages": "our own transform replaces it",
    "changes_of": "our own transform replaces it",
    "edition_story": "only pages have it",
    "paper_list": "our own transform replaces it",
    "matrix_table": "our own transform replaces it",
    "resolution_table": "our own transform replaces it",
}
