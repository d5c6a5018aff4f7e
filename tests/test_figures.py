"""What figures say and draw, without Sphinx: their numbers, their words, their bytes, their colours."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import ROOT

from sphinx_plenary import design
from sphinx_plenary.facts import Facts
from sphinx_plenary.figures import KINDS, Picture, Wanted
from sphinx_plenary.figures.files import draw, drawn
from sphinx_plenary.figures.outcomes import LETTERS
from sphinx_plenary.figures.proposals import Proposals
from sphinx_plenary.matrix import build_matrix
from sphinx_plenary.model import Item, Origin, OutcomeKind
from sphinx_plenary.register import Register

AFTER = date(2022, 11, 20)
BEFORE = date(2022, 9, 8)


def item(type: str, id: str, instrument: str = "", resolutions: tuple[str, ...] = (), title: str = "") -> Item:
    links = {"resolutions": resolutions} if resolutions else {}
    place = Origin("paper.md", 1)
    return Item("paper", place, id, type, title or id, "PP-22", instrument=instrument, links=links)


TRACKED = ("PP-RES-101", "PP-RES-102", "PP-RES-130", "PP-RES-178")
ITEMS = (
    *(item("resolution", id, id) for id in TRACKED),
    item("message", "MSG-ONE", resolutions=("PP-RES-101", "PP-RES-102"), title="One Internet"),
    item("message", "MSG-TWO", resolutions=("PP-RES-102",), title="Open, to all"),
)


@pytest.fixture
def facts(small: Register) -> Facts:
    return Facts(register=small, items=ITEMS)


def made(facts: Facts, kind: str, **wanted: object) -> Picture:
    asked = {"conference": "PP-22", "as_of": AFTER, **wanted}
    return KINDS[kind](facts, Wanted(**asked))  # type: ignore[arg-type]


def table(picture: Picture) -> dict[str, dict[str, str]]:
    """First cell -> head -> cell."""
    return {row[0]: dict(zip(picture.heads[1:], row[1:], strict=True)) for row in picture.rows}


# ---- numbers ---------------------------------------------------------------------------------------


def test_proposals_are_those_of_the_matrix(facts: Facts) -> None:
    found = table(made(facts, "proposals"))
    assert found["Cybersecurity, confidence and security in the use of ICTs"]["Europe"] == "1 MOD"
    assert found["No issue"]["Others"] == "1 MOD"
    assert list(found["No issue"].values()) == ["none known"] * 5 + ["1 MOD"]
    picture = made(facts, "proposals")
    assert isinstance(picture, Proposals) and len(found) == 2 < len(picture.names)
    assert picture.left_out == "The one row on which no proposal is known is left out."
    contributions = [one for row in build_matrix(facts, "PP-22", "issues", AFTER).rows() for one in row.contributions]
    assert sum(cell.count("MOD") for row in found.values() for cell in row.values()) == len(contributions) == 2


def test_where_a_conference_has_no_issues_rows_are_actions(real: Register) -> None:
    found = table(made(Facts(register=real), "proposals", conference="PP-14", as_of=date(2014, 11, 20)))
    assert list(found)[:4] == ["ADD", "MOD", "SUP", "NOC"]
    assert (found["MOD"]["Americas"], found["ADD"]["Americas"], found["SUP"]["Americas"]) == ("9", "3", "none known")
    assert found["No action named"]["Africa"] == "1"


def test_regions_and_issues_can_be_chosen(facts: Facts) -> None:
    chosen = made(facts, "proposals", regions=("Europe", "Africa"), issues=("cybersecurity",))
    assert chosen.heads == ("Issue", "Africa", "Europe"), "in ITU's order"
    assert len(chosen.rows) == 1 and chosen.rows[0][1:] == ("none known", "1 MOD")


def test_outcomes_are_those_of_the_matrix(facts: Facts) -> None:
    picture = made(facts, "outcomes")
    found = table(picture)
    policy = found["Internet-related public policy"]
    assert policy == {"New": "0", "Revised": "4", "Not changed": "1", "Suppressed": "0", "Total": "5",
                      "Unconfirmed": "4"}  # fmt: skip
    rows = list(build_matrix(facts, "PP-22", "outcomes", AFTER).rows())
    revised = sum(1 for row in rows if row.result and row.result.kind is OutcomeKind.REVISED)
    assert sum(int(row["Revised"]) for row in found.values()) == revised
    assert f"did with {len(rows)} texts and subjects" in picture.alt and f"revised {revised}" in picture.alt


def test_a_text_under_two_issues_counts_once_in_the_words(real: Register) -> None:
    picture = made(Facts(register=real), "outcomes")
    rows = list(build_matrix(Facts(register=real), "PP-22", "outcomes", AFTER).rows())
    assert sum(int(row["Total"]) for row in table(picture).values()) > len(rows)
    assert f"with {len(rows)} texts" in picture.alt


def test_revisions_end_at_the_day(facts: Facts) -> None:
    ids = ("PP-RES-2", "PP-RES-11", "PP-RES-178")
    before = table(made(facts, "revisions", as_of=BEFORE, instruments=ids))
    after = table(made(facts, "revisions", instruments=ids))
    assert before["2"]["Revised"].endswith("Busan, 2014; Dubai, 2018") and "Suppressed" not in before["11"]
    assert after["2"]["Revised"].endswith("Dubai, 2018; Bucharest, 2022")
    assert after["11"] == {
        "Title": "ITU Telecom events", "Adopted": "Kyoto, 1994†", "Revised": "Dubai, 2018",
        "Suppressed": "Bucharest, 2022",
    }  # fmt: skip
    assert after["178"]["Revised"] == "never"


def test_a_suppressed_text_ends_where_it_was_suppressed(facts: Facts) -> None:
    picture = made(facts, "revisions", instruments=("PP-RES-2", "PP-RES-11"), as_of=date(2026, 12, 31))
    assert picture.meetings[-2:] == ("Bucharest, 2022", "Doha, 2026")  # type: ignore[attr-defined]
    kept, gone = picture.lives  # type: ignore[attr-defined]
    assert (kept.until, gone.until) == (len(picture.meetings) - 1, len(picture.meetings) - 2)  # type: ignore[attr-defined]


def test_without_a_choice_the_tracked_texts_are_shown(facts: Facts) -> None:
    assert list(table(made(facts, "revisions"))) == ["101", "102", "130", "178"]
    assert list(table(made(facts, "revisions", issues=("cybersecurity",)))) == ["130"]


def test_coverage_says_what_no_message_rests_on(facts: Facts) -> None:
    picture = made(facts, "coverage")
    assert [row[2] for row in picture.rows] == ["One Internet", "One Internet; Open, to all", "none", "none"]
    assert "Most rest on 102: 2 messages." in picture.alt
    assert "No message rests on 2 of the 4: 130 and 178." in picture.alt


def test_lineage_carries_on_from_conference_to_conference(real: Register) -> None:
    rows = table(made(Facts(register=real), "lineage"))
    numbers = [{head: int(cell) for head, cell in row.items()} for row in rows.values()]
    for former, step in pairwise(numbers):
        assert step["In force before"] == step["Carried over"] + step["Revised"] + step["Suppressed"]
        assert step["In force before"] == former["In force after"], "a text of PP is adopted before it is revised"
        assert step["In force after"] == step["In force before"] - step["Suppressed"] + step["New"]
    outcomes = [outcome for outcome in real.outcomes if outcome.conference == "PP-22"]
    assert rows["Bucharest, 2022"]["Suppressed"] == str(
        sum(outcome.outcome is OutcomeKind.SUPPRESSED for outcome in outcomes)
    )


def test_lineage_between_two_conferences_in_either_order(facts: Facts) -> None:
    there = table(made(facts, "lineage", start="PP-14", end="PP-22"))
    assert list(there) == ["Busan, 2014", "Dubai, 2018", "Bucharest, 2022"]
    assert there == table(made(facts, "lineage", start="PP-22", end="PP-14"))


@pytest.mark.parametrize(
    ("kind", "wanted", "words"),
    [
        ("proposals", {"conference": "WTPF-13"}, "No proposal to WTPF-13 is known as of 20 November 2022."),
        ("revisions", {"instruments": ("UNGA-RES-70/125",)}, "No revision of the texts chosen for PP-22 is known."),
        ("coverage", {"conference": "PP-18"}, "No message is declared for PP-18."),
        ("outcomes", {"as_of": BEFORE}, "As of 8 September 2022 nothing is decided: PP-22 ends on 14 October 2022."),
        ("outcomes", {"conference": "WTSA-20"}, "No outcome of WTSA-20 is known"),
        ("lineage", {"conference": "WTPF-13"}, "No resolution of WTPF is known that lasts beyond its conference."),
        ("lineage", {"start": "PP-22", "end": "PP-22"}, "Fewer than two conferences of PP"),
    ],
)
def test_without_data_a_sentence_says_so(facts: Facts, kind: str, wanted: dict[str, object], words: str) -> None:
    assert made(facts, kind, **wanted).lacking.startswith(words)


@pytest.mark.parametrize("kind", KINDS)
def test_a_table_is_whole_and_the_words_have_its_total(facts: Facts, kind: str) -> None:
    picture = made(facts, kind)
    assert not picture.lacking
    assert {len(row) for row in picture.rows} == {len(picture.heads)}
    cells = [pair for row in picture.rows for pair in zip(picture.heads, row, strict=True)]
    assert all(cell or head == "Suppressed" for head, cell in cells)
    assert picture.alt.endswith(".") and "  " not in picture.alt


# ---- drawing ---------------------------------------------------------------------------------------


def texts(picture: Picture, width: float = 425) -> list[str]:
    """Every text that is drawn: matplotlib writes it as a comment beside its outline."""
    found = re.findall(r"<!-- (.*?) -->", draw(picture, "svg", "light", width).decode())
    return [text.replace("&#45;", "-") for text in found]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("width", [230, 340, 425, 730])
def test_nothing_is_drawn_outside(real: Register, kind: str, width: float) -> None:
    """Titles are cut or wrapped by what was measured, whatever the width."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    from sphinx_plenary.figures.pen import Pen, own_settings

    items = tuple(item("resolution", id, id) for issue in real.issues_at("PP-22") for id in issue.conferences["PP-22"])
    picture = made(Facts(register=real, items=items + ITEMS[-2:]), kind)
    with own_settings():
        pen = Pen(width, "light")
        figure = pen.finish(picture.draw(pen))
        renderer = FigureCanvasAgg(figure).get_renderer()
        high = figure.bbox.height
        for artist in [*pen.axes.texts, *pen.axes.patches, *pen.axes.lines]:
            box = artist.get_window_extent(renderer)
            assert box.y0 >= -2 and box.y1 <= high + 2, artist
            assert box.x0 >= -2 and box.x1 <= figure.bbox.width + 3, artist


