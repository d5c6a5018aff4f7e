"""``plenary new``: papers of all kinds, of a seventh too, that build at once; what is carried over; what is refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from building import Built, build, change, project
from conftest import ROOT

from sphinx_plenary.cli import main
from sphinx_plenary.model import Severity
from sphinx_plenary.project import check_project
from sphinx_plenary.rules import Finding

Output = pytest.CaptureFixture[str]

KINDS = ("background-paper", "issues-matrix", "outcomes-matrix", "meeting-summary", "event-page", "commentary")
SEVENTH = """
- id: briefing-note
  name: Briefing note
  front_matter: {required: [abstract, audience], allowed: [short_title]}
  look: {contents: false, links: endnotes}
  checks: {rules: [R113]}
  sections:
    - heading: In one line
      hint: What the minister has to know, in one sentence.
      fill: [dates, deadlines]
    - {heading: What to say, also: [Talking points], hint: Three points at most., fill: [messages]}
"""


def new(folder: Path, *words: str) -> int:
    return main(["new", *words, "--project", str(folder)])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with the six kinds and a seventh, and a paper of each kind on PP-26."""
    folder = project("renewal", tmp_path_factory.mktemp("new"))
    text = (ROOT / "data" / "kinds.yaml").read_text(encoding="utf-8")
    (folder / "data" / "kinds.yaml").write_text(text + SEVENTH, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1767225600")  # 1 January 2026
        for kind in KINDS:
            assert new(folder, kind, "PP-26", "--organization", "ISOC") == 0
        assert new(folder, "briefing-note", "PP-22") == 0
    return folder


@pytest.fixture(scope="module")
def checked(folder: Path) -> list[Finding]:
    found, sound = check_project(folder, folder / "source", folder / "build", strict=False)
    assert sound
    return [one for one in found if "before.md" not in one.problem.origin.path]


@pytest.fixture(scope="module")
def built(folder: Path) -> Built:
    return build(folder, environment={"SOURCE_DATE_EPOCH": "1767225600"})


def paper(folder: Path, name: str) -> str:
    return (folder / "source" / "papers" / f"{name}.md").read_text(encoding="utf-8")


def test_each_builds_at_once_without_a_word(built: Built) -> None:
    assert built.status == 0
    assert built.said == []
    for kind in KINDS:
        assert (built.out / "papers" / f"pp-26-{kind}.html").is_file()


def test_all_that_is_found_is_that_something_is_to_be_reviewed(checked: list[Finding]) -> None:
    assert {one.severity for one in checked} == {Severity.REMARK}
    assert {one.rule.code for one in checked} == {"R415"}
    assert len(checked) == 4  # two texts, a position and a message


def test_the_draft_is_filled_from_the_register(folder: Path) -> None:
    text = paper(folder, "pp-26-background-paper")
    assert text.startswith(
        "---\npaper:\n  kind: background-paper\n  conference: PP-26\n  status: draft\n  date: 2026-01-01\n"
        '  version: "0.1"\n  short_title: PP-26 background paper\n  abstract: >-\n'
    )
    assert "# Background paper: ITU Plenipotentiary Conference 2026\n" in text
    assert "This paper is written for the {org}`ISOC`." in text
    assert "The {conf}`PP-26` meets from {conf-dates}`PP-26` in {conf-place}`PP-26`." in text
    assert "% What the conference has to decide, as a list." in text
    assert "Followed here: {res}`101`." in text and "Followed here: {res}`130`." in text
    note = paper(folder, "pp-22-briefing-note")
    assert "The {conf}`PP-22` met from {conf-dates}`PP-22` in {conf-place}`PP-22`." in note, (
        "a conference that is over is spoken of as past"
    )
    assert "- {deadline}`PP-22-FIRM`: firm deadline for contributions" in note
    assert "  audience: to be said\n" in note


def test_what_was_tracked_goes_on_marked_for_review(folder: Path) -> None:
    text = paper(folder, "pp-26-background-paper")
    assert (
        ":::{resolution} 101\n:id: PP-RES-101-PP-26\n:review: carried over from PP-22\n"
        ":issue: internet-public-policy\n:position: no-change\n:concern: Its scope could widen\n\n"
        "It goes with {res}`WTSA-RES-50`.\n:::"  # as of its own date; the next step was the old one's
    ) in text
    assert (
        ":::{position} CEPT\n:id: POS-CEPT-PP-RES-130-PP-26\n:review: carried over from PP-22\n:resolution: 130\n"
        ":position: follow\n\nThe region wants it revised.\n:::"
    ) in text
    assert (
        ":::{message} An open Internet\n:id: MSG-OPEN-PP-26\n:review: carried over from PP-22\n:resolutions: 101\n"
        ":positions: POS-CEPT-PP-RES-130-PP-26\n:audience: Member States\n"
        """:evidence: '"Openness" is a word of the text'\n\nWe ask delegations to keep the Internet open.\n:::"""
    ) in text


def test_a_text_in_which_a_rule_finds_an_error_comes_as_a_comment(folder: Path) -> None:
    """Resolution 130 was revised at PP-22: what was right in 2022 would be an error in the new paper."""
    text = paper(folder, "pp-26-background-paper")
    assert "\n\n% It now stands as Resolution 130 (Rev. Dubai, 2018).\n:::" in text


def test_a_suppressed_text_stays_behind_and_so_does_what_is_tracked_already(folder: Path, capsys: Output) -> None:
    assert "PP-RES-11-" not in paper(folder, "pp-26-background-paper")
    output = folder / "source" / "papers" / "again.md"
    try:
        assert new(folder, "background-paper", "PP-26", "--output", str(output), "--from", "before") == 0
        said = capsys.readouterr().out.splitlines()
    finally:
        output.unlink(missing_ok=True)
    assert said[0] == f"{output}: written"
    assert said[1:] == [
        "  left out: PP-RES-101 is tracked for PP-26 already, in source/papers/pp-26-background-paper.md:74",
        "  left out: PP-RES-11 was suppressed by PP-22",
        "  left out: PP-RES-130 is tracked for PP-26 already, in source/papers/pp-26-background-paper.md:84",
        "  left out: MSG-OPEN goes on already, in source/papers/pp-26-background-paper.md:55",
    ]


def test_a_page_shows_what_is_to_be_reviewed(built: Built) -> None:
    page = built.page("papers/pp-26-background-paper")
    assert page.count("Carried over from PP-22, to be reviewed") == 4
    assert "Briefing note" in built.page("papers/pp-22-briefing-note"), "a kind of the project's own has its name"


def test_sections_of_a_seventh_kind_are_missed(folder: Path) -> None:
    """And a rule that is off elsewhere runs for it."""
    change(folder / "source" / "papers" / "pp-22-briefing-note.md", "## What to say", "## Something else")
    change(folder / "source" / "papers" / "pp-22-briefing-note.md", "  audience: to be said\n", "")
    try:
        found, _ = check_project(folder, folder / "source", folder / "build", strict=False)
    finally:
        change(folder / "source" / "papers" / "pp-22-briefing-note.md", "## Something else", "## What to say")
        change(folder / "source" / "papers" / "pp-22-briefing-note.md", "  abstract:", "  audience: all\n  abstract:")
    told = [f"{one.rule.code} {one.problem.what}" for one in found if "briefing" in one.problem.origin.path]
    assert told == [
        "R508 the briefing note has no section 'What to say'",
        "R515 the briefing note has no 'audience'",
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["background-papr", "PP-26"], r"no kind of paper 'background-papr'; did you mean 'background-paper'\?"),
        (["event-page"], "name the conference: plenary new event-page CONFERENCE"),
        (["event-page", "PP-27"], r"no conference 'PP-27'; did you mean 'PP-26', 'PP-22' or 'PP-02'\?"),
        (["event-page", "PP-26"], r".*pp-26-event-page.md is there already and stays as it is; .*--output"),
        (["event-page", "PP-22", "--organization", "ISCO"], r"no organization 'ISCO'; did you mean 'ISOC'\?"),
        (["background-paper", "PP-22", "--from", "befor"], r"no paper 'befor'; did you mean 'before'\?"),
        (
            ["background-paper", "PP-22", "--from", "pp-26-event-page"],
            ".*tracks no text, so there is nothing to carry.*",
        ),
        (["commentary", "PP-22", "--from", "before"], "no section of kind 'commentary' takes texts over; see 'fill'.*"),
        (["event-page", "PP-22", "--output", "/nowhere/x.md"], "/nowhere/x.md: a paper ends in .md and stands in .*"),
    ],
)
def test_refused_in_words(folder: Path, capsys: Output, words: list[str], said: str) -> None:
    before = sorted((folder / "source" / "papers").iterdir())
    assert new(folder, *words) == 2
    assert re.fullmatch(f"plenary: {said}", capsys.readouterr().err.splitlines()[0])
    assert sorted((folder / "source" / "papers").iterdir()) == before


