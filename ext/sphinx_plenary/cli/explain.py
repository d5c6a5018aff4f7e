"""``plenary explain R101``: the documentation of a rule or of a fault of data files."""

from __future__ import annotations

import argparse
import inspect

from sphinx_plenary.cli.rules import weight_words
from sphinx_plenary.refused import Refused
from sphinx_plenary.register import FAULT_KINDS
from sphinx_plenary.rules import RULES
from sphinx_plenary.suggest import did_you_mean


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", metavar="CODE", help="a code such as R101, or a name such as unknown-instrument")


def run(options: argparse.Namespace) -> int:
    texts = {
        **{rule.code: (rule.name, weight_words(rule), rule.doc) for rule in RULES},
        **{kind.code: (kind.name, "error", inspect.cleandoc(kind.doc)) for kind in FAULT_KINDS},
    }
    wanted = str(options.code)
    code = next((code for code, (name, *_) in texts.items() if wanted.upper() == code or wanted == name), None)
    if code is None:
        names = [*texts, *(name for name, *_ in texts.values())]
        raise Refused(f"no rule {wanted!r}; {did_you_mean(wanted, names, 'see: plenary rules')}")
    name, severity, doc = texts[code]
    print(f"{code} {name} ({severity})\n\n{doc.strip()}")
    if code.startswith("R"):
        print(f"\nTo let one stand, write above its block: % plenary: allow {code}: the reason")
        print(f'To silence it, with the reason beside it in conf.py: suppress_warnings = ["plenary.{code}"]')
    return 0
