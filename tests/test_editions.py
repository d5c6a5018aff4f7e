"""Editions without a build: how they are kept, what changed between two, in words, and the feed."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as xml

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_plenary.editions import Edition, Editions, Part, Tracked, changes, load_editions, read_body, written
from sphinx_plenary.editions.feed import feed
from sphinx_plenary.editions.passages import IN, KEPT, OUT, Paragraph, compared, words
from sphinx_plenary.editions.told import as_json, as_text, first_words, in_short
from sphinx_plenary.register import Register

OLD = Edition(
    docname="papers/one",
    name="one",
    version="1.0",
    date=date(2022, 9, 8),
    status="final",
    kind="commentary",
    conference="PP-22",
    title="One",
    digest="a" * 64,
    items=(
        Tracked(
            "PP-RES-101",
            "resolution",
            "IP-based networks",
            "PP-22",
            "PP-RES-101",
            "Rev. Dubai, 2018",
            "Texts",
            {"position": "no-change", "issue": "cybersecurity"},
            {},
            ("It goes with others.",),
        ),
        Tracked("PP-RES-130", "resolution", "Confidence", "PP-22", "PP-RES-130", "Rev. Dubai, 2018", "Texts"),
        Tracked("MSG-OPEN", "message", "Open", "PP-22", links={"resolutions": ("PP-RES-101",)}, section="Messages"),
        Tracked("POS-CEPT", "position", "CEPT: follow", "PP-22", "PP-RES-130", "", "Texts", {"organization": "CEPT"}),
    ),
    parts=(Part("", ("What it is.",)), Part("Summary", ("The conference meets in Bucharest.", "It is long."))),
)


def later(**values: object) -> Edition:
    return replace(OLD, version="1.1", date=date(2022, 10, 3), **values)  # type: ignore[arg-type]


def keep(folder: Path, edition: Edition, body: str = "<p>Body</p>\n") -> Path:
    place = folder / "editions" / edition.name
    place.mkdir(parents=True, exist_ok=True)
    record, page = written(edition, body)
    (place / f"{edition.version}.json").write_bytes(record)
    (place / f"{edition.version}.html").write_bytes(page)
    return place / f"{edition.version}.json"


def told(folder: Path) -> list[str]:
    faults = load_editions(folder / "editions", folder)[1]
    return [f"{fault.problem.origin}: {fault.kind.code} {fault.problem.text}" for fault in faults]


# ---- Kept ------------------------------------------------------------------------------------------


def test_what_is_written_is_read(tmp_path: Path) -> None:
    path = keep(tmp_path, OLD)
    editions, faults = load_editions(tmp_path / "editions", tmp_path)
    assert faults == []
    (found,) = editions
    assert replace(found, body="", path="", items=()) == replace(OLD, items=())
    assert sorted(found.items, key=lambda one: one.id) == sorted(OLD.items, key=lambda one: one.id)
    assert read_body(found, tmp_path) == "<p>Body</p>\n"
    assert written(found, "<p>Body</p>\n")[0] == path.read_bytes(), "and written again it is the same"
    assert found.page == "editions/one/1.0"


def test_no_folder_no_editions(tmp_path: Path) -> None:
    assert load_editions(tmp_path / "editions", tmp_path) == (Editions(), [])


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda text: text[:-30], "D101 this is no JSON ("),
        (lambda text: text.replace('"version"', '"verison"'), "D103 unknown key 'verison'; did you mean 'version'?"),
        (lambda text: text.replace("2022-09-08", "2022-9-8"), "D103 'date' is '2022-9-8'; write it like 2022-09-08"),
        (lambda text: text.replace("2022-09-08", "2022-02-30"), "D103 'date' is '2022-02-30' (day is out of range"),
        (lambda text: text.replace('"version": "1.0"', '"version": "1.2"'), "rename it to 1.2.json"),
        (
            lambda text: text.replace('"status": "final"', '"status": "draft"'),
            "'status' is 'draft'; write one of final",
        ),
    ],
)
def test_a_fault_is_told_by_file(tmp_path: Path, spoil: Callable[[str], str], said: str) -> None:
    path = keep(tmp_path, OLD)
    path.write_text(spoil(path.read_text(encoding="utf-8")), encoding="utf-8")
    lines = told(tmp_path)
    assert lines and all(line.startswith("editions/one/1.0.json:") for line in lines)
    assert any(said in line for line in lines), lines


def test_a_body_that_was_changed_or_lost_is_told(tmp_path: Path) -> None:
    body = keep(tmp_path, OLD).with_suffix(".html")
    body.write_bytes(b"<p>Body</p>\r\n")
    assert told(tmp_path) == [], "line ends of another system are no change"
    body.write_text("<p>Another</p>\n")
    assert "editions/one/1.0.html:1: D103 its SHA-256 begins with" in told(tmp_path)[0]
    body.unlink()
    assert told(tmp_path) == [
        "editions/one/1.0.html:1: D101 cannot read the file: No such file or directory; "
        "an edition is never changed: take the file back from version control"
    ]


def test_one_version_twice_is_told(tmp_path: Path) -> None:
    keep(tmp_path, OLD)
    keep(tmp_path, replace(OLD, name="other"))
    assert told(tmp_path) == [
        "editions/other/1.0.json:1: D104 version 1.0 of 'papers/one' stands in editions/one/1.0.json too; "
        "keep one of them"
    ]


def test_editions_come_by_day_then_by_version() -> None:
    versions = ["1.10", "1.9", "1.9-rc1", "2.0"]
    editions = Editions.of(replace(OLD, version=version) for version in versions)
    early = replace(OLD, version="3.0", date=date(2022, 1, 1))
    editions = Editions.of([*editions, early])
    assert [one.version for one in editions] == ["3.0", "1.9", "1.9-rc1", "1.10", "2.0"]
    newest = editions.newest("papers/one")
    assert newest and newest.version == "2.0"
    other = editions.newest("papers/one", but="2.0")
    assert other and other.version == "1.10"
    before = editions.before(newest)
    assert before == other
    assert editions.before(early) is None
    assert editions.newest("papers/none") is None


# ---- Changed ---------------------------------------------------------------------------------------


def test_nothing_changed() -> None:
    found = changes(OLD, later())
    assert found.nothing
    assert in_short(found) == "Nothing changed but version and date."


def test_each_kind_of_change_is_found(real: Register) -> None:
    first, _, message, position = OLD.items
    new = later(
        items=(
            replace(first, section="Background", fields={"position": "support"}, revision="Rev. Bucharest, 2022"),
            Tracked("PP-RES-102", "resolution", "Names and addresses", "PP-22", "PP-RES-102", "", "Texts"),
            replace(message, title="Open to all", links={"resolutions": ("PP-RES-101", "PP-RES-102")}),
            replace(position, title="CEPT: support", fields={"organization": "CEPT", "position": "support"}),
        ),
        title="One, again",
        parts=(Part("", ("What it is.",)), Part("In brief", ("The conference met in Bucharest.", "It is long."))),
    )
    found = changes(OLD, new)
    assert [item.id for item in found.added] == ["PP-RES-102"]
    assert [item.id for item in found.dropped] == ["PP-RES-130"]
    assert [(old.section, item.section) for old, item in found.moved] == [("Texts", "Background")]
    assert [(old.title, item.title) for old, item in found.retitled] == [("Open", "Open to all")]
    assert "\n".join(as_text(found, real)) == (
        "One, again: from 1.0 (8 September 2022) to 1.1 (3 October 2022)\n"
        "Title and status:\n"
        "  Title: One -> One, again\n"
        "Added:\n"
        "  Resolution 102: Names and addresses\n"
        "Dropped:\n"
        "  Resolution 130: Confidence\n"
        "Moved to another section:\n"
        "  Resolution 101: IP-based networks: Texts -> Background\n"
        "Retitled:\n"
        "  Message “Open to all”: Open -> Open to all\n"
        "Positions, outcomes and other values:\n"
        "  Resolution 101, issue: Cybersecurity, confidence and security in the use of ICTs -> none\n"
        "  Resolution 101, position: = no change -> ✓ support\n"
        "  Resolution 101, revision in force: Rev. Dubai, 2018 -> Rev. Bucharest, 2022\n"
        "  Message “Open to all”, rests on: Resolution 101 -> Resolution 101, Resolution 102\n"
        "  Position of CEPT on Resolution 130, position: none -> ✓ support\n"
        "Words of the text:\n"
        "  In brief: {+In brief+}\n"
        "  Summary: [-Summary-]\n"
        "  In brief: The conference [-meets-] {+met+} in Bucharest."
    )
    assert in_short(found) == (
        "1 resolution added; 1 resolution dropped; 1 resolution moved; 1 message retitled; 5 values changed; "
        "words changed in 3 places; title changed."
    )
    tree = json.loads(as_json(found))
    assert tree["values"][1] == {
        "id": "PP-RES-101",
        "type": "resolution",
        "title": "IP-based networks",
        "name": "position",
        "old": "no-change",
        "new": "support",
    }
    assert tree["old"] == {"version": "1.0", "date": "2022-09-08", "status": "final", "released": False}


def test_the_words_of_an_item_are_told_under_it(real: Register) -> None:
    first = OLD.items[0]
    new = later(items=(replace(first, text=("It goes with many others.",)), *OLD.items[1:]))
    lines = list(as_text(changes(OLD, new), real))
    assert lines[1:] == ["Words of items:", "  Resolution 101: IP-based networks: It goes with {+many+} others."]


def test_words_that_stayed_are_cut_where_they_are_many(real: Register) -> None:
    long = " ".join(f"w{number}" for number in range(60))
    old = replace(OLD, parts=(Part("A", (f"{long} one two {long}",)),))
    new = later(parts=(Part("A", (f"{long} one three {long}",)),))
    line = list(as_text(changes(old, new), real))[-1]
    assert line == (
        f"  A: … {' '.join(f'w{n}' for n in range(47, 60))} one [-two-] {{+three+}} "
        f"{' '.join(f'w{n}' for n in range(14))} …"
    )


@given(
    st.lists(st.text("ab .", min_size=0, max_size=12), max_size=8), st.lists(st.text("ab .", max_size=12), max_size=8)
)
def test_no_word_is_lost_or_invented(old: list[str], new: list[str]) -> None:
    before, after = (" ".join(" ".join(parts).split()) for parts in (old, new))
    spans = words(before, after)
    assert "".join(span.text for span in spans if span.sign != IN).split() == before.split()
    assert "".join(span.text for span in spans if span.sign != OUT).split() == after.split()


def test_a_paragraph_that_is_rewritten_is_taken_out_and_put_in() -> None:
    old = [Paragraph("A", "One thing was said here."), Paragraph("A", "This stays as it is, word for word.")]
    new = [Paragraph("A", "Entirely other matters follow."), Paragraph("A", "This stays as it was, word for word.")]
    found = [[(span.sign, span.text.strip()) for span in passage.spans] for passage in compared(old, new)]
    assert found == [
        [(IN, "Entirely other matters follow.")],
        [(OUT, "One thing was said here.")],
        [(KEPT, "This stays as it"), (OUT, "is,"), (IN, "was,"), (KEPT, "word for word.")],
    ]


def test_a_long_paper_is_compared_in_a_moment() -> None:
    def text(word: str) -> list[Paragraph]:
        return [
            Paragraph("", f"{word} {' '.join(f'paragraph {number} word {part}' for part in range(40))}")
            for number in range(2000)
        ]

    start = time.process_time()
    assert len(list(compared(text("old"), text("new")))) == 2000
    huge = [Paragraph("", " ".join(f"a{number % 7}" for number in range(60_000)))]
    assert len(list(compared(huge, [Paragraph("", huge[0].text + " end")]))) == 1
    assert time.process_time() - start < 8, "a tenth of that is usual"


# ---- The feed --------------------------------------------------------------------------------------

ATOM = "{http://www.w3.org/2005/Atom}"


def test_the_feed_has_an_entry_for_each_edition_the_newest_first() -> None:
    new = later(items=OLD.items[1:])
    editions = Editions.of([OLD, new])
    made = feed(editions, "https://papers.example.org/site/", "Papers", "", lambda page: f"{page}.html")
    assert made == feed(editions, "https://papers.example.org/site", "Papers", "", lambda page: f"{page}.html")
    root = xml.fromstring(made)
    assert root.findtext(f"{ATOM}updated") == "2022-10-03T00:00:00Z"
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "Papers"
    entries = root.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == ["One, edition 1.1", "One, edition 1.0"]
    assert [entry.findtext(f"{ATOM}summary") for entry in entries] == ["1 resolution dropped.", first_words(OLD)]
    assert first_words(OLD) == "First edition: 2 resolutions, 1 message and 1 position."
    links = [entry.find(f"{ATOM}link") for entry in entries]
    assert [link.get("href") for link in links if link is not None] == [
        "https://papers.example.org/site/editions/one/1.1.html",
        "https://papers.example.org/site/editions/one/1.0.html",
    ]
    ids = [element.text for element in root.iter(f"{ATOM}id")]
    assert len(set(ids)) == 3 and all(id and id.startswith("urn:uuid:") for id in ids)
    alone = xml.fromstring(feed(Editions.of([OLD]), "https://papers.example.org/site", "P", "", str))
    assert alone.findtext(f"{ATOM}entry/{ATOM}id") == ids[2], "an entry keeps its id"
