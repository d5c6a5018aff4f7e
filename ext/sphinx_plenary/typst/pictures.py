"""Images and figures, with the words that say what they show."""

from __future__ import annotations

import re
from typing import Final

from docutils import nodes

from sphinx_plenary.typst.code import EMPTY, call, string
from sphinx_plenary.typst.core import Core
from sphinx_plenary.typst.images import as_shown

# Units of docutils -> those of Typst; px as CSS has them.
_LENGTH: Final = re.compile(r"^(\d+(?:\.\d+)?)\s*(px|pt|cm|mm|in|em|pc|%|)$")
_POINTS: Final = {"px": 0.75, "": 0.75, "pc": 12.0}
_ALIGNS: Final = {"left": "left", "center": "center", "right": "right"}
# Only ornament: class of an image that says nothing, which a screen reader passes over.
_ORNAMENT: Final = "decorative"


def length(value: str) -> str | None:
    """``80%``, ``120px`` and the like; None for what is no length."""
    found = _LENGTH.match(value.strip())
    if not found:
        return None
    amount, unit = float(found[1]), found[2]
    return f"{amount * _POINTS[unit]:g}pt" if unit in _POINTS else f"{amount:g}{unit}"


class Pictures(Core):
    """``pictures`` are the files shown: name in the paper's folder by Sphinx's own."""

    pictures: dict[str, str]

    def visit_image(self, node: nodes.Element) -> None:
        uri = str(node["uri"])
        self.at(node)
        alt = str(node.get("alt") or "").strip()
        ornament = _ORNAMENT in node["classes"]
        if "://" in uri or uri not in self.builder.images:
            fix = "lay a copy beside the paper and name that, or mend the name"
            self.refuse(node, f"the picture {uri[:80]!r} is no file of the project", fix)
            raise nodes.SkipNode
        if not alt and not ornament:
            fix = (
                "say it in words: '![what it shows](file)' or ':alt: what it shows'; "
                f"a mere ornament has ':class: {_ORNAMENT}'"
            )
            self.refuse(node, f"the picture {uri!r} does not say what it shows", fix)
            raise nodes.SkipNode
        name = as_shown(self.builder.images[uri])
        self.pictures[uri] = name
        sizes = {key: length(str(node[key])) for key in ("width", "height") if key in node}
        if "scale" in node and "width" not in node:
            sizes["width"] = f"{int(node['scale'])}%"
        if sizes.get("height", "").endswith("%"):  # type: ignore[union-attr]
            del sizes["height"]
        place = string(f"pictures/{name}")
        if ornament:
            self.put(call("ornament", place, **sizes))
        else:
            in_line = isinstance(node.parent, nodes.TextElement)
            align = None if in_line else _ALIGNS.get(str(node.get("align", "")))
            made = call("picture", place, string(alt), place=align, **sizes)
            self.put(call("box", made) if in_line else made)
        raise nodes.SkipNode

    def visit_figure(self, node: nodes.Element) -> None:
        caption = next((child for child in node.children if isinstance(child, nodes.caption)), None)
        self.at(node)
        legend = [child for child in node.children if isinstance(child, nodes.legend)]
        body = self.content(*(child for child in node.children if child is not caption and child not in legend))
        self.open()
        if caption is not None:
            numbers = self._number(node)
            if numbers:
                self.put(string(numbers))
            for child in caption.children:
                child.walkabout(self)
        for child in legend:
            child.walkabout(self)
        words = self.close()
        place = _ALIGNS.get(str(node.get("align", "")))
        self.put(call("illustration", words if words != EMPTY else "none", body, place=place))
        raise nodes.SkipNode

    def _number(self, node: nodes.Element) -> str:
        """``Fig. 1: `` where the project numbers its figures."""
        if not self.config.numfig:
            return ""
        numbers = self.builder.env.toc_fignumbers.get(self.docname, {}).get("figure", {})
        found = next((numbers[id] for id in node["ids"] if id in numbers), None)
        if found is None:
            return ""
        prefix = str(self.config.numfig_format.get("figure", "Fig. %s"))
        return f"{prefix % '.'.join(map(str, found))}: "
