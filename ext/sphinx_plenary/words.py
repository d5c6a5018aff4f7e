"""Words that readers see for values of ours, the same in every output."""

from __future__ import annotations

from typing import Final

from sphinx_plenary.model import ActionState, OutcomeKind, Position, Status
from sphinx_plenary.translation import N_, Words, ngettext

# What stands on a paper that is not final.
MARKS: Final = Words({Status.DRAFT: N_("Draft: not for citation"), Status.REVIEW: N_("For review")})
STATUSES: Final = Words({**MARKS.written, Status.FINAL: N_("Final")})
# On what a delegation says only to itself, and on all that an internal build makes.
INTERNAL: Final = N_("Internal")
INTERNAL_BUILD: Final = N_("Internal: not for the public")
# A word and a sign for each, so that none is told by colour alone.
POSITIONS: Final = Words(
    {
        Position.SUPPORT: N_("✓ support"),
        Position.OPPOSE: N_("✕ oppose"),
        Position.NO_CHANGE: N_("= no change"),
        Position.FOLLOW: N_("→ follow"),
    }
)
OUTCOMES: Final = Words(
    {
        OutcomeKind.NEW: N_("New"),
        OutcomeKind.REVISED: N_("Revised"),
        OutcomeKind.NOT_CHANGED: N_("Not changed"),
        OutcomeKind.SUPPRESSED: N_("Suppressed"),
        OutcomeKind.IN_FORCE: N_("In force"),
        OutcomeKind.FORWARDED: N_("Forwarded"),
        OutcomeKind.ADOPTED: N_("Adopted"),
        OutcomeKind.NOT_ADOPTED: N_("Not adopted"),
    }
)
# What became of an action: a word and a sign for each.
ACTION_STATES: Final = Words(
    {
        ActionState.OPEN: N_("○ open"),
        ActionState.DONE: N_("✓ done"),
        ActionState.DROPPED: N_("✕ dropped"),
    }
)
# What a proposal asks for, in the order in which a legend has them; the last three only where they are used.
ACTIONS: Final = Words(
    {
        "ADD": N_("new text"),
        "MOD": N_("text amended"),
        "SUP": N_("text suppressed"),
        "NOC": N_("no change"),
        "(MOD)": N_("text amended in form only"),
        "ADD*": N_("text moved here"),
        "SUP*": N_("text moved elsewhere"),
    }
)
# Whose proposals those of a region are called; any other region lends its name.
REGIONAL: Final = Words(
    {
        "Africa": N_("African"),
        "Americas": N_("Inter-American"),
        "Arab States": N_("Arab"),
        "Commonwealth of Independent States": N_("RCC"),
        "Europe": N_("European"),
    }
)


def rows_left_out(number: int) -> str:
    """What stands over a table in place of its rows that would say nothing."""
    return ngettext(
        "The one row on which no proposal is known is left out.",
        "The {number} rows on which no proposal is known are left out.",
        number,
    )
