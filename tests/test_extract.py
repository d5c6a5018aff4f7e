"""Citations in plain prose: the labelled set, each form by itself, whatever else a text may hold."""

from __future__ import annotations

import json
import time
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from shutil import copy, copytree

import pytest
from conftest import REAL, ROOT, sound
from hypothesis import given
from hypothesis import strategies as st
from labelled_text import Labelled, found_in, labelled, score

from sphinx_plenary.citations import DocumentKind, Flaw, Form, Grammar, How, ProseCitation, citation_words
from sphinx_plenary.cli import main
from sphinx_plenary.model import Body, Instrument, InstrumentId, InstrumentKind, Origin

REGISTER = sound(REAL)
GRAMMAR = Grammar.of(REGISTER.bodies)
SET = ROOT / "tests" / "labelled"
DEVELOPMENT = list(labelled(sorted(SET.glob("*.md"))))
HELD_OUT = list(labelled(sorted(SET.glob("held-out/*.md"))))

Output = pytest.CaptureFixture[str]


def only(text: str, body: str | None = None, year: int | None = None) -> ProseCitation:
    (found,) = GRAMMAR.find(text, body, year)
    return found


def ids(text: str, body: str | None = None) -> list[str]:
    return [id for cited in GRAMMAR.find(text, body) for id in cited.ids]


# ---- the labelled set -----------------------------------------------------------------------------


def test_the_set_is_large_enough() -> None:
    everything = [*DEVELOPMENT, *HELD_OUT]
    assert sum(len(one.mentions) for one in everything) >= 300
    assert sum(len(one.misses) for one in everything) >= 100
    assert sum(len(one.mentions) for one in HELD_OUT) >= 100
    for letters in ("en", "fr", "es"):
        assert any(one.name.startswith(letters) for one in HELD_OUT)


@pytest.mark.parametrize("texts", [DEVELOPMENT, HELD_OUT], ids=["development", "held out"])
def test_precision_and_recall(texts: list[Labelled]) -> None:
    total, mistakes = score(GRAMMAR, REGISTER, texts)
    assert total.precision >= 0.99, "\n".join(mistakes)
    assert total.recall >= 0.98, "\n".join(mistakes)
    assert total.misses_taken == 0, "\n".join(mistakes)


@pytest.mark.parametrize("one", [*DEVELOPMENT, *HELD_OUT], ids=lambda one: one.name)
def test_letters_in_other_forms_change_nothing(one: Labelled) -> None:
    """Decomposed accents, no-break spaces and CRLF, as other programs write them."""
    wanted = [mention.ids for mention in found_in(GRAMMAR, REGISTER, one)]
    for other in (
        unicodedata.normalize("NFD", one.text),
        one.text.replace("Resolution ", "Resolution\u00a0"),
        one.text.replace("\n", "\r\n"),
    ):
        assert [mention.ids for mention in found_in(GRAMMAR, REGISTER, replace(one, text=other))] == wanted


