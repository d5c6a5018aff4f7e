"""``plenary completion bash``: what a shell needs to complete the command, its options and what is known by name."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from sphinx_plenary.refused import Refused
from sphinx_plenary.rules import RULES

SHELLS: Final = ("bash", "zsh", "tcsh")
# What a value is called in the help -> what it is completed with.
_NAMES: Final = {"CODE": "codes", "CODES": "codes", "CONFERENCE": "conferences"}
_TEXTS: Final = frozenset({"FILE", "SITE", "NEW", "PLACE", "PAPER"})
_CONFERENCES: Final = "cut -d, -f1 data/conferences.csv 2>/dev/null | tail -n +2 | tr -d '\"\\r'"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("shell", choices=SHELLS, help="for which shell")


def run(options: argparse.Namespace) -> int:
    """The codes of the rules are written down; conferences are those of the register where one completes."""
    if find_spec("shtab") is None:
        raise Refused("completion needs shtab; run: pip install 'sphinx-plenary[desk]'")
    import shtab

    from sphinx_plenary.cli import COMMANDS, parser_of

    parser = parser_of(COMMANDS)
    for action in _actions(parser):
        if how := _completed(action):
            action.complete = how  # type: ignore[attr-defined]
    print(shtab.complete(parser, options.shell, preamble=_preamble(options.shell)))
    return 0


def _actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """Of the command and of all that are under it."""
    for action in parser._actions:
        yield action
        if isinstance(action, argparse._SubParsersAction):
            for name in action.choices:
                yield from _actions(action.choices[name])


def _completed(action: argparse.Action) -> dict[str, Any]:
    import shtab

    name = str(action.metavar or "")
    named = _NAMES.get(name) or ("conferences" if action.dest == "conference" else "")
    if named == "codes":
        words = " ".join(rule.code for rule in RULES)
        return {"bash": "_plenary_codes", "zsh": "_plenary_codes", "tcsh": f"({words})"}
    if named:
        return {"bash": "_plenary_conferences", "zsh": "_plenary_conferences", "tcsh": f"`{_CONFERENCES}`"}
    if name == "FOLDER" or action.dest == "folder":
        return dict(shtab.DIRECTORY)
    return dict(shtab.FILE) if name in _TEXTS or action.type is Path else {}


def _preamble(shell: str) -> str:
    codes = " ".join(rule.code for rule in RULES)
    if shell == "bash":
        return (
            f'_plenary_codes() {{ compgen -W "{codes}" -- "$1"; }}\n'
            f'_plenary_conferences() {{ compgen -W "$({_CONFERENCES})" -- "$1"; }}\n'
        )
    if shell == "zsh":
        return (
            f"_plenary_codes() {{ compadd -- {codes} }}\n"
            f'_plenary_conferences() {{ compadd -- ${{(f)"$({_CONFERENCES})"}} }}\n'
        )
    return ""
