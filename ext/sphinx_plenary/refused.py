"""The one exception of commands: why they cannot run, in words."""

from __future__ import annotations


class Refused(Exception):
    """A command cannot run: a line for each reason. Its exit status is 2."""

    def __init__(self, *lines: str) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines
