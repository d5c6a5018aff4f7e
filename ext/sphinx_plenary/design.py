"""The look's tokens -> what CSS and LaTeX read. Nothing else holds a colour, a font or a size of ours."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

TOKENS: Final = Path(__file__).parent / "tokens.json"
_WEIGHTS: Final = {
    "regular": (400, "normal"),
    "italic": (400, "italic"),
    "bold": (600, "normal"),
    "bold-italic": (600, "italic"),
}


@cache
def tokens() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(TOKENS.read_text(encoding="utf-8"))
    return loaded


def css() -> str:
    """Font faces and custom properties, for both colour schemes of pydata-sphinx-theme and of the system."""
    return "\n".join([*_faces(), *_properties()]) + "\n"


def _faces() -> Iterator[str]:
    for font in tokens()["fonts"].values():
        for style, file in font["files"].items():
            weight, slant = _WEIGHTS[style]
            yield (
                f'@font-face {{ font-family: "{font["family"]}"; font-weight: {weight}; font-style: {slant}; '
                f'font-display: swap; src: url("fonts/{file}.woff2") format("woff2"); }}'
            )


def _properties() -> Iterator[str]:
    fonts, screen = tokens()["fonts"], tokens()["screen"]
    fixed = {f"font-{role}": f'"{font["family"]}"' for role, font in fonts.items()} | screen
    light = {**fixed, **tokens()["light"]}
    yield f":root {{ {_declarations(light)} }}"
    yield f'html[data-theme="dark"] {{ {_declarations(tokens()["dark"])} }}'


def _declarations(values: dict[str, str]) -> str:
    return " ".join(f"--plenary-{name}: {value};" for name, value in values.items())


def tex() -> str:
    """Colours, sizes and fonts as TeX definitions."""
    lines = [
        rf"\definecolor{{plenary-{name}}}{{HTML}}{{{value.lstrip('#').upper()}}}"
        for name, value in tokens()["light"].items()
    ]
    lines += [rf"\newcommand{{\plenaryprint{name}}}{{{value}}}" for name, value in tokens()["print"].items()]
    for role, font in tokens()["fonts"].items():
        lines += [
            rf"\expandafter\def\csname plenaryfont{role}{style.replace('-', '')}\endcsname{{{file}}}"
            for style, file in font["files"].items()
        ]
    return "\n".join([r"\ProvidesFile{plenary-tokens.tex}", *lines]) + "\n"
