"""False alarms kill the tool: thirty pages and more of good prose, in three languages, must stay almost silent."""

from __future__ import annotations

import pytest
from faultless_text import FOLDERS, Faultless, faultless

from sphinx_plenary.register import Register

TEXTS = [text for folder in FOLDERS for text in faultless(folder)]


def test_there_are_thirty_pages_of_each_kind_of_file() -> None:
    assert sum(text.pages for text in TEXTS) >= 30
    assert {text.document.name.rpartition(".")[2] for text in TEXTS} == {"md", "txt"}


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.document.name)
def test_good_prose_has_no_finding(text: Faultless, real: Register) -> None:
    assert list(text.alarms(real)) == []
