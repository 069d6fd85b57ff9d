"""The demo's sources: invented outlets, served from loopback, whose feeds grow with the clock."""

import hashlib
import json
import tomllib
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from sandbox.newsstand_documents import CONTENT_TYPES, Item, Outlet, document, feed_path, page

CONTENT = Path(__file__).with_name("newsstand.toml")
EVERY = timedelta(seconds=20)


class Newsstand:
    """Serves the feeds of newsstand.toml on 127.0.0.1 while the context is open.

    Older items are there from the start; live item n (from 1) appears n * `every` after it, in its
    outlet's document. What is out is worked out from `clock` (aware UTC) at each request: nothing
    runs in between, and after the last live item the documents stay as they are.
    """

    def __init__(self, clock: Callable[[], datetime], every: timedelta = EVERY) -> None:
        self._clock = clock
        self._every = every
        self._content = tomllib.loads(CONTENT.read_text(encoding="utf-8"))
        self._outlets = tuple(_outlet(table) for table in self._content["outlet"])
        self._items: tuple[Item, ...] = ()
        self._base = ""
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        self._items = tuple(self._schedule(self._clock()))
        application = web.Application()
        application.router.add_get("/{outlet}/feed.xml", self._feed)
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
        return "\n".join(_source(outlet, self._base) for outlet in self._outlets)

    def published(self, now: datetime) -> list[Item]:
        """What is out at `now`, oldest first; nothing before the context was entered."""
        return [item for item in self._items if item.published_at <= now]

    def _schedule(self, started_at: datetime) -> Iterator[Item]:
        for table in self._content["older"]:
            yield _item(table, started_at - timedelta(**table["ago"]))
        for place, table in enumerate(self._content["live"], 1):
            yield _item(table, started_at + place * self._every)

    def _published_by(self, outlet: Outlet) -> list[Item]:
        items = [item for item in self.published(self._clock()) if item.outlet == outlet.id]
        return items[::-1]

    def _asked(self, request: web.Request) -> Outlet:
        for outlet in self._outlets:
            if outlet.id == request.match_info["outlet"]:
                return outlet
        raise web.HTTPNotFound

    async def _feed(self, request: web.Request) -> web.Response:
        outlet = self._asked(request)
        items = self._published_by(outlet)
        body = document(outlet, items, self._base)
        etag = hashlib.sha256(body).hexdigest()[:32]
        modified_at = max(item.published_at for item in items).replace(microsecond=0)
        response = (
            web.Response(status=304)
            if _unchanged(request, etag, modified_at)
            else web.Response(body=body, content_type=CONTENT_TYPES[outlet.form], charset="utf-8")
        )
        response.etag, response.last_modified = etag, modified_at
        return response

    async def _page(self, request: web.Request) -> web.Response:
        outlet = self._asked(request)
        for item in self._published_by(outlet):
            if item.path == request.path:
                # A summary's picture is only there to be stripped: nobody may fetch it.
                policy = {"Content-Security-Policy": "default-src 'none'"}
                return web.Response(
                    text=page(outlet, item), content_type="text/html", headers=policy
                )
        raise web.HTTPNotFound


def _unchanged(request: web.Request, etag: str, modified_at: datetime) -> bool:
    """Where both validators are sent, the ETag decides alone (RFC 9110 §13.1.3)."""
    if request.if_none_match is not None:
        return any(known.value in (etag, "*") for known in request.if_none_match)
    since = request.if_modified_since
    return since is not None and modified_at <= since


def _outlet(table: dict[str, Any]) -> Outlet:
    return Outlet(**table | {"topics": tuple(table["topics"])})


def _item(table: dict[str, Any], published_at: datetime) -> Item:
    topics = tuple(table["topics"])
    return Item(table["outlet"], table["title"], table["summary"], topics, published_at)


def _source(outlet: Outlet, base: str) -> str:
    entry = {
        "id": outlet.id,
        "name": outlet.name,
        "url": base + feed_path(outlet),
        "kind": outlet.kind,
        "language": "en",
        "topics": list(outlet.topics),
        "images": False,
        "licence": "demo",
        "enabled": True,
    }
    # These values are written alike in JSON and in TOML.
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in entry.items()]
    return "\n".join(["[[source]]", *lines, ""])
