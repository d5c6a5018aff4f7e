"""LaTeX maths -> Typst maths, by way of the MathML that docutils makes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from docutils import nodes

from sphinx_plenary.formulas import CURE, FAULTS, Unreadable, formula, told
from sphinx_plenary.typst.code import array, block, call, prose, string
from sphinx_plenary.typst.core import Core

# Accents, as MathML has them over a letter, and what Typst calls them by.
_ACCENTS: Final = frozenset("ˆ^~˜¯‾´`˘ˇ˙.¨→⃗←⃖⟶")
_BRACES: Final = {"⏞": "overbrace", "⏟": "underbrace", "‾": "overline", "_": "underline", "―": "overline"}
_BIG: Final = frozenset({"lim", "sup", "inf", "max", "min", "∑", "∏", "⋃", "⋂", "∐", "⨁", "⨂"})


def typst_of(source: str) -> str:
    """Content for an equation. Unreadable says why there is none."""
    root = formula(source)
    try:
        return block(_row(root))
    except FAULTS as error:  # a tree that lacks what its kind has to have
        raise Unreadable(str(error)) from error


def _row(parent: Iterable[Any]) -> list[str]:
    return [_code(child) for child in parent]


def _body(element: Any) -> str:
    return block(_row(element))


def _code(element: Any) -> str:
    kind = _KINDS.get(element.tag)
    if kind is None:
        raise Unreadable(f"'{element.tag}' has no form in the PDF")
    return kind(element)


def _token(element: Any) -> str:
    text = element.text or ""
    if len(text) != 1:
        return call("math.op", string(text)) if element.tag != "mn" and text else string(text)
    letter = call("sign", string(text))
    return call("math.upright", letter) if element.get("mathvariant") == "normal" else letter


def _operator(element: Any) -> str:
    text = element.text or ""
    if len(text) == 1:
        return call("sign", string(text))
    return call("math.op", string(text), limits="true") if text else "[]"


def _fraction(element: Any) -> str:
    above, below = map(_code, element)
    if element.get("linethickness") == "0":
        return call("math.mat", array([above]), array([below]), delim="none")
    return call("math.frac", above, below)


def _attached(bottom: int, top: int) -> Callable[[Any], str]:
    """A base with something at its right below and above; the numbers are those of the children, 0 for none."""

    def attached(element: Any) -> str:
        parts = [_code(child) for child in element]
        base = call("math.scripts", parts[0])
        return call("math.attach", base, b=parts[bottom] if bottom else None, t=parts[top] if top else None)

    return attached


def _limits(bottom: int, top: int) -> Callable[[Any], str]:
    def limits(element: Any) -> str:
        over = element[top or bottom].text or ""
        base = _code(element[0])
        if len(element) == 2 and over in _BRACES:
            return call(f"math.{_BRACES[over]}", base)
        if element.get("accent") == "true" and over in _ACCENTS:
            return call("math.accent", base, string({"^": "ˆ", "~": "˜"}.get(over, over)))
        parts = [_code(child) for child in element]
        movable = (element[0].text or "") in _BIG
        body = base if movable else call("math.limits", base)
        return call("math.attach", body, b=parts[bottom] if bottom else None, t=parts[top] if top else None)

    return limits


def _table(element: Any) -> str:
    rows = [[_body(cell) for cell in row] for row in _rows_of(element)]
    if _is_aligned(element):
        return call("aligned", *map(array, rows))
    width = max((len(row) for row in rows), default=0)
    return call("math.mat", *(array(row + ["[]"] * (width - len(row))) for row in rows), delim="none")


def _is_aligned(element: Any) -> bool:
    """Whether columns are places of alignment, not of a matrix."""
    return any(name in str(element.get("class", "")) for name in ("align", "cases"))


def _rows_of(element: Any) -> list[Any]:
    """The rows of a table; docutils puts a row after a lone ``\\`` into the row before it."""
    found = []
    for row in element:
        found.append([cell for cell in row if cell.tag == "mtd"])
        found += [list(inner) for inner in row if inner.tag == "mtr"]
    return found


def _space(element: Any) -> str:
    width = str(element.get("width", "0em"))
    amount = width.removesuffix("em")
    return f"h({float(amount):g}em)" if width.endswith("em") else "[]"


_KINDS: Final[Mapping[str, Callable[[Any], str]]] = {
    "math": _body,
    "mrow": lambda element: _fenced(element),
    "mstyle": _body,
    "mpadded": _body,
    "mi": _token,
    "mn": _token,
    "mo": _operator,
    "mtext": lambda element: prose(element.text or ""),
    "mspace": _space,
    "mfrac": _fraction,
    "msqrt": lambda element: call("math.sqrt", _body(element)),
    "mroot": lambda element: call("math.root", _code(element[1]), _code(element[0])),
    "msub": _attached(1, 0),
    "msup": _attached(0, 1),
    "msubsup": _attached(1, 2),
    "munder": _limits(1, 0),
    "mover": _limits(0, 1),
    "munderover": _limits(1, 2),
    "mtable": _table,
    "mphantom": lambda element: call("hide", _body(element)),
    "menclose": lambda element: call("box", _body(element), stroke="0.5pt", inset="3pt"),
}


def _fenced(element: Any) -> str:
    """A row between two fences that grow with it."""
    parts = list(element)
    ends = [part.text or "" for part in (parts[0], parts[-1])] if len(parts) > 1 else ["", ""]
    fences = all(part.tag == "mo" and part.get("stretchy") != "false" for part in (parts[:1] + parts[-1:]))
    return call("math.lr", _body(element)) if fences and any(ends) else _body(element)


class Formulas(Core):
    """Maths in a line and by itself; a machine reads its LaTeX source."""

    def visit_math(self, node: nodes.Element) -> None:
        self._formula(node, display=False)

    def visit_math_block(self, node: nodes.Element) -> None:
        self.at(node)
        self._formula(node, display=True)

    def _formula(self, node: nodes.Element, display: bool) -> None:
        source = node.astext().strip()
        try:
            made = typst_of(source)
        except Unreadable as error:
            self.refuse(node, told(source, error), CURE)
            raise nodes.SkipNode from error
        self.put(call("formula", "true" if display else "false", string(" ".join(source.split())), made))
        raise nodes.SkipNode
