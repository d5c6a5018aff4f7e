"""A conference cycle by the commands alone, for each kind of paper: from ``plenary new`` to the next conference.

One project holds a paper of each kind on PP-22. Its author writes them, publishes drafts and review copies, releases
first editions, records what the conference decided, releases second editions, and begins the papers on PP-26.
"""

from __future__ import annotations

import contextlib
import io
import json
import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from building import CONF, Built, build, change
from conftest import ROOT, SMALL
from test_editions_build import git

from sphinx_plenary.cli import main

KINDS = ("background-paper", "issues-matrix", "outcomes-matrix", "meeting-summary", "event-page", "commentary")
SUMMER, AUTUMN, WINTER, LATER = "1659312000", "1666224000", "1668902400", "1767225600"
# 1 August, 20 October and 20 November 2022; 1 January 2026. The outcomes matrix is begun when there are outcomes.
BEGUN = {"outcomes-matrix": AUTUMN}
FIRST = {"outcomes-matrix": "2022-10-21"}
DECIDED = ("PP-RES-102", "PP-RES-130")

# What the author puts in the place of a section's hint. It tells each section of the kind from the others.
WORDS = {
    ("background-paper", "Summary"): "This paper follows two texts and brings {msg}`MSG-OPEN`.",
    ("background-paper", "Background"): "The Union is a specialized agency of the United Nations.",
    ("background-paper", "Main objectives"): "- elect the leadership\n- approve the plans",
    ("background-paper", "Regional preparatory meetings"): "Regional organizations settle common proposals.",
    ("background-paper", "Inputs"): "Contributions come in until:",
    ("background-paper", "Internet considerations"): "The texts are {res}`102` and {res}`130`.",
    ("background-paper", "Role and messages"): (
        ":::{message} An open Internet\n:id: MSG-OPEN\n:resolutions: 102\n:audience: Member States\n"
        ":evidence: the texts themselves\n\nWe ask delegations to keep the Internet open.\n:::"
    ),
    ("background-paper", "Internet-related resolutions"): (
        ":::{resolution} 102\n:issue: internet-public-policy\n:position: no-change\n\nNames and addresses.\n:::\n\n"
        ":::{resolution} 130\n:issue: internet-public-policy\n:position: follow\n\nSecurity belongs to many.\n:::"
    ),
    ("issues-matrix", "How to read"): "A row is a text; see the [background paper](pp-22-background-paper.md).",
    ("issues-matrix", "Existing resolutions"): "Europe wants {res}`130` revised.",
    ("issues-matrix", "New texts"): "No new text is known.",
    ("outcomes-matrix", "Main outcomes"): "Two texts that are followed were revised.",
    ("outcomes-matrix", "Resolutions"): "The rows are those of the [issues matrix](pp-22-issues-matrix.md).",
    ("meeting-summary", "Topic"): "Members prepared the conference.",
    ("meeting-summary", "Main points"): "They read the [issues matrix](pp-22-issues-matrix.md).",
    ("meeting-summary", "Key takeaways"): "- {res}`102` is the text to watch.",
    ("meeting-summary", "Next steps"): (
        ":::{action} Send comments on the matrix\n:owner: Secretariat\n:due: 2022-12-16\n:state: open\n"
        ":resolutions: 102\n\nRows of which members know more.\n:::"
    ),
    ("meeting-summary", "Useful resources"): "- The [background paper](pp-22-background-paper.md).",
    ("event-page", "About the event"): "The highest body of the Union meets every four years.",
    ("event-page", "Role and objectives"): "We come as an observer, with {msg}`MSG-OPEN`.",
    ("event-page", "Preparation"): "Contributions come in until:",
    ("commentary", ""): "The conference decides on {res}`102`, so [speak up](https://www.itu.int/en/).",
}
# What changes in each paper between the editions, and how `plenary changes` tells it.
# The outcomes matrix changes with the register.
EDITS = {
    "background-paper": ("Names and addresses.", "Names, numbers and addresses."),
    "issues-matrix": ("No new text is known.", "No new text was known."),
    "meeting-summary": (":state: open", ":state: done"),
    "event-page": ("We come as", "We came as"),
    "commentary": ("so [speak up]", "so [speak on]"),
}
TOLD = {
    "background-paper": "including domain names and addresses: [-Names-] {+Names, numbers+} and addresses.",
    "issues-matrix": "New texts: No new text [-is-] {+was+} known.",
    "outcomes-matrix": "CWG-Internet [-strengthened;-] {+kept;+} ITU may assist",
    "meeting-summary": "Action “Send comments on the matrix”, state: ○ open -> ✓ done",
    "event-page": "Role and objectives: We [-come-] {+came+} as an observer",
    "commentary": "so speak [-up.-] {+on.+}",
}