# ---- forms ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "body", "wanted"),
    [
        ("WTDC Resolutions 20-23", None, ["WTDC-RES-20", "WTDC-RES-21", "WTDC-RES-22", "WTDC-RES-23"]),
        ("Res. 71, 77 & 151", "PP", ["PP-RES-71", "PP-RES-77", "PP-RES-151"]),
        ("RES 25, resolution 9", "PP", ["PP-RES-25", "PP-RES-9"]),
        ("RESOLUTION 30 (REV. KIGALI, 2022)", "PP", ["WTDC-RES-30@2022"]),
        ("resolution 68/302 and A/RES/68/302", "PP", ["UNGA-RES-68/302"] * 2),
        ("Resolutions 50 (cybersecurity), 52 (spam) and 58 of WTSA", "PP",
         ["WTSA-RES-50", "WTSA-RES-52", "WTSA-RES-58"]),
        ("Resolutions 50 on cybersecurity, 52 on spam and 58 on CIRTs, of WTSA", "PP",
         ["WTSA-RES-50", "WTSA-RES-52", "WTSA-RES-58"]),
        ("Resolutions 101 and 102 (Rev. Busan, 2014)", None, ["PP-RES-101@2014", "PP-RES-102@2014"]),
        ("Resolutions 48, 99 (Rev. Busan, 2014) and 191 (Busan, 2014)", None,
         ["PP-RES-48", "PP-RES-99@2014", "PP-RES-191@2014"]),
        ("Resolutions 101, 102 and 133 (PP), 64 (WTSA) and 63 (WTDC)", None,
         ["PP-RES-101", "PP-RES-102", "PP-RES-133", "WTSA-RES-64", "WTDC-RES-63"]),
        ("Resolution 101 of PP and 64 of WTSA", None, ["PP-RES-101", "WTSA-RES-64"]),
        ("Internet resolutions (101, 102)", "PP", ["PP-RES-101", "PP-RES-102"]),
        ("Resolution 101 (Internet Protocol (IP)-based networks) (Rev. Dubai, 2018)", None, ["PP-RES-101@2018"]),
        ("Resolution 101: Internet Protocol-based networks (Rev. Dubai, 2018)", None, ["PP-RES-101@2018"]),
        ("World Telecommunication Development Conference (WTDC) Resolution 45", "PP", ["WTDC-RES-45"]),
        ("Opinion 5 of the fifth World Telecommunication/ICT Policy Forum (Geneva, 2013)", "PP", ["WTPF-OPN-5@2013"]),
        ("Opinion 5 of the World Telecommunication Policy Forum (WTPF-13)", "PP", ["WTPF-OPN-5@2013"]),
        ("the World Telecommunication Policy Forum (WTPF-13), in its Opinion 5", "PP", ["WTPF-OPN-5@2013"]),
        ("Resolution 64 of the World Telecommunication Standardization Assembly (PP-22)", "PP", ["WTSA-RES-64"]),
        ("Opinion 5 of the policy forum of 2013 (WTPF-13), in support", "PP", ["WTPF-OPN-5@2013"]),
        (":resolutions: 102, 130\n:evidence: a report of the forum (WTPF-13)", "PP", ["PP-RES-102", "PP-RES-130"]),
        ("Resolution WTSA 64, Resolution 64/WTSA, WTSA/Res. 64", "PP", ["WTSA-RES-64"] * 3),
        ("Resolution 64 (WTSA, Rev. Hammamet, 2016)", "PP", ["WTSA-RES-64@2016"]),
        ("Resolution 64 (WTSA-16)", "PP", ["WTSA-RES-64@2016"]),
        ("Resolution 101 (Rev. PP-18)", "WTSA", ["PP-RES-101@2018"]),
        ("PP-18 Resolution 101", "WTSA", ["PP-RES-101"]),
        ("| WTSA | Resolution 50 |", "PP", ["WTSA-RES-50"]),
        ("| Resolution 50 | WTSA |", "PP", ["WTSA-RES-50"]),
        ("| Resolution 2 (Rev. Dubai, 2018) | World telecommunication policy forum |", "PP", ["PP-RES-2@2018"]),
        ("la Conferencia de Plenipotenciarios, en su Resolución 130,", "WTSA", ["PP-RES-130"]),
        ("PP-RES-101, WTSA-RES-64@2016", None, ["PP-RES-101", "WTSA-RES-64@2016"]),
        # the Council is told something: the text is not its own
        ("instructs the Council, in Resolution 102, to report", "PP", ["PP-RES-102"]),
        ("WTSA asked PP to revise Resolution 101", "PP", ["PP-RES-101"]),
        ("Resolution 58 on preparations for WTSA", "PP", ["PP-RES-58"]),
        ("Resolution 77 on the duration of sessions of the Council", "PP", ["PP-RES-77"]),
        # dates, counts, measures, other people's texts
        ("Resolution 101, 14 October 2022", "PP", ["PP-RES-101"]),
        ("In Resolution 71, 14 delegations", "PP", ["PP-RES-71"]),
        ("Dec. 5, 2018; 5 dec 2018; 2004 dec 2", "PP", []),
        ("library resolution.\n6. Otherwise", "PP", []),
        ("the city council resolution 12", "PP", []),
        ("Resolution 804 of WRC-12, OAS General Assembly resolution 2908", "PP", []),
        ("https://example.org/Resolution 5 and https://example.org/x/RES-101", "PP", []),
        ("{res}`101`, `Resolution` 101", "PP", []),
        ("Resolutions 5-3, a decision 98-40", "PP", []),
    ],
)  # fmt: skip
def test_forms(text: str, body: str | None, wanted: list[str]) -> None:
    assert ids(text, body) == wanted


