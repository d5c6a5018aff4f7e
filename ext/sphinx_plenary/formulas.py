"""LaTeX maths as a tree of MathML, by docutils: pages have it as it is, the PDF by Typst has it in Typst's terms."""

from __future__ import annotations

import re
from typing import Final

from docutils.utils.math import MathError
from docutils.utils.math.latex2mathml import parse_latex_math
from docutils.utils.math.mathml_elements import math

# What an author whose formula could not be read may do.
CURE: Final = "write it in simpler LaTeX, or as a picture with its words in 'alt'"
# How docutils 0.22 fails on what it does not look for, as on '\\int ( \\limits'.
FAULTS: Final = (
    LookupError, ValueError, TypeError, AttributeError, AssertionError, SyntaxError, NameError, RecursionError,
)  # fmt: skip
# Rows inside an environment are its own.
_ENVIRONMENT: Final = re.compile(r"\\begin\{(\w+\*?)\}.*?\\end\{\1\}", re.DOTALL)


class Unreadable(ValueError):
    """A formula that docutils cannot read; its text says why."""


def formula(source: str) -> math:
    """The formula as MathML; Unreadable says why there is none."""
    root = math(xmlns="http://www.w3.org/1998/Math/MathML")
    try:
        parse_latex_math(root, _aligned(source.strip()))
    except MathError as error:
        raise Unreadable(str(error)) from error
    except FAULTS as error:
        raise Unreadable("docutils cannot read it") from error
    return root


def told(source: str, error: Unreadable) -> str:
    """What a message says of it."""
    return f"the formula {source.strip()[:40]!r} cannot be set ({error})"


def _aligned(source: str) -> str:
    """Sphinx sets several lines or equations, with or without signs of alignment, as one."""
    equations = [part.strip() for part in source.split("\n\n") if part.strip()]
    joined = r" \\ ".join(equations)
    has_lines = len(equations) > 1 or "\\\\" in _ENVIRONMENT.sub("", source)
    return rf"\begin{{aligned}}{joined}\end{{aligned}}" if has_lines else joined