def test_without_arguments_kinds_and_conferences_to_come_are_listed(
    folder: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1656633600")  # 1 July 2022
    assert new(folder) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Kinds of paper:"
    assert lines[1:8] == [
        "  background-paper  Background paper",
        "  issues-matrix     Issues matrix",
        "  outcomes-matrix   Outcomes matrix",
        "  meeting-summary   Meeting summary",
        "  event-page        Event page",
        "  commentary        Commentary",
        "  briefing-note     Briefing note",
    ]
    assert lines[8] == "Conferences to come, as of 1 July 2022:"
    assert (
        "  PP-22         ITU Plenipotentiary Conference 2022; Bucharest, Romania; 26 September to 14 October 2022"
        in lines
    )
    assert not any("WTDC-22" in line for line in lines), "it is over"


def test_a_rule_that_there_is_not_is_a_fault_of_the_register(tmp_path: Path, capsys: Output) -> None:
    folder = project("renewal", tmp_path)
    (folder / "data" / "kinds.yaml").write_text(SEVENTH.replace("R113", "R733"), encoding="utf-8")
    assert main(["register", str(folder / "data")]) == 1
    place, _, said = capsys.readouterr().out.strip().partition(": ERROR: ")
    assert place.endswith("data/kinds.yaml:2")
    assert said.startswith("D105 kind 'briefing-note' asks for 'R733', which is no rule; did you mean")


def test_what_is_internal_stays_so(tmp_path: Path) -> None:
    """A draft made of an internal paper is internal, an internal item of a public one too."""
    folder = project("renewal", tmp_path)
    (folder / "data" / "kinds.yaml").write_bytes((ROOT / "data" / "kinds.yaml").read_bytes())
    page = folder / "source/papers/before.md"
    change(page, ":id: MSG-OPEN\n", ":id: MSG-OPEN\n:internal:\n")
    command = ["new", "background-paper", "PP-26", "--project", str(folder), "--output"]
    public = folder / "source/papers/public.md"
    assert main([*command, str(public)]) == 0
    assert "MSG-OPEN" not in public.read_text()
    public.unlink()
    conf = folder / "conf.py"
    conf.write_text(conf.read_text() + '\nplenary_audience = "internal"\n')
    assert main([*command, str(public)]) == 0
    assert ":id: MSG-OPEN-PP-26\n:review: carried over from PP-22\n:internal:\n" in public.read_text()
    public.unlink()
    change(page, "  kind: commentary\n", "  kind: commentary\n  internal: true\n")
    assert main([*command, str(public)]) == 0
    assert "\n  internal: true\n" in public.read_text()
