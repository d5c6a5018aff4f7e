"""``plenary publish build/site.new build/site``: a finished folder takes the place of the one that is published."""

from __future__ import annotations

import argparse
from pathlib import Path

from sphinx_plenary.folders import put_in_place
from sphinx_plenary.refused import Refused


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("new", type=Path, metavar="NEW", help="the finished folder; it is gone afterwards")
    parser.add_argument("place", type=Path, metavar="PLACE", help="the folder whose place it takes, if there is one")


def run(options: argparse.Namespace) -> int:
    new, place = options.new.absolute(), options.place.absolute()
    if not (new / "index.html").is_file():
        raise Refused(f"{options.new} is no site: it has no index.html; {options.place} stays as it is")
    if new.is_relative_to(place) or place.is_relative_to(new):
        raise Refused(f"{options.new} and {options.place} lie in each other; name two folders side by side")
    try:
        put_in_place(new, place.resolve() if place.is_symlink() else place)
    except OSError as error:
        raise Refused(f"{options.place} cannot be written ({error.strerror}); it stays as it is") from None
    return 0
