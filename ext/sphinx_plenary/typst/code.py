"""Python values -> Typst code. Text is a string literal always and markup never, so no text can run.

Sequences are code blocks, one expression a line: Typst joins what their lines give.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

EMPTY: Final = "[]"
# A place where a long word may break.
BREAK: Final = "\u200b"
_SPECIAL: Final = re.compile(r'[\\"\x00-\x1f\x7f\u0085\u2028\u2029\ud800-\udfff]')
_NAMED: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\n"}
_SPACES: Final = re.compile(r"[ \t\r\n\f\v]+")


def string(text: str) -> str:
    """A string literal on one line; control characters, which print as nothing, are left out."""
    return f'"{_SPECIAL.sub(_escaped, text)}"'


def _escaped(found: re.Match[str]) -> str:
    character = found[0]
    if "\ud800" <= character <= "\udfff":
        return "\ufffd"
    return _NAMED.get(character, " " if character in "\x0b\x0c\u0085\u2028\u2029" else "")


def prose(text: str) -> str:
    """The same with one space for each run of spaces and ends of lines."""
    return string(_SPACES.sub(" ", text))


def block(lines: Iterable[str]) -> str:
    """What these lines give, joined; empty content where there are none."""
    parts = list(lines)
    if len(parts) == 1 and not parts[0].startswith("//"):
        return parts[0]
    inner = "\n".join(parts)
    return f"{{\n{inner}\n}}" if inner else EMPTY


def call(function: str, *parts: str, **named: str | None) -> str:
    """A call with arguments that are code; those that are None are left out."""
    options = [f"{name.replace('_', '-')}: {value}" for name, value in named.items() if value is not None]
    return f"{function}({', '.join([*parts, *options])})"


def array(parts: Iterable[str]) -> str:
    """An array, also of one part."""
    inner = "".join(f"{part}, " for part in parts)
    return f"({inner})" if inner else "()"


def dictionary(pairs: Iterable[tuple[str, str]]) -> str:
    inner = "".join(f"  {string(key)}: {value},\n" for key, value in pairs)
    return f"(\n{inner})" if inner else "(:)"


def number(value: int | float) -> str:
    return f"{value:g}"