@pytest.mark.parametrize(
    ("text", "body", "how"),
    [
        ("WTSA Resolution 64", "PP", How.NAMED),
        ("Resolution 64 (Rev. Hammamet, 2016)", "PP", How.MEETING),
        ("Resolution 64", "PP", How.CONFERENCE),
        ("Resolution 1336", "PP", How.NUMBER),
        ("Opinion 5", "PP", How.KIND),
        ("Resolution 64", None, How.UNKNOWN),
        ("Resolution 64", "WRC", How.UNKNOWN),
    ],
)
def test_what_told_whose_it_is(text: str, body: str | None, how: How) -> None:
    assert only(text, body).numbers[0].how is how


def test_a_named_body_counts_more_than_a_meeting_that_is_not_its_own() -> None:
    """That they do not belong together is for a rule to say."""
    cited = only("PP Resolution 64 (Rev. Hammamet, 2016)", "WTSA")
    assert cited.ids == ("PP-RES-64@2016",)
    assert cited.numbers[0].how is How.NAMED


def test_ambiguous_stays_ambiguous() -> None:
    cited = only("Resolution 64")
    assert cited.ids == () and cited.ambiguous
    assert cited.numbers[0].candidates == ("PP-RES-64", "WTDC-RES-64", "WTSA-RES-64")
    (cited,) = GRAMMAR.find("Resolution 30 (2022)")
    assert cited.numbers[0].candidates == ("PP-RES-30@2022", "WTDC-RES-30@2022", "WTSA-RES-30@2022")


def test_an_opinion_without_its_forum() -> None:
    (number,) = only("WTPF Opinion 5").numbers
    assert number.id == "WTPF-OPN-5" and number.ambiguous
    assert "WTPF-OPN-5@2013" in number.candidates
    assert only("Opinion 5", "WTPF", 2013).ids == ("WTPF-OPN-5@2013",)


def test_places_and_parts() -> None:
    text = "See Résolutions\n48\u00a0(Rev. Dubai, 2018) and 191 (Busan, 2014) of the Plenipotentiary Conference."
    cited = only(text)
    assert text[cited.start : cited.end] == cited.text
    assert cited.text.startswith("Résolutions") and cited.text.endswith("Plenipotentiary Conference")
    first, last = cited.numbers
    assert [text[number.start : number.end] for number in cited.numbers] == ["48", "191"]
    assert first.revision and last.revision
    assert (first.revision.city, first.revision.year, first.revision.revised) == ("Dubai", 2018, True)
    assert (last.revision.city, last.revision.year, last.revision.revised) == ("Busan", 2014, False)
    assert text[last.revision.start : last.revision.end] == "(Busan, 2014)"


