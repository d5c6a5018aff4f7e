"""The register: which revision stood when, under which title; and files that may be folders."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from conftest import REAL, SMALL, sound

from sphinx_plenary.citations import Form, citation_words, read_target
from sphinx_plenary.model import InForce, InstrumentId, Links, Look, Reports
from sphinx_plenary.register import Register

YES, NOT_YET, SUPPRESSED, UNKNOWN = InForce.YES, InForce.NOT_YET, InForce.SUPPRESSED, InForce.UNKNOWN


@pytest.mark.parametrize(
    ("instrument", "day", "state", "year", "certain"),
    [
        # adopted at Minneapolis, of which the register knows no days: in force from the end of the year
        ("PP-RES-101", "1998-12-30", NOT_YET, None, True),
        ("PP-RES-101", "1998-12-31", YES, 1998, True),
        # PP-02 and PP-06 may have revised it: the register does not know
        ("PP-RES-101", "2002-10-17", YES, 1998, True),
        ("PP-RES-101", "2002-10-18", YES, 1998, False),
        ("PP-RES-101", "2010-10-21", YES, 1998, False),
        # from the last day of a conference, not the day before
        ("PP-RES-101", "2010-10-22", YES, 2010, True),
        ("PP-RES-101", "2014-11-06", YES, 2010, True),
        ("PP-RES-101", "2014-11-07", YES, 2014, True),
        ("PP-RES-101", "2018-11-15", YES, 2014, True),
        ("PP-RES-101", "2018-11-16", YES, 2018, True),
        ("PP-RES-101", "2022-09-08", YES, 2018, True),
        ("PP-RES-101", "2022-10-13", YES, 2018, True),
        # the revision of Bucharest is only recalled
        ("PP-RES-101", "2022-10-14", YES, 2022, False),
        # that of another text was seen; PP-26 has not met yet, then it has
        ("PP-RES-130", "2022-10-14", YES, 2022, True),
        ("PP-RES-130", "2026-11-26", YES, 2022, True),
        ("PP-RES-130", "2026-11-27", YES, 2022, False),
        # a conference that left the text alone leaves it certain
        ("PP-RES-2", "2002-10-18", YES, 2002, True),
        ("PP-RES-2", "2006-11-24", YES, 2002, True),
        ("PP-RES-2", "2010-10-21", YES, 2002, True),
        ("PP-RES-2", "2010-10-22", YES, 2010, True),
        ("PP-RES-2", "2022-10-14", YES, 2022, True),
        # not changed at PP-18, but nobody knows of PP-14, and the adoption is recalled
        ("PP-RES-178", "2010-10-22", YES, 2010, False),
        ("PP-RES-178", "2022-09-08", YES, 2010, False),
        # abrogated
        ("PP-RES-11", "2022-10-13", YES, 2018, True),
        ("PP-RES-11", "2022-10-14", SUPPRESSED, 2018, True),
        ("PP-RES-11", "2030-01-01", SUPPRESSED, 2018, True),
        # adopted at PP-22, as far as is recalled
        ("PP-RES-214", "2022-10-13", NOT_YET, None, False),
        ("PP-RES-214", "2022-10-14", YES, 2022, False),
        # WTSA-20, held in March 2022, may have revised it
        ("WTSA-RES-64", "2008-12-30", NOT_YET, None, True),
        ("WTSA-RES-64", "2008-12-31", YES, 2008, True),
        ("WTSA-RES-64", "2022-03-08", YES, 2016, True),
        ("WTSA-RES-64", "2022-03-09", YES, 2016, False),
        # what the register knows begins with a revision, so nobody can say "not yet adopted"
        ("WTSA-RES-1", "2012-01-01", UNKNOWN, None, False),
        ("WTSA-RES-1", "2016-11-02", UNKNOWN, None, False),
        ("WTSA-RES-1", "2016-11-03", YES, 2016, True),
        # each forum numbers anew: no later one touches it
        ("WTPF-OPN-5@2013", "2013-05-15", NOT_YET, None, True),
        ("WTPF-OPN-5@2013", "2013-05-16", YES, 2013, True),
        ("WTPF-OPN-5@2013", "2030-01-01", YES, 2013, True),
        # a body whose texts are never revised
        ("UNGA-RES-70/125", "2022-09-08", UNKNOWN, None, True),
    ],
)
def test_standing(small: Register, instrument: str, day: str, state: InForce, year: int | None, certain: bool) -> None:
    standing = small.standing(small.instruments[instrument], date.fromisoformat(day))
    found = standing.revision.year if standing.revision else None
    assert (standing.state, found, standing.certain) == (state, year, certain)
    assert standing.suppressed_by == ("PP-22" if state is SUPPRESSED else "")


@pytest.mark.parametrize(
    ("instrument", "day", "title"),
    [
        ("PP-RES-101", "1997-01-01", "Internet Protocol (IP)-based networks"),
        ("PP-RES-101", "2005-01-01", "Internet Protocol (IP)-based networks"),
        ("PP-RES-101", "2022-09-08", "Internet Protocol-based networks"),
        ("PP-RES-180", "2018-11-15", "Facilitating the transition from IPv4 to IPv6"),
        (
            "PP-RES-180",
            "2018-11-16",
            "Promoting deployment and adoption of IPv6 to facilitate the transition from IPv4 to IPv6",
        ),
        ("PP-RES-11", "2023-01-01", "ITU Telecom events"),
        ("WTSA-RES-1", "2000-01-01", "Rules of procedure of the ITU Telecommunication Standardization Sector"),
    ],
)
def test_title_on_a_day(small: Register, instrument: str, day: str, title: str) -> None:
    assert small.standing(small.instruments[instrument], date.fromisoformat(day)).title == title


def test_history_is_oldest_first_and_knows_the_adoption(small: Register) -> None:
    history = small.instruments["PP-RES-101"].revisions
    assert [revision.year for revision in history] == [1998, 2010, 2014, 2018, 2022]
    assert [revision.adoption for revision in history] == [True, False, False, False, False]


def test_a_recalled_date_of_a_conference_is_used_all_the_same(small: Register) -> None:
    meeting = small.bodies["PP"].meeting(2010)
    assert meeting is not None
    assert small.effective(meeting) == date(2010, 10, 22)


def test_every_record_knows_its_line(small: Register) -> None:
    assert str(small.conferences["PP-94"].origin) == "tests/register/conferences.csv:2"
    assert str(small.instruments["PP-RES-2"].origin) == "tests/register/instruments.csv:2"
    assert str(small.instruments["PP-RES-101"].revisions[0].origin) == "tests/register/revisions.csv:11"
    assert str(small.bodies["PP"].meetings[0].origin) == "tests/register/bodies/pp.yaml:23"
    assert str(small.issues["cybersecurity"].origin) == "tests/register/issues.yaml:10"


def test_a_table_may_be_a_file_a_folder_or_both(small: Register, data: Path, tmp_path: Path) -> None:
    for name in ("instruments", "conferences"):
        first, *lines = (data / f"{name}.csv").read_text(encoding="utf-8").splitlines(keepends=True)
        (data / name).mkdir()
        (data / name / "a.csv").write_text(first + "".join(lines[:5]), encoding="utf-8")
        (data / name / "b.csv").write_text(first + "".join(lines[5:]), encoding="utf-8")
    (data / "instruments.csv").unlink()
    (data / "conferences.csv").write_text(first, encoding="utf-8")
    again = sound(data, tmp_path)
    assert list(again.instruments) == list(small.instruments)
    assert again.conferences.keys() == small.conferences.keys()
    assert again.instruments["PP-RES-2"].origin.path == "data/instruments/a.csv"
    assert str(data / "instruments" / "b.csv") in again.files["instruments"]


WHA = """\
- id: WHA
  organization: WHO
  names: {en: [World Health Assembly], fr: [Assemblée mondiale de la Santé]}
  abbreviations: [WHA]
  kinds:
    - id: RES
      names: {en: [resolution], fr: [résolution]}
  citation: {own: "{kind} WHA{number}", other: "{kind} WHA{number}"}
  revision: {new: "({year})"}
  meetings:
    - {conference: WHA-65, city: Geneva, year: 2012, source: who-wha65, confidence: seen}
