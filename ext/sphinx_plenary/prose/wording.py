"""Words of English, French and Spanish that say nothing of what a name or an abbreviation stands for."""

from __future__ import annotations

from typing import Final

# In lower case and without accents, as ``fold`` leaves them.
ARTICLES: Final = frozenset("the la le les l el los las".split())
SMALL: Final = ARTICLES | frozenset(
    """
    a an and & at by d de del des du e en et for from in of on or para pour sur to y
    """.split()
)
# These may stand before a name, with a capital, and are no part of it.
BEFORE_NAMES: Final = SMALL | frozenset(
    """
    this that these those during since after before with as if when while but both each every our its their under
    former current next last first second third ad director directors chair chairman no any some all such un une una
    cette ce
    """.split()
)
# Words that are written in capitals for emphasis.
SHOUTED: Final = frozenset(
    """
    ADD ALL AND ANY ARE BUT CAN DAY DO DOES END EVEN FALSE FOR FROM GO HAS HAVE HOW IF IN IS IT ITS MAY MOD MORE MUST
    NEVER NEW NO NOC NONE NOT NOTE NOTES NOW OF OFF ON ONE ONLY OR OUR OUT SHALL SHOULD SO STOP SUP THAT THE THEM
    THEY THIS TO TRUE UP USE VERY WAS WHAT WHEN WHY WILL WITH YES YET YOU
    """.split()
)
# Words, or their endings, that only one of the languages has.
ENGLISH: Final = frozenset("of the and for on".split())
FRENCH: Final = frozenset("des du et le les l d pour sur".split())
SPANISH: Final = frozenset("y del los las el para".split())
ENDINGS: Final = (
    ("ción", "es"),
    ("cion", "es"),
    ("ciones", "es"),
    ("dad", "es"),
    ("tés", "fr"),
    ("té", "fr"),
    ("eurs", "fr"),
)
