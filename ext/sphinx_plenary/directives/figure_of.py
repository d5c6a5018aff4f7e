"""``{figure-of} proposals PP-22``: a picture of what the register and the papers say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from typing import ClassVar, Final

from docutils import nodes

from sphinx_plenary.directives.base import PlenaryDirective
from sphinx_plenary.figures import CHOICES, KINDS
from sphinx_plenary.matrix.build import regions
from sphinx_plenary.model import Paper, split_list
from sphinx_plenary.nodes import picture
from sphinx_plenary.roles import CITING
from sphinx_plenary.slips import unknown_option, wrong_word
from sphinx_plenary.suggest import did_you_mean

_ALWAYS: Final = ("caption", "name", "alt", "table", "width", "as-of")
_NARROWEST, _WIDEST = 80, 260  # millimetres


def file_name(made: picture) -> str:
    """``plenary-proposals-PP-22-2022-09-16``, with a digest where more is chosen: what is the same has one name."""
    more = [made[name] for name in ("instruments", "issues", "regions", "start", "end", "millimetres")]
    parts = ["plenary", made["kind"], made["conference"], made["as_of"]]
    if any(more):
        parts.append(sha256(repr(more).encode()).hexdigest()[:8])
    return re.sub(r"[^A-Za-z0-9.-]+", "_", "-".join(parts))


class FigureOfDirective(PlenaryDirective):
    """``{figure-of} KIND CONFERENCE``; without a conference it is that of the paper.

    ``:caption:``, ``:name:``, ``:alt:`` in place of the words made from the data, ``:table:`` for the numbers
    beneath, ``:width: 140mm``, ``:as-of:``, and what ``CHOICES`` has for the kind.
    """

    uses: ClassVar[tuple[str, ...]] = (*CITING, "issues", "organizations", "proposals")
    allowed: ClassVar[frozenset[str]] = frozenset({*_ALWAYS, *(name for names in CHOICES.values() for name in names)})

    def make(self) -> list[nodes.Node]:
        paper = self.needs_paper()
        if paper is None:
            return []
        words = self.arguments[0].split() if self.arguments else []
        kind = words[0] if words else ""
        if kind not in KINDS:
            self._tell_kind(kind)
            return []
        if len(words) > 2:
            what = f"{{figure-of}} has {' '.join(words[2:])!r} behind the conference"
            self.slip(what, "name the kind and one conference, as in 'proposals PP-22'")
        conference = words[1] if len(words) > 1 else paper.conference
        self.names("conf", conference, "")
        self._refuse_choices(kind)
        self.notes.views = True
        return [self._figure(kind, conference, paper)]

    def _figure(self, kind: str, conference: str, paper: Paper) -> nodes.figure:
        """A figure as Sphinx numbers it, in which the picture is drawn when all papers are read."""
        made = picture(
            kind=kind,
            conference=conference,
            as_of=self._as_of(paper).isoformat(),
            instruments=tuple(self._instruments()),
            issues=tuple(self._issues()),
            regions=tuple(self._regions()),
            start=self._conference("from"),
            end=self._conference("to"),
            alt=self.given.get("alt", ""),
            table="table" in self.given,
            millimetres=self._width(),
        )
        made["file"] = file_name(made)
        self.notes.figures.append(made["file"])
        self.set_source_info(made)
        figure = nodes.figure("", made, classes=["plenary-figure"])
        self.set_source_info(figure)
        if caption := self.given.get("caption"):
            children, _ = self.parse_inline(caption)
            figure += nodes.caption(caption, "", *children)
            self.set_source_info(figure[-1])
        self.add_name(figure)  # one without a name has its id from Sphinx, where it has a caption
        return figure

    def _tell_kind(self, kind: str) -> None:
        kinds = f"write one of {', '.join(KINDS)}, then the conference"
        if kind:
            self.slip(f"{{figure-of}} knows no kind {kind!r}", did_you_mean(kind, KINDS, kinds))
        else:
            self.slip("{figure-of} does not say what of", kinds)

    def _refuse_choices(self, kind: str) -> None:
        """An option that another kind has would change nothing here."""
        known = (*_ALWAYS, *CHOICES[kind])
        for option in [option for option in self.given if option not in known]:
            del self.given[option]
            name = f"{self.name} {kind}"
            self.notes.slips.append(unknown_option(self.env.docname, self.at(option), name, option, known))

    def _as_of(self, paper: Paper) -> date:
        written = self.given.get("as-of", "")
        try:
            return date.fromisoformat(written) if written else paper.as_of or paper.date
        except ValueError:
            self.slip(f"'as-of' is {written!r}", "write it like 2022-09-16", self.at("as-of"))
            return paper.as_of or paper.date

    def _instruments(self) -> Iterator[str]:
        for target in split_list(self.given.get("instruments", "")):
            instrument = self.reference(target).instrument
            if instrument in self.register.instruments:
                yield instrument
            else:
                self.slip(
                    f"'instruments' has {target!r}, which the register does not hold",
                    "write the number of a resolution, as in '101', or an id, as in 'WTSA-RES-50'",
                    self.at("instruments"),
                )

    def _issues(self) -> Iterator[str]:
        for issue in split_list(self.given.get("issues", "")):
            self.names("issue", issue, "issues")
            if issue in self.register.issues:
                yield issue

    def _regions(self) -> Iterator[str]:
        known = regions(self.register)
        for region in split_list(self.given.get("regions", "")):
            if region in known:
                yield region
            else:
                self.notes.slips.append(
                    wrong_word(self.env.docname, self.at("regions"), "regions", region, list(known))
                )

    def _conference(self, option: str) -> str:
        conference = self.given.get(option, "")
        if conference:
            self.names("conf", conference, option)
        return conference

    def _width(self) -> int:
        """In millimetres; 0 for the usual width."""
        written = self.given.get("width", "")
        match = re.fullmatch(r"([0-9]{1,4}) ?mm", written)
        if match and _NARROWEST <= int(match[1]) <= _WIDEST:
            return int(match[1])
        if written:
            fix = f"write millimetres from {_NARROWEST} to {_WIDEST}, as in '140mm'"
            self.slip(f"'width' is {written!r}", fix, self.at("width"))
        return 0
