"""A snippet for each directive and role, and for the front matter: what one writes, with the words to choose from.

The words come from the directives and the register; which options a snippet has is said here: those that an item
needs, and those that its rules ask for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from sphinx_plenary.directives import ITEMS
from sphinx_plenary.directives.matrix import MatrixDirective
from sphinx_plenary.directives.resolution_table import ResolutionTableDirective
from sphinx_plenary.figures import KINDS
from sphinx_plenary.model import Status
from sphinx_plenary.register import Register

_CONFERENCE: Final = "CONFERENCE"  # becomes the latest of the register
_DEADLINE: Final = "DEADLINE"  # becomes the last of the register
_ISSUE: Final = "ISSUE"  # becomes a choice of those of the register
# Directive -> argument, options with what stands there at first, and whether text follows.
_DIRECTIVES: Final[Mapping[str, tuple[str, Mapping[str, str], bool]]] = {
    "resolution": ("101", {"issue": _ISSUE, "position": ""}, True),
    "proposal": ("EUR/44A7/1", {"resolution": "101", "action": "", "proponent": "CEPT", "document": "44"}, True),
    "position": ("CEPT", {"resolution": "101", "position": ""}, True),
    "outcome": ("101", {"outcome": "", "source": "Final Acts"}, True),
    "message": (
        "Title of the message",
        {
            "id": "MSG-NAME",
            "resolutions": "101, 102",
            "audience": "Member States",
            "evidence": "Article 1 of the Constitution",
        },
        True,
    ),
    "action": ("Send comments", {"owner": "Secretariat", "due": "2022-09-16"}, True),
    "resolution-table": (_CONFERENCE, {"group-by": ""}, False),
    "issues-matrix": (_CONFERENCE, {"group-by": ""}, False),
    "outcomes-matrix": (_CONFERENCE, {"group-by": ""}, False),
    "papers": ("", {}, False),
    "figure-of": (f"{'|'.join(KINDS)} {_CONFERENCE}", {}, False),
    "actions": ("", {}, False),
    "event": (_CONFERENCE, {}, False),
    "checked-pdfs": ("", {}, False),
    "changes": ("", {}, False),
    "suspects": ("", {}, False),
    "internal": ("", {}, True),
}
_ROLES: Final = {
    "res": "101",
    "conf": _CONFERENCE,
    "conf-dates": _CONFERENCE,
    "conf-place": _CONFERENCE,
    "org": "CEPT",
    "deadline": _DEADLINE,
    "msg": "MSG-NAME",
}
_WORDS: Final[Mapping[str, Mapping[str, Iterable[str]]]] = {
    **{name: directive.words for name, directive in ITEMS.items()},
    "resolution-table": ResolutionTableDirective.words,
    "issues-matrix": MatrixDirective.words,
    "outcomes-matrix": MatrixDirective.words,
}


def snippets(register: Register) -> dict[str, Any]:
    """By name, as VS Code has them; what is typed is the name of the directive or role."""
    maker = _Maker(register)
    found = {"Front matter of a paper": _snippet("paper", maker.front_matter(), "How a paper begins.")}
    for name, (argument, options, text) in _DIRECTIVES.items():
        found[f"Directive {name}"] = _snippet(name, maker.directive(name, argument, options, text), f"{{{name}}}")
    for name, target in _ROLES.items():
        found[f"Role {name}"] = _snippet(name, [f"{{{name}}}`${{1:{maker.word(target)}}}`$0"], f"A role: {{{name}}}")
    return found


class _Maker:
    def __init__(self, register: Register) -> None:
        self.register = register
        known = [one for one in register.conferences.values() if one.body]
        self.conference = max(known, key=lambda one: (one.start or date.min, one.id)).id if known else "PP-22"

    def word(self, text: str) -> str:
        if text == _DEADLINE:
            return max(self.register.deadlines, default="PP-22-FIRM")
        return text.replace(_CONFERENCE, self.conference)

    def front_matter(self) -> list[str]:
        day = "${CURRENT_YEAR}-${CURRENT_MONTH}-${CURRENT_DATE}"
        lines = [
            "---",
            "paper:",
            f"  kind: {_choice(1, self.register.kinds)}",
            f"  conference: ${{2:{self.conference}}}",
            f"  status: {_choice(3, Status)}",
            f"  date: {day}",
            '  version: "${4:0.1}"',
            "---",
            "# ${5:Title of the paper}",
            "",
            "$0",
        ]
        return lines if self.register.kinds else [line.replace("${1|", "${1:").replace("|}", "}") for line in lines]

    def directive(self, name: str, argument: str, options: Mapping[str, str], text: bool) -> list[str]:
        number = 0
        opening = f":::{{{name}}}"
        for part in argument.split(" ") if "|" in argument else [argument] if argument else []:
            number += 1
            first = _choice(number, part.split("|")) if "|" in part else f"${{{number}:{self.word(part)}}}"
            opening += f" {first}"
        lines = [opening]
        for option, at_first in options.items():
            number += 1
            words = self.register.issues if at_first == _ISSUE else _WORDS.get(name, {}).get(option, ())
            lines.append(f":{option}: {_choice(number, words) if words else f'${{{number}:{at_first}}}'}")
        return [*lines, *(["", "$0"] if text else []), ":::"]


def _choice(number: int, words: Iterable[str]) -> str:
    """What an editor lets one choose from; commas and bars part its words."""
    escaped = (str(word).replace("\\", "\\\\").replace(",", "\\,").replace("|", "\\|") for word in words)
    return f"${{{number}|{','.join(escaped)}|}}"


def _snippet(prefix: str, body: list[str], description: str) -> dict[str, Any]:
    return {"scope": "markdown", "prefix": prefix, "body": body, "description": description}
