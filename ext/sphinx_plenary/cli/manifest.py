"""``plenary manifest build/site``: write down what a site holds and what it was made of, with SHA-256 of each file."""

from __future__ import annotations

import argparse
import os
import time
from pathlib import Path

from sphinx_plenary.internal import public_digest
from sphinx_plenary.manifest import MANIFEST, digest_of, make_manifest, short
from sphinx_plenary.manifest.record import read_record
from sphinx_plenary.refused import Refused


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("site", type=Path, metavar="SITE", help="folder that is published")
    parser.add_argument("--project", type=Path, default=Path(), metavar="FOLDER", help="where conf.py is (here)")
    parser.add_argument(
        "--inputs",
        nargs="+",
        default=("source", "data", "ext"),
        metavar="FOLDER",
        help="what of the project the build reads, beside conf.py and its locks (source data ext)",
    )


def run(options: argparse.Namespace) -> int:
    site: Path = options.site
    if not (site / "index.html").is_file():
        raise Refused(f"{site} is no site: it has no index.html; run: make papers")
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    seconds = int(epoch) if epoch.isdecimal() else int(time.time())
    folders = [options.project / name for name in options.inputs]
    try:
        there = [folder for folder in folders if folder.is_dir()]
        digest = digest_of if read_record(site).internal else public_digest
        manifest = make_manifest(site, options.project, there, seconds, digest)
    except OSError as error:
        raise Refused(f"{error.filename}: {error.strerror}") from None
    inputs, outputs = manifest["inputs"], manifest["outputs"]
    print(
        f"{site / MANIFEST}: {len(outputs['files'])} files, made of {len(inputs['files'])} "
        f"with the digest {short(inputs['digest'])}"
    )
    return 0
