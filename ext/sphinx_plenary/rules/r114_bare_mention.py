from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import Final, NamedTuple

from sphinx_plenary.citations import Form, citation_words, shortest_target
from sphinx_plenary.facts import Facts
from sphinx_plenary.model import Body, Citation, Edit, InForce, Instrument, Paper, Problem, Revision, Severity
from sphinx_plenary.rules.rule import rule

_NO_ROOM: Final = frozenset({"heading", "head", "argument"})
# What puts roles on the page that its own text does not show.
_ELSEWHERE: Final = frozenset({"include", "eval-rst"})
# So far before a mention an open quotation mark is looked for.
_REACH: Final = 2000


@rule("R114", Severity.WARNING, default=False)
def bare_mention(facts: Facts) -> Iterator[Problem]:
    """A paper cites a text in plain words where ``{res}`` would print the same.

    Why: a role leads the reader to the card of the text, has its title at hand, and follows the register when a
    conference revises the text. The rule is for papers of ours, and for mentions of one text in the words of the
    register, with its revision or without; it leaves headings, links and quotations alone. The cure is applied by
    ``plenary fix`` where the page reads the same afterwards, there and at the roles behind: a role writes the
    revision at the first mention only, and with a dagger where it is unconfirmed. A revision that is not in force
    is R102's; where a waiver lets it stand, the role takes an exclamation mark.
    """
    for docname in facts.documents:
        paper = facts.papers.get(docname)
        if paper and paper.kind and paper.path.endswith(".md"):
            yield from _Page(facts, paper).problems()


class _Role(NamedTuple):
    """What may be written instead of a mention; ``key`` is what its page counts as mentioned."""

    target: str
    key: str
    revision: Revision | None
    sure: bool


def _keys(cite: Citation) -> tuple[str, ...]:
    """What a role is the first mention of, then what else it mentions; nothing with words of the author's own."""
    if cite.text:
        return ()
    return (f"{cite.instrument}@{cite.year}", cite.instrument) if cite.year else (cite.instrument,)


class _Page:
    """One paper, read from its beginning as its roles are: each prints the revision when it is the first."""

    def __init__(self, facts: Facts, paper: Paper) -> None:
        self.facts = facts
        self.paper = paper
        self.document = facts.documents[paper.docname]
        self.sentences = facts.sentences[paper.docname]
        self.links = sorted((one.start, one.end) for one in self.document.of_kind("link", "image"))
        self.mentioned: set[str] = set()
        # Key -> the last role on the page that prints in full if it is the first.
        self.last = {key: cite.span for cite in facts.role_citations[paper.docname] for key in _keys(cite)[:1]}
        self.sizes = facts.mention_sizes[paper.docname]
        self.elsewhere = any(one.name in _ELSEWHERE for one in self.document.of_kind("directive"))

    def problems(self) -> Iterator[Problem]:
        docname = self.paper.docname
        cites = (*self.facts.prose_citations[docname], *self.facts.role_citations[docname])
        for cite in sorted(cites, key=lambda cite: cite.span):
            if not cite.prose:
                self.mention(cite)
            elif self.has_room(cite) and (problem := self.judge(cite)):
                yield problem

    def mention(self, cite: Citation) -> None:
        self.mentioned.update(_keys(cite))

    def has_room(self, cite: Citation) -> bool:
        """Whether a role may stand there: a mention of one text, not in a heading, link or quotation."""
        start, end = cite.whole
        block = self.sentences.block_at(start)
        if self.sizes[cite.whole] != 1 or block is None or block.kind in _NO_ROOM:
            return False
        if self.document.text[start:end] != self.document.plain[start:end]:
            return False
        near = bisect_right(self.links, (start, len(self.document.text)))
        if any(first <= start < last for first, last in self.links[max(0, near - 3) : near]):
            return False
        line = self.document.line_of(start)
        if self.document.text[slice(*line)].lstrip().startswith(">"):
            return False
        before = self.document.plain[max(block.start, start - _REACH) : start]
        opened = any(before.rfind(opener) > before.rfind(closer) for opener, closer in ("“”", "«»", "‘’"))
        return not opened and before.count('"') % 2 == 0

    def judge(self, cite: Citation) -> Problem | None:
        register = self.facts.register
        instrument = register.instruments.get(cite.instrument)
        if instrument is None or register.standing(instrument, self.paper.date).state is not InForce.YES:
            return None
        body = register.bodies[instrument.key.body]
        roles = self.roles(cite, instrument, body)
        written = " ".join(cite.text.split())
        alike = [role for role in roles if written in self.words(instrument, body, role.revision, *Form)]
        if not alike:
            return None
        same = next((role for role in alike if self.prints(role, instrument, body) == written), None)
        role = same or alike[0]
        edits: tuple[Edit, ...] = ()
        if same and not self.elsewhere and not self.waived(cite) and not self.changes_others(same, cite):
            self.mentioned.update((same.key, instrument.id))
            edits = (Edit(self.document.origin(*cite.whole), f"{{res}}`{same.target}`"),)
        origin = self.document.origin(*cite.whole)
        what = f"{instrument.id} is cited in plain words, {written!r}"
        return Problem(origin, what, f"write {{res}}`{role.target}`", edits)

    def waived(self, cite: Citation) -> bool:
        return any(waiver.covers(cite.origin, "R114") for waiver in self.facts.waivers)

    def changes_others(self, role: _Role, cite: Citation) -> bool:
        """Whether a role behind would print no more in full, since another would be the first."""
        new = {role.key, cite.instrument} - self.mentioned
        return any(key in self.last and self.last[key] > cite.span for key in new)

    def roles(self, cite: Citation, instrument: Instrument, body: Body) -> list[_Role]:
        """What may be written for it, the shortest first; nothing for a revision of which R102 speaks."""
        standing = self.facts.register.standing(instrument, self.paper.date)
        own = self.facts.body_of(self.paper) == body.id
        target = shortest_target(instrument.key, body) if own else instrument.id
        plain = _Role(target, instrument.id, standing.revision, standing.certain)
        named = instrument.revision(cite.year) if cite.year and instrument.key.year is None else None
        if cite.year is None or instrument.key.year is not None:
            return [plain]
        if named is None or standing.revision is None:
            return []
        year = _Role(f"{target}@{named.year}", f"{instrument.id}@{named.year}", named, not named.unconfirmed)
        if named is standing.revision:
            return [plain, year]
        if any(waiver.covers(cite.origin, "R102") for waiver in self.facts.waivers):
            return [year._replace(target=f"!{year.target}")]
        return []

    def words(self, instrument: Instrument, body: Body, revision: Revision | None, *forms: Form) -> list[str]:
        own = self.facts.body_of(self.paper) == body.id
        return [citation_words(body, instrument.key, revision, form, own, self.paper.language) for form in forms]

    def prints(self, role: _Role, instrument: Instrument, body: Body) -> str:
        """What the role would print there; nothing that can be compared where it would print a dagger."""
        first = role.key not in self.mentioned
        if first and role.revision is not None and not role.sure:
            return ""
        return self.words(instrument, body, role.revision, Form.FULL if first else Form.SHORT)[0]
