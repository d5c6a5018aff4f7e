"""Front matter: what is meant for a paper's and is not read as one is told, and that of other tools is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_plenary.lint.heads import read_head

KEYS = "kind: commentary\nconference: WTSA-24\n"


def told(text: str) -> list[str]:
    head = read_head(text, "a", "a.md")
    assert head.paper is None
    return [f"{problem.origin.line}: {problem.text}" for problem in head.problems]


def test_keys_that_do_not_stand_under_paper() -> None:
    cure = "write the line 'paper:' above them and put two spaces before each, as in '  kind: ...'"
    (found,) = told(f"---\n{KEYS}---\n# A title\n")
    assert found == f"2: the keys of a paper, 'kind', 'conference', do not stand under 'paper:'; {cure}"
    assert told("---\ntitle: x\nkind: commentary\nstatus: draft\nversion: '1'\n---\n")[0].startswith("3: ")


@pytest.mark.parametrize("blank", ["\n", "\n\n", " \n\t\n"])
def test_a_head_below_blank_lines(blank: str) -> None:
    line = blank.count("\n") + 1
    (found,) = told(f"{blank}---\npaper:\n  kind: commentary\n---\n# A title\n")
    cure = "take out what stands above it: it begins on the very first line"
    assert found == f"{line}: the front matter begins on line {line}, so it is not read; {cure}"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "# A title\n",
        "---\n---\n",
        "---\nstatus: published\nversion: 3\n---\n",
        "---\nkind: note\nstatus: open\n---\n",
        "---\nconference: PyCon\ntitle: x\n---\n",
        "---\ntitle: x\nlayout: page\n---\n",
        "\n---\n\nA rule above.\n\n---\n",
        "\n# A title\n\n---\npaper: it is of wood\n---\n",
        "\n---\nOur newspaper: the best\n---\n",
        "\n---\ntitle: x\n---\n",
    ],
)
def test_what_is_no_head_of_ours(text: str) -> None:
    assert told(text) == []


@given(st.text("-paer: kindco\n\ufeff", max_size=60))
def test_any_text_is_read(text: str) -> None:
    for problem in read_head(text, "a", "a.md").problems:
        assert 1 <= problem.origin.line <= text.count("\n") + 1
