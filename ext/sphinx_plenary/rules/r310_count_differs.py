from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from sphinx_plenary.facts import Facts
from sphinx_plenary.lint import Span
from sphinx_plenary.model import Count, Problem
from sphinx_plenary.prose import Conferences
from sphinx_plenary.prose.numbers import MORE_THAN, NUMBER, VAGUE, number_of
from sphinx_plenary.register import Register
from sphinx_plenary.rules.rule import rule

_COUNTED: Final = re.compile(
    r"(?P<number>[0-9](?<![0-9.,/-][0-9])[0-9]{0,3})\s{1,3}(?=[oIUMmfÉEvPrd])(?:of\s(?:the\s)?[0-9]{1,3}\s)?"
    r"(?P<noun>(?:ITU\s|UIT\s)?[Mm]ember\s?(?:[Ss]tates|countries)|(?:full\s)?members|États\s[Mm]embres|Estados\s[Mm]iembros"
    r"|votes|(?:PP\s)?(?:resolutions|decisions)\s(?:(?:are|were|remain|remained)\s)?in\sforce)(?!\w)"
)
_MEMBERS: Final = ("Member States", "member states", "member countries", "members", "full members")
_HAS: Final = (
    r"(?:now\s|today\s|currently\s)?(?:has|counts|comprises|unites|numbers|is\smade\sup\sof|is\scomposed\sof|consists\sof"
    r"|brings\stogether|compte|cuenta\scon|tiene)\s|['’]s\s|,?\swith\s(?:its\s)?"
)
_VAGUE: Final = rf"(?:(?:a\stotal\sof\s)|(?P<more>{MORE_THAN})\s|(?P<vague>{VAGUE})\s)?"
_OF_UNION: Final = re.compile(
    r"\s(?:of|de)\s(?:the\s|l['’]|la\s)?(?P<subject>ITU|UIT|Union|Unión|International Telecommunication Union)(?!\w)"
)
_ALL: Final = re.compile(r"(?<!\w)(?i:all|the|its|tous\sles|todos\slos)\s(?:the\s)?\Z")
# Not all of them, but those of whom something is said.
_SOME: Final = re.compile(
    r",?\s(?:that|which|who|present|from|in|on|at|voting|attending|represented|elected|of\sthe\sCouncil|have|had|signed"
    r"|supported|proposed|spoke|voted|qui|que)(?!\w)"
)
_PRESENT: Final = re.compile(
    r"\s(?:(?:were|had\sbeen)\s)?(?:present|attended|took\spart|participated|represented)(?!\w)(?!\sand\svoting|\svoting)"
)
_GATHERED: Final = re.compile(r"(?:attended\sby|brought\stogether|gathered|drew|welcomed)\s(?:[a-z]+\s){0,4}\Z")
_SIGNED: Final = re.compile(r"\s(?:have\s)?signed(?!\w)")
_SIGNED_BY: Final = re.compile(r"signed\sby\s\Z")
_FINAL_ACTS: Final = re.compile(r"Final\sActs|Actes\sfinals|Actas\sFinales")
_ADOPTED: Final = re.compile(
    rf"\)?\s(?:has\s|have\s)?(?:adopted|approved|agreed\son|passed)\s(?P<number>{NUMBER})\s(?P<noun>new\sresolutions|opinions)"
    r"(?=\s?[.,;)]|\sand\s|\s?\Z)"
)
_ADOPTED_WHAT: Final = {"new resolutions": "new resolutions", "opinions": "opinions adopted"}
_YEAR: Final = re.compile(r"(?<![\w/-])(?:19|20)[0-9]{2}(?!\w)")
_OTHER_TIME: Final = re.compile(
    r"(?i:(?<!\w)(?:had|grew|founded|founding|original(?:ly)?|then|would|will|former(?:ly)?)(?!\w))"
)
_VOTES: Final = re.compile(r"votes for (?P<name>.+) as (?P<office>.+)")
_GOT: Final = rf"[^.;0-9]{{0,100}}(?<!\w)(?:with|by|received|won|obtained|got|secured|polled)\s{_VAGUE}\Z"
_RE_ELECTED: Final = re.compile(r"re-?elected|re-?election")


