"""``plenary fix``: applies the cures that are safe to apply unseen."""

from __future__ import annotations

import argparse
import re
import sys
from difflib import unified_diff
from pathlib import Path

from sphinx_plenary.cli.inputs import add_register, day_of, known_conference, register_of
from sphinx_plenary.cli.lint import codes_of
from sphinx_plenary.lint import WRITABLE, Unreadable
from sphinx_plenary.mending import Mended, mended
from sphinx_plenary.refused import Refused
from sphinx_plenary.rules import RULES, Rule
from sphinx_plenary.writing import write_whole

# Not where Python's splitlines cuts too: a page's end, or a line separator, which R704 takes out.
_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files", nargs="*", metavar="FILE", type=Path, help="a .md or .txt; without one every .md in source/"
    )
    parser.add_argument("--diff", action="store_true", help="show what would change, and change nothing")
    parser.add_argument("--conference", metavar="ID", help="what texts without front matter are about, such as PP-22")
    parser.add_argument("--date", metavar="DATE", type=day_of, help="the day as of which they speak, as 2022-09-08")
    parser.add_argument("--select", metavar="CODES", type=codes_of, default=(), help="only cures of these rules")
    add_register(parser)


def run(options: argparse.Namespace) -> int:
    """0 when all is applied, or nothing is to do; with ``--diff`` 1 when something would change."""
    files = options.files or sorted(Path("source").rglob("*.md"))
    if not files:
        raise Refused("no papers in source/; name the files")
    if wrong := [path for path in files if path.suffix.lower() not in WRITABLE]:
        raise Refused(*(f"{path}: only {' and '.join(WRITABLE)} can be mended; see: plenary lint" for path in wrong))
    register = register_of(options.register)
    conference = known_conference(options.conference, register)
    rules = [rule for rule in _rules() if rule.code.startswith(options.select or "R")]
    try:
        done = [mended(path, register, rules, conference, options.date) for path in files]
    except Unreadable as error:
        raise Refused(f"{error.problem.origin.path}: {error.problem.text}") from None
    changed = [one for one in done if one.after != one.before]
    for one in changed:
        if options.diff:
            _show(one)
        else:
            try:
                write_whole(one.path, one.data)
            except OSError as error:
                raise Refused(f"{one.path}: cannot be written ({error.strerror}); it is as it was") from None
            print(f"{one.path}: {one.count} {'place' if one.count == 1 else 'places'} mended")
    if not changed:
        print("Nothing to mend.")
    return 1 if options.diff and changed else 0


def _rules() -> tuple[Rule, ...]:
    """Those that the project's conf.py lets run, where there is one."""
    if not Path("conf.py").is_file():
        return RULES
    from sphinx_plenary.project import rules_of

    return rules_of(Path())


def _show(one: Mended) -> None:
    before, after = (_LINES.findall(text) for text in (one.before, one.after))
    for line in unified_diff(before, after, str(one.path), str(one.path)):
        sys.stdout.write(line if line.endswith(("\n", "\r")) else f"{line}\n\\ No newline at end of file\n")
