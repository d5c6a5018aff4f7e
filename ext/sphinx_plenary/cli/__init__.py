"""The command ``plenary``: one command, one module. Commands call rooms; they decide nothing.

Each command is imported when it is used, so that ``plenary --help`` starts without Sphinx.
"""

from __future__ import annotations

import argparse
import errno
import os
import signal
import sys
import traceback
from collections.abc import Container, Sequence
from importlib import import_module
from io import TextIOWrapper
from keyword import iskeyword
from typing import Final

from sphinx_plenary.refused import Refused

COMMANDS: Final = {
    "start": "begin a project: a few files that build at once, and a register to go on from",
    "new": "write a paper that builds at once, filled from the register and from what earlier papers tracked",
    "rules": "list the rules and the faults of data files, by code",
    "explain": "say what a rule finds, why it matters and how to mend it",
    "register": "check the data files of a register, without building anything",
    "typeset": "make the PDFs of a LaTeX build with XeLaTeX",
    "cite": "list the instruments and documents that plain prose cites, with their places",
    "lint": "check any text: Markdown, plain text, Word or PDF",
    "serve": "show the pages, built again whenever a file is saved, with findings beside the lines",
    "check": "check all papers of the project against each other and the register",
    "review": "write down against what the items of a paper were reviewed",
    "status": "count by paper what is wrong, to be reviewed, overdue and unconfirmed",
    "translations": "list the paragraphs whose translation is missing, to be looked at, or of words that are gone",
    "fix": "apply the cures that are safe to apply unseen",
    "export": "write the matrix of a conference as a spreadsheet, CSV or JSON",
    "import": "show what was changed in an exported spreadsheet, and write it to the register on request",
    "release": "freeze a final paper as an edition: what it tracks, what it says, and its page",
    "changes": "say what changed in a paper since an edition, or between two",
    "comments": "list a reviewer's comments and tracked changes in a Word file, by line of the source",
    "publish": "put a finished folder in the place of the one that is published, at one stroke",
    "manifest": "write down what a site holds and what it was made of, with the SHA-256 of each file",
    "verify": "hold a published folder or address to its manifest, or build it again and compare",
    "reproduce": "build the project twice under other circumstances and compare every byte",
    "in-force": "say which revision of a text was in force on a day, under which title",
    "editor": "write what VS Code is to know of the project: settings, snippets, tasks",
    "completion": "write what a shell needs to complete this command as you type",
}

# What a disk says that cannot be written.
DISK: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO})


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; 0 when all is well, 1 when something was found, 2 when it could not run."""
    wanted = next((word for word in (sys.argv[1:] if argv is None else argv) if word in COMMANDS), None)
    parser = parser_of({wanted})
    options = parser.parse_args(argv)
    if argv is None:  # as a program
        signal.signal(signal.SIGTERM, _stop)  # as Ctrl-C does: what was begun is taken back
    for stream in (sys.stdout, sys.stderr):  # a terminal that lacks a character shows another
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        done = int(options.run(options))
        sys.stdout.flush()
        return done
    except Refused as refused:
        for line in refused.lines:
            print(f"plenary: {line}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("plenary: interrupted; no file was left half written", file=sys.stderr)
        return 128 + signal.SIGINT
    except BrokenPipeError:  # who reads has read enough, as 'head' has
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141  # as shells say of a program whose reader has gone
    except OSError as error:
        if error.errno not in DISK:
            traceback.print_exc()
        else:
            place = f"{error.filename}: " if error.filename else ""
            print(f"plenary: {place}{error.strerror}; what was there stands", file=sys.stderr)
        return 2
    except Exception:  # a fault of ours, or of a project's conf.py: 1 would say that something was found
        traceback.print_exc()
        return 2


def parser_of(wanted: Container[str | None]) -> argparse.ArgumentParser:
    """The parser of the command, with the arguments of those that are wanted."""
    parser = argparse.ArgumentParser(prog="plenary", description="A citator and paper builder for treaty conferences.")
    parser.add_argument("--version", action="version", version=f"plenary {_version()}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, help in COMMANDS.items():
        command = commands.add_parser(name, help=help, description=help[0].upper() + help[1:] + ".")
        if name in wanted:
            module = import_module(f"sphinx_plenary.cli.{name.replace('-', '_')}{'_' * iskeyword(name)}")
            module.add_arguments(command)
            command.set_defaults(run=module.run)
    return parser


def _stop(number: int, _frame: object) -> None:
    raise KeyboardInterrupt(number)


def _version() -> str:
    from sphinx_plenary import __version__

    return __version__
