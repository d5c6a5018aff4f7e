"""Numbers as a text writes them, in digits or in words, and words that say that a number is not exact."""

from __future__ import annotations

import re
from typing import Final

_WORDS: Final = (
    "one un une uno una", "two deux dos", "three trois tres", "four quatre cuatro", "five cinq cinco", "six seis",
    "seven sept siete", "eight huit ocho", "nine neuf nueve", "ten dix diez", "eleven onze once", "twelve douze doce",
)  # fmt: skip
NUMBER_WORDS: Final = {word: number for number, words in enumerate(_WORDS, 1) for word in words.split()}
# A number: with a thousands' comma or space, or a word up to twelve.
NUMBER: Final = (
    r"(?:[0-9]{1,3}(?:[,\u00a0\u202f][0-9]{3}){0,2}(?![0-9])|[0-9]{4,7}(?![0-9])"
    rf"|(?i:{'|'.join(NUMBER_WORDS)}))"
)
MORE_THAN: Final = r"(?:over|more than|in excess of|plus de|más de)"
VAGUE: Final = (
    rf"(?:{MORE_THAN}|some|about|around|nearly|almost|approximately|roughly|at least|up to|fewer than|less than"
    r"|close to|under|only|another|other|environ|près de|au moins|unos|casi|cerca de|al menos)"
)


def number_of(text: str) -> int | None:
    """``1,304`` -> 1304; ``five`` -> 5."""
    digits = re.sub(r"[,\s]", "", text)
    return int(digits) if digits.isascii() and digits.isdigit() else NUMBER_WORDS.get(text.casefold())
