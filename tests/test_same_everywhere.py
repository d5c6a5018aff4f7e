"""The same numbers everywhere: pages, PDF, XLSX, CSV, JSON and needs.json of the worked matrices hold the same.

All are read back as a reader would, each by a program that is not ours, and compared with the JSON.
"""

from __future__ import annotations

import csv
import json
import re
import subprocess
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from bs4 import BeautifulSoup, Tag
from building import Built, build
from conftest import ROOT
from programs import need

from sphinx_plenary.citations import plain_date
from sphinx_plenary.words import OUTCOMES

MATRICES = (
    "PP-14-outcomes",
    "PP-22-issues",
    "PP-22-outcomes",
    "WTDC-22-outcomes",
    "WTSA-16-outcomes",
    "WTSA-20-outcomes",
)
Json = dict[str, Any]


@pytest.fixture(scope="module")
def printed(site: Built) -> Path:
    """The PDFs of the same papers, by Typst."""
    done = build(site.out.parents[1], "typst")
    assert (done.status, done.said) == (0, [])
    return done.out


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The worked papers, built in a folder of their own."""
    folder = tmp_path_factory.mktemp("same")
    for name in ("source", "data", "ext", "conf.py"):
        (folder / name).symlink_to(ROOT / name)
    done = build(folder)
    assert (done.status, done.said) == (0, [])
    return done


@cache
def told(site: Path, name: str) -> Json:
    return dict(json.loads((site / f"_downloads/matrix/{name}-matrix.json").read_text(encoding="utf-8")))


def rows_of(matrix: Json) -> dict[str, Json]:
    return {row["id"]: row for table in matrix["tables"] for row in table["rows"]}


def plain(text: object) -> str:
    """Words without what typography does to them: quotes, dashes, spaces, capitals, hyphens at the ends of lines."""
    straight = str(text or "").translate(str.maketrans("“”‘’–—‑\u00ad\u200b\u2060", "\"\"''---\0\0\0"))
    return re.sub(r"[\s\0†]+", "", straight).lower()


def phrases(row: Json, columns: set[str]) -> Iterator[str]:
    """What a row has to say, in words that stand in every output."""
    yield row["number"]
    yield row["title"]
    yield row["revision"]
    for column in ("concern", "affected", "implication"):
        if column in columns:
            yield row[column]
    if "position" in columns:
        for held in row["positions"]:
            yield held["position"].replace("-", " ")
            yield held["organization"]
    for one in row["contributions"]:
        yield from (one["code"], one["document"], one["action"], one["points"], *one["proponents"])
    if row["result"] and "outcome" in columns:
        yield OUTCOMES[row["result"]["kind"]]
        yield from (row["result"]["label"], row["result"]["detail"])


def lacking(row: Json, text: str, columns: set[str]) -> list[str]:
    found = plain(text)
    return [phrase for phrase in phrases(row, columns) if plain(phrase) not in found]


ALL = {"concern", "affected", "implication", "position", "outcome"}


def page_of(site: Built, name: str) -> BeautifulSoup:
    return BeautifulSoup(site.page(f"papers/{name.lower()}-matrix"), "html.parser")


def table_of(page: BeautifulSoup) -> Tag:
    found = page.select_one("table.plenary-rows")
    assert found
    return found


def columns_of(page: BeautifulSoup) -> set[str]:
    names = (re.search(r"plenary-col-(\w+)", " ".join(head["class"])) for head in table_of(page).select("thead th"))
    return {name[1] for name in names if name}


@pytest.mark.parametrize("name", MATRICES)
def test_the_page(site: Built, name: str) -> None:
    matrix = told(site.out, name)
    wanted = rows_of(matrix)
    page = page_of(site, name)
    columns = columns_of(page)
    found = {str(row["id"]): row for row in table_of(page).select("tr.plenary-row[id]")}
    assert set(found) == {f"row-{name.lower()}" for name in wanted}
    for identity, row in wanted.items():
        shown = found[f"row-{identity.lower()}"]
        assert lacking(row, shown.get_text(" "), columns) == [], identity
        assert len(shown.select(".plenary-contribution")) == len(row["contributions"]), identity
        days = {str(time["datetime"]) for time in shown.select(".plenary-contribution time")}
        assert days == {one["date"] for one in row["contributions"] if one["date"]}, identity
        daggers = row["unconfirmed"] or any(one["unconfirmed"] for one in row["contributions"])
        daggers = daggers or bool("outcome" in columns and row["result"] and row["result"]["unconfirmed"])
        assert daggers == ("†" in shown.get_text()), identity
    head = page.select_one(".plenary-as-of")
    assert head and counts(matrix) in head.get_text()


def counts(matrix: Json) -> str:
    rows = rows_of(matrix).values()
    number = sum(len(row["contributions"]) for row in rows)
    return f"{len(rows)} rows · {number} contribution{'s' * (number != 1)}"


@pytest.mark.parametrize("name", MATRICES)
def test_the_pdf(site: Built, printed: Path, name: str) -> None:
    """All words of each row, and as many rows and contributions as the head says, as a screen reader hears them."""
    need("pdfinfo")
    matrix = told(site.out, name)
    columns = columns_of(page_of(site, name))
    command = ["pdfinfo", "-struct-text", str(printed / f"{name.lower()}-matrix.pdf")]
    tags = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    heard = "".join(re.findall(r'^ *"(.*)"$', tags, re.M))
    # Of a code divided over lines poppler's tags lack the rest; so what stands on the pages counts too.
    command = ["pdftotext", "-raw", str(printed / f"{name.lower()}-matrix.pdf"), "-"]
    seen = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = plain(f"{heard}\n{seen}").replace("-", "")
    for identity, row in rows_of(matrix).items():
        assert [one for one in phrases(row, columns) if plain(one).replace("-", "") not in found] == [], identity
    assert plain(counts(matrix)).replace("-", "") in found


@pytest.mark.parametrize("name", MATRICES)
def test_the_spreadsheet(site: Built, name: str) -> None:
    matrix = told(site.out, name)
    wanted = rows_of(matrix)
    book = openpyxl.load_workbook(site.out / f"_downloads/matrix/{name}-matrix.xlsx")
    sheets = {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets}
    tables = {title: lines for title, lines in sheets.items() if lines and lines[0][0] == "Row"}
    assert len(tables) == len([table for table in matrix["tables"] if table["rows"]])
    found = {
        str(line[0]): " ".join(str(cell) for cell in line if cell) for lines in tables.values() for line in lines[1:]
    }
    assert set(found) == set(wanted)
    assert [identity for identity, row in wanted.items() if lacking(row, found[identity], ALL)] == []
    proposals = sorted(one["id"] for row in wanted.values() for one in row["contributions"])
    assert sorted(str(line[0]) for line in sheets["Contributions"][1:]) == proposals


@pytest.mark.parametrize("name", MATRICES)
def test_the_csv(site: Built, name: str) -> None:
    wanted = rows_of(told(site.out, name))
    text = (site.out / f"_downloads/matrix/{name}-matrix.csv").read_text(encoding="utf-8-sig")
    found: dict[str, list[dict[str, str]]] = {}
    for line in csv.DictReader(text.splitlines(keepends=True)):
        found.setdefault(line["Row"], []).append(line)
    assert set(found) == set(wanted)
    for identity, row in wanted.items():
        lines = found[identity]
        words = " ".join(cell or "" for line in lines for cell in line.values())
        assert lacking(row, words, ALL) == [], identity
        assert [line["Proposal"] for line in lines if line["Proposal"]] == [one["id"] for one in row["contributions"]]
        assert [line["Date"] for line in lines if line["Proposal"]] == [
            one["date"] or "" for one in row["contributions"]
        ]


@pytest.mark.parametrize("name", MATRICES)
def test_needs_json(site: Built, name: str) -> None:
    """What papers declare stands in the matrix as it stands there, and nothing tracked is left out."""
    matrix = told(site.out, name)
    versions = json.loads((site.out / "needs.json").read_text(encoding="utf-8"))["versions"]
    (needs,) = (version["needs"] for version in versions.values())
    tracked = {row["tracked"]: row for row in rows_of(matrix).values() if row["tracked"]}
    declared = {
        identity: need
        for identity, need in needs.items()
        if need["type"] == "resolution" and need["conference"] == matrix["conference"]
    }
    assert set(tracked) == set(declared)
    for identity, row in tracked.items():
        need = declared[identity]
        said = {key: plain(need.get(key)) for key in ("title", "revision", "concern", "affected", "implication")}
        assert said == {key: plain(row[key]) for key in said}, identity
        assert [held["position"] for held in row["positions"] if not held["organization"]] == [
            value for value in (need.get("position"),) if value
        ], identity


def test_a_date_is_the_same_day_in_words_and_in_figures(site: Built) -> None:
    for name in MATRICES:
        matrix = told(site.out, name)
        head = page_of(site, name).select_one(".plenary-as-of time")
        assert head and head["datetime"] == matrix["as_of"]
        assert head.get_text() == plain_date(date.fromisoformat(matrix["as_of"]))


# What connects the worked papers: page -> where its links lead.
CONNECTED: dict[str, tuple[str, ...]] = {
    "wtdc-22-outcomes-matrix": ("wtsa-20-outcomes-matrix", "#PP-RES-180", "#PP-RES-130", "#PP-RES-179"),
    "omac-8-meeting-summary": (
        "pp-22-background-paper",
        "pp-22-issues-matrix",
        "wtsa-20-outcomes-matrix",
        "wtdc-22-outcomes-matrix",
        "#PP-RES-140",
    ),
    "omac-9-meeting-summary": ("pp-22-background-paper", "pp-22-issues-matrix", "omac-8-meeting-summary"),
    "wtpf-13-commentary": ("#PP-RES-180", "#PP-RES-102", "dossiers/instruments/wtpf-opn-5-2013"),
    "wtsa-24-event-page": ("wtsa-20-outcomes-matrix", "#MSG-INTERNET-MODEL"),
    "pp-22-issues-matrix": ("pp-22-background-paper", "#PP-RES-140", "wtsa-20-outcomes-matrix"),
}


@pytest.mark.parametrize("name", CONNECTED)
def test_the_worked_papers_are_connected(site: Built, name: str) -> None:
    """Each link that the papers owe each other is there, and what it leads to is too."""
    place = site.out / "papers" / f"{name}.html"
    page = BeautifulSoup(place.read_text(encoding="utf-8"), "lxml")
    links = [link["href"] for link in page.select("article a[href]")]
    for owed in CONNECTED[name]:
        ending = owed if owed.startswith("#") else f"{owed}.html"
        found = next((href for href in links if href.endswith(ending) or href.partition("#")[0].endswith(ending)), None)
        assert found is not None, f"no link to {owed}"
        file, _, anchor = found.partition("#")
        target = (place.parent / file).resolve() if file else place
        assert target.is_file(), found
        assert not anchor or BeautifulSoup(target.read_text(encoding="utf-8"), "lxml").find(id=anchor), found