@dataclass
class Cycle:
    """What the commands said at each step, by step and kind, and what was built on the way."""

    folder: Path
    said: dict[tuple[str, str], tuple[int, str]] = field(default_factory=dict)
    pages: dict[tuple[str, str], BeautifulSoup] = field(default_factory=dict)
    spoken: dict[str, list[str]] = field(default_factory=dict)

    def paper(self, kind: str, conference: str = "pp-22") -> Path:
        return self.folder / "source" / "papers" / f"{conference}-{kind}.md"

    def run(self, step: str, kind: str, *words: str) -> None:
        out = io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
            status = main([*words, "--project", str(self.folder)])
        self.said[step, kind] = status, out.getvalue()

    def build(self, step: str, epoch: str, conference: str = "pp-22") -> None:
        made: Built = build(self.folder, environment={"SOURCE_DATE_EPOCH": epoch})
        self.spoken[step] = made.said
        self.pages[step, "home"] = BeautifulSoup(made.page("index"), "lxml")
        for kind in KINDS:
            name = f"{conference}-{kind}"
            if (made.out / "papers" / f"{name}.html").is_file():
                self.pages[step, kind] = BeautifulSoup(made.page(f"papers/{name}"), "lxml")
            for old in sorted((made.out / "editions" / name).glob("*.html")):
                self.pages[f"{step} {old.stem}", kind] = BeautifulSoup(old.read_text(encoding="utf-8"), "lxml")

    def commit(self) -> None:
        git(self.folder, "add", "-A")
        git(self.folder, "commit", "-q", "-m", "Work", "--allow-empty")


def written(text: str, kind: str) -> str:
    """A new paper with the author's words in the place of its hints."""
    parts = re.split(r"(?m)^(## .*\n)", text)
    done = []
    for head, body in zip(["", *parts[1::2]], parts[::2], strict=True):
        words = WORDS.get((kind, head.removeprefix("## ").strip()))
        if words is not None:
            body = re.sub(r"(?:^%.*\n)+", lambda _, words=words: f"{words}\n", body, count=1, flags=re.M)
        done += [head, body]
    return "".join(done)


def recorded(folder: Path, rows: dict[str, str]) -> dict[str, str]:
    """Put what PP-22 did with the texts into the register; with no ``rows``, take it out, and give it back."""
    taken = {}
    for name, begins in (("outcomes", "PP-22,{},"), ("revisions", "{},Bucharest,")):
        path = folder / "data" / f"{name}.csv"
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        marks = tuple(begins.format(text) for text in DECIDED)
        taken[name] = "".join(line for line in lines if line.startswith(marks))
        kept = "".join(line for line in lines if not line.startswith(marks))
        path.write_text(kept + rows.get(name, ""), encoding="utf-8")
    return taken


@pytest.fixture(scope="module")
def cycle(tmp_path_factory: pytest.TempPathFactory) -> Cycle:
    folder = tmp_path_factory.mktemp("cycle") / "project"
    shutil.copytree(SMALL, folder / "data")
    shutil.copy(ROOT / "data" / "kinds.yaml", folder / "data" / "kinds.yaml")
    (folder / "source" / "papers").mkdir(parents=True)
    (folder / "source" / "index.md").write_text(
        "# Papers\n\n:::{papers}\n:coming:\n:::\n\n:::{toctree}\n:glob:\n\npapers/*\n:::\n"
    )
    (folder / "conf.py").write_text(CONF)
    (folder / ".gitignore").write_text("/build/\n")
    cycle = Cycle(folder)
    with (folder / "data" / "deadlines.csv").open("a", encoding="utf-8") as deadlines:
        deadlines.write("PP-26-FIRM,PP-26,firm deadline for contributions,2026-10-19,itu-pp26-announcement,seen,\n")
    decisions = recorded(folder, {})
    git(folder, "init", "-q")
    with pytest.MonkeyPatch.context() as patch:
        _before(cycle, patch)
        _first_editions(cycle, patch, decisions)
        _second_editions(cycle, patch)
        patch.setenv("SOURCE_DATE_EPOCH", LATER)
        for kind in KINDS:
            cycle.run("next", kind, "new", kind, "PP-26")
        cycle.run("check", "next", "check", "--format", "json")
        cycle.build("next", LATER, "pp-26")
    return cycle


