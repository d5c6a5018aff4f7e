"""Words that readers see for values of ours, the same in every output."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sphinx_plenary.model import Position, Status

KINDS: Final[Mapping[str, str]] = {
    "background-paper": "Background paper",
    "issues-matrix": "Issues matrix",
    "outcomes-matrix": "Outcomes matrix",
    "meeting-summary": "Meeting summary",
    "event-page": "Event page",
    "commentary": "Commentary",
}
# What stands on a paper that is not final.
MARKS: Final[Mapping[str, str]] = {Status.DRAFT: "Draft: not for citation", Status.REVIEW: "For review"}
STATUSES: Final[Mapping[str, str]] = {**MARKS, Status.FINAL: "Final"}
# A word and a sign for each, so that none is told by colour alone.
POSITIONS: Final[Mapping[str, str]] = {
    Position.SUPPORT: "✓ support",
    Position.OPPOSE: "✕ oppose",
    Position.NO_CHANGE: "= no change",
    Position.FOLLOW: "→ follow",
}
