"""What keeps pages of other sites, open in the same browser, from reading a preview."""

from __future__ import annotations

from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# What a browser says of a request by our own pages, and of one by its user.
_OURS: Final = frozenset({"same-origin", "none"})


class OwnPagesOnly:
    """Gives to pages of other sites nothing that their scripts can read, as the search index is by a script tag.

    A link to a page may stand anywhere: to be led to a page is not to read it. A browser that does not say who asks
    is told by the header who may read.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)["Cross-Origin-Resource-Policy"] = "same-origin"
            await send(message)

        app = self.app if _may_read(Headers(scope=scope)) else PlainTextResponse("For the preview's own pages.\n", 403)
        await app(scope, receive, send_marked)


def _may_read(asked: Headers) -> bool:
    return asked.get("sec-fetch-site", "none") in _OURS or asked.get("sec-fetch-mode") == "navigate"