"""
ADDED = {
    "bodies/wha.yaml": WHA,
    "sources/who.csv": "id,title,url,note\nwho-wha65,Resolutions of the 65th World Health Assembly,,\n",
    "organizations/who.csv": "id,name,kind,region,proposal_prefix,other_names,source,confidence,note\n"
    "WHO,World Health Organization,UN specialized agency,,,,who-wha65,seen,\n",
    "conferences/wha.csv": "id,name,body,held_by,start,end,city,country,source,confidence,note\n"
    "WHA-65,Sixty-fifth World Health Assembly,WHA,WHO,2012-05-21,2012-05-26,Geneva,Switzerland,who-wha65,seen,\n",
    "instruments/wha.csv": "id,title,source,confidence,note\n"
    "WHA-RES-65.3,Strengthening noncommunicable disease policies to promote active ageing,who-wha65,seen,\n",
    "revisions/wha.csv": "instrument,city,year,act,title,source,confidence,note\n"
    "WHA-RES-65.3,Geneva,2012,new,,who-wha65,seen,\n",
}


@pytest.mark.parametrize("base", [SMALL, REAL], ids=["small", "real"])
def test_another_organization_is_data_alone(base: Path, tmp_path: Path) -> None:
    """WHO's assembly, whose numbers hold a point, joins without a line of Python or of schema."""
    folder = Path(shutil.copytree(base, tmp_path / "data", ignore=shutil.ignore_patterns("schema")))
    for name, text in ADDED.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    register = sound(folder, tmp_path)
    reference = read_target("65.3", "WHA", register.bodies)
    assert reference is not None and reference.instrument == "WHA-RES-65.3"
    instrument = register.instruments[reference.instrument]
    assert instrument.key == InstrumentId("WHA", "RES", "65.3")
    before, after = (register.standing(instrument, day) for day in (date(2012, 5, 25), date(2012, 5, 26)))
    assert (before.state, after.state, after.certain) == (NOT_YET, YES, True)
    body = register.bodies["WHA"]
    words = [
        citation_words(body, instrument.key, after.revision, form, own=own, language=language)
        for form, own, language in [(Form.FULL, True, "en"), (Form.SHORT, False, "en"), (Form.FULL, False, "fr")]
    ]
    assert words == ["resolution WHA65.3 (2012)", "resolution WHA65.3", "résolution WHA65.3 (2012)"]


