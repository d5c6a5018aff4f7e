"""The cases of the rules, in ``rules/CODE-name.md``, run without Sphinx; and what holds of all rules."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import ROOT, SMALL, sound

from sphinx_plenary.citations import read_target
from sphinx_plenary.facts import Facts
from sphinx_plenary.internal import Source, marks_of, withheld, without_internal
from sphinx_plenary.lint.cited import ProseReader
from sphinx_plenary.lint.markdown import parse
from sphinx_plenary.model import Citation, Item, Mention, Origin, Paper, Problem, Severity, Slip, Status, Waiver
from sphinx_plenary.register import FAULT_KINDS, Register
from sphinx_plenary.rules import RULES, Finding, chosen, findings

PAGES = ROOT / "tests" / "rules"
ROOM = ROOT / "ext" / "sphinx_plenary" / "rules"
# Beside these, "markdown papers/a.md" holds the text of that paper, from its line 1.
BLOCKS = {"yaml papers", "text citations", "yaml items", "yaml mentions", "yaml slips", "yaml prose"}
DEFAULT = {
    "title": "A paper",
    "conference": "PP-22",
    "date": "2022-09-08",
    "kind": "background-paper",
    "status": "final",
}


@dataclass(frozen=True)
class Case:
    """A sentence, what papers say, and what the rule finds. ``line`` is that of the findings."""

    page: Path
    line: int
    sentence: str
    blocks: Mapping[str, str] = field(default_factory=dict)
    findings: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.page.stem}:{self.line}"


def cases_of(page: Path) -> list[Case]:
    """The cases of a page: each ends with its block of findings."""
    cases: list[Case] = []
    prose: list[str] = []
    blocks: dict[str, str] = {}
    lines = iter(enumerate(page.read_text(encoding="utf-8").splitlines(), 1))
    for number, line in lines:
        if not line.startswith("```"):
            prose.append(line)
            continue
        block: list[str] = []
        for _, inside in lines:
            if inside == "```":
                break
            block.append(inside)
        kind = line.removeprefix("```")
        if kind != "text findings":
            assert (kind in BLOCKS or kind.startswith("markdown ")) and kind not in blocks, (
                f"{page.name}:{number}: unexpected block {kind!r}"
            )
            blocks[kind] = "\n".join(block)
            continue
        sentence = " ".join(part for part in prose if part and not part.startswith("#"))
        assert sentence.endswith("."), f"{page.name}:{number}: a case begins with a sentence"
        cases.append(Case(page, number, sentence, blocks, tuple(block)))
        prose, blocks = [], {}
    assert not blocks, f"{page.name}: the last case has no findings"
    return cases


def facts_of(case: Case, register: Register) -> Facts:
    """What the papers of a case say, over a register."""
    papers = _Papers(yaml.safe_load(case.blocks.get("yaml papers", "")) or {})
    citations = [_citation(line, papers, register) for line in case.blocks.get("text citations", "").splitlines()]
    citations += [_in_prose(entry, papers) for entry in _entries(case, "prose")]
    declared = [_item(entry, papers, register) for entry in _entries(case, "items")]
    mentions = [_mention(entry, papers) for entry in _entries(case, "mentions")]
    slips = [_slip(entry) for entry in _entries(case, "slips")]
    documents = {}
    sources = [
        Source(path.removesuffix(".md"), path, text, marks_of(text, path))
        for kind, text in case.blocks.items()
        if (path := kind.removeprefix("markdown ")) != kind
    ]
    kept = withheld(sources, register, {}, places=False)
    for docname, path, whole, marks in sources:
        text = without_internal(whole, marks)
        if not marks.whole:
            paper = papers.page(docname)
            documents[docname] = parse(text, path)
            conference = register.conferences.get(paper.conference) if paper else None
            citations += ProseReader(register.bodies).citations(documents[docname], docname, conference)
    items: dict[str, Item] = {}
    for item in sorted(declared, key=lambda item: item.origin):
        items.setdefault(item.id, item)
    return Facts(
        register=register,
        papers=papers.known,
        released=papers.released,
        items=tuple(items.values()),
        declared=tuple(declared),
        citations=tuple(citations),
        mentions=tuple(mentions),
        slips=tuple(slips),
        documents=documents,
        withheld=kept,
    )


class _Papers:
    """The papers of a case: the pages that it names, each as declared or as the default."""

    def __init__(self, declared: Mapping[str, Mapping[str, Any] | None]) -> None:
        self._declared = declared
        self.known: dict[str, Paper] = {}
        self.released: dict[str, list[date]] = {}
        for docname in declared:
            self.page(docname)

    def page(self, docname: str) -> Paper | None:
        own = self._declared.get(docname, {})
        if own is None:  # a page without front matter
            return None
        if docname not in self.known:
            values = {**DEFAULT, **own}
            self.released[docname] = [date.fromisoformat(str(day)) for day in values.get("released", ())]
            self.known[docname] = Paper(
                docname=docname,
                path=f"{docname}.md",
                kind=values["kind"],
                conference=values["conference"],
                status=Status(values["status"]),
                date=date.fromisoformat(str(values["date"])),
                version="1.0",
                title=values["title"],
                language=values.get("language", "en"),
                abstract=values.get("abstract", ""),
                lines=values.get("keys", {}),
                waivers=tuple(_waiver(f"{docname}.md", entry) for entry in values.get("waivers", ())),
            )
        return self.known[docname]


def _waiver(path: str, entry: Mapping[str, Any]) -> Waiver:
    until = entry.get("until")
    last = date.fromisoformat(str(until)) if until else None
    return Waiver(Origin(path, entry["line"]), (entry["rule"],), entry["reason"], last)


def _entries(case: Case, name: str) -> list[dict[str, Any]]:
    return yaml.safe_load(case.blocks.get(f"yaml {name}", "")) or []


def _place(text: str) -> tuple[str, Origin]:
    path, _, line = text.rpartition(":")
    return path.removesuffix(".md"), Origin(path, int(line))


def _citation(line: str, papers: _Papers, register: Register) -> Citation:
    place, _, target = line.partition(": ")
    docname, origin = _place(place)
    paper = papers.page(docname)
    conference = register.conferences.get(paper.conference) if paper else None
    read = read_target(target.lstrip("!"), conference.body if conference else None, register.bodies)
    instrument, year = (read.instrument, read.year) if read else (target.lstrip("!"), None)
    return Citation(docname, origin, instrument, year, background=target.startswith("!"))


def _item(entry: dict[str, Any], papers: _Papers, register: Register) -> Item:
    docname, origin = _place(entry.pop("at"))
    paper = papers.page(docname)
    type, instrument = entry.pop("type"), entry.pop("instrument", "")
    if type == "resolution":
        instrument = instrument or entry["id"]
    links = {name: tuple(targets) for name, targets in entry.pop("links", {}).items()}
    return Item(
        docname=docname,
        origin=origin,
        id=entry.pop("id", instrument),
        type=type,
        title=entry.pop("title", ""),
        conference=entry.pop("conference", paper.conference if paper else ""),
        instrument=instrument,
        lines=entry.pop("lines", {}),
        links=links,
        fields={name: str(value) for name, value in entry.items()},
    )


def _in_prose(entry: dict[str, Any], papers: _Papers) -> Citation:
    docname, origin = _place(entry.pop("at"))
    papers.page(docname)
    listed = {name: tuple(entry.pop(name, ())) for name in ("flaws", "candidates")}
    plain = {"instrument": "", "year": None, "text": "", "city": "", "revised": None, **entry}
    return Citation(docname=docname, origin=origin, prose=True, **plain, **listed)


def _mention(entry: dict[str, Any], papers: _Papers) -> Mention:
    docname, origin = _place(entry.pop("at"))
    papers.page(docname)
    return Mention(docname, origin, **entry)


def _slip(entry: dict[str, Any]) -> Slip:
    docname, origin = _place(entry["at"])
    return Slip(docname, entry["code"], Problem(origin, entry["what"], entry["fix"]))


def shown(finding: Finding) -> str:
    return f"{finding.problem.origin}: {finding.text}"


CASES = [case for page in sorted(PAGES.glob("*.md")) for case in cases_of(page)]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: Case, small: Register) -> None:
    facts = facts_of(case, small)
    code = case.page.name.partition("-")[0]
    found = findings(facts, chosen([code]))
    assert [shown(one) for one in found if one.rule.code == code] == list(case.findings)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_one_problem_is_one_message(case: Case, small: Register) -> None:
    """Of the rules that speak of a wrong value no two speak of the same place and value."""
    code = case.page.name.partition("-")[0]
    found = findings(facts_of(case, small), chosen([code]))
    told = [one for one in found if one.rule.severity is Severity.ERROR]
    slips = {"R501", "R502", "R503"}
    places = [
        (str(one.problem.origin), value)
        for one in told
        if one.rule.code not in slips
        for value in re.findall(r"'([^']*)'", one.problem.what)[:1]
    ]
    assert len(places) == len(set(places)), [shown(one) for one in told]


def test_folder_list_cases_and_codes_agree() -> None:
    listed = [(rule.code, rule.name) for rule in RULES]
    modules = sorted(path.stem for path in ROOM.glob("r[0-9]*.py"))
    assert modules == sorted(f"{code.lower()}_{name.replace('-', '_')}" for code, name in listed)
    assert sorted(page.stem for page in PAGES.glob("*.md")) == sorted(f"{code}-{name}" for code, name in listed)
    assert listed == sorted(listed), "the list is kept in the order of the codes"
    codes = [code for code, _ in listed] + [kind.code for kind in FAULT_KINDS]
    names = [name for _, name in listed] + [kind.name for kind in FAULT_KINDS]
    assert len(codes) == len(set(codes))
    assert len(names) == len(set(names)), "plenary explain takes a name, so a name is one thing's"


def test_every_code_is_of_its_series() -> None:
    assert all(re.fullmatch(r"R[1-7]\d\d", rule.code) for rule in RULES)
    assert all(re.fullmatch(r"D\d\d\d", kind.code) for kind in FAULT_KINDS)


@pytest.mark.parametrize("known", [*RULES, *FAULT_KINDS], ids=lambda known: known.code)
def test_every_rule_is_documented(known: Any) -> None:
    first, _, rest = known.doc.partition("\n\n")
    assert first.endswith("."), "the first sentence stands alone in the list of rules"
    assert "Why: " in rest


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_has_hits_and_near_misses(rule: Any) -> None:
    own = [case for case in CASES if case.page.name.startswith(rule.code)]
    assert any(case.findings for case in own)
    assert any(not case.findings for case in own), "a case that must stay silent"


def test_a_message_has_a_value_and_a_cure() -> None:
    for case in CASES:
        for line in case.findings:
            assert re.fullmatch(r"[^ :]+\.md:\d+: [A-Z]\d{3} \S.*; \S.*", line), line
            assert not line.endswith("."), line


def test_silence_over_nothing(small: Register) -> None:
    assert list(findings(Facts(register=small))) == []


def test_findings_come_in_the_order_of_the_places() -> None:
    register = sound(SMALL)
    cites = [Citation("b", Origin("b.md", 2), "PP-RES-9", None), Citation("a", Origin("a.md", 10), "PP-RES-9", None)]
    cites.append(Citation("a", Origin("a.md", 9), "PP-RES-9", None))
    found = [str(one.problem.origin) for one in findings(Facts(register=register, citations=cites))]
    assert found == ["a.md:9", "a.md:10", "b.md:2"]


@pytest.mark.parametrize(
    ("status", "weight"), [("draft", Severity.REMARK), ("review", Severity.WARNING), ("final", Severity.ERROR)]
)
def test_a_warning_is_a_remark_in_a_draft_and_an_error_in_a_final(
    small: Register, status: str, weight: Severity
) -> None:
    blocks = {
        "yaml papers": f"a: {{status: {status}}}",
        "yaml items": '- {type: message, at: "a.md:3", id: MSG-ONE}',
        "text citations": "a.md:5: PP-RES-999",
    }
    found = {one.rule.code: one.severity for one in findings(facts_of(Case(Path("R401"), 1, "", blocks), small))}
    assert (found["R401"], found["R101"]) == (weight, Severity.ERROR)


def test_every_edit_is_a_span_and_changes_it(small: Register) -> None:
    """``plenary fix`` applies edits unseen, so each has an exact place and says something else than stands there."""
    for case in CASES:
        facts = facts_of(case, small)
        texts = {document.name: document.text.split("\n") for document in facts.documents.values()}
        for edit in (edit for one in findings(facts, RULES) for edit in one.problem.edits):
            place = edit.origin
            lines = texts[place.path][place.line - 1 : place.end_line]
            lines[-1] = lines[-1][: place.end_column - 1]
            assert place.column and (place.end_line, place.end_column) >= (place.line, place.column)
            assert "\n".join(lines)[place.column - 1 :] != edit.text
