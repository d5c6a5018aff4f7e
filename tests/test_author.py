"""What an author who is new to it gets wrong: each slip has one message, with file, line and cure, and no traceback."""

from __future__ import annotations

import contextlib
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from building import CONF
from conftest import SMALL

from sphinx_plenary.cli import main

HEAD = """---
paper:
  kind: commentary
  conference: PP-26
  status: draft
  date: 2026-01-01
  version: "0.1"
---
# A paper

The {conf}`PP-26` meets from {conf-dates}`PP-26`.

:::{message} One
:id: MSG-NAME
:resolutions: 102
:audience: Member States
:evidence: the text itself

We ask for it.
:::

{res}`102` is the text.
"""


def _instead(old: str, new: str) -> Callable[[str], str]:
    def edit(text: str) -> str:
        assert old in text
        return text.replace(old, new)

    return edit


# file -> what the author did, and the one message of it.
SLIPS: dict[str, tuple[Callable[[str], str], str]] = {
    "a-role.md": (_instead("{res}`102`", "{rse}`102`"), "22: R514 there is no role {rse}; write {res}`102`"),
    "b-quotes.md": (_instead("{res}`102`", "{res}'102'"), "22: R514 \"{res}'102'\" is no role; write {res}`102`"),
    "c-unclosed.md": (
        _instead("for it.\n:::", "for it."),
        "13: R503 {message} is not closed, so it takes in all that follows; "
        "write ':::' on a line of its own where it ends",
    ),
    "d-colons.md": (
        _instead(":::{message}", "::{message}"),
        "13: R514 '::{message}' opens no directive; write :::{message}",
    ),
    "e-option.md": (
        _instead(":audience:", ":audiance:"),
        "16: R503 {message} has no option 'audiance'; did you mean 'audience'?",
    ),
    "f-date.md": (
        _instead("2026-01-01", "1 January 2026"),
        "6: R501 'date' is '1 January 2026'; write it like 2022-09-08",
    ),
    "g-day.md": (
        _instead("2026-01-01", "2026-02-30"),
        "6: R501 'date' is '2026-02-30', a date that no calendar has (day is out of range for month); "
        "write it like 2022-09-08",
    ),
    "h-id.md": (
        _instead(":resolutions: 102", ":resolutions: 1002"),
        "15: R101 instrument 'PP-RES-1002' is not in the register; did you mean 'PP-RES-102', 'PP-RES-180' or "
        "'PP-RES-140'? Else add it to data/instruments.csv",
    ),
    "i-tab.md": (
        _instead("  status: draft", "\tstatus: draft"),
        "5: R501 broken YAML: while scanning a plain scalar, found a tab character that violates indentation; "
        "write spaces in the place of the tab",
    ),
    "j-colon.md": (
        _instead('version: "0.1"', 'version: "0.1"\n  abstract: In short: nothing'),
        "8: R501 broken YAML: mapping values are not allowed in this context; put a value that has a colon in it "
        "between quotation marks, or look at the indentation",
    ),
    "k-curly.md": (
        _instead('version: "0.1"', "version: “0.1”"),
        "7: R501 'version' is '“0.1”'; write it like 1.0",
    ),
    "l-curly-option.md": (
        _instead(":resolutions: 102", ":resolutions: “102”"),
        "15: R101 instrument '“102”' is not in the register; write its id, as in 'PP-RES-101'",
    ),
    "m-twice.md": (
        _instead("MSG-M-TWICE", "MSG-A-ROLE"),
        "13: R105 message 'MSG-A-ROLE' is declared twice, first at source/papers/a-role.md:13; "
        "remove one, or give it another ':id:'",
    ),
    "n-title.md": (
        _instead("# A paper\n", ""),
        "1: R504 the paper has no title; write '# Title' under the front matter",
    ),
    "o-ending.markdown": (
        lambda text: text,
        "1: R502 the file is not read, as its name does not end in '.md' but in '.markdown'; name it 'o-ending.md'",
    ),
    "p-conference.md": (
        _instead("conference: PP-26", "conference: PP-62"),
        "4: R201 conference 'PP-62' is not in the register; did you mean 'PP-26', 'PP-22' or 'PP-06'?",
    ),
}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """File -> what ``plenary check`` says of it; under "" what else was said."""
    folder = tmp_path_factory.mktemp("author")
    for name in ("source/papers", "data"):
        (folder / name).mkdir(parents=True)
    for path in SMALL.rglob("*"):
        if path.is_file() and path.name != "kinds.yaml":
            copy = folder / "data" / path.relative_to(SMALL)
            copy.parent.mkdir(exist_ok=True)
            copy.write_bytes(path.read_bytes())
    (folder / "conf.py").write_text(CONF)
    (folder / "source/index.md").write_text("# Papers\n\n:::{toctree}\n:glob:\n\npapers/*\n:::\n")
    sound = HEAD.replace("MSG-NAME", "MSG-SOUND") + "\n:::{resolution} 102\n:position: follow\n\nIt is read.\n:::\n"
    (folder / "source/papers/sound.md").write_text(sound, encoding="utf-8")
    for name, (edit, _) in SLIPS.items():
        text = HEAD.replace("MSG-NAME", f"MSG-{Path(name).stem.upper()}")
        (folder / "source/papers" / name).write_text(edit(text), encoding="utf-8")
    return _checked(folder)


def _checked(folder: Path) -> dict[str, list[str]]:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        assert main(["check", "--format", "json", "--project", str(folder)]) == 1
    found: dict[str, list[str]] = {"": err.getvalue().splitlines()}
    for one in json.loads(out.getvalue())["findings"]:
        words = f"{one['line']}: {one['code']} {one['message']}; {one['fix']}"
        found.setdefault(Path(one["path"]).name, []).append(words)
    return found


@pytest.mark.parametrize("name", SLIPS)
def test_one_message_with_the_line_and_the_cure(told: dict[str, list[str]], name: str) -> None:
    assert told.get(name) == [SLIPS[name][1]]


def test_nothing_else_is_said(told: dict[str, list[str]]) -> None:
    assert told[""] == []
    assert told.keys() == {"", *SLIPS}
