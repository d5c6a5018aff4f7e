"""A good paper has no finding; spoiled in one way it has that one, with its code and on its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from spoiling import Sound, Way, ways


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Sound:
    return Sound(tmp_path_factory.mktemp("sound"))


def test_a_sound_paper_has_no_finding(sound: Sound) -> None:
    assert sound.findings() == []


def test_there_are_at_least_forty_ways_and_no_family_is_left_out() -> None:
    assert len({way.why for way in ways()}) >= 40
    assert {way.code[:2] for way in ways()} == {f"R{number}" for number in range(1, 8)}


@pytest.mark.parametrize("way", ways(), ids=str)
def test_each_way_is_found(sound: Sound, way: Way) -> None:
    line, found = sound.spoiled(way)
    assert [(code, page, at) for code, page, at, _ in found] == [(way.code, way.paper, line)], found


def test_what_was_spoiled_is_mended(sound: Sound, tmp_path: Path) -> None:
    """The copy is as it was, else the last test would have spoiled the next."""
    assert sound.findings() == Sound(tmp_path).findings() == []
