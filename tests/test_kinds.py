"""What kinds of paper bring: actions and their tables, events and their calendars, endnotes, and a look in print."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from building import Built, build, change, project
from conftest import REAL, ROOT

from sphinx_plenary.exports.calendar import calendar
from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Conference, Confidence, Deadline, Origin, OutcomeKind
from sphinx_plenary.project import check_project, read_project
from sphinx_plenary.prose.papers import leads
from sphinx_plenary.register import Register
from sphinx_plenary.rules import Finding

EPOCH = {"SOURCE_DATE_EPOCH": "1663200000"}  # 15 September 2022


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return project("meetings", tmp_path_factory.mktemp("kinds"), REAL)


@pytest.fixture(scope="module")
def built(folder: Path) -> Built:
    return build(folder, environment=EPOCH)


@pytest.fixture(scope="module")
def tex(folder: Path) -> dict[str, str]:
    out = build(folder, "latex", environment=EPOCH)
    assert out.said == []
    return {path.stem: path.read_text(encoding="utf-8") for path in out.out.glob("*.tex")}


def soup(built: Built, name: str) -> BeautifulSoup:
    return BeautifulSoup(built.page(name), "html.parser")


def tables(page: BeautifulSoup) -> list[list[list[str]]]:
    """The cells of each table of actions."""
    return [
        [[cell.get_text(strip=True) for cell in row.find_all("td")] for row in table.select("tbody tr")]
        for table in page.select("table.plenary-actions")
    ]


# --- Actions -----------------------------------------------------------------------------------------------------


def test_an_action_is_a_card(built: Built) -> None:
    assert (built.status, built.said) == (0, [])
    card = soup(built, "papers/summary").find(id="ACT-COMMENTS")
    assert isinstance(card, Tag) and {"plenary-card", "plenary-action"} <= set(card["class"])
    lines = [line.get_text() for line in card.find_all("p")]
    assert lines == [
        "Action",
        "Send comments",
        "○ open · Due 30 September 2022 · Owner: Members",
        "Comments on the matrix.",
        "About PP Resolution 101 and An open Internet",
    ]
    time = card.find("time")
    assert isinstance(time, Tag) and time["datetime"] == "2022-09-30"
    assert [link["href"] for link in card.select("p a")] == ["background.html#PP-RES-101", "background.html#MSG-OPEN"]


def test_actions_stand_in_tables_by_day(built: Built) -> None:
    whole, some = tables(soup(built, "papers/summary"))
    dropped = ["1\xa0September\xa02022", "Print the paper", "Members", "✕ dropped", "A summary"]
    done = ["26\xa0September\xa02022", "Meet the “delegation”", "Policy office", "✓ done", "A summary"]
    opened = ["30\xa0September\xa02022", "Send comments", "Members", "○ open", "A summary"]
    assert whole == [dropped, done, opened]
    assert some == [dropped, opened]
    assert "No action is known." in soup(built, "papers/summary").get_text()
    page = soup(built, "index")
    assert tables(page) == [[opened]], "also on a page that is no paper"
    assert [link["href"] for link in page.select("table.plenary-actions tbody a")] == [
        "papers/summary.html#ACT-COMMENTS",
        "papers/summary.html",
    ]


def test_a_table_on_another_page_follows_a_state(tmp_path: Path) -> None:
    folder = project("meetings", tmp_path, REAL)
    assert build(folder, environment=EPOCH).status == 0
    change(folder / "source" / "papers" / "summary.md", ":due: 2022-09-30\n", ":due: 2022-09-30\n:state: done\n")
    again = build(folder, environment=EPOCH)
    assert "No action is known." in soup(again, "index").get_text()
    change(folder / "data" / "kinds.yaml", "name: Event page", "name: Page of an event")
    again = build(folder, environment=EPOCH)
    for page in ("index", "papers/event"):
        assert "Page of an event" in again.page(page), "a kind that is renamed is renamed wherever it stands"


def test_slips_in_an_action_are_told_with_their_cure(tmp_path: Path) -> None:
    folder = project("meetings", tmp_path, REAL)
    paper = folder / "source" / "papers" / "summary.md"
    change(paper, ":owner: Members\n:due: 2022-09-30\n", ":owner: jane@example.org\n:due: 30 September\n")
    change(paper, ":owner: Policy office\n:due: 2022-09-26\n:state: done\n", ":state: finished\n")
    change(paper, ":messages: MSG-OPEN", ":messages: MSG-OPPEN")
    change(paper, ":state: open, dropped", ":state: open, droped")
    codes = ("R503", "R403")
    told = [line for line in build(folder, "check").findings if any(code in line for code in codes)]
    place = "source/papers/summary.md"
    assert [line.replace("ERROR: ", "") for line in told] == [
        f"{place}:13: R503 'owner' is 'jane@example.org', an address; name an office or an organization",
        f"{place}:14: R503 'due' is '30 September'; write the day like 2022-09-16",
        f"{place}:16: R403 ACT-COMMENTS links to 'MSG-OPPEN', which no paper declares; did you mean 'MSG-OPEN'?",
        f"{place}:21: R503 {{action}} has no due; add ':due: 2022-09-16'",
        f"{place}:21: R503 {{action}} has no owner; add ':owner: Secretariat'",
        f"{place}:22: R503 'state' is 'finished'; write one of open, done, dropped",
        f"{place}:42: R503 'state' is 'droped'; did you mean 'dropped'?",
    ]


# --- Events and their calendars ----------------------------------------------------------------------------------


def test_an_event_shows_what_the_register_knows(built: Built) -> None:
    page = soup(built, "papers/event")
    block = page.select_one(".plenary-event dl")
    assert block is not None
    facts = {
        str(term.get_text()): str(fact.get_text(strip=True))
        for term, fact in zip(block.find_all("dt"), block.find_all("dd"), strict=True)
    }
    assert facts == {
        "Name": "ITU Plenipotentiary Conference 2022",
        "Dates": "26 September to 14 October 2022",
        "Place": "Bucharest, Romania",
        "Held by": "International Telecommunication Union",
        "Our role": "Observer",
        "Deadline: proposals on the Constitution and the Convention": "26 January 2022",
        "Deadline: other proposals": "26 May 2022",
        "Firm deadline for contributions": "5 September 2022",
        "Papers": "A background paperandA commentary",
        "Calendar": "PP-22 for your calendar (.ics)",
    }
    assert [time["datetime"] for time in block.find_all("time")][:2] == ["2022-09-26/2022-10-14", "2022-01-26"]
    link = block.find("a", string=re.compile("calendar"))
    assert isinstance(link, Tag) and link["href"] == "../_downloads/calendar/pp-22.ics"


def parsed(data: bytes) -> list[dict[str, str]]:
    """The events of a calendar file, read as RFC 5545 says: unfolded first, then name, parameters and value."""
    text = data.decode("utf-8")
    assert text.count("\n") == text.count("\r\n"), "every line ends with CRLF"
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    events: list[dict[str, str]] = []
    for line in text.replace("\r\n ", "").removesuffix("\r\n").split("\r\n"):
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            events.append({})
        elif events and name not in {"BEGIN", "END"}:
            assert name not in events[-1], "each property once"
            unescaped = re.sub(r"\\([\\;,nN])", lambda match: {"n": "\n", "N": "\n"}.get(match[1], match[1]), value)
            events[-1][name] = unescaped
    return events


def test_its_calendar_file_reads_back(built: Built) -> None:
    data = (built.out / "_downloads" / "calendar" / "pp-22.ics").read_bytes()
    assert data.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") and data.endswith(b"END:VCALENDAR\r\n")
    conference, *deadlines = parsed(data)
    assert conference == {
        "UID": "pp-22@sphinx-plenary",
        "DTSTAMP": "20220915T000000Z",
        "DTSTART;VALUE=DATE": "20220926",
        "DTEND;VALUE=DATE": "20221015",  # the day after the last
        "SUMMARY": "ITU Plenipotentiary Conference 2022",
        "LOCATION": "Bucharest, Romania",
        "STATUS": "CONFIRMED",
        "TRANSP": "TRANSPARENT",
    }
    assert [(one["UID"], one["DTSTART;VALUE=DATE"]) for one in deadlines] == [
        ("pp-22-cs-cv@sphinx-plenary", "20220126"),
        ("pp-22-proposals@sphinx-plenary", "20220526"),
        ("pp-22-firm@sphinx-plenary", "20220905"),
    ]
    assert deadlines[0]["SUMMARY"] == "PP-22: deadline, proposals on the Constitution and the Convention"


def test_a_calendar_folds_escapes_and_says_what_is_unconfirmed() -> None:
    origin = Origin("data/conferences.csv", 2)
    conference = Conference(
        origin=origin,
        confidence=Confidence.RECALLED,
        id="X-1",
        name="Été; débats, \\ suite " * 6,
        body="",
        held_by="ITU",
        start=date(2024, 12, 31),
        end=date(2024, 12, 31),
        city="Genève",
        country="",
    )
    deadline = Deadline(origin=origin, id="X-1-D", conference="X-1", what="a\nb", date=date(2024, 2, 29))
    stamp = datetime(2024, 1, 1, tzinfo=UTC)
    data = calendar(conference, [deadline], stamp, "https://example.org/")
    event, due = parsed(data)
    assert event["SUMMARY"] == conference.name
    assert event["DTEND;VALUE=DATE"] == "20250101"
    assert (event["STATUS"], event["DESCRIPTION"]) == ("TENTATIVE", "The date is unconfirmed.")
    assert event["URL"] == "https://example.org/"
    assert (due["SUMMARY"], due["DTEND;VALUE=DATE"]) == ("X-1: deadline, a\nb", "20240301")
    assert data == calendar(conference, [deadline], stamp, "https://example.org/")


def test_every_conference_of_the_register_has_a_calendar(real: Register) -> None:
    stamp = datetime(2022, 1, 1, tzinfo=UTC)
    dated = [one for one in real.conferences.values() if one.start and one.end]
    assert len(dated) > 30
    for conference in dated:
        events = parsed(calendar(conference, real.deadlines_of(conference.id), stamp))
        assert events[0]["SUMMARY"] == conference.name
        assert len({event["UID"] for event in events}) == len(events)


# --- The look in print -------------------------------------------------------------------------------------------


def test_every_link_is_a_numbered_endnote(tex: dict[str, str]) -> None:
    """Also one whose words are the address; the same address has one number, an author's note its own."""
    text = tex["comment"]
    assert "\\begin{footnote}" not in text and "\\sphinxfootnotemark" not in text
    marks = re.findall(r"\\hyperref\[\\detokenize\{papers/comment:endnote-(\d)", text)
    assert marks == ["1", "2", "3", "1", "4", "3"]
    listing = text[text.index("\\begin{enumerate}") : text.index("\\end{enumerate}")]
    notes = [re.sub(r"\s+", " ", part) for part in listing.split("\\item")[1:]]
    for note, words in zip(
        notes,
        ("https://www.intgovforum.org/", "https://www.ietf.org/", "a blog", "office@example.org"),
        strict=True,
    ):
        assert words in note
    assert "https://www.ietf.org/blog/a-b/" in notes[2], "a link in a note has its address behind it"
    assert "section{Sources}" in text and "section{Notes}" not in text, "they stand under the heading left for them"


