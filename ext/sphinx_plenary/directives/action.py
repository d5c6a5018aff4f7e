"""``{action} Send comments on the matrix``: a next step, with who takes it and until when."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from sphinx_plenary.directives.base import TrackedDirective
from sphinx_plenary.model import ActionState, Item, Paper, made_id


class ActionDirective(TrackedDirective):
    """``{action} Send comments on the matrix``: what is to be done, by whom (``:owner:``), until when (``:due:``).

    ``:state:`` is open where it is left out; ``:resolutions:`` and ``:messages:`` say what it is about. In filters of
    sphinx-needs the state is the ``status``: its API has a ``state`` of its own.
    """

    allowed: ClassVar[frozenset[str]] = (TrackedDirective.allowed - {"next_step", "status"}) | {
        "due",
        "state",
        "resolutions",
        "messages",
    }
    words: ClassVar = {"state": tuple(ActionState)}

    def item(self, paper: Paper) -> Item | None:
        if not self.arguments:
            self.slip("{action} has no title", "write it behind the name, as in ':::{action} Send comments'")
            return None
        title = self.said(self.arguments[0].strip())
        self._judge_due()
        for option in ("owner", "due"):
            if not self.options.get(option):
                example = "Secretariat" if option == "owner" else "2022-09-16"
                self.slip(f"{{action}} has no {option}", f"add ':{option}: {example}'")
        made = made_id(self.name, self.arguments[0].strip())  # the same in every language
        links = {"resolutions": self.instruments("resolutions"), "messages": self.listed("messages")}
        self.given["status"] = self.given.pop("state", ActionState.OPEN)
        return self.build(paper, made, title, links=links)

    def _judge_due(self) -> None:
        written = self.given.get("due", "")
        try:
            date.fromisoformat(written or "2000-01-01")
        except ValueError:
            self.slip(f"'due' is {written!r}", "write the day like 2022-09-16", self.at("due"))
            del self.given["due"]