def test_a_picture_shows_the_numbers_of_its_table(facts: Facts) -> None:
    assert {"1 MOD", "Europe"} <= set(texts(made(facts, "proposals")))
    assert {"101", "102", "One Internet"} <= set(texts(made(facts, "coverage")))
    lineage = made(facts, "lineage")
    shown = set(texts(lineage))
    assert {row[-1] for row in lineage.rows} <= shown
    outcomes = made(facts, "outcomes")
    assert "4 revised" in texts(outcomes) and "Revised 8" in texts(outcomes)


def test_marks_differ_in_shape_and_parts_carry_a_letter(facts: Facts) -> None:
    drawn_texts = texts(made(facts, "revisions", instruments=("PP-RES-2", "PP-RES-11", "PP-RES-178")))
    assert {"new", "revised", "suppressed", "not changed", "hollow: unconfirmed"} <= set(drawn_texts)
    assert len(set(LETTERS.values())) == len(LETTERS)
    assert {kind.value for kind in OutcomeKind} - {"in-force"} == set(LETTERS) - {"not-known"}


def test_the_same_data_give_the_same_bytes_whatever_the_machine(tmp_path: Path) -> None:
    program = """
import hashlib, json, sys
from datetime import date
from itertools import pairwise
from pathlib import Path
from sphinx_plenary.facts import Facts
from sphinx_plenary.figures import KINDS, Wanted
from sphinx_plenary.figures.files import draw
from sphinx_plenary.register import load_register
register, _ = load_register(Path(sys.argv[1]), Path(sys.argv[1]).parent)
found = {}
for kind in sorted(KINDS):
    picture = KINDS[kind](Facts(register=register), Wanted(conference="PP-22", as_of=date(2022, 11, 20)))
    if picture.lacking:
        continue
    for form in ("svg", "pdf"):
        found[kind, form] = hashlib.sha256(draw(picture, form, "light", 340)).hexdigest()
print(json.dumps(sorted(map(list, found.items()))))
"""
    said = []
    for number, zone in enumerate(("UTC", "Asia/Kathmandu")):
        home = tmp_path / str(number)
        home.mkdir()
        if number:  # what somebody wants of their own plots
            (home / "matplotlibrc").write_text("svg.fonttype: none\nlines.linewidth: 9\nfont.size: 30\n")
        environment = {**os.environ, "PYTHONHASHSEED": str(number + 1), "TZ": zone, "HOME": str(home),
                       "PYTHONPATH": str(ROOT / "ext"), "LC_ALL": "C.UTF-8" if number else "C"}  # fmt: skip
        environment.pop("SOURCE_DATE_EPOCH", None)
        command = [sys.executable, "-c", program, str(ROOT / "tests/register")]
        done = subprocess.run(command, cwd=home, env=environment, capture_output=True, text=True, check=True)
        said.append(json.loads(done.stdout))
    assert len(said[0]) == 8, "coverage has no message in the register"
    assert said[0] == said[1]


