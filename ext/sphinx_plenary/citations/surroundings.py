"""What stands round a mention: the body named before or after it, its title, other people's bodies."""

from __future__ import annotations

import re
from typing import Final

from sphinx_plenary.citations import wording as w
from sphinx_plenary.citations.folding import Folded
from sphinx_plenary.citations.prose import CitedRevision
from sphinx_plenary.citations.raw import FarBody, RawNumber
from sphinx_plenary.citations.revisions import RevisionReader
from sphinx_plenary.citations.vocabulary import KindWord, NamedBody, Vocabulary

# How far a body may stand from its number: a title is between them. Longer gaps are other sentences.
REACH: Final = 220

HEAD: Final = re.compile(
    rf"\.?(?:{w.GAP}(?P<mark>[;:,])|(?P<hyphen>-)(?=[0-9])|{w.GAP}\()?{w.GAP}(?P<word>{w.NUMBER_WORD})?{w.GAP}"
)
OWN_TITLE: Final = re.compile(
    rf"{w.GAP}(?:\((?P<paren>[^()|]{{1,160}}(?:\([^()|]{{1,40}}\)[^()|]{{0,80}})?)\)|\[[^\[\]|]{{1,80}}\]|\"[^\"|]{{1,200}}\")"
)
YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}")
_WORD_BEFORE: Final = re.compile(r"(?<![a-z])([a-z]{1,20})[ \n]{1,3}\Z")
_MEETING_YEAR: Final = re.compile(r"[ \n](?:in |of |en |de )?((?:19|20)[0-9]{2})(?![0-9])")
_MEETING: Final = re.compile(r"[ \n]{1,3}\(([^()|]{2,40})\)")
_OTHER_WORDS: Final = re.compile(r"[^.,;:|()\n]{3,60}(?:\n[^.,;:|()\n]{1,40})?[ \n]\(")
_FAR_REVISION: Final = re.compile(r"[(\[](?=rev)")


