"""Bad data: one message per fault, with place, value and cure; all of all files in one run; never a traceback."""

from __future__ import annotations

import csv
import io
import os
import shutil
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
import yaml
from conftest import SMALL, told
from hypothesis import given
from hypothesis import strategies as st

from sphinx_plenary.register import FAULT_KINDS, load_register
from sphinx_plenary.register.reading import MAX_BYTES, MAX_TOLD, Unreadable, parse_csv, parse_yaml

Check = Callable[[], list[str]]

TABLES = (
    "sources.csv, conferences.csv, deadlines.csv, organizations.csv, states.csv, instruments.csv, revisions.csv, "
    "outcomes.csv, proposals.csv, provisional_codes.csv, officials.csv, counts.csv, abbreviations.csv, spellings.csv, "
    "translations.csv, bodies.yaml, issues.yaml, kinds.yaml"
)


def mend(path: Path, old: str, new: str) -> None:
    """Spoil a file: the first ``old`` becomes ``new``."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def add(path: Path, line: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")


def test_the_small_register_is_sound(check: Check) -> None:
    assert check() == []


# One text replaced in one file, and every message that this gives. "-" appends a line.
REPLACED: list[tuple[str, str, str, list[str]]] = [
    # broken CSV
    (
        "sources.csv",
        "-",
        'broken,"no end,,',
        [
            "data/sources.csv:40: D101 broken CSV: unexpected end of data; "
            'close every quotation mark; write " inside one as ""'
        ],
    ),
    (
        "sources.csv",
        "-",
        'broken,"a "quoted" word",,',
        [
            "data/sources.csv:40: D101 broken CSV: ',' expected after '\"'; "
            'close every quotation mark; write " inside one as ""'
        ],
    ),
    (
        "instruments.csv",
        "ITU Telecom events",
        "ITU Telecom, events",
        [
            "data/instruments.csv:3: D101 6 cells, beginning 'PP-RES-11', where the first line names 5 columns; "
            "put a cell with a comma in it between quotation marks, or add the commas that lack"
        ],
    ),
    (
        "deadlines.csv",
        "-",
        "PP-22-LATE",
        [
            "data/deadlines.csv:5: D101 1 cell, beginning 'PP-22-LATE', where the first line names 7 columns; "
            "put a cell with a comma in it between quotation marks, or add the commas that lack"
        ],
    ),
    # columns
    (
        "instruments.csv",
        "id,title,source",
        "id,tilte,source",
        ["data/instruments.csv:1: D102 unknown column 'tilte'; did you mean 'title'?"],
    ),
    (
        "instruments.csv",
        "id,title,source,confidence,note",
        "id,title,source,confidence,remark",
        [
            "data/instruments.csv:1: D102 column 'note' is missing; "
            "add it to the first line, and a cell to every other",
            "data/instruments.csv:1: D102 unknown column 'remark'; "
            "remove it; the columns are id, title, source, confidence, note",
        ],
    ),
    (
        "sources.csv",
        "id,title,url,note",
        "id,title,url,url",
        [
            "data/sources.csv:1: D101 column 'url' is named twice; keep one of them",
            "data/sources.csv:1: D102 column 'note' is missing; add it to the first line, and a cell to every other",
        ],
    ),
    # values
    (
        "instruments.csv",
        "PP-RES-11,ITU Telecom events,itu-c23-34,seen,",
        "PP-RES-11,ITU Telecom events,itu-c23-34,sene,",
        ["data/instruments.csv:3: D103 'confidence' is 'sene'; did you mean 'seen'?"],
    ),
    (
        "instruments.csv",
        "PP-RES-11,ITU Telecom events,itu-c23-34,seen,",
        "PP-RES-11,ITU Telecom events,itu-c23-34,yes,",
        ["data/instruments.csv:3: D103 'confidence' is 'yes'; write one of seen, recalled"],
    ),
    (
        "instruments.csv",
        "PP-RES-11,ITU Telecom events,itu-c23-34,seen,",
        "PP-RES-11,ITU Telecom events,itu-c23-34,,",
        ["data/instruments.csv:3: D103 'confidence' is empty; write one of seen, recalled"],
    ),
    (
        "instruments.csv",
        "PP-RES-11,ITU Telecom events,itu-c23-34,",
        "PP-RES-11,ITU Telecom events,ITU C23/34,",
        ["data/instruments.csv:3: D103 'source' is 'ITU C23/34'; write it like basic-texts-2023 or general-knowledge"],
    ),
    (
        "instruments.csv",
        "PP-RES-11,ITU",
        "PP-RES-1O1,ITU",
        ["data/instruments.csv:3: D103 'id' is 'PP-RES-1O1'; write it like PP-RES-101 or PP-DEC-5"],
    ),
    (
        "outcomes.csv",
        "PP-22,PP-RES-11,,suppressed",
        "PP-22,PP-RES-11,,abrogated",
        [
            "data/outcomes.csv:12: D103 'outcome' is 'abrogated'; write one of new, revised, not-changed, "
            "suppressed, in-force, forwarded, adopted, not-adopted"
        ],
    ),
    (
        "outcomes.csv",
        "PP-22,PP-RES-11,,suppressed",
        "PP-22,,,suppressed",
        ["data/outcomes.csv:12: D103 'instrument' and 'subject' are empty; fill in one of them"],
    ),
    (
        "proposals.csv",
        "PP-RES-130,,MOD",
        "PP-RES-130,,CHANGE",
        ["data/proposals.csv:2: D103 'action' is 'CHANGE'; write one of ADD, MOD, (MOD), SUP, NOC, nothing"],
    ),
    (
        "counts.csv",
        "Member States present,183,",
        "Member States present,about 183,",
        ["data/counts.csv:2: D103 'value' is 'about 183'; write it like 193"],
    ),
    (
        "conferences.csv",
        "2018-10-29,2018-11-16",
        "29 October 2018,2018-11-16",
        ["data/conferences.csv:8: D103 'start' is '29 October 2018'; write it like 2022-09-26"],
    ),
    # a revision that was refused is not also missing behind its outcome
    (
        "revisions.csv",
        "PP-RES-101,Busan,2014,revised",
        "PP-RES-101,Busan,'14,revised",
        ["data/revisions.csv:13: D103 'year' is \"'14\"; write it like 2022"],
    ),
    (
        "revisions.csv",
        "PP-RES-101,Busan,2014,revised",
        "PP-RES-101,Busan,2014,amended",
        ["data/revisions.csv:13: D103 'act' is 'amended'; write one of new, revised"],
    ),
    # duplicates
    (
        "instruments.csv",
        "-",
        "PP-RES-2,Another title,basic-texts-2023,seen,",
        [
            "data/instruments.csv:17: D104 id 'PP-RES-2' stands twice; "
            "the first is at data/instruments.csv:2; remove one or give it another id"
        ],
    ),
    (
        "revisions.csv",
        "-",
        "PP-RES-2,Busan,2014,revised,,basic-texts-2023,seen,",
        [
            "data/revisions.csv:46: D104 PP-RES-2 has two revisions of Busan, 2014; "
            "the first is at data/revisions.csv:6; keep one"
        ],
    ),
    (
        "outcomes.csv",
        "-",
        "PP-22,PP-RES-2,,suppressed,,basic-texts-2023,seen,",
        [
            "data/outcomes.csv:50: D104 PP-22 has two outcomes for PP-RES-2; "
            "the first is at data/outcomes.csv:9; keep one"
        ],
    ),
    (
        "bodies/unga.yaml",
        "id: UNGA",
        "id: WTSA",
        [
            "data/bodies/wtsa.yaml:2: D104 id 'WTSA' stands twice; "
            "the first is at data/bodies/unga.yaml:2; remove one or give it another id",
        ],
    ),
    (
        "kinds.yaml",
        "id: commentary",
        "id: meeting-summary",
        [
            "data/kinds.yaml:12: D104 id 'meeting-summary' stands twice; "
            "the first is at data/kinds.yaml:2; remove one or give it another id",
        ],
    ),
    (
        "issues.yaml",
        "      instruments: [PP-RES-130]\n",
        "      instruments: [PP-RES-130]\n    - conference: PP-22\n      instruments: [PP-RES-2]\n",
        [
            "data/issues.yaml:15: D104 issue 'cybersecurity' names conference 'PP-22' twice; "
            "join the two lists of instruments"
        ],
    ),
    (
        "abbreviations.csv",
        "-",
        "EU,European Union,en,yes,general-knowledge,recalled,",
        [
            "data/abbreviations.csv:46: D104 'EU' stands twice for 'European Union'; "
            "the first is at data/abbreviations.csv:12; keep one"
        ],
    ),
    (
        "abbreviations.csv",
        "EU,European Union,en,yes",
        "EU,European Union,en,ja",
        ["data/abbreviations.csv:12: D103 'common' is 'ja'; write one of yes, no"],
    ),
    (
        "spellings.csv",
        "multi-stakeholder; multistakeholder",
        "multi-stakeholder",
        [
            "data/spellings.csv:3: D103 'forms' is 'multi-stakeholder'; "
            "write it like multistakeholder; multi-stakeholder"
        ],
    ),
    # dangling references
    (
        "instruments.csv",
        "PP-RES-11,ITU Telecom events,itu-c23-34,",
        "PP-RES-11,ITU Telecom events,itu-c23-43,",
        [
            "data/instruments.csv:3: D105 source 'itu-c23-43' is not in the register; "
            "did you mean 'itu-c23-34'? Else add it to the sources"
        ],
    ),
    (
        "instruments.csv",
        "PP-RES-11,ITU Telecom events,itu-c23-34,",
        "PP-RES-11,ITU Telecom events,xyzzy,",
        ["data/instruments.csv:3: D105 source 'xyzzy' is not in the register; add it to the sources"],
    ),
    (
        "instruments.csv",
        "-",
        "WTAS-RES-1,Some title,basic-texts-2023,seen,",
        [
            "data/instruments.csv:17: D105 body 'WTAS' is not in the register; "
            "did you mean 'WTSA'? Else add it to the bodies"
        ],
    ),
    (
        "instruments.csv",
        "-",
        "PP-OPN-1,Some title,basic-texts-2023,seen,",
        ["data/instruments.csv:17: D105 kind of text of PP 'OPN' is not in the register; write one of RES, DEC"],
    ),
    (
        "revisions.csv",
        "-",
        "PP-RES-3,Kyoto,1994,new,,basic-texts-2023,seen,",
        [
            "data/revisions.csv:46: D105 instrument 'PP-RES-3' is not in the register; "
            "did you mean 'PP-RES-133', 'PP-RES-130' or 'PP-RES-2'? Else add it to the instruments"
        ],
    ),
    (
        "revisions.csv",
        "-",
        "WTAS-RES-64,Geneva,2022,revised,,basic-texts-2023,seen,",
        [
            "data/revisions.csv:46: D105 body 'WTAS' is not in the register; "
            "did you mean 'WTSA'? Else add it to the bodies"
        ],
    ),
    (
        "outcomes.csv",
        "-",
        "PP-23,PP-RES-2,,revised,,basic-texts-2023,seen,",
        [
            "data/outcomes.csv:50: D105 conference 'PP-23' is not in the register; "
            "did you mean 'PP-26', 'PP-22' or 'PP-02'? Else add it to the conferences"
        ],
    ),
    (
        "outcomes.csv",
        "-",
        "PP-22,PP-RES-2022,,revised,,basic-texts-2023,seen,",
        [
            "data/outcomes.csv:50: D105 instrument 'PP-RES-2022' is not in the register; "
            "did you mean 'PP-RES-102', 'PP-RES-2' or 'PP-RES-214'? Else add it to the instruments"
        ],
    ),
    (
        "conferences.csv",
        "Doha,Qatar,itu-pp26-announcement,seen",
        "Doha,Qatar,itu-pp26-announcment,seen",
        [
            "data/conferences.csv:10: D105 source 'itu-pp26-announcment' is not in the register; "
            "did you mean 'itu-pp26-announcement'? Else add it to the sources"
        ],
    ),
    (
        "conferences.csv",
        "4th APT preparatory meeting for PP-22,,APT",
        "4th APT preparatory meeting for PP-22,APT,ATP",
        [
            "data/conferences.csv:22: D105 body 'APT' is not in the register; add it to the bodies",
            "data/conferences.csv:22: D105 organization 'ATP' is not in the register; "
            "did you mean 'ATU' or 'APT'? Else add it to the organizations",
        ],
    ),
    (
        "deadlines.csv",
        "PP-22-FIRM,PP-22,",
        "PP-22-FIRM,PP-2022,",
        [
            "data/deadlines.csv:4: D105 conference 'PP-2022' is not in the register; "
            "did you mean 'PP-22', 'PP-02' or 'PP-26'? Else add it to the conferences"
        ],
    ),
    (
        "proposals.csv",
        "PP-22-RUS-RES-140,PP-22,PP-RES-140",
        "PP-22-RUS-RES-140,PP-22,PP-RES-410",
        [
            "data/proposals.csv:3: D105 instrument 'PP-RES-410' is not in the register; "
            "did you mean 'PP-RES-180', 'PP-RES-140' or 'PP-RES-130'? Else add it to the instruments"
        ],
    ),
    (
        "provisional_codes.csv",
        "PP-98,PP-RES-101",
        "PP-89,PP-RES-110",
        [
            "data/provisional_codes.csv:2: D105 conference 'PP-89' is not in the register; "
            "did you mean 'PP-98', 'PP-94' or 'PP-18'? Else add it to the conferences",
            "data/provisional_codes.csv:2: D105 instrument 'PP-RES-110' is not in the register; "
            "did you mean 'PP-RES-11', 'PP-RES-180' or 'PP-RES-140'? Else add it to the instruments",
        ],
    ),
    (
        "provisional_codes.csv",
        "COM5/14,PP-98,PP-RES-101,itu-pp98-news-ip-networks,seen,\n",
        "COM5/14,PP-98,PP-RES-101,itu-pp98-news-ip-networks,seen,\n" * 2,
        [
            "data/provisional_codes.csv:3: D104 code 'COM5/14' of PP-98 stands twice; "
            "the first is at data/provisional_codes.csv:2; keep one"
        ],
    ),
    (
        "provisional_codes.csv",
        "COM5/14,PP-98",
        "[COM5-14],PP-98",
        ["data/provisional_codes.csv:2: D103 'code' is '[COM5-14]'; write it like COM5/14 or IAP-7"],
    ),
    (
        "officials.csv",
        "PP-22,Secretary-General",
        "P-22,Secretary-General",
        [
            "data/officials.csv:2: D105 conference 'P-22' is not in the register; "
            "did you mean 'PP-22', 'PP-26' or 'PP-02'? Else add it to the conferences"
        ],
    ),
    (
        "counts.csv",
        "PP-22,delegates",
        "PP22,delegates",
        [
            "data/counts.csv:3: D105 conference, organization or body 'PP22' is not in the register; "
            "did you mean 'PP-22', 'PP-26' or 'PP-02'? Else add it to its table"
        ],
    ),
    (
        "issues.yaml",
        "[PP-RES-130]",
        "[PP-RES-310]",
        [
            "data/issues.yaml:10: D105 instrument 'PP-RES-310' is not in the register; "
            "did you mean 'PP-RES-180', 'PP-RES-140' or 'PP-RES-130'? Else add it to the instruments"
        ],
    ),
    (
        "bodies/unga.yaml",
        "organization: UN",
        "organization: UNO",
        [
            "data/bodies/unga.yaml:2: D105 organization 'UNO' is not in the register; "
            "did you mean 'UN'? Else add it to the organizations"
        ],
    ),
    (
        "bodies/wtpf.yaml",
        "conference: WTPF-09",
        "conference: WTPF-90",
        [
            "data/bodies/wtpf.yaml:19: D105 conference 'WTPF-90' is not in the register; "
            "did you mean 'WTPF-09', 'WTPF-21' or 'WTPF-13'? Else add it to the conferences",
        ],
    ),
    # dates
    (
        "conferences.csv",
        "2018-10-29,2018-11-16",
        "2018-10-29,2018-11-31",
        [
            "data/conferences.csv:8: D106 'end' is '2018-11-31', a date that no calendar has "
            "(day is out of range for month); write the day as YYYY-MM-DD"
        ],
    ),
    (
        "deadlines.csv",
        "2022-01-26",
        "2022-02-30",
        [
            "data/deadlines.csv:2: D106 'date' is '2022-02-30', a date that no calendar has "
            "(day is out of range for month); write the day as YYYY-MM-DD"
        ],
    ),
    (
        "conferences.csv",
        "2018-10-29,2018-11-16",
        "2018-11-29,2018-11-16",
        [
            "data/conferences.csv:8: D106 PP-18 ends on 2018-11-16, before its start on 2018-11-29; "
            "swap the dates, or mend the year"
        ],
    ),
    # meetings
    (
        "revisions.csv",
        "PP-RES-101,Busan,2014,revised",
        "PP-RES-101,Busan,2018,revised",
        ["data/revisions.csv:13: D107 PP never met in Busan in 2018; did you mean Busan, 2014 or Dubai, 2018?"],
    ),
    (
        "revisions.csv",
        "PP-RES-101,Busan,2014,revised",
        "PP-RES-101,Buenos Aires,2017,revised",
        [
            "data/revisions.csv:13: D107 PP never met in Buenos Aires in 2017; "
            "that was WTDC; name the right body or the right meeting"
        ],
    ),
    (
        "revisions.csv",
        "PP-RES-101,Busan,2014,revised",
        "PP-RES-101,Busam,2013,revised",
        [
            "data/revisions.csv:13: D107 PP never met in Busam in 2013; its meetings were Kyoto, 1994; "
            "Minneapolis, 1998; Marrakesh, 2002; Antalya, 2006; Guadalajara, 2010; Busan, 2014; Dubai, 2018; "
            "Bucharest, 2022; Doha, 2026"
        ],
    ),
    (
        "instruments.csv",
        "-",
        "WTPF-OPN-1@2014,Some title,basic-texts-2023,seen,",
        [
            "data/instruments.csv:17: D107 WTPF never met in 2014; "
            "that was PP and WTDC; name the right body or the right meeting"
        ],
    ),
    # ids with and without a year
    (
        "instruments.csv",
        "-",
        "WTPF-OPN-1,Some title,basic-texts-2023,seen,",
        [
            "data/instruments.csv:17: D103 id 'WTPF-OPN-1' lacks the year; "
            "each conference of WTPF numbers anew: write WTPF-OPN-1@YEAR"
        ],
    ),
    (
        "instruments.csv",
        "-",
        "PP-RES-3@2018,Some title,basic-texts-2023,seen,",
        [
            "data/instruments.csv:17: D103 id 'PP-RES-3@2018' has a year; "
            "write 'PP-RES-3'; its revisions stand in revisions.csv"
        ],
    ),
    # contradictions
    (
        "revisions.csv",
        "PP-RES-101,Busan,2014,revised,,itu-wg-internet-9-2,seen,\n",
        "",
        [
            "data/outcomes.csv:15: D108 PP-RES-101 is 'revised' at PP-14, but has no revision of that conference; "
            "add it to revisions.csv, or mend the outcome"
        ],
    ),
    (
        "outcomes.csv",
        "PP-14,PP-RES-101,,revised",
        "PP-14,PP-RES-101,,not-changed",
        [
            "data/outcomes.csv:15: D108 PP-RES-101 is 'not-changed' at PP-14, "
            "but data/revisions.csv:13 has a revision of it; believe one; keep the other as a note"
        ],
    ),
    (
        "outcomes.csv",
        "PP-14,PP-RES-101,,revised",
        "PP-14,PP-RES-101,,new",
        [
            "data/outcomes.csv:15: D108 PP-RES-101 is 'new' at PP-14, but 'revised' at data/revisions.csv:13; "
            "believe one; keep the other as a note"
        ],
    ),
    # broken YAML
    (
        "issues.yaml",
        "[PP-RES-130]",
        "[PP-RES-130",
        [
            "data/issues.yaml:14: D101 broken YAML: while parsing a flow sequence, did not find expected ',' or ']'; "
            "look at the indentation, colons and quotation marks there"
        ],
    ),
    (
        "issues.yaml",
        "  title: Internet-related public policy",
        "\ttitle: Internet-related public policy",
        [
            "data/issues.yaml:3: D101 broken YAML: while scanning a plain scalar, "
            "found a tab character that violates indentation; write spaces in the place of the tab"
        ],
    ),
    (
        "issues.yaml",
        "  title: Internet-related public policy",
        "  title: Internet-related\x07public policy",
        [
            "data/issues.yaml:3: D101 broken YAML: control characters are not allowed; "
            "look at the indentation, colons and quotation marks there"
        ],
    ),
    (
        "issues.yaml",
        "- id: cybersecurity",
        "---\n- id: cybersecurity",
        [
            "data/issues.yaml:10: D101 broken YAML: expected a single document in the stream, "
            "but found another document; look at the indentation, colons and quotation marks there"
        ],
    ),
    (
        "issues.yaml",
        "  title: Internet-related public policy",
        "  title: Internet-related public policy\n  title: Internet",
        ["data/issues.yaml:4: D101 key 'title' stands twice in one mapping; keep one of them"],
    ),
    # wrong keys and types in YAML
    (
        "issues.yaml",
        "  title: Internet-related public policy",
        "  tilte: Internet-related public policy",
        [
            "data/issues.yaml:2: D103 key 'title' is missing; add 'title:'; "
            "write it like Cybersecurity, confidence and security in the use of ICTs",
            "data/issues.yaml:3: D103 unknown key 'tilte'; did you mean 'title'?",
        ],
    ),
    (
        "issues.yaml",
        "[PP-RES-130]",
        "PP-RES-130",
        [
            "data/issues.yaml:14: D103 'instruments' is 'PP-RES-130', not a list; "
            "begin each entry with '- ', or write [one, two]"
        ],
    ),
    (
        "issues.yaml",
        "[PP-RES-130]",
        "[]",
        ["data/issues.yaml:14: D103 'instruments' is empty; write it like [PP-RES-130, PP-RES-181]"],
    ),
    (
        "issues.yaml",
        "[PP-RES-130]",
        "[PP-RES-130, PP-RES-130]",
        [
            "data/issues.yaml:14: D103 'instruments' names something twice: ['PP-RES-130', 'PP-RES-130']; "
            "keep one of them"
        ],
    ),
    (
        "issues.yaml",
        "  title: Internet-related public policy",
        "  title:",
        [
            "data/issues.yaml:3: D103 'title' is empty; "
            "write it like Cybersecurity, confidence and security in the use of ICTs"
        ],
    ),
    (
        "issues.yaml",
        "  title: Internet-related public policy",
        "  title: 2022",
        ["data/issues.yaml:3: D103 'title' is 2022, not text; put it between quotation marks"],
    ),
    (
        "issues.yaml",
        "  title: Internet-related public policy",
        "  title: yes",
        ["data/issues.yaml:3: D103 'title' is true, not text; put it between quotation marks"],
    ),
    (
        "issues.yaml",
        "  confidence: seen",
        "  confidence: sen",
        ["data/issues.yaml:8: D103 'confidence' is 'sen'; did you mean 'seen'?"],
    ),
    (
        "kinds.yaml",
        "sections:",
        "section:",
        ["data/kinds.yaml:4: D103 unknown key 'section'; did you mean 'sections'?"],
    ),
    (
        "kinds.yaml",
        "    - {heading: Topic, also: [Topics, Subject, Agenda, Thème, Tema]}",
        "    - Topic",
        ["data/kinds.yaml:5: D103 'sections' is 'Topic', not a mapping; write lines of the form 'key: value'"],
    ),
    (
        "kinds.yaml",
        "{heading: Topic, ",
        "{head: Topic, ",
        [
            "data/kinds.yaml:5: D103 key 'heading' is missing; add 'heading:'; write it like Summary",
            "data/kinds.yaml:5: D103 unknown key 'head'; did you mean 'heading'?",
        ],
    ),
    (
        "kinds.yaml",
        "links: endnotes",
        "links: endnote",
        ["data/kinds.yaml:14: D103 'links' is 'endnote'; did you mean 'endnotes'?"],
    ),
    (
        "kinds.yaml",
        "contents: false",
        "contents: none",
        ["data/kinds.yaml:14: D103 'contents' is 'none', not true or false; write it like False"],
    ),
    (
        "kinds.yaml",
        "outcomes: all",
        "outcomes: every",
        ["data/kinds.yaml:24: D103 'outcomes' is 'every'; write one of own, all"],
    ),
    (
        "kinds.yaml",
        "required: [abstract]",
        "required: [abstarct]",
        ["data/kinds.yaml:28: D103 'required' is 'abstarct'; did you mean 'abstract'?"],
    ),
    (
        "kinds.yaml",
        "rules: [R113]",
        "rules: [r113]",
        ["data/kinds.yaml:32: D103 'rules' is 'r113'; write it like R113"],
    ),
    (
        "kinds.yaml",
        "[owner, next_step]",
        "[owner, next-step]",
        ["data/kinds.yaml:10: D103 'items_need' is 'next-step'; did you mean 'next_step'?"],
    ),
    (
        "kinds.yaml",
        "- id: commentary",
        "- id: Commentary",
        ["data/kinds.yaml:12: D103 'id' is 'Commentary'; write it like background-paper"],
    ),
    (
        "bodies/pp.yaml",
        "city: Kyoto, year: 1994",
        'city: Kyoto, year: "1994"',
        ["data/bodies/pp.yaml:23: D103 'year' is '1994', not a whole number; write it like 2022"],
    ),
    (
        "bodies/pp.yaml",
        "city: Kyoto, year: 1994",
        f"city: Kyoto, year: {'9' * 5000}",
        [
            f"data/bodies/pp.yaml:23: D103 'year' is '{'9' * 56}..., not a whole number; write it like 2022",
        ],
    ),
    (
        "bodies/pp.yaml",
        'own: "{kind} {number}"',
        'own: "{kind} {nummer}"',
        ["data/bodies/pp.yaml:15: D103 'own' is '{kind} {nummer}'; write it like {kind} {number}"],
    ),
    (
        "bodies/pp.yaml",
        'revised: "(Rev. {city}, {year})"',
        'revised: "(Rev. {city})"',
        ["data/bodies/pp.yaml:19: D103 'revised' is '(Rev. {city})'; write it like (Rev. {city}, {year})"],
    ),
]


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"), REPLACED, ids=[f"{row[0]}-{row[2][:30]!r}" for row in REPLACED]
)
def test_one_fault(data: Path, check: Check, name: str, old: str, new: str, expected: list[str]) -> None:
    if old == "-":
        add(data / name, new)
    else:
        mend(data / name, old, new)
    assert check() == expected


# What the bytes of one file are, and what that gives.
WHOLE: list[tuple[str, bytes, list[str]]] = [
    (
        "sources.csv",
        b"",
        [
            "data/sources.csv:1: D101 the file is empty; its first line must name the columns; see data/schema/",
        ],
    ),
    (
        "issues.yaml",
        b"\n# nothing yet\n",
        ["data/issues.yaml:1: D101 the file is empty; see data/schema/ for what it holds"],
    ),
    ("issues.yaml", b"[]\n", []),
    ("deadlines.csv", b"id,conference,what,date,source,confidence,note\n", []),
    ("deadlines.csv", b"id,conference,what,date,source,confidence,note", []),
    ("deadlines.csv", b"id,conference,what,date,source,confidence,note\r\n,,,,,,\r\n\r\n", []),
    (
        "deadlines.csv",
        b"id;conference;what;date;source;confidence;note\nPP-22-X;PP-22;x;2022-01-01;itu-pp22-site;seen;\n",
        [
            "data/deadlines.csv:1: D101 the columns are separated by semicolons; "
            "save the file with commas (Excel takes the sign from the regional settings)"
        ],
    ),
    (
        "deadlines.csv",
        "id,conference,what,date,source,confidence,note\nX,PP-22,réunion,".encode("latin-1"),
        ["data/deadlines.csv:2: D101 byte 0xE9 is not UTF-8; save the file as UTF-8 (in Excel: 'CSV UTF-8')"],
    ),
    (
        "deadlines.csv",
        "id,conference,what\n".encode("utf-16"),
        ["data/deadlines.csv:1: D101 byte 0xFF is not UTF-8; save the file as UTF-8 (in Excel: 'CSV UTF-8')"],
    ),
    (
        "deadlines.csv",
        b"id,conference,what,date,source,confidence,note\nX,PP-22,\0,2022-01-01,itu-pp22-site,seen,\n",
        ["data/deadlines.csv:2: D101 the file holds a NUL character; save it as plain text"],
    ),
    (
        "issues.yaml",
        b"id: internet\ntitle: Internet\n",
        [
            "data/issues.yaml:1: D103 the file is {'id': 'internet', 'title': 'Internet'}, not a list; "
            "begin each entry with '- ', or write [one, two]"
        ],
    ),
    (
        "issues.yaml",
        b"- internet\n",
        ["data/issues.yaml:1: D103 the entry is 'internet', not a mapping; write lines of the form 'key: value'"],
    ),
    (
        "issues.yaml",
        b"[" * 1_000_000,
        ["data/issues.yaml:1: D101 values nested deeper than 40 levels; flatten them"],
    ),
    (
        "issues.yaml",
        b"".join(b" " * depth + b"a:\n" for depth in range(2000)),
        ["data/issues.yaml:41: D101 values nested deeper than 40 levels; flatten them"],
    ),
    ("issues.yaml", b"&a [*a]\n", ["data/issues.yaml:1: D101 values nested deeper than 40 levels; flatten them"]),
    (
        "issues.yaml",
        b"a: &a [x, x, x, x, x, x, x, x, x, x]\n"
        + b"".join(b"%c: &%c [%s]\n" % (98 + i, 98 + i, b", ".join([b"*%c" % (97 + i)] * 10)) for i in range(9)),
        ["data/issues.yaml:1: D101 aliases make the file grow without end; remove the aliases (*name)"],
    ),
]


@pytest.mark.parametrize(("name", "content", "expected"), WHOLE, ids=[f"{row[0]}-{row[1][:20]!r}" for row in WHOLE])
def test_a_whole_file(data: Path, check: Check, name: str, content: bytes, expected: list[str]) -> None:
    (data / name).write_bytes(content)
    assert check() == expected


@pytest.mark.parametrize("name", ["sources.csv", "revisions.csv", "issues.yaml", "bodies/pp.yaml"])
def test_what_excel_writes_is_accepted(data: Path, check: Check, name: str) -> None:
    text = (data / name).read_text(encoding="utf-8")
    (data / name).write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert check() == []


def test_lines_are_counted_as_an_editor_does(data: Path, check: Check) -> None:
    """Also behind a quoted cell of three lines, with CRLF, and a line separator inside a cell."""
    rows = [
        "id,conference,what,date,source,confidence,note",
        'PP-22-A,PP-22,"one\r\ntwo\r\nthree",2022-01-01,itu-pp22-site,seen,',
        "",
        "PP-22-B,PP-22,a\u2028b\x0bc,2022-01-01,itu-pp22-site,seen,",
        "PP-22-C,PP-22,late,2022-02-30,itu-pp22-site,seen,",
    ]
    (data / "deadlines.csv").write_bytes("\r\n".join(rows).encode())
    assert [line.split(": ")[0] for line in check()] == ["data/deadlines.csv:7"]


def test_a_huge_file_is_refused_without_reading_it(data: Path, check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    with (data / "counts.csv").open("r+b") as file:
        file.truncate(100_000_000)
    read = Path.read_bytes

    def small_ones_only(path: Path) -> bytes:
        assert path.stat().st_size <= MAX_BYTES, "a file too large is not even read"
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", small_ones_only)
    assert check() == [
        "data/counts.csv:1: D101 the file has 100 MB, more than the 21 MB that a data file may have; "
        "is it the right file? Split it, or remove what is no data"
    ]


@pytest.mark.parametrize("name", ["sources.csv", "bodies/pp.yaml"])
def test_a_folder_where_a_file_is_expected(data: Path, check: Check, name: str) -> None:
    (data / name).unlink()
    (data / name).mkdir()
    assert check() == [f"data/{name}:1: D101 this is a folder, not a file; put the file in its place"]


def test_a_pipe_is_not_waited_for(data: Path, check: Check) -> None:
    (data / "counts.csv").unlink()
    os.mkfifo(data / "counts.csv")
    assert check() == ["data/counts.csv:1: D101 this is a device or pipe, not a file; put the file in its place"]


def test_links_that_lead_nowhere(data: Path, check: Check) -> None:
    for name, target in (("counts.csv", "counts.csv"), ("officials.csv", "away.csv")):
        (data / name).unlink()
        (data / name).symlink_to(target)
    assert check() == [
        "data/counts.csv:1: D101 cannot read the file: Too many levels of symbolic links; "
        "restore it or its permissions",
        "data/officials.csv:1: D101 cannot read the file: No such file or directory; restore it or its permissions",
    ]


def test_a_file_that_may_not_be_read(data: Path, check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    """Said by the system, since the tests may run as a user who may read everything."""
    read = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "counts.csv":
            raise PermissionError(13, "Permission denied", str(path))
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert check() == ["data/counts.csv:1: D101 cannot read the file: Permission denied; restore it or its permissions"]


@pytest.mark.parametrize("name", ["sources", "conferences", "organizations", "instruments"])
def test_a_needed_file_is_missing(data: Path, check: Check, name: str) -> None:
    """One message, and none for each of the hundred references into it."""
    (data / f"{name}.csv").unlink()
    assert check() == [f"data/{name}.csv:1: D101 the file is missing; add it; see data/schema/"]


def test_the_bodies_are_missing(data: Path, check: Check) -> None:
    shutil.rmtree(data / "bodies")
    assert check() == ["data/bodies.yaml:1: D101 the file is missing; add it; see data/schema/"]


def test_what_may_be_missing(data: Path, check: Check) -> None:
    for name in ("deadlines", "proposals", "provisional_codes", "officials", "counts", "outcomes"):
        (data / f"{name}.csv").unlink()
    (data / "issues.yaml").unlink()
    assert check() == []


def test_there_is_no_folder(tmp_path: Path) -> None:
    assert told(load_register(tmp_path / "dta", tmp_path)[1]) == [
        "dta:1: D101 there is no such folder; make it, with sources.csv, conferences.csv, organizations.csv, "
        "instruments.csv, bodies.yaml; a register elsewhere is named by plenary_register in conf.py"
    ]


def test_files_that_nothing_reads(data: Path, check: Check) -> None:
    """A misspelt name would lose the file's data in silence."""
    (data / "counts.csv").rename(data / "count.csv")
    (data / "bodies" / "unga.yaml").rename(data / "bodies" / "unga.yml")
    (data / "notes.csv").write_text("anything", encoding="utf-8")
    (data / "issues.yaml").rename(data / "issues.csv")
    (data / ".#sources.csv").write_text("an editor's own", encoding="utf-8")
    (data / "README.md").write_text("no data", encoding="utf-8")
    assert check() == [
        "data/bodies/unga.yml:1: D101 the files of bodies/ end in '.yaml'; rename it, or take it out of the folder",
        "data/count.csv:1: D101 the register has no file of this name; did you mean 'counts.csv'?",
        "data/instruments.csv:16: D105 body 'UNGA' is not in the register; add it to the bodies",
        "data/issues.csv:1: D101 the register has no file of this name; did you mean 'issues.yaml'?",
        f"data/notes.csv:1: D101 the register has no file of this name; the files are {TABLES}",
    ]


