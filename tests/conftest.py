"""What the tests share: the repository's places, the registers, and Hypothesis made repeatable."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from sphinx_plenary.register import Fault, Register, load_register

ROOT = Path(__file__).resolve().parent.parent
SMALL = ROOT / "tests" / "register"
REAL = ROOT / "data"

# The same examples on every machine and in every run; a fixture is reused between examples on purpose.
settings.register_profile(
    "repeatable",
    derandomize=True,
    deadline=None,
    max_examples=150,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.load_profile("repeatable")


def sound(folder: Path, root: Path = ROOT) -> Register:
    """The register of a folder that has no fault."""
    register, faults = load_register(folder, root)
    assert told(faults) == []
    return register


def told(faults: list[Fault]) -> list[str]:
    """Faults as a build shows them."""
    return [f"{fault.problem.origin}: {fault.kind.code} {fault.problem.text}" for fault in faults]


@pytest.fixture(scope="session")
def small() -> Register:
    """The small register that the tests have: real words and numbers, fifteen texts."""
    return sound(SMALL)


@pytest.fixture(scope="session")
def real() -> Register:
    """The register of the project itself."""
    return sound(REAL)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the small register to spoil, in ``data/`` of a root of its own."""
    return Path(shutil.copytree(SMALL, tmp_path / "data"))


@pytest.fixture
def check(data: Path, tmp_path: Path) -> Callable[[], list[str]]:
    """What the copy's faults are."""
    return lambda: told(load_register(data, tmp_path)[1])
