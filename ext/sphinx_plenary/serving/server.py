"""The server: pages with what keeps them fresh, and the watch over the files that they are made of."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope
from watchfiles import Change, DefaultFilter, awatch

from sphinx_plenary.pages import STATIC
from sphinx_plenary.refused import Refused
from sphinx_plenary.serving.building import Apart, Outcome, Wanted
from sphinx_plenary.serving.dressing import ASSETS, dressed, in_place_of_a_page
from sphinx_plenary.serving.guarding import OwnPagesOnly

HOST: Final = "127.0.0.1"
# Where a browser that was left open finds the next preview again, if nobody else is there.
USUAL_PORT: Final = 8000
# How long a page waits for news before it asks again, in seconds.
_PATIENCE: Final = 20


class Preview:
    """What is served, and what the pages wait for."""

    def __init__(self, builds: Apart, folders: list[Path], tell: Callable[[Outcome | None], None]) -> None:
        """``tell`` is told of each build: nothing when it begins, and what came of it."""
        self.builds = builds
        self.folders = [folder.resolve() for folder in folders]
        self.tell = tell
        self.number = 0
        self.outcome: Outcome | None = None
        self.changed = asyncio.Event()
        self.news = asyncio.Condition()
        self.closing = asyncio.Event()

    @property
    def state(self) -> str:
        """Of which build the pages are; another after each, and after each start."""
        return f"{os.getpid()}-{self.number}"

    async def run(self) -> None:
        """Watch and build until the end."""
        self.changed.set()
        papers = Papers(written_by(self.builds.wanted, self.folders))
        async with asyncio.TaskGroup() as group:
            group.create_task(self._watch(self.folders, papers))
            # By its folder: an editor that puts a new file in its place would leave a watch on the old one.
            group.create_task(self._watch([self.builds.wanted.project.resolve()], Only("conf.py"), recursive=False))
            group.create_task(self._rebuild())

    async def _watch(self, folders: list[Path], papers: DefaultFilter, recursive: bool = True) -> None:
        """Raises ``Refused`` where the system does not let us watch."""
        if not folders:
            return
        try:
            async for _ in awatch(*folders, watch_filter=papers, stop_event=self.closing, recursive=recursive):
                self.changed.set()
        except OSError as error:
            fix = "try: WATCHFILES_FORCE_POLLING=1 plenary serve"
            raise Refused(f"the files of the papers cannot be watched ({error}); {fix}") from None

    async def _rebuild(self) -> None:
        while not self.closing.is_set():
            await self.changed.wait()
            self.changed.clear()
            if self.closing.is_set():
                return
            self.tell(None)
            outcome = await asyncio.to_thread(self.builds.build)
            if self.closing.is_set():
                return
            self.tell(outcome)
            async with self.news:
                self.number += 1
                self.outcome = outcome
                self.news.notify_all()

    async def close(self) -> None:
        self.closing.set()
        self.changed.set()
        self.builds.stop()
        async with self.news:
            self.news.notify_all()

    async def wait_for_news(self, request: Request) -> Response:
        """Answers when there is another build than the page's, or when it is to ask again."""
        seen = request.query_params.get("than", "")
        try:
            async with asyncio.timeout(_PATIENCE), self.news:
                await self.news.wait_for(lambda: self.state != seen or self.closing.is_set())
        except TimeoutError:
            pass
        return PlainTextResponse(self.state, headers={"Cache-Control": "no-store"})


class Pages(StaticFiles):
    """The files of the preview; pages come with what keeps them fresh, and with what went wrong."""

    def __init__(self, preview: Preview) -> None:
        super().__init__(directory=preview.builds.wanted.out, html=True, check_dir=False)
        self.preview = preview

    async def check_config(self) -> None:
        """Nothing: there is no folder before the first build, nor after ``make clean``."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        try:
            response = await super().get_response(path, scope)
        except HTTPException as error:
            if error.status_code != 404 or Path(path).suffix not in {".html", ""}:
                raise
            return self._instead()
        if not isinstance(response, FileResponse) or response.media_type != "text/html":
            return response
        try:
            page = await asyncio.to_thread(Path(response.path).read_text, "utf-8")
        except FileNotFoundError:  # it was there a moment ago
            return self._instead()
        page = dressed(page, self.preview.outcome, self.preview.state)
        return HTMLResponse(page, response.status_code, headers={"Cache-Control": "no-store"})

    def _instead(self) -> Response:
        """A page that comes back by itself when there is another build."""
        page = in_place_of_a_page(self.preview.outcome, self.preview.state)
        return HTMLResponse(page, status_code=404, headers={"Cache-Control": "no-store"})


class Papers(DefaultFilter):
    """What an author saves: no file that editors and we put beside for a moment, and none that builds write."""

    def __init__(self, written: Iterable[Path] = ()) -> None:
        super().__init__()
        self.written = tuple(written)

    def __call__(self, change: Change, path: str) -> bool:
        saved = Path(path)
        if saved.name.startswith(".") or any(saved.is_relative_to(folder) for folder in self.written):
            return False
        return super().__call__(change, path)


def written_by(wanted: Wanted, folders: list[Path]) -> list[Path]:
    """The folder of all builds; but where it has papers in it, only what this one writes."""
    if any(folder.is_relative_to(wanted.build) for folder in folders):
        return [wanted.out, wanted.doctrees.parent]
    return [wanted.build]


class Only(DefaultFilter):
    """One file of a folder."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def __call__(self, change: Change, path: str) -> bool:
        return Path(path).name == self.name


class Server(uvicorn.Server):
    """Lets go of the pages that wait before it waits for them."""

    def __init__(self, config: uvicorn.Config, preview: Preview) -> None:
        super().__init__(config)
        self.preview = preview

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await self.preview.close()
        await super().shutdown(sockets)


def application(preview: Preview) -> Starlette:
    return Starlette(
        routes=[
            Route("/-/news", preview.wait_for_news),
            Mount("/-/", StaticFiles(directory=STATIC / ASSETS)),
            Mount("/", Pages(preview)),
        ],
        # A page of another host that had itself named 127.0.0.1 would read what is not published.
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=[HOST, "localhost"]), Middleware(OwnPagesOnly)],
    )


def listen(port: int) -> socket.socket:
    """On this machine only; 0 is the usual port or, where somebody has that, any free one. Raises ``Refused``."""
    for wanted in (port,) if port else (USUAL_PORT, 0):
        listening = socket.socket()
        if os.name == "posix":  # there it frees a port that was just let go; on Windows two may then have it
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((HOST, wanted))
            listening.listen()  # before, another may have the port, too; from now on a browser waits and is answered
        except OSError as error:
            listening.close()
            if wanted != USUAL_PORT or port:
                raise Refused(f"port {wanted} cannot be had ({error.strerror}); name another, or none") from None
        else:
            return listening
    raise Refused("no port is free")


async def serve(preview: Preview, listening: socket.socket) -> None:
    config = uvicorn.Config(
        application(preview), log_level="warning", access_log=False, lifespan="off", timeout_graceful_shutdown=2
    )
    async with asyncio.TaskGroup() as group:
        group.create_task(preview.run())
        await Server(config, preview).serve(sockets=[listening])
