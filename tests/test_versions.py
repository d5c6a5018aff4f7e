"""What the package says it works with is what is tested: classifiers, ranges, docs/reuse.md and the lock agree."""

from __future__ import annotations

import re
import tomllib

import pytest
from conftest import ROOT
from packaging.requirements import Requirement
from packaging.version import Version

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
NEEDED = {one.name: one for one in map(Requirement, PROJECT["dependencies"])}
LOCKED = {
    name: Version(version)
    for name, version in re.findall(
        r"^([a-z0-9.-]+)==(\S+)", (ROOT / "requirements.lock").read_text(encoding="utf-8"), re.MULTILINE
    )
}
# The table of docs/reuse.md: part -> tested, accepted.
TOLD = {
    part: (tested, accepted)
    for part, tested, accepted in re.findall(
        r"^\| (\S+) \| ([0-9.]+) \| ([^|]+) \|$", (ROOT / "docs" / "reuse.md").read_text(encoding="utf-8"), re.MULTILINE
    )
}
# What a stranger brings along too, and so has to fit.
SHARED = {
    "Sphinx": "sphinx",
    "MyST-Parser": "myst-parser",
    "sphinx-needs": "sphinx-needs",
    "pydata-sphinx-theme": "pydata-sphinx-theme",
}


def minor(version: Version) -> str:
    return f"{version.major}.{version.minor}"


@pytest.mark.parametrize("name", NEEDED)
def test_the_lock_is_within_the_ranges(name: str) -> None:
    assert LOCKED[name] in NEEDED[name].specifier


@pytest.mark.parametrize(("part", "name"), SHARED.items())
def test_of_what_is_shared_only_the_tested_minor_version_is_accepted(part: str, name: str) -> None:
    tested = LOCKED[name]
    assert TOLD[part] == (minor(tested), minor(tested))
    accepted = NEEDED[name].specifier
    assert Version(f"{minor(tested)}.99") in accepted
    assert Version(f"{tested.major}.{tested.minor + 1}") not in accepted
    assert tested.minor == 0 or Version(f"{tested.major}.{tested.minor - 1}.99") not in accepted


def test_of_python_the_oldest_accepted_is_the_one_that_is_claimed() -> None:
    """A later one is accepted and not claimed: docs/decisions/0039."""
    named = [one.rpartition(" ")[2] for one in PROJECT["classifiers"] if ":: Python ::" in one]
    assert named == [TOLD["Python"][0]]
    assert PROJECT["requires-python"] == f">={named[0]}"
    assert TOLD["Python"][1] == f"{named[0]} or later"


def test_every_part_that_the_docs_name_is_held_here() -> None:
    assert set(TOLD) == {"Python", *SHARED}