def test_all_faults_of_all_files_in_one_run(data: Path, check: Check) -> None:
    """Whatever is wrong in one file, the others are checked to the end, and against what can be known."""
    mend(data / "sources.csv", "id,title,url,note", "id,title,uri,note")
    mend(data / "instruments.csv", "ITU Telecom events,itu-c23-34,seen", "ITU Telecom events,itu-c23-34,sene")
    mend(data / "revisions.csv", "PP-RES-101,Busan,2014", "PP-RES-101,Busan,2015")
    mend(data / "conferences.csv", "2018-10-29", "2018-10-32")
    mend(data / "issues.yaml", "title: Internet", "tilte: Internet")
    mend(data / "bodies" / "unga.yaml", "names:", "names")
    add(data / "outcomes.csv", "PP-22,PP-RES-999,,revised,,basic-texts-2023,seen,")
    add(data / "proposals.csv", 'PP-22-X-1,PP-22,,"Internet,MOD,,,,,,itu-pp22-site,seen,')
    add(data / "officials.csv", "PP-2,Chair,A Name,,,itu-pp22-site,seen,")
    (data / "deadlines.csv").write_bytes(b"\xff")
    (data / "counts.csv").write_bytes(b"")
    (data / "organizations.csv").unlink()
    assert [line.split()[:2] for line in check()] == [
        ["data/bodies/unga.yaml:4:", "D101"],
        ["data/conferences.csv:8:", "D106"],
        ["data/counts.csv:1:", "D101"],
        ["data/deadlines.csv:1:", "D101"],
        ["data/instruments.csv:3:", "D103"],
        ["data/issues.yaml:2:", "D103"],
        ["data/issues.yaml:3:", "D103"],
        ["data/officials.csv:8:", "D105"],
        ["data/organizations.csv:1:", "D101"],
        ["data/outcomes.csv:50:", "D105"],
        ["data/proposals.csv:4:", "D101"],
        ["data/revisions.csv:13:", "D107"],
        ["data/sources.csv:1:", "D102"],
    ]


