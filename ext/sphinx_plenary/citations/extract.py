"""Folded text -> raw mentions: one scan for the words of kinds, then a reader by hand round each of them.

What is read has no meaning yet: ``resolve`` says which instruments are meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sphinx_plenary.citations import wording as w
from sphinx_plenary.citations.folding import Folded, fold_city
from sphinx_plenary.citations.prose import CitedRevision, Flaw
from sphinx_plenary.citations.raw import RawMention, RawNumber
from sphinx_plenary.citations.revisions import RevisionReader
from sphinx_plenary.citations.surroundings import HEAD, OWN_TITLE, YEAR, Surroundings
from sphinx_plenary.citations.vocabulary import DIGITS, KindWord, NamedBody, Symbol, Vocabulary

# A range beyond this, or a mention beyond MOST numbers, is a misreading or an attack.
LONGEST_RANGE: Final = 100
MOST: Final = 500

_NUMBER: Final = re.compile(
    rf"(?P<plain>{DIGITS})(?P<more>(?:/[0-9]{{1,4}}|/[A-Z]{{1,6}}\.[0-9]{{1,4}}|\.[0-9]{{1,4}}){{0,6}})(?![A-Za-z0-9])"
)
_ID: Final = re.compile(r"-(?P<number>[0-9][0-9A-Z./]{0,12})(?:@(?P<year>[1-9][0-9]{3}))?(?![A-Za-z0-9])")
_YEAR_AFTER: Final = re.compile(r",?[ \n](?:19|20)[0-9]{2}(?![0-9])")
_TITLES: Final = re.compile(
    r"[ \n]{1,3}(?P<on>on|sur|sobre)[ \n](?:(?![.;:()|0-9\"]|\n[ ]{0,40}\n).){3,120}?(?:,|;|(?= (?:and|et|y|e) ))"
    r"[ \n]{0,3}(?:(?:and|et|y|e)[ \n]{1,3})?(?=[0-9]{1,4} (?P=on)[ \n])",
    re.DOTALL,
)
_URL: Final = re.compile(r"(?:[a-z]{2,8}://|www\.)[^\s<>()\[\]\"']{0,200}\Z", re.IGNORECASE)


class Extractor:
    """Reads one text."""

    def __init__(self, vocabulary: Vocabulary, text: Folded) -> None:
        self.vocabulary = vocabulary
        self.text = text
        self.low = text.low
        self.plain = text.plain
        self.revisions = RevisionReader(vocabulary, text)
        self.near = Surroundings(vocabulary, text, self.revisions)

    def mentions(self) -> Iterator[RawMention]:
        search = self.vocabulary.triggers.search
        position = 0
        while trigger := search(self.low, position):
            position = trigger.end()
            if (found := self.mention(trigger)) is not None:
                position = max(position, found.end)
                yield found

    def mention(self, trigger: re.Match[str]) -> RawMention | None:
        start, end = trigger.span()
        before = self.plain[start - 1] if start else " "
        found = trigger.group()
        if found in self.vocabulary.symbols:
            read = None if before in "/.-@" else self.symbol(start)
        elif before == "-":
            read = self.written_id(start, end)
        elif before in "@.\\}{`=":
            read = None
        else:
            word = self.vocabulary.kind_words.get(" ".join(found.split()))
            read = self.kind(word, start, end, before == "/") if word else None
        return None if read is None or self.in_address(read.start) else read

    def in_address(self, start: int) -> bool:
        before = self.plain[max(0, start - 200) : start]
        return ("://" in before or "www." in before) and _URL.search(before) is not None

    def symbol(self, start: int) -> RawMention | None:
        """``A/RES/68/302``, ``WHA75.12``."""
        if (number := self.number(start)) is None or (prefix := self.vocabulary.symbol.match(self.low, start)) is None:
            return None
        symbol = self.vocabulary.symbols[prefix.group()]
        if not self.vocabulary.fits(symbol.body, number.number):
            return None
        return RawMention(start, number.end, None, (number,), symbol=symbol)

    def written_id(self, start: int, end: int) -> RawMention | None:
        """``WTSA-RES-64@2016``."""
        body = next((body for body in self.vocabulary.bodies if self.plain.endswith(f"{body}-", 0, start)), None)
        match = _ID.match(self.plain, end)
        if body is None or match is None or self.plain[start:end] not in self.vocabulary.kind_ids:
            return None
        first = start - len(body) - 1
        if first and (self.plain[first - 1].isalnum() or self.plain[first - 1] in "-/`"):
            return None
        symbol = Symbol(body, self.plain[start:end])
        written = match["number"].rstrip("./")
        revision = None
        if match["year"]:
            revision = CitedRevision(match.start("year") - 1, match.end(), "", int(match["year"]), revised=False)
        whole = match.end() if revision else match.start("number") + len(written)
        return RawMention(
            first, whole, None, (RawNumber(written, match.start("number"), whole, revision),), symbol=symbol
        )

    # ---- a word of kind, then numbers ------------------------------------------------------------

    def kind(self, word: KindWord, start: int, end: int, slash: bool) -> RawMention | None:
        head = self.head(word, start, end)
        if head is None:
            return None
        position, inner, flaws = head
        numbers = self.numbers(word, position)
        if not numbers or (len(numbers) == 1 and "(" in self.low[end:position] and inner is None):
            return None
        if Flaw.STRAY_MARK in flaws and not self.bears_a_mark(word, start, end, numbers):
            return None
        lead = self.near.lead(start) or self.near.lead_cell(word, start)
        if slash and (lead is None or lead.end != start - 1):
            return None
        last = numbers[-1]
        trail = self.near.trail(last.end) if last.body is None else None
        body = inner or lead or trail
        sure = body or numbers[0].body or any(self.is_meeting(number.revision) for number in numbers)
        far = None
        if body is None and last.body is None:
            far = self.near.far(word, last) or self.near.trail_cell(word, self.near.after_title(last.end))
        if last.revision is None and (late := self.near.late_revision(last, trail)):
            numbers = (*numbers[:-1], last._replace(revision=late))
        beside = lead if lead and lead is body and self.near.is_beside(lead, start) else None
        words = self.low[max(0, start - 24) : start].rstrip(" \n-")
        barred = words.endswith(w.BARRED_WORDS) and w.BARRED_BEFORE.search(self.low, max(0, start - 24), start)
        ends = (last.end, last.revision.end if last.revision else 0, trail.end if trail else 0)
        return RawMention(
            start=beside.start if beside else start,
            end=max(*ends, self.near.end_of(last.body)),
            word=word,
            numbers=self.share(word, numbers),
            body=body,
            far=far,
            foreign=not sure and self.near.foreign(start, end, last),
            doubtful=bool(barred) or self.may_be_a_date(word, start, end, last.end),
            lower_case=self.plain[start].islower(),
            flaws=flaws,
        )

    def may_be_a_date(self, word: KindWord, start: int, end: int, last: int) -> bool:
        """``Dec. 5``: the decision must be known by more than that."""
        return word.like_month and (
            not self.plain[start:end].isupper() or _YEAR_AFTER.match(self.low, last) is not None
        )

    def head(self, word: KindWord, start: int, end: int) -> tuple[int, NamedBody | None, tuple[Flaw, ...]] | None:
        """Where the first number begins, a body between word and number, and what is odd before the number."""
        match = HEAD.match(self.low, end)
        assert match is not None
        inner = None
        position = match.end()
        if self.low[end : end + 1] == "." and not word.abbreviation:
            return None
        if not self.near.begins_number(position):
            inner = self.vocabulary.named_at(self.text, position)
            if inner is None or inner.labelled or match["mark"] or match["hyphen"]:
                return None
            position = inner.end
            position += len(re.match(r"[-)]?[ ]{0,3}", self.low[position : position + 4])[0])  # type: ignore[index]
            if position == inner.end or not self.near.begins_number(position):
                return None
        elif position == end or ("(" in self.low[end:position] and not word.plural):
            return None
        if match["hyphen"] and not word.abbreviation:
            return None
        flaws = [Flaw.NUMBER_WORD] if match["word"] else []
        if match["mark"]:
            flaws.append(Flaw.STRAY_MARK)
        return position, inner, tuple(flaws)

    def bears_a_mark(self, word: KindWord, start: int, end: int, numbers: tuple[RawNumber, ...]) -> bool:
        """``RES; 25`` and ``Resolution: 77`` are slips; "the resolution, 14 countries" is none."""
        first, last = numbers[0], numbers[-1]
        if first.revision is not None:
            return True
        mark = self.low[end : first.start].strip(" .\n")[:1]
        written = self.plain[start:end]
        if mark == "," or not (written[0].isupper() or word.plural):
            return False
        return w.GOES_ON.match(self.low, last.end) is not None or last.end == len(self.low)

    def number(self, position: int) -> RawNumber | None:
        """A number with nothing behind it that makes it a measure, a count or a date."""
        digit = "0" <= self.low[position : position + 1] <= "9"
        prefix = None if digit else self.vocabulary.symbol.match(self.low, position)
        match = _NUMBER.match(self.plain, prefix.end() if prefix else position)
        if match is None or w.BARRED_AFTER.match(self.low, match.end()):
            return None
        written = match.group()
        flaws = []
        if not match["more"]:
            if YEAR.fullmatch(written):
                return None
            if not written.isdigit():
                flaws.append(Flaw.LOOKALIKE)
            elif written.startswith("0"):
                flaws.append(Flaw.LEADING_ZERO)
                written = written.lstrip("0")
        if not written:
            return None
        return RawNumber(written.upper(), position, match.end(), flaws=tuple(flaws))

    def numbers(self, word: KindWord, position: int) -> tuple[RawNumber, ...]:
        """The list that begins there; empty where it is none."""
        found: list[RawNumber] = []
        new_line = False
        while len(found) < MOST and (number := self.number(position)) is not None:
            if found and not self.goes_on(word, number, new_line):
                break
            if (parts := self.split(number)) is None:
                break
            if len(parts) == 1 and (parts := self.range(number)) is None:
                return ()
            *before, last = parts
            last, end = self.with_own(last)
            join = w.JOIN.match(self.low, end) or _TITLES.match(self.low, last.end)
            if join is None and last.revision is None:
                join = w.JOIN.match(self.low, last.end)
            if last.body is None and (of := self.near.trail_of(end)):
                # "of WTSA" ends the list, unless the next number has a body too
                join = w.JOIN.match(self.low, of.end)
                if join and self.has_own_body(join.end()):
                    last = last._replace(body=of)
                else:
                    join = None
            in_range = last.revision if last.start == parts[0].start else None
            found += [*(one._replace(revision=in_range) for one in before), last]
            if join is None:
                break
            new_line = "\n" in join.group()
            position = join.end()
        return tuple(found)

    def with_own(self, number: RawNumber) -> tuple[RawNumber, int]:
        """A number with what stands behind it in brackets: revision, title, body; and where that ends."""
        end = number.end
        revision = self.revisions.at(end)
        title = OWN_TITLE.match(self.low, end) if revision is None else None
        if title and not self.revisions.is_label(title["paren"] or ""):
            end = title.end()
            revision = self.revisions.at(end, bracketed=True)
        if revision:
            end = revision.end
        body = self.near.body_in_brackets(number.end)
        if body is None and end != number.end:
            body = self.near.body_in_brackets(end)
        if body is None and revision is None and (both := self.near.body_with_revision(number.end)):
            body, revision = both
            end = revision.end
        return number._replace(revision=revision, body=body), max(end, self.near.end_of(body))

    def has_own_body(self, position: int) -> bool:
        """A list goes on behind "of WTSA" only with a number that has its own body or revision."""
        number = self.number(position)
        if number is None:
            return False
        revision = self.revisions.at(number.end)
        return revision is not None or self.near.trail_of(number.end) is not None

    def goes_on(self, word: KindWord, number: RawNumber, new_line: bool) -> bool:
        if new_line and w.LIST_ITEM.match(self.low, number.end):
            return False
        return word.plural or w.GOES_ON.match(self.low, number.end) is not None or number.end == len(self.low)

    def split(self, number: RawNumber) -> list[RawNumber] | None:
        """``130/174/181`` is a list unless some body's numbers look so; ``0.25`` is no number of a text."""
        if number.number.isalnum() or any(self.vocabulary.fits(body, number.number) for body in self.vocabulary.bodies):
            return [number]
        if self.vocabulary.symbol.match(self.low, number.start):
            return [number]
        parts = number.number.split("/")
        if len(parts) < 2 or not all(part.isdigit() and len(part) < 4 for part in parts):
            return None
        found, position = [], number.start
        for part in parts:
            found.append(RawNumber(part, position, position + len(part)))
            position += len(part) + 1
        return found

    def range(self, number: RawNumber) -> list[RawNumber] | None:
        """``20-23``; the number alone where nothing follows; None where the "range" runs backwards: a score."""
        match = w.RANGE.match(self.low, number.end)
        if match is None or not number.number.isdigit() or w.BARRED_AFTER.match(self.low, match.end()):
            return [number] if match is None or not number.number.isdigit() else None
        first, last = int(number.number), int(match["last"])
        if YEAR.fullmatch(match["last"]) or "\n-" in match.group():
            return [number]
        if not first < last < first + LONGEST_RANGE:
            return None
        return [
            RawNumber(str(one), number.start, match.end(), flaws=number.flaws if one == first else ())
            for one in range(first, last + 1)
        ]

    @staticmethod
    def share(word: KindWord, numbers: tuple[RawNumber, ...]) -> tuple[RawNumber, ...]:
        """``Resolutions 101, 102 and 133 (Rev. Busan, 2014)``: the revision of all, as no other has one of its own."""
        revision = numbers[-1].revision
        if revision is None or not word.plural or any(number.revision or number.body for number in numbers[:-1]):
            return numbers
        shared = revision._replace(shared=True)
        return (*(number._replace(revision=shared) for number in numbers[:-1]), numbers[-1])

    def is_meeting(self, revision: CitedRevision | None) -> bool:
        return revision is not None and (fold_city(revision.city), revision.year) in self.vocabulary.pairs
