"""A web site on loopback that answers each request as the test says, and remembers the requests."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web
from aiohttp.test_utils import TestServer
from multidict import CIMultiDict

Answers = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class Site:
    """`answer` makes the answer to every request; `requests` are those that came."""

    root: str = ""
    requests: list[web.Request] = field(default_factory=list)
    answer: Answers | None = None
    reached: asyncio.Event = field(default_factory=asyncio.Event)
    closed: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def feed(self) -> str:
        return f"{self.root}/feed"

    @property
    def headers(self) -> list[CIMultiDict[str]]:
        return [CIMultiDict(request.headers) for request in self.requests]

    def always(self, body: bytes | str = b"", status: int = 200, **headers: str) -> None:
        """Header names are written with an underscore for the hyphen."""
        content = body if isinstance(body, bytes) else body.encode()
        named = {name.replace("_", "-"): value for name, value in headers.items()}

        async def answer(_request: web.Request) -> web.StreamResponse:
            return web.Response(body=content, status=status, headers=named)

        self.answer = answer

    def never(self) -> None:
        """Requests come in and nothing goes out, as long as the site is there."""

        async def answer(_request: web.Request) -> web.StreamResponse:
            await self.closed.wait()
            return web.Response(status=503)

        self.answer = answer

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        self.requests.append(request)
        self.reached.set()
        assert self.answer
        return await self.answer(request)


@asynccontextmanager
async def serving() -> AsyncIterator[Site]:
    site = Site()
    app = web.Application()
    app.router.add_get("/{path:.*}", site._answer)
    async with TestServer(app) as server:
        site.root = str(server.make_url("")).rstrip("/")
        yield site
        site.closed.set()
