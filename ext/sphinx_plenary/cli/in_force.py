"""``plenary in-force PP-RES-101 2022-09-08``: which revision was in force on a day, under which title."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from sphinx_plenary.citations import Form, citation_words, plain_date
from sphinx_plenary.register import load_register
from sphinx_plenary.suggest import did_you_mean


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("instrument", metavar="ID", help="a text such as PP-RES-101")
    parser.add_argument("date", metavar="DATE", type=date.fromisoformat, help="a day such as 2022-09-08")
    parser.add_argument("--register", type=Path, default=Path("data"), help="folder of the register (data)")


def run(options: argparse.Namespace) -> int:
    register, faults = load_register(options.register.resolve(), Path.cwd())
    if faults:
        print(f"plenary: the register has {len(faults)} fault(s); see: plenary register", file=sys.stderr)
        return 2
    instrument = register.instruments.get(options.instrument)
    if instrument is None:
        near = did_you_mean(options.instrument, register.instruments, "see instruments.csv", count=3)
        print(f"plenary: {options.instrument!r} is not in the register; {near}", file=sys.stderr)
        return 2
    standing = register.standing(instrument, options.date)
    body = register.bodies[instrument.key.body]
    words = citation_words(body, instrument.key, standing.revision, Form.FULL, own=False)
    print(f"{words}: {standing.title or 'title not known'}")
    sure = "" if standing.certain else "; unconfirmed"
    print(f"{standing.state.value} on {plain_date(options.date)}{sure}")
    return 0
