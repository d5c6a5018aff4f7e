"""``plenary in-force PP-RES-101 2022-09-08``: which revision was in force on a day, under which title."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from sphinx_plenary.citations import Form, citation_words, plain_date
from sphinx_plenary.model import InForce
from sphinx_plenary.register import load_register
from sphinx_plenary.suggest import did_you_mean


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("instrument", metavar="ID", help="a text such as PP-RES-101")
    parser.add_argument("date", metavar="DATE", type=day_of, help="a day such as 2022-09-08")
    parser.add_argument("--register", type=Path, default=Path("data"), help="folder of the register (data)")


def day_of(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write it like 2022-09-08") from None


def run(options: argparse.Namespace) -> int:
    register, faults = load_register(options.register.resolve(), Path.cwd())
    if faults:
        print(
            f"plenary: the register has {len(faults)} fault(s); see: plenary register {options.register}",
            file=sys.stderr,
        )
        return 2
    instrument = register.instruments.get(options.instrument)
    if instrument is None:
        same = [name for name, known in register.instruments.items() if known.key.number == options.instrument]
        otherwise = f"did you mean {' or '.join(same)}?" if same else "see instruments.csv"
        near = otherwise if same else did_you_mean(options.instrument, register.instruments, otherwise, count=3)
        print(f"plenary: {options.instrument!r} is not in the register; {near}", file=sys.stderr)
        return 2
    standing = register.standing(instrument, options.date)
    body = register.bodies[instrument.key.body]
    words = citation_words(body, instrument.key, standing.revision, Form.FULL, own=False)
    print(f"{words}: {standing.title or 'title not known'}")
    sure = "" if standing.certain else "; unconfirmed"
    day = plain_date(options.date)
    if standing.state is InForce.SUPPRESSED:
        print(f"suppressed by {standing.suppressed_by}, so not in force on {day}{sure}")
    elif standing.state is InForce.UNKNOWN:
        print(f"the register does not say which revision, if any, was in force on {day}")
    else:
        print(f"{standing.state.value} on {day}{sure}")
    return 0
