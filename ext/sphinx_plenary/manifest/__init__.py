"""What a publication was made of and what it holds: every input and output with its SHA-256, to be checked by anyone.

``files`` takes digests, ``record`` is what a build says of itself, ``make`` writes the manifest beside a site,
``check`` holds a published folder to it, ``compare`` tells what differs between two.
"""

from __future__ import annotations

from sphinx_plenary.manifest.check import Published, check
from sphinx_plenary.manifest.compare import compare
from sphinx_plenary.manifest.files import MANIFEST, SUMS, digest_of, digests, inputs_of, short, together
from sphinx_plenary.manifest.make import make_manifest
from sphinx_plenary.manifest.record import RECORD, Record, read_record, write_record

__all__ = [
    "MANIFEST",
    "RECORD",
    "SUMS",
    "Published",
    "Record",
    "check",
    "compare",
    "digest_of",
    "digests",
    "inputs_of",
    "make_manifest",
    "read_record",
    "short",
    "together",
    "write_record",
]