@pytest.mark.parametrize(
    ("text", "flaws"),
    [
        ("Resolution 25 (Rev. Busan, 2014)", ()),
        ("RESOLUTION 25 (REV. BUSAN, 2014)", ()),
        ("Resolution No. 25", (Flaw.NUMBER_WORD,)),
        ("RES; 25.", (Flaw.STRAY_MARK,)),
        ("Resolution 1O1", (Flaw.LOOKALIKE,)),
        ("Resolution 064", (Flaw.LEADING_ZERO,)),
        ("Resolution 25 (Rev. Busan 2014)", (Flaw.NO_COMMA,)),
        ("Resolution 25 (Rev Busan, 2014)", (Flaw.NO_POINT,)),
        ("Resolution 25 (Rev.Busan, 2014)", (Flaw.NO_SPACE,)),
        ("Resolution 25 (Rev. Busan,2014)", (Flaw.NO_SPACE,)),
        ("Resolution 25 (Revised Busan, 2014)", (Flaw.SPELLED_OUT,)),
        ("Resolution 25 (Busan, Rev. 2014)", (Flaw.ORDER,)),
        ("(Resolution 25, Rev. Busan, 2014)", (Flaw.NO_BRACKETS,)),
        ("Resolution 25 (Rev. Busan, 2014 is old.", (Flaw.UNCLOSED,)),
        ("Resolution 25 [Rev. Busan, 2014]", (Flaw.SQUARE_BRACKETS,)),
        ("Resolution 25 (Rev. 2014)", (Flaw.NO_CITY,)),
        ("Resolution 25 (Rev. Busan)", (Flaw.NO_YEAR,)),
    ],
)
def test_flaws(text: str, flaws: tuple[Flaw, ...]) -> None:
    cited = only(text, "PP")
    assert cited.flaws == flaws
    assert len(cited.ids) == 1


# ---- bodies are data ------------------------------------------------------------------------------


def test_a_new_body_brings_its_own(tmp_path: Path) -> None:
    """The World Health Assembly of the small project: data only, and its numbers carry its letters."""
    project = ROOT / "tests" / "projects" / "wha" / "data" / "bodies" / "wha.yaml"
    folder = Path(copytree(REAL, tmp_path / "data"))
    copy(project, folder / "bodies")
    (folder / "organizations.csv").open("a").write("WHO,World Health Organization,agency,,,,itu-pp22-site,seen,\n")
    register = sound(folder, tmp_path)
    grammar = Grammar.of(register.bodies)
    for text in (
        "World Health Assembly resolution WHA75.8",
        "resolution WHA75.8",
        "see WHA75.8.",
        "la résolution WHA75.8 de l'Assemblée mondiale de la Santé",
        "WHA resolution 75.8",
    ):
        assert [cited.ids for cited in grammar.find(text, "PP")] == [("WHA-RES-75.8",)], text


def test_a_body_whose_numbers_have_a_form() -> None:
    origin = Origin("made-up", 1)
    kind = InstrumentKind(id="DEC", names={"en": ("decision", "decisions")}, examples=("1/CP.21",))
    cop = Body(
        id="COP", organization="UNFCCC", names={"en": ("Conference of the Parties",)}, abbreviations=("COP",),
        kinds={"DEC": kind}, forms={"en": {"own": "decision {number}", "other": "decision {number}"}},
        revision_forms={"en": {}}, meetings=(), origin=origin,
    )  # fmt: skip
    grammar = Grammar.of({**REGISTER.bodies, "COP": cop})
    assert [cited.ids for cited in grammar.find("By decisions 1/CP.21 and 4/CMA.3, and decision 5", "PP")] == [
        ("COP-DEC-1/CP.21",),
        ("PP-DEC-5",),
    ]


def test_no_body_no_citation() -> None:
    grammar = Grammar.of({})
    assert grammar.find("Resolution 101 (Rev. Dubai, 2018), A/RES/70/1", "PP") == []
    assert [one.id for one in grammar.find_documents("EUR/16A2/3, C24/41")] == ["EUR/16A2/3"]


# ---- what was rendered is found again -------------------------------------------------------------

INSTRUMENTS = st.sampled_from(list(REGISTER.instruments.values()))
BEFORE = st.sampled_from(["", "See ", "The text is ", "(", "« ", "| 1 | ", "## ", "recalling that "])
AFTER = st.sampled_from(["", ".", ", which stands", ")", " »", " | x |", "\n", " and what follows"])


