"""What the tests share: the repository's places, the registers, a browser, and Hypothesis made repeatable."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browsing import chromium
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


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    with chromium() as launched:
        yield launched


@pytest.fixture
def page(browser, request):  # type: ignore[no-untyped-def]
    """A page of one of the views; what it asks for and complains of is kept."""
    settings = {"viewport": {"width": 1280, "height": 900}, **getattr(request, "param", {})}
    context = browser.new_context(**settings)
    opened = context.new_page()
    opened.asked = []
    opened.complaints = []
    opened.on("request", lambda asked: opened.asked.append(asked.url))
    opened.on("console", lambda said: said.type == "error" and opened.complaints.append(said.text))
    opened.on("pageerror", lambda error: opened.complaints.append(str(error)))
    yield opened
    context.close()
