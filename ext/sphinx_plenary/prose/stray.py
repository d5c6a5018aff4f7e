"""Punctuation that does not belong, and words written twice: slips of the hand that no reader can mean anything by."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Final, NamedTuple

from sphinx_plenary.lint import Block, Document
from sphinx_plenary.prose.running import Running

_LETTER: Final = r"[^\W\d_]"
# Each begins with the mark: what stands before it is looked at where it is found, which is many times faster.
_PAIR: Final = re.compile(r"[,.;:](?=[,.;:][\s\"”’)\]]|[,.;:]\Z)")
_PAIRS: Final = frozenset([",,", "..", ";;", ",.", ";.", ":.", ".,", ",:", ";,", ",;", ":;", ";:"])
_LOUD: Final = re.compile(r"(?<=[^\W\d_])!!(?=[\s\"”’)]|\Z)")
_SPACED: Final = re.compile(r"[,.;?!](?<= .)(?=[\s\"”’)\]]|\Z)")
_OPENED: Final = re.compile(rf"\((?: +|,[ ]?)(?={_LETTER})")
_CLOSED: Final = re.compile(r"\)(?<=[ ,].)")
_FULL_STOP: Final = re.compile(
    r"\.(?=(?:The|This|These|That|Those|It|Its|In|On|At|For|We|He|She|They|As|If|When|While|There|However"
    r"|Moreover|Furthermore|Therefore|Thus|But|And|By|From|With|Our|Their|His|Her|All|Each|Both"
    r"|Some|Many|Most|Since|After|Before|During|Under|Between"
    r"|Le|La|Les|Un|Une|Des|Il|Elle|Ils|Ce|Cette|Ces|Dans"
    r"|Pour|En|Au|Aux|Nous|Mais|Ainsi|Leur|Son|Sa|El|Los|Las|Se|Por|Para|Esta|Este|Estos|Pero|Su|Sus)\s)(?<=[a-zà-ÿ]{2}.)"
)
# Another word begins a sentence too, where more than two words stand on both sides and no file or name can be meant.
_FULL_STOP_WORD: Final = re.compile(r"\.(?=[A-Z][a-z]{3,20},? [a-z]{2,20} [a-z]{2})(?<=[a-z]{3}.)")
_LONE_WORD: Final = re.compile(r"(?!and\b)[a-zà-ÿ]{3,30}")
_COMMA: Final = re.compile(rf",(?={_LETTER}{{2}})(?<=[a-zà-ÿ]{{2}}.)")
_TOKEN_START: Final = re.compile(rf"(?:^|[\s“‘])({_LETTER}+)\Z")
_TOKEN_END: Final = re.compile(rf"({_LETTER}{{2,30}})(?=[\s.;:)”\"’]|,\s|\Z)")
_TWICE: Final = re.compile(r"\b([a-zà-ÿ]++)\s++\1\b")
_TWICE_FIRST: Final = re.compile(r"[A-ZÀ-Þ]([a-zà-ÿ]*+)\s++[a-zà-ÿ]\1\b")
# Words that nobody writes twice on purpose; of others only those that stand in one line.
_SMALL: Final = re.compile(
    r"an?|the|of|to|and|or|for|by|from|with|in|on|at|as|be|are|was|were|been|this|these|those|their|its|our|we|they|which"
    r"|but|not|if|when|where|than|into|between|under|over|through|during|about|also|such|any|each"
    r"|le|la|les|une?|des|du|de|et|ou|dans|pour|par|sur|avec|aux?|est|sont|ce|cette|ces|qui|dont"
    r"|el|los|las|del|y|con|para|por|sobre|una|uno|es|son"
)
_MEANT: Final = re.compile(
    r"that|had|very|much|many|more|so|no|yes|ha|he|she|it|you|her|is|do|can|will|one|really|pretty|too|long|far|now|there"
    r"|then|again|hear|bye|blah|bla|etc|knock|tick|fifty|win|big|side|day|step|foo|bar|nous|vous|elles?|se|que|si|en|faire"
)
# What a sentence ends before: another, or the end of the block.
_SENTENCE: Final = re.compile(r"[\"”’)]{0,3}(?:\s+[\"“(«¿¡]?[A-ZÀ-Þ0-9]|\s*\Z)")
_WHOLE: Final = re.compile(rf"\b({_LETTER}{{4,30}})\b(?!\.)")
_ENDS: Final = frozenset(')]”"’»%')
# A word, and no key to press, which plain files set off by two spaces: "press  dw , then".
_WORD_END: Final = re.compile(rf"(?:^|(?<! ) |[\n(“\"‘«]){_LETTER}[\w'’-]{{2,}}\Z|[0-9]{{2}}\Z")
# Behind these a small word belongs to the verb, and a second one may follow: "logged in in 2020".
_VERB: Final = re.compile(
    r"\b(?:log|sign|fill|com|came|bring|brought|phas|opt|turn|go|went|gone|carr|mov|buil|check|drop|plug|switch|early"
    r"|later|further|based|refer|sp[eo]k|talk|listen|agree|adher|object|deal|compl|look|arriv|call|ask|provid|account"
    r"|pass|st[ao]+n?d|abid|liv|work|pa[iy]|count|rel|turn|vot|lean|s[eo]nt?|belong|accustom|entitl|allud)\w{0,6}\s+\Z",
    re.I,
)
_PARTICLE: Final = re.compile("in|on|to|with|at|for|by|of|about|over")
_JOINED: Final = frozenset("=`-'’./_\N{NON-BREAKING HYPHEN}–@")
# Behind these a comma without a space is a slip, whatever stands before it.
_JOINING: Final = re.compile(
    r"and|or|but|nor|which|who|whose|where|when|while|the|an?|of|in|to|as|that|this|its?|is|are|not|with|for|from|by"
    r"|including|et|ou|mais|qui|que|dont|les?|la|y|o|pero"
)
_NAMES: Final = {",": "comma", ".": "full stop", ";": "semicolon", "?": "question mark", "!": "exclamation mark"}
_FEW: Final = 5  # words of a block that may be a command: install .
_COMMAND: Final = re.compile(r"\s*(?:\$ )?(?:pip|git|cd|npm|npx|python|make|docker|cp|mv|ls|conda|uv) ")
_UNSURE: Final = ".pdf"  # its reader puts in spaces, and loses some


class Stray(NamedTuple):
    """A slip: ``what`` it is, how to ``fix`` it, and what to write ``instead`` where that is sure."""

    start: int
    end: int
    what: str
    fix: str
    instead: str | None = None


def strays(document: Document, running: Running) -> Iterator[Stray]:
    """The slips of a document; in a French one a space before some marks is none."""
    reader = _Reader(document, running)
    plain = document.plain
    for pattern, judge in reader.judges():
        for match in pattern.finditer(plain):
            if (stray := judge(match)) is not None:
                yield stray


class _Reader:
    def __init__(self, document: Document, running: Running) -> None:
        self.plain = document.plain
        self.text = document.text
        self.document = document
        self.running = running
        self.laid_out = document.name.endswith(_UNSURE)

    def judges(self) -> Iterator[tuple[re.Pattern[str], Callable[[re.Match[str]], Stray | None]]]:
        yield _PAIR, self._pair
        yield _LOUD, self._loud
        yield _TWICE, self._twice
        yield _TWICE_FIRST, self._twice
        if not self.laid_out:
            yield _SPACED, self._spaced
            yield _OPENED, self._opened
            yield _CLOSED, self._closed
            yield _FULL_STOP, self._full_stop
            yield _FULL_STOP_WORD, self._full_stop_word
            yield _COMMA, self._comma

    def _pair(self, match: re.Match[str]) -> Stray | None:
        start, end = match.start(), match.end() + 1
        signs = self.plain[start:end]
        before = self.plain[start - 1 : start]
        if signs not in _PAIRS or not (before.isalnum() or (before in ")]”’»%" and signs[0] != ".")):
            return None
        if not self.running.is_written(start - 1, end):
            return None
        word = self._word_before(start)
        if signs in {":.", ".."} and before.isalpha() and not word:  # :a_sign_for_an_emoji:. and a_name_cut_sh..
            return None
        if signs == ".," and word not in self._whole:
            return None
        ends = _SENTENCE.match(self.plain, end, self._end(start)) is not None
        shown = f"{self._shown(start, end)!r}"
        if signs in {",,", ";;"}:
            return Stray(start, end, f"{shown} has a {_NAMES[signs[0]]} twice", "write it once", signs[0])
        if signs == "..":
            return Stray(start, end, f"{shown} has two full stops", "write one, or three", "." if ends else None)
        instead = "." if ends and signs[1] == "." else None
        return Stray(start, end, f"{shown} has two marks, {signs!r}", "keep the one that is meant", instead)

    def _loud(self, match: re.Match[str]) -> Stray | None:
        start, end = match.span()
        if not self.running.is_written(start - 1, end) or not self._word_before(start):
            return None
        return Stray(start, end, f"{self._shown(start, end)!r} has an exclamation mark twice", "write it once", "!")

    def _spaced(self, match: re.Match[str]) -> Stray | None:
        sign, end = match[0], match.end()
        first = max(end - 40, 0)
        start = first + len(self.text[first : end - 1].rstrip(" "))
        if sign == ";" and (self.plain[end : end + 1] == ")" or "=" in self.plain[end : end + 40]):  # ;) and ; x = 1
            return None
        if self.text[end - 1] != sign or start == end - 1:
            return None
        if sign in ";?!" and (end - start > 2 or self.running.french):
            return None
        block = self.running.block_at(end - 1)
        if block is None or start <= block.start or not self._may_end(start):
            return None
        line = self.plain[self.plain.rfind("\n", 0, start) + 1 : start]
        if len(self.plain[block.start : block.end].split()) < _FEW or _COMMAND.match(line):
            return None
        if sign in ".?!" and not _SENTENCE.match(self.plain, end, block.end):
            return None
        what = f"{self._shown(start, end)!r} has a space before the {_NAMES[sign]}"
        return Stray(start, end, what, "take the space out", sign)

    def _may_end(self, place: int) -> bool:
        """Whether a word, or what a role or a link prints, ends there."""
        if self.plain[place - 1] == self.text[place - 1]:
            return (
                self.text[place - 1] in ")]”’»" or _WORD_END.search(self.text[max(place - 40, 0) : place]) is not None
            )
        if self.text[place - 1] in "*_":
            return True
        ending = (one for one in self.document.markup if one.end == place)
        return any(one.kind == "role" or (one.kind == "link" and self.text[one.start] == "[") for one in ending)

    def _opened(self, match: re.Match[str]) -> Stray | None:
        start, end = match.span()
        if start and not self.plain[start - 1].isspace() and self.plain[start - 1] not in '"“‘«':
            return None
        closed = self.plain.find(")", end)
        if not self.running.is_written(start, end + 1) or not self._is_said(self.plain[end : max(closed, end)]):
            return None
        sign = "comma" if "," in match[0] else "space"
        what = f"{self._shown(start, end + 1)!r} has a {sign} behind the opening bracket"
        return Stray(start + 1, end, what, f"take the {sign} out", "")

    def _closed(self, match: re.Match[str]) -> Stray | None:
        end = match.end()
        inside = self.plain[max(end - 40, 0) : end - 1]
        start = end - 1 - (len(inside) - len(inside.rstrip(" ").removesuffix(",")))
        before = self.plain[start - 1 : start]
        block = self.running.block_at(start)
        if block is None or not (before.isalnum() or before in _ENDS or (before == "." and inside[-3:-2] != " ")):
            return None
        if not self.running.is_written(start - 1, end):
            return None
        opened = self.plain.rfind("(", block.start, start)
        inside = self.plain[opened + 1 : start]
        if opened < 0 or inside[:1] in ",.;:" or ")" in inside or not self._is_said(inside):
            return None
        if opened > block.start and not self.text[opened - 1].isspace():  # a call
            return None
        sign = "comma" if "," in self.plain[start:end] else "space"
        sure = sign == "space" or inside.split()[-1].islower()
        fix = f"take the {sign} out" if sure else f"take the {sign} out, or write what is to follow it"
        what = f"{self._shown(start, end)!r} has a {sign} before the closing bracket"
        return Stray(start, end - 1, what, fix, "" if sure else None)

    def _is_said(self, inside: str) -> bool:
        """Whether what stands in brackets is words, or a word of a sentence, not a sign or the form of a call."""
        words = inside[:400].split()
        return len(words) > 1 or (len(words) == 1 and _LONE_WORD.fullmatch(words[0]) is not None)

    def _full_stop(self, match: re.Match[str]) -> Stray | None:
        start, end = match.span()
        if not self._word_before(start) or not self.running.is_written(start - 2, end + 2):
            return None
        what = f"{self._shown(start, end + 4)!r} has no space behind the full stop"
        return Stray(start, end, what, "write one", ". ")

    def _full_stop_word(self, match: re.Match[str]) -> Stray | None:
        """Not told where there is code: ``collections.Counter`` begins no sentence."""
        before = self.text[max(match.start() - 80, 0) : match.start()].rpartition("\n\n")[2]
        words = before.split()
        if self._is_technical or len(words) < 2 or not words[-1].islower():
            return None
        if _FULL_STOP.match(self.plain, match.start()):  # told
            return None
        stray = self._full_stop(match)
        return stray._replace(instead=None) if stray else None

    @cached_property
    def _is_technical(self) -> bool:
        return any(True for _ in self.document.of_kind("code", "math"))

    def _comma(self, match: re.Match[str]) -> Stray | None:
        start, end = match.span()
        before = self._word_before(start)
        after = _TOKEN_END.match(self.plain, end)
        block = self.running.block_at(start)
        if not before or after is None or block is None or not self.running.is_written(start - 2, end + 2):
            return None
        if not _JOINING.fullmatch(after[1]) and not self._are_words(before, after[1], block):
            return None
        what = f"{self._shown(start, after.end())!r} has no space behind the comma"
        return Stray(start, end, what, "write one", ", ")

    def _are_words(self, before: str, after: str, block: Block) -> bool:
        """Whether two words without a space between are of a sentence, not a list of keys such as ``en,fr``."""
        if min(len(before), len(after)) < 3:
            return False
        words = self.plain[block.start : block.end].split()
        if len(words) > _FEW - 1 and words[-1].endswith(".") and sum("," in word[:-1] for word in words) == 1:
            return True
        return len(words) > 7

    def _twice(self, match: re.Match[str]) -> Stray | None:
        start, end = match.span()
        first, second = match[0].split()
        inner, outer = start + len(first), end - len(second)
        block = self.running.block_at(start)
        if first[0].lower() != second[0] or block is None or end > block.end or self.text[inner:outer].strip():
            return None
        if self.text[start:inner] != first or self.text[outer:end] != second:
            return None
        before = self.text[start - 1 : start]
        after = self.text[end : end + 1]
        if before.isalnum() or before in _JOINED or (after in _JOINED and self.text[end + 1 : end + 2].isalnum()):
            return None
        if _MEANT.fullmatch(second) or (len(second) == 1 and (first, second) != ("a", "a")):
            return None
        sure = _SMALL.fullmatch(second) is not None
        if not sure and (len(second) < 4 or first != second or outer - inner > 1 or self.laid_out):
            return None
        if _PARTICLE.fullmatch(second) and _VERB.search(self.plain, max(start - 30, 0), start):
            return None
        what = f"the word {second!r} stands there twice: {self._shown(start, end)!r}"
        return Stray(start, end, what, "write it once", first if sure else None)

    def _word_before(self, place: int) -> str:
        """The word that ends there, if nothing but space or a bracket stands before it."""
        found = _TOKEN_START.search(self.text[max(place - 40, 0) : place])
        return found[1] if found else ""

    @cached_property
    def _whole(self) -> frozenset[str]:
        """The words that are no abbreviations: they stand somewhere without a full stop."""
        return frozenset(_WHOLE.findall(self.plain))

    def _end(self, place: int) -> int:
        block = self.running.block_at(place)
        return block.end if block else len(self.plain)

    def _shown(self, start: int, end: int) -> str:
        """The place with the word before it."""
        first = self.text.rfind(" ", max(start - 30, 0), max(start - 1, 0)) + 1
        return " ".join(self.text[max(first, start - 30) : end].split())