def test_a_kind_of_paper_says_what_it_asks(small: Register) -> None:
    summary, commentary, event = (small.kinds[id] for id in ("meeting-summary", "commentary", "event-page"))
    headings = ["Topic", "Main points", "Takeaways", "Next steps", "Resources"]
    assert [section.heading for section in summary.sections] == headings
    assert summary.sections[0].words == ("Topic", "Topics", "Subject", "Agenda", "Thème", "Tema")
    assert (summary.items_need, summary.reports) == (("owner", "next_step"), Reports.OWN)
    assert (commentary.name, commentary.sections, commentary.items_need) == ("Commentary", (), ())
    assert commentary.look == Look(contents=False, links=Links.ENDNOTES, turned_tables=False)
    assert (event.front_matter, event.keys) == (("abstract",), ("abstract", "embargo", "short_title", "waivers"))
    assert small.kinds["strict-note"].rules == ("R113",)
    assert str(commentary.origin) == "tests/register/kinds.yaml:12"


def test_a_kind_that_is_not_listed_is_called_by_its_id(small: Register) -> None:
    kind = small.kind_of("press-note")
    assert (kind.name, kind.sections, kind.look) == ("Press note", (), Look())


def test_issues_of_a_conference(small: Register) -> None:
    assert [issue.id for issue in small.issues_at("PP-22")] == ["internet-public-policy", "cybersecurity"]
    assert small.issues_at("PP-18") == []
