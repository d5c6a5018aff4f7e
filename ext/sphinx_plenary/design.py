"""The look's tokens -> what CSS, LaTeX, Typst and figures read. Nothing else holds our colours, fonts and sizes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
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


def scheme(name: str) -> dict[str, str]:
    """The colours of ``light`` or ``dark`` by name, with those that only figures use."""
    figures = tokens()["figures"]
    return {**tokens()[name], **figures["both"], **figures[name]}


def contrast(one: str, other: str) -> float:
    """From 1 to 21, of two colours written ``#rrggbb``. Source of the formula: WCAG 2.2, "contrast ratio"."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def css(faces: bool = True, switched: bool = True) -> str:
    """Font faces and custom properties. ``switched``: the theme has pydata-sphinx-theme's switch for dark pages.

    Under another theme the colours are dark where it says by ``color-scheme`` that its page is.
    """
    return "\n".join([*(_faces() if faces else ()), *(_properties() if switched else _guest_properties())]) + "\n"


def _faces() -> Iterator[str]:
    for font in tokens()["fonts"].values():
        for style, file in font["files"].items():
            weight, slant = _WEIGHTS[style]
            yield (
                f'@font-face {{ font-family: "{font["family"]}"; font-weight: {weight}; font-style: {slant}; '
                f'font-display: swap; src: url("fonts/{file}.woff2") format("woff2"); }}'
            )
        yield _fallback(font)


def companion_css(language: str) -> str:
    """The fonts of a script that ours have not, behind ours; empty where a language needs none."""
    companions = tokens()["companions"].get(language, {})
    lines = []
    stacks = {}
    for role, companion in companions.items():
        for style, file in companion["files"].items():
            weight, slant = _WEIGHTS[style]
            lines.append(
                f'@font-face {{ font-family: "{companion["family"]}"; font-weight: {weight}; font-style: {slant}; '
                f'font-display: swap; src: url("fonts/{file}.woff2") format("woff2"); }}'
            )
        font = tokens()["fonts"][role]
        families = (font["family"], companion["family"], f"{font['family']} fallback")
        stacks[f"font-{role}"] = ", ".join([*(f'"{family}"' for family in families), font["generic"]])
    return "\n".join([*lines, f":root {{ {_declarations(stacks)} }}", ""]) if companions else ""


def companion_files(language: str) -> list[str]:
    """What ``companion_css`` names, in the folder of fonts, with their licence."""
    companions = tokens()["companions"].get(language, {})
    files = [f"{file}.woff2" for companion in companions.values() for file in companion["files"].values()]
    return [*files, *sorted({f"{file.partition('/')[0]}/OFL.txt" for file in files})]


def _fallback(font: dict[str, Any]) -> str:
    """A font of the reader's system, sized so that the text does not move when ours arrives.

    ``size-adjust`` is the ratio of the mean widths of English text in the two fonts; the overrides are our
    font's ascent and descent divided by it.
    """
    fallback = dict(font["fallback"])
    sources = ", ".join(f'local("{name}")' for name in fallback.pop("local"))
    metrics = " ".join(f"{name}: {value};" for name, value in fallback.items())
    return f'@font-face {{ font-family: "{font["family"]} fallback"; src: {sources}; {metrics} }}'


def _properties() -> Iterator[str]:
    light = {**_stacks(), **tokens()["screen"], **tokens()["light"]}
    dark = _declarations(tokens()["dark"])
    yield f":root {{ {_declarations(light)} }}"
    yield f'html[data-theme="dark"] {{ {dark} }}'
    # Without JavaScript the theme knows no scheme (or "auto"): then the system decides.
    unswitched = 'html:not([data-theme="light"], [data-theme="dark"])'
    yield f"@media screen and (prefers-color-scheme: dark) {{ {unswitched} {{ {dark} color-scheme: dark; }} }}"
    hidden, seen = "{ display: none !important; }", "{ display: block !important; }"
    yield f'.plenary-dark-only, html[data-theme="dark"] .plenary-light-only {hidden}'
    yield f'html[data-theme="dark"] .plenary-dark-only {seen}'
    only = f"{unswitched} .plenary-light-only {hidden} {unswitched} .plenary-dark-only {seen}"
    yield f"@media screen and (prefers-color-scheme: dark) {{ {only} }}"
    # Paper is white.
    yield f"@media print {{ html:root {{ {_declarations(tokens()['light'])} color-scheme: light; }} }}"


def _guest_properties() -> Iterator[str]:
    """A theme without dark pages stays light when the reader's system is dark; drawings have paper under them."""
    light, dark = tokens()["light"], tokens()["dark"]
    both = {name: f"light-dark({value}, {dark[name]})" for name, value in light.items()}
    yield f":root {{ {_declarations({**_stacks(), **tokens()['screen'], **both})} }}"
    yield "html:root:root { --pst-header-height: 0px; }"  # a header that stays in sight is not known of
    yield ".plenary-dark-only { display: none !important; }"
    yield f".plenary-drawing {{ background: {light['paper']}; }}"
    yield f"@media print {{ html:root {{ {_declarations(light)} }} }}"


def _stacks() -> dict[str, str]:
    """The font of each role, with what stands in for it."""
    return {
        f"font-{role}": f'"{font["family"]}", "{font["family"]} fallback", {font["generic"]}'
        for role, font in tokens()["fonts"].items()
    }


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


def typst(companions: Sequence[str] = (), turned: bool = False) -> str:
    """Colours, sizes and fonts as three Typst dictionaries: ``colour``, ``size``, ``font``.

    ``companions`` are families behind ours; ``turned``: the paper is read from right to left.
    """
    values = tokens()
    colours = {name: f'rgb("{value}")' for name, value in values["light"].items()}
    fonts = {role: f'"{font["family"]}"' for role, font in values["fonts"].items()}
    fonts["code"] = '"DejaVu Sans Mono"'  # comes with Typst
    behind = "".join(f'"{family}", ' for family in companions)
    end = f"#let companions = ({behind})\n#let turned-page = {'true' if turned else 'false'}\n"
    parts = (("colour", colours), ("size", values["print"]), ("font", fonts))
    return (
        "".join(
            f"#let {name} = (\n" + "".join(f"  {key}: {value},\n" for key, value in pairs.items()) + ")\n"
            for name, pairs in parts
        )
        + end
    )
