"""Reports: the same findings for a reader, a program, code scanning and a pull request."""

from __future__ import annotations

import io
import json
import re
from typing import Any

import jsonschema_rs
import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from sphinx_plenary.model import Edit, Origin, Problem, Severity
from sphinx_plenary.reports import FORMATS, Entry, entry, write
from sphinx_plenary.reports.text import WIDTH, cells, wants_color
from sphinx_plenary.rules import RULES, Finding

LINE = "It cites Resolution 14O (Rev. Dubai, 2018) of the conference."


def made(**values: Any) -> Entry:
    given: dict[str, Any] = {
        "code": "R101",
        "name": "unknown-instrument",
        "severity": Severity.ERROR,
        "path": "source/papers/wsis.md",
        "line": 12,
        "column": 10,
        "end_line": 12,
        "end_column": 24,
        "message": "resolution 'RES-14O' is not in the register",
        "fix": "did you mean 'RES-140'?",
        "source_line": LINE,
    }
    return Entry(**{**given, **values})


SECOND = {"code": "R302", "name": "deadline-passed", "severity": Severity.WARNING, "path": "a.pdf", "page": 3}
BOTH = [made(), made(**SECOND)]


def report(format: str, *entries: Entry, encoding: str = "utf-8", **options: Any) -> str:
    file = io.BytesIO()
    stream = io.TextIOWrapper(file, encoding, newline="")
    write(entries, stream, format, **options)
    stream.flush()
    return file.getvalue().decode(encoding)


# Entries ----------------------------------------------------------------------------------------------------------


def test_a_finding_without_columns_is_its_line() -> None:
    finding = Finding(RULES[0], Problem(Origin("a.md", 3), "what", "fix"), Severity.ERROR)
    asked: list[tuple[str, int]] = []

    def source_line(path: str, line: int) -> str:
        asked.append((path, line))
        return "twelve chars"

    found = entry(finding, source_line)
    assert asked == [("a.md", 3)]
    assert (found.line, found.column, found.end_line, found.end_column) == (3, 1, 3, 13)
    assert (found.code, found.name, found.severity) == (RULES[0].code, RULES[0].name, RULES[0].severity)
    assert found.text == "what; fix"


def test_a_finding_with_its_span() -> None:
    finding = Finding(RULES[0], Problem(Origin("a.pdf", 3), "what", "fix"), Severity.WARNING)
    found = entry(finding, lambda *_: "", column=4, end=(5, 2), page=7)
    assert (found.line, found.column, found.end_line, found.end_column, found.page) == (3, 4, 5, 2, 7)
    assert found.severity is Severity.WARNING


def test_a_finding_without_a_line_still_has_a_place() -> None:
    found = entry(Finding(RULES[0], Problem(Origin("a.md", 0), "what", "fix"), Severity.ERROR), lambda *_: "")
    assert (found.line, found.column, found.end_line, found.end_column) == (1, 1, 1, 1)


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_orders_and_tells_once(format: str) -> None:
    assert report(format, *BOTH) == report(format, *BOTH[::-1], *BOTH)
    report(format)  # nothing found


# Text -------------------------------------------------------------------------------------------------------------


def test_text() -> None:
    assert report("text", *BOTH).split("\n") == [
        "a.pdf:p3:12:10: WARNING: R302 resolution 'RES-14O' is not in the register; did you mean 'RES-140'?",
        "   12 | It cites Resolution 14O (Rev. Dubai, 2018) of the conference.",
        "      |          ^^^^^^^^^^^^^^",
        "source/papers/wsis.md:12:10: ERROR: R101 resolution 'RES-14O' is not in the register; did you mean 'RES-140'?",
        "   12 | It cites Resolution 14O (Rev. Dubai, 2018) of the conference.",
        "      |          ^^^^^^^^^^^^^^",
        "",
        "R101  unknown-instrument     1",
        "R302  deadline-passed        1",
        "2 findings in 2 files: 1 error, 1 warning.",
        "What a rule is for: plenary explain R101",
        "",
    ]
    assert report("text") == "No finding.\n"


def carets(found: Entry) -> tuple[str, str]:
    """The source line and the line of carets, without what stands before them."""
    source, marks = report("text", found).split("\n")[1:3]
    return source.split(" | ", 1)[1], marks.split(" | ", 1)[1]


