"""The day of a build or a command."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime


def today() -> date:
    """The day of SOURCE_DATE_EPOCH, else of the clock."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch.isdecimal() else datetime.now(UTC).date()