def test_other_kinds_have_their_notes_at_the_foot(tex: dict[str, str]) -> None:
    assert "endnote-" not in tex["background"]


def test_a_kind_without_contents_and_turned_pages(tex: dict[str, str]) -> None:
    assert "\\sphinxtableofcontents" not in tex["comment"] and "plenary-turned" not in tex["comment"]
    assert "\\sphinxtableofcontents" in tex["background"]


def test_a_wide_table_turns_the_page_of_other_kinds(tmp_path: Path) -> None:
    folder = project("meetings", tmp_path, REAL)
    change(folder / "source" / "papers" / "comment.md", "kind: commentary", "kind: background-paper")
    out = build(folder, "latex", environment=EPOCH)
    text = (out.out / "comment.tex").read_text(encoding="utf-8")
    assert "plenary-turned" in text and "endnote-" not in text and "\\sphinxtableofcontents" in text


def test_print_has_actions_and_events_without_what_it_cannot_hold(tex: dict[str, str]) -> None:
    assert "\\begin{sphinxuseclass}{plenary-action}" in tex["summary"]
    assert ".ics" not in tex["event"] and "Calendar" not in tex["event"]
    assert "26 September to 14 October 2022" in tex["event"]


def test_a_kind_that_is_not_listed_is_told(tmp_path: Path) -> None:
    folder = project("meetings", tmp_path, REAL)
    change(folder / "source" / "papers" / "event.md", "kind: event-page", "kind: evnt-page")
    told = [line for line in build(folder, "check").findings if "R501" in line]
    assert told == [
        "source/papers/event.md:3: ERROR: R501 'kind' is 'evnt-page', which is no kind of paper; "
        "did you mean 'event-page'?"
    ]


