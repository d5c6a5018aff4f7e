"""How dates are written in English, French and Spanish: words, and patterns of what stands round a day."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from sphinx_plenary.prose.alternatives import alternatives

_MONTHS: Final[Mapping[str, tuple[str, ...]]] = {
    "en": (
        "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
        "september sept sep", "october oct", "november nov", "december dec",
    ),
    "fr": (
        "janvier janv", "février fevrier févr fevr", "mars", "avril avr", "mai", "juin", "juillet juil", "août aout",
        "septembre", "octobre", "novembre", "décembre decembre déc",
    ),
    "es": (
        "enero ene", "febrero", "marzo", "abril abr", "mayo", "junio", "julio", "agosto", "septiembre setiembre",
        "octubre", "noviembre", "diciembre dic",
    ),
}  # fmt: skip
# A month's word -> its number and language.
MONTHS: Final = {
    word: (number, language)
    for language, months in _MONTHS.items()
    for number, words in enumerate(months, 1)
    for word in words.split()
}
FULL: Final = frozenset(words.split()[0] for months in _MONTHS.values() for words in months)
WEEKDAYS: Final[Mapping[str, tuple[str, ...]]] = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    "es": ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
}
_SHORT_DAYS: Final = {
    "Mon": 0,
    "Tue": 1,
    "Tues": 1,
    "Wed": 2,
    "Thu": 3,
    "Thur": 3,
    "Thurs": 3,
    "Fri": 4,
    "Sat": 5,
    "Sun": 6,
}
_LONG_DAYS: Final = {
    **{word.casefold(): (day, language) for language, days in WEEKDAYS.items() for day, word in enumerate(days)},
    "miercoles": (2, "es"),
    "sabado": (5, "es"),
}
DAYS: Final = {**_LONG_DAYS, **{word.casefold(): (day, "en") for word, day in _SHORT_DAYS.items()}}

_SP: Final = r"[^\S\n]{0,12}(?:\n[^\S\n]{0,40})?"  # at most one line's end: a date may be wrapped
_GAP: Final = rf"(?=\s){_SP}"
_ANY_MONTH: Final = (
    rf"(?i:(?:{alternatives(word for word in MONTHS if word in FULL)})(?![^\W\d_])"
    rf"|(?:{alternatives(word for word in MONTHS if word not in FULL)})(?![^\W\d_])\.?)"
)
# What may follow a day at once: a month, "of", a word or a sign of a range. All else is told apart by one letter.
_GOES_ON: Final = r"(?=\s{0,12}[-\u2010-\u2015\u2212ADEFHJMNOSTUYadefhjmnostuyà])"
_DAY: Final = r"[0-9](?<![\w./][0-9])[0-9]?(?![0-9])(?:st|nd|rd|th|er|\.?º|°)?(?!\w)"
_YEAR: Final = r"(?:1[6-9]|2[01])[0-9][0-9](?!\w)"
_WEEKDAY: Final = rf"(?:(?i:{'|'.join(_LONG_DAYS)})(?!\w)|(?:{'|'.join(_SHORT_DAYS)})(?!\w)\.?)"
_TO: Final = (
    rf"(?:{_SP}(?:--|[-\u2010-\u2015\u2212]){_SP}"
    rf"|{_GAP}(?:to|until|till|through|and|au|al|a|à|hasta|et|y){_GAP}(?:(?:the|le|el){_GAP})?)"
)
_BEFORE_YEAR: Final = rf"(?:,?{_GAP}(?:(?:de|del|of){_GAP})?)"

# "26 September 2022", "9 to 20 October 2017", "26 September – 14 October 2022", "du 3 au 5 mai", "1.º de mayo".
DAY_FIRST: Final = re.compile(
    rf"(?P<day1>{_DAY}){_GOES_ON}"
    rf"(?:{_GAP}(?:(?:of|de){_GAP})?(?P<month1>{_ANY_MONTH})(?:{_BEFORE_YEAR}(?P<year1>{_YEAR}))?)?"
    rf"(?:(?P<mark>{_TO})(?:(?P<weekday2>{_WEEKDAY}),?{_GAP})?(?P<day2>{_DAY}){_GAP}(?:(?:of|de){_GAP})?"
    rf"(?P<month2>{_ANY_MONTH})(?:{_BEFORE_YEAR}(?P<year2>{_YEAR}))?)?"
    r"(?(month1)|(?(month2)|(?!)))"
)
# "September 26, 2022", "October 9-20, 2017", "September 26 to October 14, 2022".
MONTH_FIRST: Final = re.compile(
    r"(?P<month1>[ADFJMNOS](?i:pr|ug|ec|eb|an|un|ul|ar|ay|ov|ct|ep)[A-Za-z]{0,6}(?!\w)\.?)"
    rf"{_GAP}(?P<day1>{_DAY})"
    rf"(?:,?{_GAP}(?P<year1>{_YEAR}))?"
    rf"(?:(?P<mark>{_TO})(?:(?P<weekday2>{_WEEKDAY}),?{_GAP})?(?:(?P<month2>{_ANY_MONTH}){_GAP})?"
    rf"(?P<day2>{_DAY})(?!{_GAP}(?:of{_GAP})?{_ANY_MONTH})(?:,?{_GAP}(?P<year2>{_YEAR}))?)?"
)
ISO: Final = re.compile(r"-(?P<month>[01][0-9])-(?P<day>[0-3][0-9])(?![\w/-]|\.\w)")  # behind the year
FOUR: Final = re.compile("[12][0-9]{3}")
NUMERIC: Final = re.compile(r"(?P<sign>[/.])(?P<year>(?:19|20)[0-9]{2})(?![\w/-]|\.\w)")  # behind the day and the month
BEFORE_NUMERIC: Final = re.compile(r"(?P<one>[0-9]{1,2})(?P<sign>[/.])(?P<two>[0-9]{1,2})\Z")

WEEKDAY_BEFORE: Final = re.compile(rf"(?<!\w)(?P<weekday>{_WEEKDAY}),?{_GAP}(?:(?:the|le|el){_GAP})?\(?\Z")
TWO_DAYS: Final = re.compile(rf"{_WEEKDAY}(?:\s{{1,4}}(?:to|and|or|et|au|y|al|a)\s{{1,4}}|\s?[-–—/&]\s?)\Z")
WEEKDAY_AFTER: Final = re.compile(
    rf"{_GAP}\((?P<weekday>{_WEEKDAY})\)|,{_GAP}(?:a|un){_GAP}(?P<weekday2>{_WEEKDAY})(?=\s?[,.;)])"
)
# Behind these a number is theirs and no day: "Committee 5 – 30 September".
NUMBERED: Final = re.compile(
    r"(?i:(?<!\w)(?:committee|com|article|art|item|day|session|meeting|group|sg|wp|resolution|res|decision|no|nos"
    r"|number|annex|document|doc|add|addendum|rev|section|chapter|part|page|pp?|phase|question|opinion|round|week"
    r"|draft|version|table|figure|rule|step|option|paragraph|para|commission|point|agenda|appendix|volume|vol|issue"
    r"|track|room|hall|box|number|numéro|número|comité|comisión|grupo|groupe|séance|sesión|réunion|reunión|jour|día"
    r"|résolution|resolución|point|punto|page|página|semaine|semana)s?[.:]?[^\S\n]{0,3}#?\Z)"
)
# Without a year, "In May 10 states agreed" is no date.
ON: Final = re.compile(r"(?i:(?<!\w)(?:on|from|until|till|by|since|before|after|between|of)\s{1,20}\Z)")
STOPS: Final = re.compile(r"\s{0,3}(?:[.,;:)\]]|\Z)")
BETWEEN: Final = re.compile(r"(?i:(?<!\w)(?:between|entre)(?:\s{1,4}(?:the|le|el))?\s{1,4}\Z)")
BOUND: Final = re.compile(r"(?i:(?<!\w)(?P<word>from|between)(?:\s{1,4}the)?\s{1,4}(?:\w{6,9},?\s{1,4})?\Z)")
