"""The pages of settings and of make targets, from the dataclass and from the Makefile."""

from __future__ import annotations

import re
from dataclasses import MISSING, fields
from pathlib import Path

from text import code, page, plain, table

from sphinx_plenary.config import Settings

INTRODUCTION = """\
Settings stand in `conf.py`. Those of the extension begin with `plenary_`; all others are
Sphinx's, MyST's, sphinx-needs' or the theme's. For one build each can be given on the command line, as in
`sphinx-build -D plenary_publish=final`. `plenary start` writes a `conf.py` to go on from.
"""
REBUILD = {"env": "all pages are read again", "html": "all pages are written again", "": "nothing but what it says"}
TARGET = re.compile(r"^([a-z]+):.*?## (.*)$", re.M)
MAKE = """\
`make` alone lists them. Each sets up what it needs, once, under `.venv/` and `build/`. A project that `plenary start`
began has `papers`, `html`, `pdf`, `check`, `fix` and `clean`, and takes the programs that are on the path.
"""


def settings() -> str:
    rows = []
    for setting in fields(Settings):
        default = setting.default if setting.default_factory is MISSING else setting.default_factory()
        says = plain(setting.metadata["help"])
        rows.append((code(f"plenary_{setting.name}"), code(repr(default)), says, REBUILD[setting.metadata["rebuild"]]))
    heads = ("value", "left out", "what it says", "when it changes")
    return page("Configuration", INTRODUCTION.split("\n"), table(heads, rows))


def targets(makefile: Path) -> str:
    found = TARGET.findall(makefile.read_text(encoding="utf-8"))
    rows = ((code(f"make {name}"), says[0].upper() + says[1:]) for name, says in found)
    return page("Targets of make", MAKE.split("\n"), table(("target", "what it does"), rows))