def _before(cycle: Cycle, patch: pytest.MonkeyPatch) -> None:
    """new -> written -> a site of drafts -> a site of review copies, of which none is released."""
    for kind in KINDS:
        patch.setenv("SOURCE_DATE_EPOCH", BEGUN.get(kind, SUMMER))
        cycle.run("new", kind, "new", kind, "PP-22")
        paper = cycle.paper(kind)
        paper.write_text(written(paper.read_text(encoding="utf-8"), kind), encoding="utf-8")
    cycle.run("check", "draft", "check", "--strict")
    cycle.build("draft", SUMMER)
    for kind in KINDS:
        change(cycle.paper(kind), "status: draft", "status: review")
        change(cycle.paper(kind), 'version: "0.1"', 'version: "0.9"')
    cycle.build("review", SUMMER)
    for kind in KINDS:
        cycle.run("review", kind, "release", cycle.paper(kind).stem)


def _first_editions(cycle: Cycle, patch: pytest.MonkeyPatch, decisions: dict[str, str]) -> None:
    """Updated -> final -> released; the outcomes matrix when the outcomes are recorded, and not before."""
    for kind in KINDS:
        paper = cycle.paper(kind)
        change(paper, "status: review", "status: final")
        change(paper, 'version: "0.9"', 'version: "1.0"')
        text = re.sub(r"(?m)^  date: .*", f"  date: {FIRST.get(kind, '2022-09-08')}", paper.read_text("utf-8"))
        paper.write_text(re.sub(r"\s+A\s+draft of [\w\s]+\.", "", text), encoding="utf-8")
    cycle.commit()
    patch.setenv("SOURCE_DATE_EPOCH", AUTUMN)
    cycle.run("too early", "outcomes-matrix", "release", "pp-22-outcomes-matrix")
    recorded(cycle.folder, decisions)
    cycle.commit()
    cycle.run("check", "final", "check", "--strict")
    for kind in KINDS:
        cycle.run("first", kind, "release", cycle.paper(kind).stem)
    cycle.commit()


def _second_editions(cycle: Cycle, patch: pytest.MonkeyPatch) -> None:
    """After the conference: edited -> changes -> released again -> the site."""
    patch.setenv("SOURCE_DATE_EPOCH", WINTER)
    for kind in KINDS:
        paper = cycle.paper(kind)
        text = re.sub(r"(?m)^  date: .*", "  date: 2022-11-20", paper.read_text("utf-8"))
        paper.write_text(text.replace("{conf}`PP-22` meets", "{conf}`PP-22` met"), encoding="utf-8")
        change(paper, 'version: "1.0"', 'version: "1.1"')
        if kind in EDITS:
            change(paper, *EDITS[kind])
    change(cycle.folder / "data" / "outcomes.csv", "CWG-Internet strengthened", "CWG-Internet kept")
    cycle.commit()
    for kind in KINDS:
        cycle.run("changes", kind, "changes", cycle.paper(kind).stem)
        cycle.run("second", kind, "release", cycle.paper(kind).stem)
    cycle.build("site", WINTER)


def _plain(text: str) -> str:
    return re.sub(r"[\[\]]", "", text)


def words(text: str) -> str:
    return " ".join(text.split())


each_kind = pytest.mark.parametrize("kind", KINDS)


@each_kind
def test_a_new_paper_is_written_where_its_hints_stand(cycle: Cycle, kind: str) -> None:
    assert cycle.said["new", kind] == (0, f"{cycle.paper(kind)}: written\n")
    text = cycle.paper(kind).read_text(encoding="utf-8")
    assert not re.search(r"(?m)^%", text), "each hint gave way to the author's words"
    heads = re.findall(r"(?m)^## (.*)$", text)
    assert heads == [heading for of, heading in WORDS if of == kind and heading]


def test_each_step_is_without_a_fault(cycle: Cycle) -> None:
    assert cycle.said["check", "final"] == (0, "No finding.\n")
    assert {step: said for step, said in cycle.spoken.items() if step != "review"} == {
        "draft": [],
        "site": [],
        "next": [],
    }


def test_missing_outcomes_are_a_remark_a_warning_and_an_error(cycle: Cycle) -> None:
    """As the status of the outcomes matrix goes up."""
    status, said = cycle.said["check", "draft"]
    assert status == 0
    assert [line for line in said.splitlines() if ": REMARK:" in line] == [
        line for line in said.splitlines() if "REMARK: R410 no outcome of PP-22 is given for PP-RES-102 " in line
    ]
    (warned,) = cycle.spoken["review"]
    assert "WARNING: R410 no outcome of PP-22 is given for PP-RES-102 " in warned
    status, said = cycle.said["too early", "outcomes-matrix"]
    assert status == 2
    assert "the rules find 1 error in it:" in said and "R410 no outcome of PP-22 is given for PP-RES-102 " in said