@pytest.mark.parametrize(
    ("values", "marked"),
    [
        ({}, "Resolution 14O"),
        ({"column": 1, "end_column": len(LINE) + 1}, LINE),
        ({"end_line": 13, "end_column": 2}, LINE[9:]),
        ({"column": 500, "end_column": 501}, ""),
        ({"end_column": 3}, "R"),
    ],
)
def test_the_caret_stands_under_the_span(values: dict[str, Any], marked: str) -> None:
    source, marks = carets(made(**values))
    start, end = marks.index("^"), len(marks)
    assert source[start:end] == marked
    assert set(marks.strip()) == {"^"}


def test_of_a_line_alone_the_indentation_is_not_marked() -> None:
    source, marks = carets(made(source_line="    words", column=1, end_column=10))
    assert (source, marks) == ("    words", "    ^^^^^")


@pytest.mark.parametrize("column", [1, 30, 700, 1390])
def test_a_long_line_is_cut_about_the_finding(column: int) -> None:
    line = "".join(f"{number:04} " for number in range(280))
    source, marks = carets(made(source_line=line, column=column, end_column=column + 4))
    assert len(source) <= WIDTH + 2
    assert source[marks.index("^") : len(marks)] == line[column - 1 : column + 3]
    assert source.startswith("…") == (column > 60) and source.endswith("…") == (column < 1300)


def test_wide_and_combining_characters_are_measured() -> None:
    assert [cells(text) for text in ("abc", "国際", "e\u0301")] == [3, 4, 1]
    _, marks = carets(made(source_line="国際 14O", column=4, end_column=7))
    assert marks == "     ^^^"


def test_a_file_cannot_steer_the_terminal() -> None:
    evil = made(
        source_line="a\x1b[31m\x07\u202eb\tc", path="\x1b[0m.md", message="\x1b]8;;x\x07\n", column=1, end_column=2
    )
    text = report("text", evil)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", text)
    assert len(text.split("\n")) == len(report("text", made()).split("\n"))


def test_a_terminal_of_few_characters() -> None:
    assert "?" in report("text", made(source_line="Résolution – 国" * 20), encoding="ascii")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_colour_only_where_it_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    assert not wants_color(io.StringIO())
    assert wants_color(Terminal())
    monkeypatch.setenv("NO_COLOR", "")
    assert wants_color(Terminal())
    monkeypatch.setenv("NO_COLOR", "1")
    assert not wants_color(Terminal())
    monkeypatch.delenv("NO_COLOR")
    terminal = Terminal()
    write(BOTH, terminal)
    assert "\x1b[1;31mERROR\x1b[0m" in terminal.getvalue()
    assert re.sub(r"\x1b\[[0-9;]*m", "", terminal.getvalue()) == report("text", *BOTH)


# JSON -------------------------------------------------------------------------------------------------------------

FINDINGS = jsonschema_rs.validator_for(
    json.loads((ROOT / "data" / "schema" / "findings.schema.json").read_text(encoding="utf-8"))
)


def test_json() -> None:
    first, second = json.loads(report("json", *BOTH))["findings"]
    assert list(second) == [
        *("code", "name", "severity", "path", "line", "column", "end_line", "end_column", "message", "fix")
    ]
    assert second == {
        "code": "R101",
        "name": "unknown-instrument",
        "severity": "error",
        "path": "source/papers/wsis.md",
        "line": 12,
        "column": 10,
        "end_line": 12,
        "end_column": 24,
        "message": "resolution 'RES-14O' is not in the register",
        "fix": "did you mean 'RES-140'?",
    }
    assert first["page"] == 3
    mended = made(edits=(Edit(Origin("source/papers/wsis.md", 12, 21, 12, 24), "140"),))
    assert json.loads(report("json", mended))["findings"][0]["edits"] == [
        {"line": 12, "column": 21, "end_line": 12, "end_column": 24, "text": "140"}
    ]
    assert json.loads(report("json")) == {"findings": []}


