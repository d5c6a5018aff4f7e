"""``plenary register [FOLDER ...]``: every fault of every data file, or the counts of a sound register."""

from __future__ import annotations

import argparse
from pathlib import Path

from sphinx_plenary.refused import Refused
from sphinx_plenary.register import load_register, places_of
from sphinx_plenary.rules import faults_of_kinds


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "places", nargs="*", default=["data"], metavar="FOLDER", help="folder of the register (data), or package:NAME"
    )


def run(options: argparse.Namespace) -> int:
    named: list[str] = options.places
    places, absent = places_of(named, Path.cwd())
    if absent:
        raise Refused(*(fault.problem.text for fault in absent))
    for name, place in zip(named, places, strict=True):
        if not place.folder.is_dir():
            raise Refused(f"no folder {name}; give the folder of the register")
    register, faults = load_register(places, Path.cwd())
    faults += faults_of_kinds(register)
    for fault in faults:
        print(f"{fault.problem.origin}: ERROR: {fault.kind.code} {fault.problem.text}")
    if faults:
        return 1
    counts = {
        "bodies": register.bodies,
        "conferences": register.conferences,
        "organizations": register.organizations,
        "instruments": register.instruments,
        "proposals": register.proposals,
        "outcomes": register.outcomes,
        "sources": register.sources,
    }
    print(", ".join(f"{len(records)} {noun}" for noun, records in counts.items()))
    return 0