def test_home_says_what_is_to_come_as_of_the_newest_paper(cycle: Cycle) -> None:
    told = {
        step: [words(entry.get_text()) for entry in cycle.pages[step, "home"].select("#to-come li")]
        for step in ("draft", "site", "next")
    }
    doha = "ITU Plenipotentiary Conference 2026 (PP-26) Doha, Qatar · 9 to 27 November 2026"
    assert told == {step: [doha, "Firm deadline for contributions, PP-26 19 October 2026"] for step in told}
    for step, day in (("draft", "20 October 2022"), ("site", "20 November 2022"), ("next", "1 January 2026")):
        head = cycle.pages[step, "home"].select_one("#to-come .plenary-as-of")
        assert words(head.get_text()) == f"As of {day}, the day of the newest paper."


@each_kind
def test_drafts_and_review_copies_are_marked(cycle: Cycle, kind: str) -> None:
    marks = {"draft": "Draft", "review": "For review", "site": "Final"}
    for step, mark in marks.items():
        page = cycle.pages[step, kind]
        facts = {words(term.get_text()): words(term.find_next("dd").get_text()) for term in page.select("dt")}
        assert facts["Status"].startswith(mark), step


@each_kind
def test_a_review_copy_is_not_released(cycle: Cycle, kind: str) -> None:
    status, said = cycle.said["review", kind]
    assert status == 2
    assert "its status is 'review'; only a final paper is released: write 'status: final'" in said


@each_kind
def test_two_editions_are_released(cycle: Cycle, kind: str) -> None:
    for step, version in (("first", "1.0"), ("second", "1.1")):
        status, said = cycle.said[step, kind]
        assert status == 0, said
        assert said.startswith(f"source/papers/pp-22-{kind}.md: edition {version} released, as of ")
        assert f"Proposed tag: pp-22-{kind}-{version}" in said
        kept = cycle.folder / "data" / "editions" / f"pp-22-{kind}" / f"{version}.json"
        assert json.loads(kept.read_text(encoding="utf-8"))["version"] == version


@each_kind
def test_what_changed_between_them_is_said(cycle: Cycle, kind: str) -> None:
    status, said = cycle.said["changes", kind]
    assert status == 0
    assert "to 1.1 (20 November 2022)" in said.splitlines()[0]
    assert TOLD[kind] in words(said)


def test_the_register_moves_a_revision_on_in_the_second_edition(cycle: Cycle) -> None:
    said = words(cycle.said["changes", "background-paper"][1])
    assert "Resolution 102, revision in force: Rev. Dubai, 2018 -> Rev. Bucharest, 2022" in said
    row = cycle.pages["site", "outcomes-matrix"].select_one("#row-pp-res-102 .plenary-col-outcome")
    assert words(row.get_text()).startswith("Revised")


@each_kind
def test_old_editions_stay_and_point_to_the_newest(cycle: Cycle, kind: str) -> None:
    page = cycle.pages["site 1.0", kind]
    note = page.select_one(".plenary-edition-note").extract()
    assert "This is edition 1.0, as it was released" in words(note.get_text())
    link = note.select_one("a[href]")
    assert (link["href"], link.get_text()) == (
        f"../../papers/pp-22-{kind}.html",
        "edition 1.1 of 20 November 2022",
    )
    old, new = EDITS.get(kind, ("CWG-Internet strengthened", "CWG-Internet kept"))
    if not old.startswith(":"):
        assert _plain(old) in words(page.get_text()) and _plain(new) not in words(page.get_text())


def test_tables_of_an_old_edition_look_as_those_of_the_paper(cycle: Cycle) -> None:
    tables = cycle.pages["site 1.0", "outcomes-matrix"].select("table")
    assert tables
    for table in tables:
        assert "table" in table["class"] and "plenary-scroll" in table.parent["class"]


@each_kind
def test_the_next_conference_begins_from_the_last(cycle: Cycle, kind: str) -> None:
    status, said = cycle.said["next", kind]
    assert status == 0
    text = cycle.paper(kind, "pp-26").read_text(encoding="utf-8")
    assert f"kind: {kind}\n  conference: PP-26\n  status: draft\n  date: 2026-01-01" in text
    assert "Names, numbers and addresses." not in text or kind == "background-paper"
    carried = re.findall(r"(?m)^:id: (.*)\n:review: carried over from PP-22$", text)
    expected = {"background-paper": ["MSG-OPEN-PP-26", "PP-RES-102-PP-26", "PP-RES-130-PP-26"]}
    assert carried == expected.get(kind, []), said
    title = re.search(r"(?m)^# (.*)$", text)
    assert title is not None and "2026" in title[1]
    assert words(cycle.pages["next", kind].h1.get_text()).startswith(title[1])


def test_what_was_carried_over_is_to_be_reviewed(cycle: Cycle) -> None:
    status, said = cycle.said["check", "next"]
    assert status == 0, "in a draft it is a remark"
    assert [one["code"] for one in json.loads(said)["findings"]] == ["R415"] * 3