# --- The worked papers -------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Finding], Facts]:
    """What the rules find in the worked papers, and what these say."""
    folder = tmp_path_factory.mktemp("worked")
    found, _ = check_project(ROOT, ROOT / "source", folder, strict=False)
    return found, read_project(ROOT, ROOT / "source", folder).facts


def test_the_worked_papers_have_no_finding_and_every_kind(worked: tuple[list[Finding], Facts]) -> None:
    found, facts = worked
    assert [str(one.problem.origin) for one in found] == []
    assert {paper.kind for paper in facts.papers.values()} == set(facts.register.kinds)
    for docname, document in facts.documents.items():
        words = " ".join(document.text.split())
        assert "This is an independent worked example built from public facts." in words, docname


def test_the_worked_papers_are_linked_to_each_other(worked: tuple[list[Finding], Facts]) -> None:
    facts = worked[1]
    names = ("omac-8-meeting-summary", "wtpf-13-commentary")
    cited = {name: {cite.instrument for cite in facts.citations_in(f"papers/{name}")} for name in names}
    assert "PP-RES-140" in cited["omac-8-meeting-summary"]
    opinions = {f"WTPF-OPN-{number}@2013" for number in range(1, 7)}
    assert cited["wtpf-13-commentary"] >= {"PP-RES-180", "PP-RES-102", *opinions}
    for name in ("PP-RES-140", "PP-RES-180", "PP-RES-102"):
        place = facts.place_of(name, "", "")
        assert place is not None and place.docname == "papers/pp-22-background-paper"
    leads_to = {
        name: {lead.docname for lead in leads(facts.documents[name], name, facts.papers)}
        for name in ("papers/omac-8-meeting-summary", "papers/omac-9-meeting-summary")
    }
    for found in leads_to.values():
        assert found >= {"papers/pp-22-background-paper", "papers/pp-22-issues-matrix"}
    forwarded = [one.subject for one in facts.register.outcomes if one.outcome is OutcomeKind.FORWARDED]
    assert forwarded == ["ICTs against pandemics", "in-person and virtual participation"]
    assert all(item.due and item.fields["owner"] for item in facts.of_type("action"))