@given(INSTRUMENTS, st.sampled_from(["en", "fr", "es"]), st.sampled_from(Form), st.booleans(), BEFORE, AFTER, st.data())
def test_what_is_rendered_is_found(
    instrument: Instrument, language: str, form: Form, own: bool, before: str, after: str, data: st.DataObject
) -> None:
    key = instrument.key
    body = REGISTER.bodies[key.body]
    revision = data.draw(st.sampled_from([None, *instrument.revisions]))
    if key.year:
        revision = instrument.revision(key.year)
    words = citation_words(body, key, revision, form, own=own, language=language)
    paper = body.id if own else data.draw(st.sampled_from([None, *REGISTER.bodies]))
    (cited,) = GRAMMAR.find(before + words + after, paper, key.year)
    full = form is Form.FULL and revision is not None and body.meetings
    if key.year and (full or paper == body.id):
        wanted = str(key)
    else:
        wanted = str(InstrumentId(key.body, key.kind, key.number, revision.year if full and revision else None))
    assert cited.ids == (wanted,)
    assert words in cited.text or cited.text in words
    assert cited.flaws == ()


# ---- any text -------------------------------------------------------------------------------------

PIECES = st.sampled_from([
    "Resolution", "Resolutions", "RES", "Res.", "Decision", "Opinion 5", "Avis", " ", " ", "\n", "\n\n", "101",
    "64", "20-23", "(Rev. Dubai, 2018)", "(", ")", "[", "]", ",", ";", ".", "and", "of", "the", "WTSA", "PP",
    "Council", "Council of Europe", "PP-18", "A/RES/70/1", "/", "-", "\u00ad", "e\u0301", "\u00a0", "\u2013", "|",
    "\"", "Rev.", "Dubai", "2018", "EUR/16A2/3", "WTSA-24/38(Add.12)-E", "Document", "[IAP-2]", "İ", "ﬁ", "№", "²",
    "> ", "https://a.b/", "9" * 50, "1/2/3/4", "its", "on",
])  # fmt: skip


@given(st.text(max_size=200) | st.lists(PIECES, max_size=60).map("".join), st.sampled_from([None, *REGISTER.bodies]))
def test_no_text_crashes(text: str, body: str | None) -> None:
    end = 0
    for cited in GRAMMAR.find(text, body):
        assert end <= cited.start < cited.end <= len(text)
        assert cited.text == text[cited.start : cited.end]
        assert cited.ids == tuple(number.id for number in cited.numbers if number.id)
        for number in cited.numbers:
            assert cited.start <= number.start < number.end <= cited.end
            assert number.id or number.candidates
            assert all(InstrumentId.parse(id) for id in (*cited.ids, *number.candidates))
        end = cited.end
    end = 0
    for found in GRAMMAR.find_documents(text):
        assert end <= found.start < found.end <= len(text)
        assert found.text == text[found.start : found.end]
        end = found.end


UNITS = [
    "Resolution 1, ", "Resolutions 1-99, ", "Resolution ", "Resolution 5 (", "Resolution 5 (Rev. ",
    "Resolution 5 \"", "9", "1/", "1,", "(", "[", " ", "\n", "\n>", "|", "PP ", "of WTSA ", "Council of ", "A/",
    "A/RES/1", "EUR/16A2/", "[AB-1]", "RES-", "PP-RES-1", "Document 5(Add.", "Resolution 64 on a b c of ",
    "Resolution 5, adopted by ", "at WTSA, Resolution 5 ", "WTSA its ", "Resolution 1/2/3/4/5/6/", "a-\n",
    "\u00ad", "e\u0301", "İ", "http://a/RES-5 ", "World Telecommunication ", "Résolution 5 de l'",
    "Resolutions 5 on x, 6 on y, ", "| PP | Resolution 5 ",
]  # fmt: skip


@pytest.mark.parametrize("unit", UNITS)
def test_it_is_linear(unit: str) -> None:
    """Eight times the text takes about eight times as long, whatever is repeated; never sixty-four times."""

    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        return min(_time(lambda: (GRAMMAR.find(text, "PP"), GRAMMAR.find_documents(text))) for _ in range(2))

    small, large = seconds(2_000), seconds(16_000)
    assert large < 24 * max(small, 0.0005)


def _time(call: Callable[[], object]) -> float:
    started = time.process_time()
    call()
    return time.process_time() - started


