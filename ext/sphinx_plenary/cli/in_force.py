"""``plenary in-force PP-RES-101 2022-09-08``: which revision was in force on a day, under which title."""

from __future__ import annotations

import argparse

from sphinx_plenary.citations import Form, citation_words, plain_date
from sphinx_plenary.cli.inputs import add_register, day_of, register_of
from sphinx_plenary.model import InForce
from sphinx_plenary.refused import Refused
from sphinx_plenary.suggest import did_you_mean


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("instrument", metavar="ID", help="a text such as PP-RES-101")
    parser.add_argument("date", metavar="DATE", type=day_of, help="a day such as 2022-09-08")
    add_register(parser)


def run(options: argparse.Namespace) -> int:
    register = register_of(options.register)
    instrument = register.instruments.get(options.instrument)
    if instrument is None:
        same = [name for name, known in register.instruments.items() if known.key.number == options.instrument]
        otherwise = f"did you mean {' or '.join(same)}?" if same else "see instruments.csv"
        near = otherwise if same else did_you_mean(options.instrument, register.instruments, otherwise, count=3)
        raise Refused(f"{options.instrument!r} is not in the register; {near}")
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
