"""Scripts and styles that stand in a page -> files beside it, so that a host may forbid what stands in pages.

A strict Content-Security-Policy lets no script or style run that is not a file of the site: then none that somebody
smuggled into a page runs either. Files have the digest of what is in them as their name.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final

# From the root of the site.
FOLDER: Final = "_static/inline"

_VALUE = r"""(?:"[^"]*"|'[^']*'|[^\s"'<>]+)"""
# Between attributes; after a value in quotation marks browsers need none.
_SPACE = r"""(?:\s+|(?<=["']))"""
# No possessive quantifiers: with groups in them Python before 3.11.5 captures wrongly, and Debian 12 has 3.11.2.
# The beginning of a comment, or the opening of an element.
_OPENING: Final = re.compile(
    rf"<!--|<(?P<name>[a-z][^\s/<>]*)(?P<attributes>(?:{_SPACE}[^\s\"'<>/=]+(?:\s*=\s*{_VALUE})?)*)\s*/?>", re.I
)
_CLOSING: Final = {name: re.compile(rf"</{name}\s*>", re.I) for name in ("script", "style")}
# One attribute: what stands before its value, and the value with its marks.
_ATTRIBUTE: Final = re.compile(rf"(?P<name>{_SPACE}[^\s\"'<>/=]+)(?:\s*=\s*(?P<value>{_VALUE}))?")
_SOURCE: Final = re.compile(r"\ssrc\s*=", re.I)
_TYPE: Final = re.compile(r"""\stype\s*=\s*["']?([^\s"'>]*)""", re.I)
_PROGRAM: Final = frozenset({"", "module", "text/javascript", "application/javascript"})
# What counts for a script in the page no more than for one that is there at once.
_LATER: Final = re.compile(r"""\s(?:defer|async)(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+))?(?=\s|$)""", re.I)
# Behind the last of this nothing is to be moved: most pages have it in their head alone, and one that was not written
# in this build nowhere.
_ANYTHING: Final = [re.compile(sought) for sought in (r"style\s*=", "<style", r"<script(?![^>]*\ssrc\s*=)")]
_LINKED: Final = re.compile(rf"{re.escape(FOLDER)}/([0-9a-f]+\.(?:js|css))")


@dataclass
class Moved:
    """A page without scripts and styles in it; ``files`` is what they are now, by name in ``FOLDER``."""

    page: str
    files: dict[str, str] = field(default_factory=dict)


def move(page: str, root: str = "") -> Moved:
    """Move them out of a page; ``root`` leads from it to the root of the site, as ``../``."""
    moved = Moved(page)
    last = _last(page)
    rules: dict[str, str] = {}
    parts: list[str] = []
    at = 0
    while at < last and (opening := _OPENING.search(page, at)):
        parts.append(page[at : opening.start()])
        at = opening.end()
        name = (opening["name"] or "").lower()
        if not name:
            end = page.find("-->", at)
            at = end + 3 if end >= 0 else len(page)
            parts.append(page[opening.start() : at])
        elif name in _CLOSING:
            closing = _CLOSING[name].search(page, at)
            end = closing.start() if closing else len(page)
            parts.append(_element(name, opening["attributes"], page[at:end], moved.files, root))
            at = closing.end() if closing else len(page)
        else:
            parts.append(_opening(opening[0], rules))
    moved.page = "".join((*parts, page[at:]))
    if rules:
        name = _keep("".join(rule for _, rule in sorted(rules.items())), "css", moved.files)
        link = f'<link rel="stylesheet" type="text/css" href="{root}{FOLDER}/{name}" />\n'
        moved.page = re.sub(r"(?=</head\s*>)", lambda _: link, moved.page, count=1, flags=re.I)
    return moved


def _last(page: str) -> int:
    """Where what is to be moved ends."""
    small = page.lower()  # patterns that ignore case find their first letters ten times as slowly
    if len(small) != len(page):  # some letters are two in small
        return len(page)
    return max((found.end() for sought in _ANYTHING for found in sought.finditer(small)), default=0)


def linked(page: str) -> set[str]:
    """The files in ``FOLDER`` that a page uses."""
    return set(_LINKED.findall(page))


def with_policy(page: str, policy: str) -> str:
    """The page with a policy of its own, for hosts that send none; before all that it is about."""
    written = html.escape(policy)
    mark = f'<meta http-equiv="Content-Security-Policy" content="{written}" />'
    return page if mark in page else re.sub(r"<head\b[^>]*>", lambda head: f"{head[0]}\n    {mark}", page, count=1)


def _element(name: str, attributes: str, body: str, files: dict[str, str], root: str) -> str:
    """A script or style: as it was, or a link to its file."""
    kind = _TYPE.search(attributes)
    kept = _SOURCE.search(attributes) or (kind and kind[1].lower() not in _PROGRAM)
    if name == "script" and (kept or not body.strip()):
        return f"<script{attributes}>{body}</script>"
    file = _keep(body.strip() + "\n", "js" if name == "script" else "css", files)
    if name == "script":
        return f'<script{_LATER.sub("", attributes)} src="{root}{FOLDER}/{file}"></script>'
    return f'<link rel="stylesheet" type="text/css" href="{root}{FOLDER}/{file}" />'


def _opening(tag: str, rules: dict[str, str]) -> str:
    """The opening of an element with a class for its style."""
    if "style" not in tag.lower():  # nearly all: a tenth of the time
        return tag
    attributes = list(_ATTRIBUTE.finditer(tag))
    styles, classes = (
        [one for one in attributes if one["name"].strip().lower() == name] for name in ("style", "class")
    )
    # of two, browsers take the first
    words = html.unescape(_unquoted(styles[0]["value"] or "")).strip().rstrip(";") if styles else ""
    if not words or re.search(r"[{}<]", words):  # more than declarations: no rule of it is trusted
        return tag
    name = f"s-{_digest(words)}"
    # three times, since what stands in an element outweighs other rules
    rules[name] = f"{f'.{name}' * 3} {{ {words} }}\n"
    edits = [(style.span(), "") for style in styles]
    if classes:
        edits.append((classes[0].span(), f' class="{name} {_unquoted(classes[0]["value"] or "")}"'))
    else:
        edits[0] = (edits[0][0], f' class="{name}"')
    for (start, end), text in sorted(edits, reverse=True):
        tag = tag[:start] + text + tag[end:]
    return tag


def _unquoted(value: str) -> str:
    return value[1:-1] if value[:1] in {'"', "'"} else value


def _keep(text: str, suffix: str, files: dict[str, str]) -> str:
    name = f"{_digest(text)}.{suffix}"
    files[name] = text
    return name


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:12]