ENTRIES = st.builds(
    made,
    path=st.text(min_size=1, max_size=30),
    message=st.text(min_size=1, max_size=30),
    fix=st.text(max_size=30),
    source_line=st.text(max_size=150),
    line=st.integers(1, 10**6),
    column=st.integers(1, 10**4),
    end_line=st.integers(1, 10**6),
    end_column=st.integers(1, 10**4),
    severity=st.sampled_from(Severity),
    page=st.none() | st.integers(1, 99),
    edits=st.lists(
        st.builds(Edit, st.builds(Origin, *(st.just("a"), *[st.integers(1, 99)] * 4)), st.text(max_size=9)), max_size=2
    ).map(tuple),
)


@given(st.lists(ENTRIES, max_size=4))
def test_any_findings_in_any_format(entries: list[Entry]) -> None:
    FINDINGS.validate(json.loads(report("json", *entries)))
    SARIF.validate(json.loads(report("sarif", *entries)))
    assert report("text", *entries)
    assert report("github", *entries).count("\n") == len(set(entries))


# SARIF ------------------------------------------------------------------------------------------------------------

# The schema as it was published, less the pattern of one property that we do not write: it has a bracket too many,
# which jsonschema-rs does not let pass.
_PUBLISHED = json.loads((ROOT / "tests" / "files" / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8"))
for _part in ("run", "toolComponent"):
    del _PUBLISHED["definitions"][_part]["properties"]["language"]["pattern"]
SARIF = jsonschema_rs.validator_for(_PUBLISHED)
DOCS = {rule.code: rule.doc for rule in RULES}


def test_sarif() -> None:
    log = json.loads(report("sarif", *BOTH, docs=DOCS))
    SARIF.validate(log)
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["R101", "R302"]
    assert rules[0]["shortDescription"]["text"] == " ".join(DOCS["R101"].split("\n\n")[0].split())
    first, second = run["results"]
    assert [rules[result["ruleIndex"]]["id"] for result in (first, second)] == ["R302", "R101"]
    assert [first["level"], second["level"]] == ["warning", "error"]
    assert first["properties"] == {"page": 3}
    place = second["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "source/papers/wsis.md", "uriBaseId": "%SRCROOT%"}
    assert place["region"] == {
        "startLine": 12,
        "startColumn": 10,
        "endLine": 12,
        "endColumn": 24,
        "snippet": {"text": LINE},
    }
    assert run["columnKind"] == "unicodeCodePoints"


def test_sarif_without_findings_or_documentation() -> None:
    SARIF.validate(json.loads(report("sarif")))
    SARIF.validate(json.loads(report("sarif", *BOTH)))


@pytest.mark.parametrize(
    ("path", "uri"),
    [("a b/é%.md", "a%20b/%C3%A9%25.md"), ("/srv/a b.md", "file:///srv/a%20b.md"), ("x:y.md", "x%3Ay.md")],
)
def test_sarif_paths_are_addresses(path: str, uri: str) -> None:
    result = json.loads(report("sarif", made(path=path)))["runs"][0]["results"][0]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


def test_sarif_knows_a_finding_again_on_another_line() -> None:
    def fingerprint(**values: Any) -> object:
        return json.loads(report("sarif", made(**values)))["runs"][0]["results"][0]["partialFingerprints"]

    assert fingerprint() == fingerprint(line=14, end_line=14)
    assert fingerprint() != fingerprint(message="another")


# GitHub -----------------------------------------------------------------------------------------------------------


def test_github() -> None:
    assert report("github", *BOTH).split("\n") == [
        "::warning file=a.pdf,line=12,col=10,endLine=12,endColumn=24,title=R302 deadline-passed"
        "::page 3: resolution 'RES-14O' is not in the register; did you mean 'RES-140'?",
        "::error file=source/papers/wsis.md,line=12,col=10,endLine=12,endColumn=24,title=R101 unknown-instrument"
        "::resolution 'RES-14O' is not in the register; did you mean 'RES-140'?",
        "",
    ]
    assert report("github") == ""


def test_github_escapes() -> None:
    text = report("github", made(path="a,b:c%.md", message="100%\r\n::error::x", fix=""))
    assert "file=a%2Cb%3Ac%25.md," in text
    assert text.endswith("::100%25%0D%0A::error::x\n")


def test_github_takes_columns_within_one_line_only() -> None:
    text = report("github", made(end_line=14, end_column=2))
    assert ",line=12,endLine=14,title=" in text and "col" not in text.lower().split("::")[1]