def test_a_picture_is_drawn_once_and_again_when_its_data_changed(facts: Facts, tmp_path: Path) -> None:
    picture = made(facts, "coverage")
    first = drawn(picture, tmp_path, "name", "svg")
    first.write_bytes(b"kept")
    assert drawn(picture, tmp_path, "name", "svg").read_bytes() == b"kept"
    dark = drawn(picture, tmp_path, "name", "svg", "dark")
    changed = drawn(replace(picture, messages=("One Internet", "Another")), tmp_path, "name", "svg")
    assert sorted(tmp_path.iterdir()) == sorted([changed, dark]), "the former drawing is gone"
    assert changed != first and changed.read_bytes() != b"kept"
    assert drawn(picture, tmp_path, "name", "svg", width=300) != first


def test_matplotlib_is_imported_to_draw_and_keeps_its_settings() -> None:
    program = """
import sys
from datetime import date
from pathlib import Path
from sphinx_plenary.facts import Facts
from sphinx_plenary.figures import KINDS, Wanted
from sphinx_plenary.figures.files import draw, way_of_drawing
from sphinx_plenary.register import load_register
facts = Facts(register=load_register(Path(sys.argv[1]), Path(sys.argv[1]).parent)[0])
picture = KINDS["outcomes"](facts, Wanted(conference="PP-22", as_of=date(2022, 11, 20)))
picture.alt, picture.rows, way_of_drawing()
assert "matplotlib" not in sys.modules
import matplotlib
def settings():  # to ask for the backend would choose one, by pyplot
    return {name: matplotlib.rcParams[name] for name in matplotlib.rcParams if name != "backend"}
before = settings()
draw(picture, "pdf", "light", 340)
assert settings() == before
assert "matplotlib.pyplot" not in sys.modules
"""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "ext")}
    command = [sys.executable, "-c", program, str(ROOT / "tests/register")]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