@rule("R310")
def count_differs(facts: Facts) -> Iterator[Problem]:
    """A number about ITU, a regional organization or a conference is not that of the register.

    ``ITU has 192 Member States``, ``157 Member States signed the Final Acts``, ``elected with 140 votes``. It reads
    a number only with what is counted, and whose it is, in one sentence; a number of members only in a paper of the
    year for which the register has it, or between two years with the same number. "Over 180" and "some 190" are no
    errors, unless the register's number contradicts them; a number that is far from the register's is taken for
    that of something else.

    Why: such a number is copied from paper to paper.
    """
    for docname, named in facts.conferences_named.items():
        paper = facts.papers.get(docname)
        if paper is not None:
            reader = _Reader(facts.register, named, paper.date, paper.date_guessed)
            yield from reader.problems()


@dataclass(frozen=True)
class _Said:
    """A number in a text: what it counts there, and the register's own."""

    start: int
    end: int
    number: int
    right: Count
    more: bool = False
    vague: bool = False


@dataclass(frozen=True)
class _Reader:
    register: Register
    named: Conferences
    today: date
    guessed: bool

    def problems(self) -> Iterator[Problem]:
        document = self.named.document
        for said in self._said():
            right = said.right
            wrong = said.number > right.value if said.more else said.number != right.value and not said.vague
            if not wrong or not _near(said.number, right.value) or self.named.dates.quoted(said.start):
                continue
            text = " ".join(document.plain[said.start : said.end].split())
            when = f" ({right.as_of[:4]})" if right.what in _MEMBERS else ""
            yield Problem(
                document.origin(said.start, said.end),
                f"{text!r} differs from the register",
                f"{right.subject}, {right.what}: {right.value}{when}",
            )

    def _said(self) -> Iterator[_Said]:
        plain = self.named.document.plain
        for match in _COUNTED.finditer(plain):
            sentence = self.named.sentences.at(match.start())
            if sentence.end < match.end() or sentence.end - sentence.start > 1500:
                continue
            noun = " ".join(match["noun"].split())
            before = plain[max(sentence.start, match.start() - 160) : match.start()]
            if "force" in noun:
                yield from self._in_force(match, noun, before, sentence)
            elif noun == "votes":
                yield from self._votes(match, before, sentence)
            else:
                yield from self._members(match, before, sentence)
                yield from self._present(match, before, sentence)
        yield from self._adopted()

    # ---- members ---------------------------------------------------------------------------------------

    def _members(self, match: re.Match[str], before: str, sentence: Span) -> Iterator[_Said]:
        plain, number = self.named.document.plain, int(match["number"])
        if self.guessed:
            return
        subject, vague = self._subject(match, before)
        if subject is None or _SOME.match(plain, match.end(), sentence.end):
            return
        words = plain[sentence.start : sentence.end]
        if any(int(year) != self.today.year for year in _YEAR.findall(words)) or _OTHER_TIME.search(words):
            return
        known = [count for count in self.register.counts if count.subject == subject and count.what in _MEMBERS]
        right = _as_of(known, self.today)
        if right and number not in {count.value for count in known if count is not right}:
            yield _Said(match.start(), match.end(), number, right, vague == "more", vague == "vague")

    def _subject(self, match: re.Match[str], before: str) -> tuple[str | None, str]:
        """Whose members they are, by the words before or behind, and whether the number is exact."""
        plain = self.named.document.plain
        if (found := self._having.search(before)) is not None:
            vague = "more" if found["more"] else "vague" if found["vague"] else ""
            return self._subjects[" ".join(found["subject"].split())], vague
        behind = _OF_UNION.match(plain, match.end())
        if behind and _ALL.search(before) and not _SOME.match(plain, behind.end()):
            return "ITU", ""
        return None, ""

    @cached_property
    def _subjects(self) -> dict[str, str]:
        names = {"the Union": "ITU", "The Union": "ITU", "UIT": "ITU"}
        for count in self.register.counts:
            organization = self.register.organizations.get(count.subject)
            if organization and count.what in _MEMBERS:
                names |= {organization.id: organization.id, organization.name: organization.id}
        return names

    @cached_property
    def _having(self) -> re.Pattern[str]:
        subjects = "|".join(re.escape(name) for name in sorted(self._subjects, key=len, reverse=True))
        return re.compile(rf"(?<![\w-])(?P<subject>{subjects})(?:\s\([A-Z]{{2,6}}\))?(?:\s?(?:{_HAS})){_VAGUE}\Z")

    # ---- conferences -----------------------------------------------------------------------------------

    def _present(self, match: re.Match[str], before: str, sentence: Span) -> Iterator[_Said]:
        plain = self.named.document.plain
        ids = {one.id for one in self.named.within(sentence)}
        if len(ids) != 1 or "ember" not in match["noun"]:
            return
        what = ""
        if _PRESENT.match(plain, match.end(), sentence.end) or _GATHERED.search(before):
            what = "Member States present"
        elif _SIGNED.match(plain, match.end(), sentence.end) or _SIGNED_BY.search(before):
            what = "Member States that signed the Final Acts"
            if not _FINAL_ACTS.search(plain, sentence.start, sentence.end):
                return
        yield from self._counted(match, next(iter(ids)), what, before)

    def _counted(self, match: re.Match[str], subject: str, what: str, before: str) -> Iterator[_Said]:
        exact = re.search(rf"(?i:(?<!\w){_VAGUE})\Z", before)
        for count in self.register.counts:
            if (count.subject, count.what) == (subject, what) and not count.unconfirmed:
                more, vague = bool(exact and exact["more"]), bool(exact and exact["vague"])
                yield _Said(match.start(), match.end(), int(match["number"]), count, more, vague)

    def _in_force(self, match: re.Match[str], noun: str, before: str, sentence: Span) -> Iterator[_Said]:
        """Resolutions in force: of the body, on the paper's day."""
        if self.guessed:
            return
        ends = sorted(
            end for end in (each.end for each in self.register.conferences.values() if each.body == "PP") if end
        )
        last = max((end for end in ends if end <= self.today), default=None)
        ids = {one.id for one in self.named.within(sentence)}
        for count in self.register.counts:
            conference = self.register.conferences.get(count.subject)
            kind = "decisions" if "decisions" in noun else "resolutions"
            own = count.what == f"PP {kind} in force after the conference" and conference and conference.end == last
            if own and (ids == {count.subject} or ("PP" in noun and not ids)):
                yield from self._counted(match, count.subject, count.what, before)

    def _votes(self, match: re.Match[str], before: str, sentence: Span) -> Iterator[_Said]:
        """The votes for a candidate who is alone in the sentence, with the office."""
        words = self.named.document.plain[sentence.start : sentence.end]
        candidates = [
            (count, found["name"], found["office"])
            for count in self.register.counts
            if (found := _VOTES.fullmatch(count.what)) and not count.unconfirmed
        ]
        here = [one for one in candidates if one[1] in words or one[1].split()[-1] in words]
        if len(here) != 1 or _RE_ELECTED.search(words):
            return
        count, name, office = here[0]
        if not _has_office(words, office) or any(year != count.as_of[:4] for year in _YEAR.findall(words)):
            return
        if (found := re.search(rf"{re.escape(name.split()[-1])}{_GOT}", before)) is not None:
            more, vague = bool(found["more"]), bool(found["vague"])
            yield _Said(match.start(), match.end(), int(match["number"]), count, more, vague)

    def _adopted(self) -> Iterator[_Said]:
        """What a conference adopted, directly behind its name."""
        plain = self.named.document.plain
        for one in self.named.named:
            match = _ADOPTED.match(plain, one.end)
            number = number_of(match["number"]) if match else None
            if match is None or number is None or match.end() > self.named.sentences.at(one.start).end:
                continue
            what = _ADOPTED_WHAT[" ".join(match["noun"].split())]
            for count in self.register.counts:
                if (count.subject, count.what) == (one.id, what) and not count.unconfirmed:
                    yield _Said(match.start("number"), match.end(), number, count)


def _near(number: int, right: int) -> bool:
    """Whether a wrong number is one for the same thing: others are of something else."""
    return abs(number - right) <= max(right * 0.12, 3)


def _as_of(counts: Sequence[Count], today: date) -> Count | None:
    """The count that holds on a day: that of its year, or the one before where the one after is the same."""
    dated = sorted((count for count in counts if count.as_of and not count.unconfirmed), key=lambda count: count.as_of)
    same = [count for count in dated if count.as_of[:4] == str(today.year)]
    if same:
        return same[0] if len({count.value for count in same}) == 1 else None
    before = [count for count in dated if count.as_of[:4] < str(today.year)]
    after = [count for count in dated if count.as_of[:4] > str(today.year)]
    return before[-1] if before and after and before[-1].value == after[0].value else None


def _has_office(words: str, office: str) -> bool:
    """Whether a sentence names an office, and not its deputy's."""
    rest = words if office.startswith("Deputy") else words.replace("Deputy Secretary-General", "")
    return office in rest
