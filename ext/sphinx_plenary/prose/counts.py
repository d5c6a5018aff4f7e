"""Numbers about ITU, a regional organization or a conference in plain prose, beside those of the register."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from sphinx_plenary.lint import Span
from sphinx_plenary.model import Count
from sphinx_plenary.prose.conferences import Conferences
from sphinx_plenary.prose.numbers import MORE_THAN, NUMBER, VAGUE, number_of
from sphinx_plenary.register import Register

_COUNTED: Final = re.compile(
    r"(?P<number>[0-9](?<![0-9.,/-][0-9])[0-9]{0,3})\s{1,3}(?=[oIUMmfÉEvPrd])(?:of\s(?:the\s)?[0-9]{1,3}\s)?"
    r"(?P<noun>(?:ITU\s|UIT\s)?[Mm]ember\s?(?:[Ss]tates|countries)|(?:full\s)?members|États\s[Mm]embres|Estados\s[Mm]iembros"
    r"|votes|(?:PP\s)?(?:resolutions|decisions)\s(?:(?:are|were|remain|remained)\s)?in\sforce)(?!\w)"
)
MEMBERS: Final = ("Member States", "member states", "member countries", "members", "full members")
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
_GOT: Final = (
    r"(?:[^.;0-9]|-[0-9]{2}(?![0-9])){0,100}(?<!\w)"
    rf"(?:with|by|received|won|obtained|got|secured|polled)\s{_VAGUE}\Z"
)
_ELECTED: Final = re.compile(r"(?<![\w-])elected(?!\w)")
_OFFICE: Final = re.compile(r"Secretary[- ]General|Director|[Cc]hair|[Mm]ember|[Cc]ouncil|RRB|Board")
_RE_ELECTED: Final = re.compile(r"re-?elected|re-?election")


@dataclass(frozen=True)
class Said:
    """A number in a text: what it counts there, and the register's own."""

    start: int
    end: int
    number: int
    right: tuple[Count, ...]  # of a number between two years either may be right, and all between
    more: bool = False
    vague: bool = False

    @property
    def wrong(self) -> bool:
        """Whether it contradicts the register, and is near enough to be meant for the same."""
        low, high = min(one.value for one in self.right), max(one.value for one in self.right)
        if self.more:
            return self.number > high and _near(self.number, high)
        return not self.vague and not low <= self.number <= high and _near(self.number, high)


@dataclass(frozen=True)
class Counts:
    """The numbers of one document, whose words are judged as of a day, or of none where it is only guessed."""

    register: Register
    named: Conferences
    today: date
    guessed: bool
    conference: str  # what the document is about

    def wrong(self) -> Iterator[Said]:
        """The numbers that are not the register's."""
        for said in self._said():
            if said.wrong and not self.named.dates.quoted(said.start):
                yield said

    def _said(self) -> Iterator[Said]:
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

    def _members(self, match: re.Match[str], before: str, sentence: Span) -> Iterator[Said]:
        plain, number = self.named.document.plain, int(match["number"])
        if self.guessed:
            return
        subject, vague = self._subject(match, before)
        if subject is None or _SOME.match(plain, match.end(), sentence.end):
            return
        words = plain[sentence.start : sentence.end]
        if any(int(year) != self.today.year for year in _YEAR.findall(words)) or _OTHER_TIME.search(words):
            return
        known = [count for count in self.register.counts if count.subject == subject and count.what in MEMBERS]
        right = _as_of(known, self.today)
        if right and number not in {count.value for count in known}:
            yield Said(match.start(), match.end(), number, right, vague == "more", vague == "vague")

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
            if organization and count.what in MEMBERS:
                names |= {organization.id: organization.id, organization.name: organization.id}
        return names

    @cached_property
    def _having(self) -> re.Pattern[str]:
        subjects = "|".join(re.escape(name) for name in sorted(self._subjects, key=len, reverse=True))
        return re.compile(rf"(?<![\w-])(?P<subject>{subjects})(?:\s\([A-Z]{{2,6}}\))?(?:\s?(?:{_HAS})){_VAGUE}\Z")

    # ---- conferences -----------------------------------------------------------------------------------

    def _present(self, match: re.Match[str], before: str, sentence: Span) -> Iterator[Said]:
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

    def _counted(self, match: re.Match[str], subject: str, what: str, before: str) -> Iterator[Said]:
        exact = re.search(rf"(?i:(?<!\w){_VAGUE})\Z", before)
        for count in self.register.counts:
            if (count.subject, count.what) == (subject, what) and not count.unconfirmed:
                more, vague = bool(exact and exact["more"]), bool(exact and exact["vague"])
                yield Said(match.start(), match.end(), int(match["number"]), (count,), more, vague)

    def _in_force(self, match: re.Match[str], noun: str, before: str, sentence: Span) -> Iterator[Said]:
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

    def _votes(self, match: re.Match[str], before: str, sentence: Span) -> Iterator[Said]:
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
        if any(year != count.as_of[:4] for year in _YEAR.findall(words)):
            return
        if not _has_office(words, office) and not self._elected_here(count, words, sentence):
            return
        if (found := re.search(rf"{re.escape(name.split()[-1])}{_GOT}", before)) is not None:
            more, vague = bool(found["more"]), bool(found["vague"])
            yield Said(match.start(), match.end(), int(match["number"]), (count,), more, vague)

    def _elected_here(self, count: Count, words: str, sentence: Span) -> bool:
        """Whether an election without its office is that of the conference that the document is about."""
        others = {one.id for one in self.named.within(sentence)} - {count.subject}
        return (
            self.conference == count.subject
            and not others
            and bool(_ELECTED.search(words))
            and not _OFFICE.search(words)
        )

    def _adopted(self) -> Iterator[Said]:
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
                    yield Said(match.start("number"), match.end(), number, (count,))


def _near(number: int, right: int) -> bool:
    """Whether a wrong number is one for the same thing: others are of something else."""
    return abs(number - right) <= max(right * 0.12, 3)


def _as_of(counts: Sequence[Count], today: date) -> tuple[Count, ...]:
    """The counts that may hold on a day: that of its year, or those of the years before and after."""
    dated = sorted((count for count in counts if count.as_of and not count.unconfirmed), key=lambda count: count.as_of)
    same = [count for count in dated if count.as_of[:4] == str(today.year)]
    if same:
        return (same[0],) if len({count.value for count in same}) == 1 else ()
    before = [count for count in dated if count.as_of[:4] < str(today.year)]
    after = [count for count in dated if count.as_of[:4] > str(today.year)]
    if not (before and after):
        return ()
    return (before[-1],) if before[-1].value == after[0].value else (before[-1], after[0])


def _has_office(words: str, office: str) -> bool:
    """Whether a sentence names an office, and not its deputy's."""
    rest = words if office.startswith("Deputy") else words.replace("Deputy Secretary-General", "")
    return office in rest
