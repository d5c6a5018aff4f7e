"""Reading dates, conferences and places in prose: what is found, where, and that no text is too much for it."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_plenary.facts import Facts
from sphinx_plenary.lint.markdown import parse
from sphinx_plenary.model import Paper, Status
from sphinx_plenary.prose import Conferences, Dates, Quotations, Sentences
from sphinx_plenary.prose.conferences import ConferenceNames, Stand
from sphinx_plenary.prose.heads import date_at_head
from sphinx_plenary.prose.written_dates import Style
from sphinx_plenary.register import Register
from sphinx_plenary.rules import RULES, findings


def dates_of(text: str) -> Dates:
    document = parse(text, "a.md")
    return Dates(Sentences(document), Quotations(document))


def conferences_of(text: str, register: Register) -> Conferences:
    return Conferences(ConferenceNames(register), dates_of(text))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("on 26 September 2022", date(2022, 9, 26)),
        ("on the 26th of September, 2022", date(2022, 9, 26)),
        ("on 26 Sept. 2022", date(2022, 9, 26)),
        ("on\n26\nSeptember\n2022", date(2022, 9, 26)),
        ("on **26 September** 2022", date(2022, 9, 26)),
        ("on 26\u00a0SEPTEMBER\u202f2022", date(2022, 9, 26)),
        ("on September 26, 2022", date(2022, 9, 26)),
        ("on Sept. 26th 2022", date(2022, 9, 26)),
        ("on 26/09/2022", date(2022, 9, 26)),
        ("on 09/26/2022", date(2022, 9, 26)),
        ("am 26.09.2022", date(2022, 9, 26)),
        ("as of 2022-09-26", date(2022, 9, 26)),
        ("le 1er août 2022", date(2022, 8, 1)),
        ("el 1.º de mayo de 2022", date(2022, 5, 1)),
        ("el 26 de septiembre del 2022", date(2022, 9, 26)),
    ],
)
def test_a_day(text: str, day: date) -> None:
    assert [one.date for one in dates_of(text).singles] == [day]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("26 September to 14 October 2022", date(2022, 9, 26), date(2022, 10, 14)),
        ("26 September – 14 October 2022", date(2022, 9, 26), date(2022, 10, 14)),
        ("6-16 June 2022", date(2022, 6, 6), date(2022, 6, 16)),
        ("between 6 and 16 June 2022", date(2022, 6, 6), date(2022, 6, 16)),
        ("Monday, 26 September to Friday, 14 October 2022", date(2022, 9, 26), date(2022, 10, 14)),
        ("September 26–October 14, 2022", date(2022, 9, 26), date(2022, 10, 14)),
        ("October 9 to 20, 2017", date(2017, 10, 9), date(2017, 10, 20)),
        ("20 December to 10 January 2023", date(2022, 12, 20), date(2023, 1, 10)),
        ("20 December 2022 to 10 January 2023", date(2022, 12, 20), date(2023, 1, 10)),
        ("du 26 septembre au 14 octobre 2022", date(2022, 9, 26), date(2022, 10, 14)),
        ("del 26 de septiembre al 14 de octubre de 2022", date(2022, 9, 26), date(2022, 10, 14)),
        ("Committee 5: 6 to 16 June 2022", date(2022, 6, 6), date(2022, 6, 16)),
    ],
)
def test_a_range(text: str, first: date, last: date) -> None:
    (period,) = dates_of(text).periods
    assert period.dates == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "Resolution 3 may be revised, and Article 5 may not",
        "Dec. 5 (Rev. Dubai, 2018) and Decision 5",
        "In May 10 states agreed",
        "A/RES/70/125, 56/183, C22/58, PP-22/44(Add.7)-E",
        "report-2022-09-26.pdf, v2022-09-26, 2022-09-26.csv, 1.2.2022",
        "September 2022 and 2022 September",
        "`26 September 2022`",
        "26\n\nSeptember 2022",
        "| 26 | September 2022 |\n| --- | --- |\n| 5 | May 2022 |",
    ],
)
def test_no_date(text: str) -> None:
    assert dates_of(text).all == ()


def test_a_number_of_something_else_opens_no_range() -> None:
    for text in ("Committee 5 – 30 September 2022", "PP-22 – 30 September 2022", "9 and 30 September 2022"):
        dates = dates_of(text)
        assert dates.periods == ()
        assert dates.singles[-1].date == date(2022, 9, 30)


def test_weekdays_stand_before_and_behind() -> None:
    text = "Monday, 26 September 2022; 26 September 2022 (Monday); le lundi 26 septembre 2022; Mon 26 Sep 2022"
    assert [one.weekday and one.weekday.day for one in dates_of(text).singles] == [0, 0, 0, 0]


def test_what_others_say_is_quoted() -> None:
    text = (
        '"26 September 2022", “27 September 2022”, «28 September 2022» and 29 September 2022.\n\n> 30 September 2022\n'
    )
    dates = dates_of(text)
    assert [dates.quoted(one.start) for one in dates.singles] == [True, True, True, False, True]


@pytest.mark.parametrize(
    ("text", "stand"),
    [
        ("PP-22 met", Stand.SUBJECT),
        ("The next PP-22 met", Stand.SUBJECT),
        ("We heard that the PP-22 met", Stand.SUBJECT),
        ("In May, PP-22 met", Stand.SUBJECT),
        ("The 21st Plenipotentiary Conference (PP-22) met", Stand.SUBJECT),
        ("At PP-22", Stand.AT),
        ("(PP-22, Bucharest)", Stand.AT),
        ("since the PP-22", Stand.BEHIND),
        ("a meeting for PP-22", Stand.OTHER),
        ("the third week of the 2022 Plenipotentiary Conference", Stand.OTHER),
        ("GSS and PP-22 met", Stand.OTHER),
    ],
)
def test_how_a_conference_stands(text: str, stand: Stand, small: Register) -> None:
    conferences = conferences_of(text, small)
    (one,) = conferences.named
    assert (one.id, conferences.stand(one)) == ("PP-22", stand)


@pytest.mark.parametrize(
    "text",
    [
        "PP-22/44",
        "EUR-PP-22",
        "PP-22-EUR",
        "`PP-22`",
        "PP-23",
        "the Plenipotentiary Conference",
        "2021 PP",
        "APT PP22-4",
    ],
)
def test_no_conference(text: str, small: Register) -> None:
    assert conferences_of(text, small).named == ()


def test_what_stands_beside_a_conference(small: Register) -> None:
    text = (
        "The Plenipotentiary Conference (PP-22), to be held at the Palace of the Parliament in Bucharest, Romania, "
        "from Monday, 26 September to Friday, 14 October 2022, elects."
    )
    conferences = conferences_of(text, small)
    beside = conferences.beside(conferences.named[0])
    assert (beside.form, beside.verb) == ("verb", "to be held")
    assert beside.place and (beside.place.city, beside.place.country) == ("Bucharest", "Romania")
    assert beside.period and beside.period.dates == (date(2022, 9, 26), date(2022, 10, 14))


PIECES = st.sampled_from(
    [
        *(
            "PP-22",
            "WTSA-20",
            "Plenipotentiary Conference",
            "(",
            ")",
            ",",
            ".",
            " – ",
            "-",
            "/",
            '"',
            "“",
            "\n",
            "\n\n",
        ),
        *("26", "31", "14", "2022", "2023", "September", "Oct.", "may", "to", "and", "from", "Monday", "lundi", "de"),
        *("will be held", "met", "in", "Bucharest", "Hungary", "Dubai", "deadline", "until", "submitted", "ITU has"),
        *(
            "192",
            "Member States",
            "votes",
            "every two years",
            "Doreen",
            "Bogden-Martin",
            "elected",
            "| ",
            "{conf}`PP-22`",
        ),
        *("opinions adopted", "> ", "- ", "# ", "*", "\u00a0", "2022-02-30", "03/04/2022", "’s", "1er", "º"),
    ]
)


@given(st.lists(PIECES | st.text(max_size=4), max_size=40), st.sampled_from(["", " "]))
def test_no_text_is_too_much(small: Register, pieces: list[str], between: str) -> None:
    """Findings lie inside the text, edits change what stands there, and nothing breaks."""
    text = between.join(pieces)
    document = parse(text, "a.md")
    paper = Paper(
        docname="a", path="a.md", kind="commentary", conference="PP-22", status=Status.DRAFT, date=date(2022, 11, 8),
        version="1", title="A",
    )  # fmt: skip
    facts = Facts(register=small, papers={"a": paper}, documents={"a": document})
    lines = text.split("\n")
    for one in findings(facts, [rule for rule in RULES if rule.code.startswith("R3")]):
        place = one.problem.origin
        assert 1 <= place.line <= place.end_line <= len(lines)
        assert 1 <= place.column <= len(lines[place.line - 1]) + 1
        assert (place.line, place.column) < (place.end_line, place.end_column)
        assert place.end_column <= len(lines[place.end_line - 1]) + 1
    for one in facts.dates["a"].all:
        assert one.style in Style
        assert text[one.start : one.end].strip() == text[one.start : one.end]


def test_a_day_below_the_word_date_goes_before_one_that_stands_alone() -> None:
    head = "# Roundtable 8\n\n26 May 2022\n\nStatus\n\nFinal\n\nDate\n\n20 September 2022\n\nThe text.\n"
    assert date_at_head(parse(head, "a.md")) == date(2022, 9, 20)
    assert date_at_head(parse(head.replace("Date\n", "Place\n"), "a.md")) is None, "of two that stand alone none"


@given(st.lists(PIECES | st.sampled_from(["as of ", "Date: ", "\n"]) | st.text(max_size=4), max_size=30))
def test_a_day_is_at_the_head_of_any_text_or_none(pieces: list[str]) -> None:
    text = "".join(pieces)
    found = date_at_head(parse(text, "a.md"))
    assert found is None or str(found.year) in text


@pytest.mark.parametrize(
    "piece",
    [
        "26 ",
        "26 September ",
        "26 September to ",
        "PP-22 (",
        "Monday, ",
        "PP-22 in ",
        "192 ",
        "Doreen ",
        "Tomas Lamanauskas, Secretary-General, ",
        "Deputy Secretary-General Tomas Lamanauskas ",
        "Tomas Lamanauskas was elected with ",
        "PP-22 (Bucharest, ",
        "PP-22 will be held in New York, ",
        "contributions must be sent by ",
        "from 4-6 July 2022 ",
        '"',
        "(",
        "| 1 ",
    ],
)
def test_hostile_text_is_read_in_time(small: Register, piece: str) -> None:
    text = piece * (60_000 // len(piece))
    paper = Paper(
        docname="a", path="a.md", kind="commentary", conference="PP-22", status=Status.DRAFT, date=date(2022, 11, 8),
        version="1", title="A",
    )  # fmt: skip
    facts = Facts(register=small, papers={"a": paper}, documents={"a": parse(text, "a.md")})
    start = time.process_time()
    list(findings(facts, [rule for rule in RULES if rule.code.startswith("R3")]))
    assert time.process_time() - start < 2


def mended(text: str, register: Register) -> str:
    """The text with the edits of the rules on dates and names."""
    paper = Paper(
        docname="a", path="a.md", kind="commentary", conference="PP-22", status=Status.DRAFT, date=date(2022, 11, 8),
        version="1", title="A",
    )  # fmt: skip
    facts = Facts(register=register, papers={"a": paper}, documents={"a": parse(text, "a.md")})
    edits = [edit for one in findings(facts, RULES) for edit in one.problem.edits if one.rule.code.startswith("R3")]
    lines = text.split("\n")
    for edit in sorted(edits, key=lambda edit: edit.origin, reverse=True):
        place = edit.origin
        assert place.line == place.end_line
        line = lines[place.line - 1]
        lines[place.line - 1] = line[: place.column - 1] + edit.text + line[place.end_column - 1 :]
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("On 5 June 2022. On May 3, 2022, we met.", "On 5 June 2022. On 3 May 2022, we met."),
        ("On 5 June 2022. From June 6-16, 2022 we met.", "On 5 June 2022. From 6 to 16 June 2022 we met."),
        ("On 5 June 2022. From **June 6 to July 16** we met.", "On 5 June 2022. From **6 June to 16 July** we met."),
        ("On June 5, 2022. On May 3, 2022. On 7 May 2022.", "On June 5, 2022. On May 3, 2022. On May 7, 2022."),
        ("It met 3–5 May 2022 and 30 May to 2 June 2022.", "It met 3 to 5 May 2022 and 30 May to 2 June 2022."),
        ("On 5 June 2022. Between June 6 and 16, 2022 we met.", "On 5 June 2022. Between 6 and 16 June 2022 we met."),
        (
            "It met 3–5 May 2022 and from 6-8 May 2022 and 7–9 May 2022.",
            "It met 3–5 May 2022 and from 6 to 8 May 2022 and 7–9 May 2022.",
        ),
        (
            "3-5 May 2022 it met (6-8 May 2022), (7-9 May 2022), (1-2 May 2022), (3-4 May 2022), (5 to 6 May 2022).",
            "3–5 May 2022 it met (6–8 May 2022), (7–9 May 2022), (1–2 May 2022), (3–4 May 2022), (5–6 May 2022).",
        ),
        ("It met (3-5 May 2022), (7–9 May 2022).", "It met (3–5 May 2022), (7–9 May 2022)."),
        ("Secretary-General Doreen-Bogdan Martin's words", "Secretary-General Doreen Bogdan-Martin's words"),
        ("The **Secretary-General Doreen Bogden-Martin** won", "The **Secretary-General Doreen Bogdan-Martin** won"),
    ],
)
def test_what_is_mended_stays_so(text: str, right: str, small: Register) -> None:
    assert mended(text, small) == right
    assert mended(right, small) == right
