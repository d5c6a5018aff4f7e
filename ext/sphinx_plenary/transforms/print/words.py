"""Words that no line can hold, and signs that the text font lacks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from docutils import nodes
from sphinx.util import logging

from sphinx_plenary import glyphs
from sphinx_plenary.transforms.print.places import inside, is_address

logger = logging.getLogger(__name__)

_LONGEST_WORD: Final = 36  # characters that fit into a line of any paragraph


def shape_words(doctree: nodes.document, companions: bool, own: Path | None) -> None:
    """All words but those that are set as they are written; ``companions``: the engine has fonts of other scripts."""
    for text in list(doctree.findall(nodes.Text)):
        if inside(text, nodes.literal_block, nodes.math, nodes.math_block, nodes.raw):
            continue
        whole = inside(text, nodes.title) or is_address(text)
        for piece in [text] if whole else break_long_words(text, _LONGEST_WORD):
            _replace_signs(piece, companions, own)


def break_long_words(text: nodes.Text, longest: int) -> list[nodes.Text]:
    """Places to break in a word, an id or a path that no line of its column can hold; hyphenation knows plain words.

    The texts that stand for it now are returned.
    """
    words = [word for word in text.astext().split() if len(word) > longest and not (word.isalpha() and len(word) < 60)]
    if not words:
        return [text]
    texts: list[nodes.Text] = []
    made: list[nodes.Node] = []
    for piece in re.split("(" + "|".join(re.escape(word) for word in words) + ")", text.astext()):
        parts = _breakable(piece, max(1, longest - 2)) if piece in words else iter([piece] if piece else [])
        for index, part in enumerate(parts):
            made += [nodes.inline("", "", classes=["plenary-break"])] if index else []
            texts.append(nodes.Text(part))
            made.append(texts[-1])
    text.parent.replace(text, made)
    return texts


def _breakable(word: str, longest: int) -> Iterator[str]:
    for part in re.findall(r"[^/_.=&?:@+-]+[/_.=&?:@+-]*|[/_.=&?:@+-]+", word):
        for start in range(0, len(part), longest):
            yield part[start : start + longest]


def _replace_signs(text: nodes.Text, companions: bool, own: Path | None) -> None:
    """A sign that the text font lacks is set in the sans; one that no font has is shown as its number."""
    parts = list(glyphs.split(text.astext(), own))
    plain = {glyphs.Font.TEXT, *([glyphs.Font.COMPANION] if companions else [])}
    if "".join(part.text for part in parts) == text.astext() and all(part.font in plain for part in parts):
        return
    made: list[nodes.Node] = []
    for part in parts:
        match part.font:
            case glyphs.Font.TEXT:
                made.append(nodes.Text(part.text))
            case glyphs.Font.COMPANION if companions:
                made.append(nodes.Text(part.text))
            case glyphs.Font.LABEL:
                made.append(nodes.inline("", part.text, classes=["plenary-sign"]))
            case _:
                made.append(nodes.inline("", glyphs.lacking(part), classes=["plenary-lacking"]))
                logger.warning(
                    "the fonts of the PDF have no %s; the page shows its number",
                    glyphs.lacking(part),
                    type="plenary",
                    subtype="glyph",
                    location=text.parent,
                )
    text.parent.replace(text, made)