# ---- documents ------------------------------------------------------------------------------------


def test_what_a_documents_name_says() -> None:
    text = "EUR/16A2/3; IAP/20R1A4/2; WTSA-24/38(Add.12)-E; Document DT/31-E; [IAP-2]; COM6/2; C24/41; PP14/DT/78-E"
    found = GRAMMAR.find_documents(text)
    assert [text[one.start : one.end] for one in found] == [one.text for one in found]
    by_id = {one.id: one for one in found}
    assert list(by_id) == [
        "EUR/16A2/3", "IAP/20R1A4/2", "WTSA-24/38(Add.12)-E", "DT/31-E", "[IAP-2]", "COM6/2", "C24/41", "PP-14/DT/78-E",
    ]  # fmt: skip
    one = by_id["IAP/20R1A4/2"]
    assert (one.kind, one.proponents, one.number, one.revision, one.addendum, one.serial) == (
        DocumentKind.PROPOSAL, ("IAP",), 20, 1, 4, 2,
    )  # fmt: skip
    one = by_id["WTSA-24/38(Add.12)-E"]
    assert (one.kind, one.conference, one.number, one.addendum, one.language) == (
        DocumentKind.DOCUMENT, "WTSA-24", 38, 12, "E",
    )  # fmt: skip
    one = by_id["DT/31-E"]
    assert (one.kind, one.series, one.number, one.language) == (DocumentKind.SERIES, "DT", 31, "E")
    assert (by_id["C24/41"].conference, by_id["C24/41"].number) == ("C24", 41)
    assert (by_id["COM6/2"].series, by_id["COM6/2"].number) == ("COM6", 2)
    assert (by_id["[IAP-2]"].kind, by_id["[IAP-2]"].proponents, by_id["[IAP-2]"].serial) == (
        DocumentKind.CODE,
        ("IAP",),
        2,
    )
    assert (by_id["PP-14/DT/78-E"].conference, by_id["PP-14/DT/78-E"].series) == ("PP-14", "DT")


# ---- the command ----------------------------------------------------------------------------------


@pytest.fixture
def paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(ROOT)
    path = tmp_path / "paper.md"
    path.write_text(
        "See Resolution 101\n(Rev. Dubai, 2018) of PP.\n\nAlso Resolution 64, EUR/16A2/3.\n", encoding="utf-8"
    )
    return str(path)


def test_cite_prints_json(paper: str, capsys: Output) -> None:
    assert main(["cite", paper, "--conference", "WTSA-24", "--format", "json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert [(one["line"], one["column"], one["ids"]) for one in said] == [
        (1, 5, ["PP-RES-101@2018"]),
        (4, 6, ["WTSA-RES-64"]),
        (4, 21, ["EUR/16A2/3"]),
    ]
    assert set(said[0]) == {"path", "line", "column", "start", "end", "text", "ids"}
    text = Path(paper).read_text(encoding="utf-8")
    assert [text[one["start"] : one["end"]] for one in said] == [one["text"] for one in said]
    assert said[0]["path"] == paper


def test_cite_prints_text(paper: str, capsys: Output) -> None:
    assert main(["cite", paper]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"{paper}:1:5: Resolution 101 (Rev. Dubai, 2018) of PP: PP-RES-101@2018",
        f"{paper}:4:6: Resolution 64: 64 may be PP-RES-64, WTDC-RES-64 or WTSA-RES-64",
        f"{paper}:4:21: EUR/16A2/3: EUR/16A2/3",
    ]


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["none.md"], "none.md: cannot read the file: No such file or directory; check its name and permissions"),
        (["paper.odt"], "paper.odt: no reader for .odt; save it as .docx"),
        (
            ["README.md", "--conference", "PP-222"],
            "no conference 'PP-222'; did you mean 'PP-22', 'PP-26' or 'PP-02'?",
        ),
    ],
)
def test_cite_cannot_run(argv: list[str], said: str, capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert main(["cite", *argv]) == 2
    assert capsys.readouterr() == ("", f"plenary: {said}\n")
