"""The demo's sources: invented outlets, served from loopback, whose feeds grow with the clock."""

import asyncio
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import lru_cache
from types import TracebackType
from typing import Self

from aiohttp import web

from sandbox.changes import Changes
from sandbox.demo.answers import broken, whole
from sandbox.demo.documents import Item, Outlet, document, feed_path, page
from sandbox.demo.pictures import draw
from sandbox.demo.programme import EVERY, FIRST, Programme

# More than there are: each picture is drawn once.
_drawn = lru_cache(maxsize=256)(draw)

# Nothing runs in a page but its own style, and it shows no other site's pictures.
POLICY = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'"
}


class Newsstand:
    """Serves the feeds of newsstand.toml on 127.0.0.1 while the context is open.

    Older items come when the clock reaches their time, `present` less their age; live items begin
    with go_live(). What is out is worked out from `clock` (aware UTC) at each request: nothing runs
    in between, and after the last live item the documents stay as they are.
    """

    def __init__(
        self,
        clock: Callable[[], datetime],
        present: datetime,
        *,
        every: timedelta = EVERY,
        first: timedelta = FIRST,
    ) -> None:
        self.programme = Programme(present, every, first)
        self._clock = clock
        self._asked_for: set[str] = set()
        self._changes = Changes()
        self._base = ""
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        application = web.Application()
        application.router.add_get("/{outlet}/feed.xml", self._feed)
        application.router.add_get("/{outlet}/{slug}.png", self._picture)
        application.router.add_get("/{outlet}/{slug}", self._page)
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        host, port = self._runner.addresses[0][:2]
        self._base = f"http://{host}:{port}"
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._runner:
            await self._runner.cleanup()

    def catalogue(self) -> str:
        """The sources in the form of the bot's catalogue (TOML); addresses hold while serving."""
        return "\n".join(_source(outlet, self._base) for outlet in self.programme.outlets)

    def go_live(self) -> None:
        self.programme.go_live(self._clock())

    def published(self) -> list[Item]:
        """What is out now, oldest first."""
        return self.programme.published(self._clock())

    def address(self, item: Item) -> str:
        return self._base + item.path

    async def until_read(self) -> None:
        """Returns when every feed has been asked for at least once."""
        everyone = {outlet.id for outlet in self.programme.outlets}
        await self._changes.until(lambda: self._asked_for >= everyone)

    def _outlet(self, request: web.Request) -> Outlet:
        for outlet in self.programme.outlets:
            if outlet.id == request.match_info["outlet"]:
                return outlet
        raise web.HTTPNotFound

    def _item(self, request: web.Request) -> Item:
        for item in self.published():
            if item.path == request.path.removesuffix(".png"):
                return item
        raise web.HTTPNotFound

    async def _feed(self, request: web.Request) -> web.StreamResponse:
        outlet, now = self._outlet(request), self._clock()
        items = [item for item in self.published() if item.outlet == outlet.id][::-1]
        body = document(outlet, items, self._base)
        if trouble := self.programme.trouble(outlet, now):
            return await broken(request, trouble, body)
        self._asked_for.add(outlet.id)
        self._changes.tell()
        return whole(request, outlet, items, body)

    async def _picture(self, request: web.Request) -> web.Response:
        item = self._item(request)
        if not self._outlet(request).images:
            raise web.HTTPNotFound
        picture = await asyncio.to_thread(_drawn, item.title, item.topics)
        kept = {"Cache-Control": "max-age=86400"}
        return web.Response(body=picture, content_type="image/png", headers=kept)

    async def _page(self, request: web.Request) -> web.Response:
        shown = page(self._outlet(request), self._item(request))
        return web.Response(text=shown, content_type="text/html", headers=POLICY)


def _source(outlet: Outlet, base: str) -> str:
    entry = {
        "id": outlet.id,
        "name": outlet.name,
        "url": base + feed_path(outlet),
        "kind": outlet.kind,
        "language": "en",
        "topics": list(outlet.topics),
        "images": outlet.images,
        "licence": "drawn for this demo" if outlet.images else "demo",
        "enabled": True,
    }
    # These values are written alike in JSON and in TOML.
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in entry.items()]
    return "\n".join(["[[source]]", *lines, ""])
