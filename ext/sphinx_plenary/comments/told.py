"""Remarks in words: a line for each, as all messages are; or JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from sphinx_plenary.citations import plain_date
from sphinx_plenary.comments.model import Found, Kind, Remark

_LONGEST = 160


def as_text(found: Iterable[Found]) -> list[str]:
    return [_line(one) for one in found]


def _line(one: Found) -> str:
    remark = one.remark
    where = f"{one.path}:{one.line}" if one.path else f"{one.file}:{remark.paragraph}"
    by = f"by {remark.author}{_on(remark)}"
    if remark.kind is Kind.COMMENT:
        name = "reply" if remark.reply else "comment"
        about = f" on {_quoted(remark.words)}" if remark.words else ""
        settled = ", resolved" if remark.resolved else ""
        said = f"{where}: {name} {by}{settled}{about}: {remark.text or 'without a word'}"
    else:
        said = f"{where}: change {by}: {_to_do(remark)}"
    if not one.path:
        return f"{said}; no paper has these words, so look for them in the Word file, paragraph {remark.paragraph}"
    if not one.written and remark.kind is not Kind.COMMENT:
        return f"{said}; these words are not written so in the source: see whether a role or the register makes them"
    return said


def _to_do(remark: Remark) -> str:
    behind = f" after {_quoted(remark.before, last=True)}" if remark.before else " at the beginning of the paragraph"
    match remark.kind:
        case Kind.INSERTED:
            return f"write {_quoted(remark.text)}{behind}"
        case Kind.DELETED:
            return f"take out {_quoted(remark.words)}"
        case Kind.REPLACED:
            return f"for {_quoted(remark.words)} write {_quoted(remark.text)}"
        case Kind.JOINED:
            return "join this paragraph to the next"
        case Kind.DIVIDED:
            return f"begin a new paragraph{behind}"
        case _:
            return f"{_quoted(remark.words)} looks otherwise; see it in the Word file"


def _quoted(words: str, last: bool = False) -> str:
    text = " ".join(words.split())
    if len(text) > _LONGEST:
        text = f"… {text[-_LONGEST:]}" if last else f"{text[:_LONGEST]} …"
    return f"“{text}”"


def _on(remark: Remark) -> str:
    try:
        return f" on {plain_date(date.fromisoformat(remark.date[:10]))}"
    except ValueError:
        return ""


def as_json(found: Iterable[Found]) -> str:
    """For programs, as ``data/schema/comments.schema.json`` says."""
    return json.dumps({"remarks": [_told(one) for one in found]}, ensure_ascii=False, indent=2)


def _told(one: Found) -> dict[str, Any]:
    remark = one.remark
    return {
        "file": one.file,
        "paragraph": remark.paragraph,
        "path": one.path,
        "line": one.line,
        "kind": remark.kind.value,
        "author": remark.author,
        "date": remark.date,
        "words": remark.words,
        "text": remark.text,
        "before": remark.before,
        "written": one.written,
        "reply": remark.reply,
        "resolved": remark.resolved,
    }
