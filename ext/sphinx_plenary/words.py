"""Words that readers see for values of ours, the same in every output."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sphinx_plenary.model import ActionState, OutcomeKind, Position, Status

# What stands on a paper that is not final.
MARKS: Final[Mapping[str, str]] = {Status.DRAFT: "Draft: not for citation", Status.REVIEW: "For review"}
STATUSES: Final[Mapping[str, str]] = {**MARKS, Status.FINAL: "Final"}
# On what a delegation says only to itself, and on all that an internal build makes.
INTERNAL: Final = "Internal"
INTERNAL_BUILD: Final = "Internal: not for the public"
# A word and a sign for each, so that none is told by colour alone.
POSITIONS: Final[Mapping[str, str]] = {
    Position.SUPPORT: "✓ support",
    Position.OPPOSE: "✕ oppose",
    Position.NO_CHANGE: "= no change",
    Position.FOLLOW: "→ follow",
}
OUTCOMES: Final[Mapping[str, str]] = {
    OutcomeKind.NEW: "New",
    OutcomeKind.REVISED: "Revised",
    OutcomeKind.NOT_CHANGED: "Not changed",
    OutcomeKind.SUPPRESSED: "Suppressed",
    OutcomeKind.IN_FORCE: "In force",
    OutcomeKind.FORWARDED: "Forwarded",
    OutcomeKind.ADOPTED: "Adopted",
    OutcomeKind.NOT_ADOPTED: "Not adopted",
}
# What became of an action: a word and a sign for each.
ACTION_STATES: Final[Mapping[str, str]] = {
    ActionState.OPEN: "○ open",
    ActionState.DONE: "✓ done",
    ActionState.DROPPED: "✕ dropped",
}
# What a proposal asks for, in the order in which a legend has them; the last three only where they are used.
ACTIONS: Final[Mapping[str, str]] = {
    "ADD": "new text",
    "MOD": "text amended",
    "SUP": "text suppressed",
    "NOC": "no change",
    "(MOD)": "text amended in form only",
    "ADD*": "text moved here",
    "SUP*": "text moved elsewhere",
}
# Whose proposals those of a region are called; any other region lends its name.
REGIONAL: Final[Mapping[str, str]] = {
    "Africa": "African",
    "Americas": "Inter-American",
    "Arab States": "Arab",
    "Commonwealth of Independent States": "RCC",
    "Europe": "European",
}