def test_every_kind_of_fault_has_a_case() -> None:
    told_here = [line for row in (*REPLACED, *WHOLE) for line in row[-1] if isinstance(line, str)]
    cases = " ".join(told_here)
    assert [kind.code for kind in FAULT_KINDS if f" {kind.code} " not in cases] == []


FILES = sorted(path.relative_to(SMALL).as_posix() for path in SMALL.rglob("*.*"))
HEADS = {name: (SMALL / name).read_bytes().splitlines(keepends=True)[0] for name in FILES}


def _bytes(name: str) -> st.SearchStrategy[bytes]:
    """Any bytes; and bytes that go further: behind the file's own first line, or in place of a part of it."""
    whole = (SMALL / name).read_bytes()
    cut = st.tuples(st.integers(0, len(whole)), st.integers(0, 40), st.binary(max_size=40))
    return st.one_of(
        st.binary(max_size=300),
        st.binary(max_size=300).map(lambda tail: HEADS[name] + tail),
        st.text(max_size=200).map(lambda tail: HEADS[name] + tail.encode("utf-8", "surrogatepass")),
        cut.map(lambda cut: whole[: cut[0]] + cut[2] + whole[cut[0] + cut[1] :]),
    )


@given(st.data())
def test_any_bytes_give_faults_and_no_exception(data: Path, tmp_path: Path, draw: st.DataObject) -> None:
    name = draw.draw(st.sampled_from(FILES))
    content = draw.draw(_bytes(name))
    (data / name).write_bytes(content)
    try:
        for fault in load_register(data, tmp_path)[1]:
            origin, problem = fault.problem.origin, fault.problem
            lines = (tmp_path / origin.path).read_bytes().replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
            assert 1 <= origin.line <= len(lines)
            assert problem.what and problem.fix
            assert "\n" not in problem.text
    finally:
        shutil.copy(SMALL / name, data / name)