# ---- colours ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_can_be_read_on_every_fill(scheme: str) -> None:
    from sphinx_plenary.figures.pen import Pen

    pen = Pen(100, scheme)
    fills = [name for name in pen.colours if name.startswith("ramp-")] + list(LETTERS)
    assert len(fills) == 12
    for fill in fills:
        assert design.contrast(pen.colours[pen.on(fill)], pen.colours[fill]) >= 4.5, fill
    for fill in LETTERS:
        assert design.contrast(pen.colours["on-pale"], pen.colours[fill]) >= 4.5, fill
    for name in ("ink", "muted", "accent"):
        assert design.contrast(pen.colours[name], pen.colours["paper"]) >= 4.5, name
    assert design.contrast(pen.colours["edge"], pen.colours["paper"]) >= 3 or scheme == "dark"


def test_contrast_is_that_of_wcag() -> None:
    assert design.contrast("#ffffff", "#000000") == pytest.approx(21)
    assert design.contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
    assert design.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_fuller_cell_stands_out_more_from_the_page(scheme: str) -> None:
    colours = design.scheme(scheme)
    steps = [design.contrast(colours[f"ramp-{step}"], colours["paper"]) for step in range(1, 5)]
    assert steps == sorted(steps) and all(later / former > 1.3 for former, later in pairwise(steps))
