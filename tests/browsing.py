"""Pages in a real browser: where it is, the views that a reader may have, and what axe finds in a page at rest."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from programs import need

FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
VIEWS = [
    pytest.param({"viewport": {"width": width, "height": 900}, "color_scheme": scheme}, id=f"{width}-{scheme}")
    for width in (1280, 360)
    for scheme in ("light", "dark")
]
_RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}
# The theme changes its colours slowly, and axe would read one that stands between two; a change begins with a frame.
_REST = """async () => {
    await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    await Promise.allSettled(document.getAnimations().map((it) => it.finished));
}"""


@contextmanager
def chromium() -> Iterator[Any]:
    """Debian's browser; two at once are not possible in one process."""
    need("chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=list(FLAGS))
        yield launched
        launched.close()


def serving(folder: Path, headers: Mapping[str, str] = {}) -> AbstractContextManager[str]:
    """The address at which the files of a folder are served, each with these headers."""
    return answering(partial(_Quiet, directory=str(folder), more=headers))


@contextmanager
def answering(handler: Callable[..., BaseHTTPRequestHandler]) -> Iterator[str]:
    """The address at which a handler of one's own answers."""
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def violations(page: Any) -> list[tuple[str, list[object]]]:
    """What axe finds in a page: the rule and its first three places."""
    from axe_playwright_python.sync_playwright import Axe

    page.evaluate(_REST)
    found = Axe().run(page, options=_RULES).response["violations"]
    return [(rule["id"], [node["target"] for node in rule["nodes"]][:3]) for rule in found]


class _Quiet(SimpleHTTPRequestHandler):
    def __init__(self, *asked: Any, more: Mapping[str, str], **known: Any) -> None:
        self.more = more
        super().__init__(*asked, **known)

    def end_headers(self) -> None:
        for name, value in self.more.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass
