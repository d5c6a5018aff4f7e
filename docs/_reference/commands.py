"""The page of commands, from the parsers that read them."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from importlib import import_module
from keyword import iskeyword
from typing import Final

from text import code, page, plain, table

from sphinx_plenary.cli import COMMANDS

WIDTH: Final = 80
INTRODUCTION = """\
All commands are part of one program, `plenary`; `plenary COMMAND --help` prints what stands here. In this repository it
is `.venv/bin/plenary`. A command ends with 0 when all is well, with 1 when something was found, and with 2 when it
could not run; then it says why on one line, and no file is left half written.
"""


def parser_of(name: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=f"plenary {name}", add_help=False)
    module = import_module(f"sphinx_plenary.cli.{name.replace('-', '_')}{'_' * iskeyword(name)}")
    module.add_arguments(parser)
    return parser


def commands() -> str:
    listed = table(
        ("command", "what it does"), ((f"[{name}](#plenary-{name})", help) for name, help in COMMANDS.items())
    )
    return page(
        "Commands", INTRODUCTION.split("\n"), listed, *(_command(name, help) for name, help in COMMANDS.items())
    )


def _command(name: str, help: str) -> Iterator[str]:
    parser = parser_of(name)
    yield from (f"## plenary {name}", "", f"{help[0].upper()}{help[1:]}.", "")
    actions = [one for one in parser._actions if one.help != argparse.SUPPRESS]
    yield from ("```text", *_wrapped([f"plenary {name}", *map(_usage, actions)]), "```", "")
    if actions:
        yield from table(("argument", "what it says"), ((code(_name(one)), _says(one)) for one in actions))


def _wrapped(words: Sequence[str]) -> list[str]:
    """Lines that break between arguments only."""
    lines = [""]
    for word in words:
        if lines[-1] and len(lines[-1]) + len(word) > WIDTH:
            lines.append("   ")
        lines[-1] = f"{lines[-1]} {word}" if lines[-1] else word
    return lines


def _value(action: argparse.Action) -> str:
    """What stands behind an option, or in place of an argument."""
    if isinstance(action.metavar, tuple):
        return " ".join(action.metavar)
    return action.metavar or ("{" + ",".join(map(str, action.choices)) + "}" if action.choices else action.dest.upper())


def _name(action: argparse.Action) -> str:
    if not action.option_strings:
        return _value(action)
    return ", ".join(action.option_strings) + ("" if action.nargs == 0 else f" {_value(action)}")


def _usage(action: argparse.Action) -> str:
    if action.option_strings:
        words = action.option_strings[-1] + ("" if action.nargs == 0 else f" {_value(action)}")
        return words if action.required else f"[{words}]"
    value = _value(action)
    forms = {"?": f"[{value}]", "*": f"[{value} ...]", "+": f"{value} [{value} ...]"}
    return forms.get(str(action.nargs), value)


def _says(action: argparse.Action) -> str:
    words = plain((action.help or "") % {"default": action.default, "prog": "plenary"})
    if action.choices and action.metavar:
        words += f"; one of {', '.join(map(code, action.choices))}"
    return words