KEYS = st.sampled_from(["id", "title", "names", "en", "kinds", "meetings", "year", "conferences", "instruments", "own"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.dates() | st.text(max_size=8) | KEYS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS | st.text(max_size=4), inner, max_size=4),
    max_leaves=12,
)


@given(st.sampled_from(["issues.yaml", "bodies/wtpf.yaml"]), VALUES)
def test_any_yaml_value_is_told_and_never_raised(data: Path, tmp_path: Path, name: str, value: object) -> None:
    (data / name).write_text(yaml.safe_dump(value, allow_unicode=True), encoding="utf-8")
    try:
        faults = told(load_register(data, tmp_path)[1])
        assert faults or value == []
        assert len(faults) == len(set(faults))
    finally:
        shutil.copy(SMALL / name, data / name)


@given(st.text())
def test_any_text_through_the_readers(text: str) -> None:
    for parse in (parse_csv, parse_yaml):
        try:
            parse(text, "x")
        except Unreadable as error:
            assert error.problem.origin.path == "x"
            assert error.problem.origin.line >= 1


def _written(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows([columns, *rows])
    return stream.getvalue()


CELLS = st.text(st.characters(exclude_characters="\r\0", exclude_categories=["Cs"]), max_size=20).map(str.strip)


@given(st.lists(st.tuples(CELLS.filter(bool), CELLS, CELLS), max_size=8))
def test_csv_comes_back_as_it_was_written(rows: list[tuple[str, str, str]]) -> None:
    columns, read, problems = parse_csv(_written(["a", "b", "c"], rows), "x")
    assert (columns, problems) == (["a", "b", "c"], [])
    assert [tuple(row.cells[column] for column in columns) for row in read] == rows
    text = _written(["a", "b", "c"], rows).split("\n")
    assert all(row.cells["a"].split("\n")[0].replace('"', '""') in text[row.line - 1] for row in read)


def test_a_link_out_of_the_register_is_not_followed(data: Path, check: Check, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("root:x:0\n")
    (data / "counts.csv").unlink()
    (data / "counts.csv").symlink_to(secret)
    [line] = check()
    assert line == (
        "data/counts.csv:1: D101 this is a link that leads out of the register; put the file itself in its place"
    )
    (data / "counts.csv").unlink()
    (data / "numbers").write_text((SMALL / "counts.csv").read_text())
    (data / "counts.csv").symlink_to("numbers")
    assert check() == [], "a link inside is one"


def test_what_no_register_has_is_not_read_to_the_end(data: Path, check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    with (data / "counts.csv").open("a") as file:
        file.write("a\n" * 100_000)
    lines = check()
    assert len(lines) == MAX_TOLD + 1
    assert lines[-1] == (
        f"data/counts.csv:216: D101 {MAX_TOLD} wrong lines up to here; the rest is not read; is it the right file?"
    )
    monkeypatch.setattr("sphinx_plenary.register.reading.MAX_ROWS", 3)
    shutil.copy(SMALL / "counts.csv", data / "counts.csv")
    assert any("more than 3 rows; the rest is not read" in line for line in check())


def test_a_long_yaml_file_is_refused_before_it_is_built(data: Path, check: Check) -> None:
    with (data / "issues.yaml").open("a") as file:
        file.write("- {id: a, title: b}\n" * 100_000)
    started = time.monotonic()
    [line] = check()
    assert "D101 more than 200,000 values; is it the right file? Split it" in line
    assert time.monotonic() - started < 10


def test_a_number_of_thousands_of_digits(data: Path, check: Check) -> None:
    with (data / "counts.csv").open("a") as file:
        file.write(f"PP-22,a,{'9' * 5000},2022,itu-pp22-site,seen,\n")
    [line] = check()
    assert "'value' is '9999" in line and len(line) < 300