class Surroundings:
    """Asked of one text, by places in it."""

    def __init__(self, vocabulary: Vocabulary, text: Folded, revisions: RevisionReader) -> None:
        self.vocabulary = vocabulary
        self.text = text
        self.low = text.low
        self.plain = text.plain
        self.revisions = revisions
        self._trails: dict[int, NamedBody | None] = {}  # each place is asked about from several sides
        self._titles: dict[int, int] = {}

    def begins_number(self, position: int) -> bool:
        char = self.low[position : position + 1]
        return "0" <= char <= "9" or self.vocabulary.symbol.match(self.low, position) is not None

    def lead(self, start: int) -> NamedBody | None:
        """The body named before the word: "WTSA Resolution", "WTSA revised its Resolution"."""
        bodies = self.bodies_before(start)
        if not bodies:
            return None
        nearest = bodies[0]
        low = self.low
        if match := w.BEFORE_ADJACENT.fullmatch(low, nearest.end, start):
            return self.with_year(nearest, match["paren"])
        if low[nearest.end : start] == "/":
            return nearest
        acts = w.BEFORE_ITS.fullmatch(low, nearest.end, start) or w.BEFORE_VERB.fullmatch(low, nearest.end, start)
        if acts and not w.NOT_ITSELF.match(low, nearest.end):
            return nearest
        floor = max(0, nearest.start - 30)
        if w.BEFORE_SUBJECT.fullmatch(low, nearest.end, start) and w.SUBJECT.search(low, floor, nearest.start):
            return nearest
        if w.BEFORE_BY.fullmatch(low, nearest.end, start) and w.AGENT.search(low, floor, nearest.start):
            return nearest
        return self.at_its_meeting(nearest, start)

    def lead_cell(self, word: KindWord, start: int) -> NamedBody | None:
        """The cell before holds a body's name: "| WTSA | Resolution 50 |"."""
        floor = max(0, start - 120)
        if not self.low[floor:start].rstrip(" ").endswith("|"):
            return None
        for match in self.vocabulary.body_names.finditer(self.low, floor, start):
            body = self.vocabulary.named(self.text, match)
            if body and body.id in word.kinds and w.CELL.fullmatch(self.low, body.end, start):
                return body if self.low[max(0, match.start() - 40) : match.start()].rstrip(" ").endswith("|") else None
        return None

    def is_beside(self, body: NamedBody, start: int) -> bool:
        return w.BEFORE_ADJACENT.fullmatch(self.low, body.end, start) is not None or self.low[body.end : start] == "/"

    def bodies_before(self, start: int) -> list[NamedBody]:
        """The bodies named before a place in its sentence, nearest first."""
        floor = max(0, start - REACH)
        ends = [match.end() for match in w.SENTENCE.finditer(self.low, floor, start) if match.group() != "|"]
        floor = max(floor, ends[-1] if ends else 0)
        found = [
            self.vocabulary.named(self.text, match)
            for match in self.vocabulary.body_names.finditer(self.low, floor, start)
        ]
        return [body for body in reversed(found) if body is not None and body.end <= start]

    def at_its_meeting(self, body: NamedBody, start: int) -> NamedBody | None:
        """ "At WTSA-20, Resolution 89 was adopted": it adopts its own."""
        if w.BEFORE_AT.fullmatch(self.low, body.end, start) is None:
            return None
        if w.PLACE.search(self.low, max(0, body.start - 30), body.start) is None:
            return None
        return body if w.WAS_ADOPTED.match(self.low, start) else None

    def with_year(self, body: NamedBody, paren: str | None) -> NamedBody:
        """The meeting in brackets behind the name: "the forum (Geneva, 2013) Opinion 5"."""
        year = self.revisions.year_in(body.id, paren) if paren and body.year is None else None
        return body._replace(year=year) if year else body

    def trail(self, end: int) -> NamedBody | None:
        """The body right behind the number: "64 of WTSA", "64, adopted by WTSA", "| 64 | WTSA |"."""
        behind = self.after_title(end)
        return (
            self.trail_of(end) or (self.trail_of(behind) if behind != end else None) or self.trail_adopted(end, behind)
        )

    def trail_of(self, end: int) -> NamedBody | None:
        if end not in self._trails:
            self._trails[end] = self._trail_of(end)
        return self._trails[end]

    def _trail_of(self, end: int) -> NamedBody | None:
        if match := w.AFTER_OF.match(self.low, end):
            return self.body_after(match.end()) or self.body_explained(match.end())
        if self.low[end : end + 1] in (" ", "/", "-"):
            body = self.vocabulary.named_at(self.text, end + 1)
            return body if body and w.ENDS.match(self.low, body.end) else None
        return None

    def trail_adopted(self, end: int, behind_title: int) -> NamedBody | None:
        for place in dict.fromkeys((end, behind_title)):
            if match := w.AFTER_PASSIVE.match(self.low, place):
                return self.body_after(match.end())
            if match := w.AFTER_WHICH.match(self.low, place):
                body = self.body_after(match.end())
                if body and w.BEFORE_VERB.match(f"{self.low[body.end : body.end + 60]} "):
                    return body
        return None

    def trail_cell(self, word: KindWord, end: int) -> FarBody | None:
        """The next cell holds a body's name: "| Resolution 50 | WTSA |"."""
        if (match := w.CELL.match(self.low, end)) is None:
            return None
        body = self.vocabulary.named_at(self.text, match.end())
        theirs = body is not None and body.id in word.kinds and w.CELL.match(self.low, body.end)
        return FarBody(body, certain=False) if body and theirs else None

    def after_title(self, end: int) -> int:
        """Behind a revision or a title in brackets, if there is one."""
        if end not in self._titles:
            revision = self.revisions.at(end)
            behind = revision.end if revision else end
            title = OWN_TITLE.match(self.low, behind)
            self._titles[end] = title.end() if title else behind
        return self._titles[end]

    def body_in_brackets(self, end: int) -> NamedBody | None:
        match = w.AFTER_PAREN.match(self.low, end)
        if match is None:
            return None
        rev = self.vocabulary.revision_patterns.label.match(self.low, match.end())
        body = self.vocabulary.named_at(self.text, rev.end() if rev else match.end())
        return body if body and self.low[body.end : body.end + 1] in ")]" else None

    def body_with_revision(self, end: int) -> tuple[NamedBody, CitedRevision] | None:
        """``(WTSA, Rev. Hammamet, 2016)``."""
        match = w.AFTER_PAREN.match(self.low, end)
        body = self.vocabulary.named_at(self.text, match.end()) if match else None
        if match is None or body is None or body.labelled:
            return None
        revision = self.revisions.inside(match.end() - 1, body.end)
        return (body, revision) if revision else None

    def end_of(self, body: NamedBody | None) -> int:
        """Where a number's own body ends, with the bracket that closes behind it."""
        return body.end + (self.low[body.end : body.end + 1] in (")", "]")) if body else 0

    def body_after(self, position: int) -> NamedBody | None:
        """A body's name, with a year, an ordinal or a city before it: "the 2018 Plenipotentiary Conference"."""
        limit = position + 160
        for match in self.vocabulary.body_names.finditer(self.low, position, limit):
            between = self.low[position : match.start()]
            if between and w.BETWEEN.fullmatch(between) is None:
                return None
            if w.NOT_BETWEEN.search(between):
                return None
            body = self.vocabulary.named(self.text, match)
            if body is None or w.NOT_ITSELF.match(self.low, body.end):
                return None
            year = YEAR.search(between) or _MEETING_YEAR.match(self.low, body.end)
            if year and body.year is None:
                body = body._replace(year=self.vocabulary.labels.get((body.id, year[year.lastindex or 0])))
            return self.with_meeting(body)
        return None

    def body_explained(self, position: int) -> NamedBody | None:
        """ "of the policy forum of 2013 (WTPF-13)": other words for it, then its name."""
        words = _OTHER_WORDS.match(self.low, position)
        body = self.vocabulary.named_at(self.text, words.end()) if words else None
        return body if body and self.low[body.end : body.end + 1] == ")" else None

    def with_meeting(self, body: NamedBody) -> NamedBody:
        """ "(Geneva, 2013)", "(WTPF-13)" and "(WTSA)" behind the name."""
        match = _MEETING.match(self.low, body.end)
        if match is None:
            return body
        if (year := self.revisions.year_in(body.id, match[1])) and body.year is None:
            return body._replace(year=year, end=match.end())
        label = self.vocabulary.named_at(self.text, match.start(1))
        if label and label.labelled and (label.id, label.end) == (body.id, match.end(1)):
            return body._replace(year=body.year or label.year, end=match.end())
        same = self.vocabulary.names.get(match[1].strip())
        return body._replace(end=match.end()) if same and same[0] == body.id else body

    def far(self, word: KindWord, last: RawNumber) -> FarBody | None:
        """ "Resolution 64, on addresses, of WTSA": the title is between."""
        end = last.revision.end if last.revision else last.end
        if w.TITLE_BEGINS.match(self.low, end) is None:
            return None
        limit = self.sentence_end(end)
        doubtful = None
        for match in self.vocabulary.body_names.finditer(self.low, end, limit):
            body = self.vocabulary.named(self.text, match)
            if body is None or body.id not in word.kinds or w.NOT_ITSELF.match(self.low, body.end):
                continue
            if self.another_mention(end, match.start()):
                break
            if self.low[match.start() - 1] in "([" and self.low[body.end : body.end + 1] in (")", "]"):
                doubtful = doubtful or FarBody(body, certain=False)
                continue
            of = w.FAR_OF.search(self.low, max(end, match.start() - 16), match.start())
            if of is None:
                continue
            if of["close"]:
                return FarBody(body, certain=True)
            if doubtful is None and not w.HAS_BODY.search(self.low, max(end, of.start() - 24), of.start() + 1):
                doubtful = FarBody(body, certain=False)
        return doubtful

    def late_revision(self, last: RawNumber, trail: NamedBody | None) -> CitedRevision | None:
        """ "Resolution 64 of WTSA (Rev. Geneva, 2022)", "Resolution 101: IP-based networks (Rev. Dubai, 2018)"."""
        if trail:
            behind = self.revisions.at(trail.end, bracketed=True)
            return behind if behind and behind.revised else None
        if w.TITLE_BEGINS.match(self.low, last.end) is None:
            return None
        limit = self.sentence_end(last.end)
        match = _FAR_REVISION.search(self.low, last.end, limit)
        if match is None or self.another_mention(last.end, match.start()):
            return None
        if any(char.isdigit() for char in self.low[last.end : match.start()]):
            return None
        return self.revisions.at(match.start(), bracketed=True)

    def sentence_end(self, position: int) -> int:
        """Where the sentence ends, or the reach of a search in it."""
        limit = position + REACH
        stop = w.SENTENCE.search(self.low, position, limit)
        return stop.start() if stop else min(len(self.low), limit)

    def another_mention(self, start: int, end: int) -> bool:
        return any(
            (head := HEAD.match(self.low, trigger.end())) and self.begins_number(head.end())
            for trigger in self.vocabulary.triggers.finditer(self.low, start, end)
        )

    def foreign(self, start: int, end: int, last: RawNumber) -> bool:
        """Whether it is the text of a body that the data do not know; ``last`` is the last number."""
        if self.foreign_before(start, end):
            return True
        ends = (last.end, last.revision.end if last.revision else last.end, self.after_title(last.end))
        for place in dict.fromkeys(ends):
            if w.LABEL_OF_OTHERS.match(self.low, place):
                return True
            if (of := w.AFTER_OF.match(self.low, place)) and self.foreign_name(of.end()):
                return True
        return False

    def foreign_before(self, start: int, end: int) -> bool:
        """ "Security Council resolution", "WRC-23 Resolution"."""
        words = self.low[max(0, start - 100) : start].rstrip(" \n").removesuffix("'s").removesuffix("'")
        before = (
            w.FOREIGN_BEFORE.search(self.plain, max(0, start - 100), start) if words.endswith(w.INSTITUTIONS) else None
        )
        if before:
            *adjectives, noun = before.group().lower().replace("'s", "").split()
            if noun not in w.ALONE or any(word not in w.SMALL_WORDS for word in adjectives):
                return True
            other = _WORD_BEFORE.search(self.low, max(0, before.start() - 24), before.start())
            if other and other[1] in w.ADJECTIVES:
                return True
        last = self.plain[max(0, start - 4) : start].rstrip(" \n")[-1:]
        if not (last.isupper() or last.isdigit() or last == "s"):
            return False
        acronym = w.ACRONYM_BEFORE.search(self.plain, max(0, start - 24), start)
        if acronym is None or acronym[1] in self.vocabulary.no_bodies:
            return False
        # In a heading all words are in capitals.
        return any(char.isdigit() for char in acronym[1]) or not self.plain[start:end].isupper()

    def foreign_name(self, position: int) -> bool:
        if acronym := w.ACRONYM_AFTER.match(self.plain, position):
            return acronym[1] not in self.vocabulary.no_bodies
        match = w.FOREIGN_AFTER.match(self.low, position)
        if match is None:
            return False
        if match["more"] or any(w.NEUTRAL.fullmatch(word) is None for word in match["words"].split()):
            return True
        return match["noun"] not in w.ALONE
