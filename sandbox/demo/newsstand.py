"""The demo's sources: invented outlets, served from loopback, whose feeds grow with the clock."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import lru_cache
from types import TracebackType
from typing import Self

from aiohttp import web

from sandbox.changes import Changes
from sandbox.demo.answers import broken, shown, whole
from sandbox.demo.documents import document
from sandbox.demo.lists import catalogue, opml
from sandbox.demo.outlets import Item, Outlet
from sandbox.demo.pages import front, story
from sandbox.demo.pictures import draw
from sandbox.demo.programme import CLUB, CLUB_EVERY, CLUB_FIRST, EVERY, FIRST, Programme

# More than anybody looks at: each picture is drawn once.
_drawn = lru_cache(maxsize=256)(draw)

LONGEST = 40
"""Items in a document, the newest: more than an outlet has written."""


class Newsstand:
    """Serves the feeds of newsstand.toml and club.toml on 127.0.0.1 while the context is open.

    Older items come when the clock reaches their time, `present` less their age; live items begin
    with go_live(), and do not end. What is out is worked out from `clock` (aware UTC) at each
    request: nothing runs in between.
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
        self.club = Programme(present, CLUB_EVERY, CLUB_FIRST, CLUB)
        self._clock = clock
        self._asked_for: set[str] = set()
        self._changes = Changes()
        self._base = ""
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        application = web.Application()
        application.router.add_get("/{folder:.+}/feed.{ending}", self._feed)
        application.router.add_get(self._opml_path, self._opml)
        application.router.add_get("/{site:[^/]+}{end:/?}", self._front)
        application.router.add_get("/{page:.+}.png", self._picture)
        application.router.add_get("/{page:.+}", self._story)
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
        return catalogue(self.programme.outlets, self._base)

    @property
    def club_page(self) -> str:
        """The address of a site that has feeds and stands in no catalogue."""
        return self._base + self.club.outlets[0].home

    def go_live(self) -> None:
        for programme in (self.programme, self.club):
            programme.go_live(self._clock())

    def published(self) -> list[Item]:
        """What the catalogue's outlets have out now, oldest first."""
        return self.programme.published(self._clock())

    def address(self, item: Item) -> str:
        return self._base + item.path

    async def until_read(self) -> None:
        """Returns when every feed of the catalogue has been asked for at least once."""
        everyone = {outlet.id for outlet in self.programme.outlets}
        await self._changes.until(lambda: self._asked_for >= everyone)

    @property
    def _outlets(self) -> tuple[Outlet, ...]:
        return *self.programme.outlets, *self.club.outlets

    @property
    def _opml_path(self) -> str:
        return f"{self.club.outlets[0].home}feeds.opml"

    def _out(self, *outlets: Outlet) -> list[Item]:
        """What these have out now, newest first."""
        published = self.published() + self.club.published(self._clock())
        items = [item for item in published if item.outlet in {each.id for each in outlets}]
        return sorted(items, key=lambda item: item.published_at, reverse=True)

    def _item(self, path: str) -> tuple[Outlet, Item]:
        for outlet in self._outlets:
            for item in self._out(outlet):
                if item.path == path:
                    return outlet, item
        raise web.HTTPNotFound

    async def _feed(self, request: web.Request) -> web.StreamResponse:
        for outlet in self._outlets:
            if outlet.feed == request.path:
                return await self._written(request, outlet)
        raise web.HTTPNotFound

    async def _written(self, request: web.Request, outlet: Outlet) -> web.StreamResponse:
        items = self._out(outlet)[:LONGEST]
        body = document(outlet, items, self._base)
        if trouble := self.programme.trouble(outlet, self._clock()):
            return await broken(request, trouble, body)
        self._asked_for.add(outlet.id)
        self._changes.tell()
        return whole(request, outlet, items, body)

    async def _picture(self, request: web.Request) -> web.Response:
        outlet, item = self._item(request.path.removesuffix(".png"))
        if not outlet.images:
            raise web.HTTPNotFound
        picture = await asyncio.to_thread(_drawn, item.name, item.topics)
        kept = {"Cache-Control": "max-age=86400"}
        return web.Response(body=picture, content_type="image/png", headers=kept)

    async def _story(self, request: web.Request) -> web.Response:
        return shown(story(*self._item(request.path), self.club.outlets[0]))

    async def _front(self, request: web.Request) -> web.Response:
        home = f"/{request.match_info['site']}/"
        outlets = [outlet for outlet in self._outlets if outlet.home == home]
        if not outlets:
            raise web.HTTPNotFound
        has_list = self._opml_path.startswith(home)
        return shown(front(outlets, self._out(*outlets), self._opml_path if has_list else None))

    async def _opml(self, _request: web.Request) -> web.Response:
        ours = self.club.outlets
        body = opml(ours[0].site_name, (*ours, *self.programme.outlets), self._base)
        saved = {"Content-Disposition": 'attachment; filename="feeds.opml"'}
        return web.Response(body=body, content_type="text/x-opml", headers=saved)
