"""Sources on loopback: documents that a test publishes, served with validators as sites do."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from html import escape

from aiohttp import web
from aiohttp.test_utils import TestServer


class Feeds:
    """path -> document; `requests` are the headers that were sent for each path."""

    def __init__(self) -> None:
        self.documents: dict[str, tuple[bytes, str]] = {}
        self.requests: dict[str, list[dict[str, str]]] = {}
        self.root = ""
        self._unchanged: dict[str, int] = {}
        self._answered = asyncio.Condition()

    def unchanged(self, path: str) -> int:
        """How often the document was asked for again by somebody who had it already."""
        return self._unchanged.get(path, 0)

    async def until(self, condition: Callable[[], bool], seconds: float = 30) -> None:
        """Returns when the condition holds; looked at again after every request."""
        async with asyncio.timeout(seconds), self._answered:
            await self._answered.wait_for(condition)

    def publish(self, path: str, body: bytes | str, kind: str = "application/rss+xml") -> str:
        """Serves this from now on; gives the address."""
        self.documents[path] = (body if isinstance(body, bytes) else body.encode(), kind)
        return self.root + path

    async def _answer(self, request: web.Request) -> web.Response:
        self.requests.setdefault(request.path, []).append(dict(request.headers))
        answer = self._response(request)
        async with self._answered:
            self._answered.notify_all()
        return answer

    def _response(self, request: web.Request) -> web.Response:
        body, kind = self.documents[request.path]
        etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if request.headers.get("If-None-Match") == etag:
            self._unchanged[request.path] = self.unchanged(request.path) + 1
            return web.Response(status=304, headers={"ETag": etag})
        return web.Response(body=body, headers={"ETag": etag, "Content-Type": kind})


@asynccontextmanager
async def serving() -> AsyncIterator[Feeds]:
    feeds = Feeds()
    app = web.Application()
    app.router.add_get("/{path:.*}", feeds._answer)
    async with TestServer(app) as server:
        feeds.root = str(server.make_url("")).rstrip("/")
        yield feeds


def rss(titles: Sequence[str], site: str = "https://orbit.example") -> str:
    """A feed of these headlines, newest first as feeds are."""
    items = "".join(
        f"<item><guid>{site}/{escape(title)}</guid><title>{escape(title)}</title>"
        f"<link>{site}/{escape(title.lower().replace(' ', '-'))}</link>"
        f"<description>What is known: {escape(title)}.</description></item>"
        for title in titles
    )
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>Orbit</title>'
        f"<link>{site}/</link>{items}</channel></rss>"
    )


def catalogue(*sources: tuple[str, str]) -> str:
    """A catalogue of these (id, url)."""
    return "\n".join(
        f'[[source]]\nid = "{name}"\nname = "{name.title()}"\nurl = "{url}"\n'
        'kind = "press"\nlanguage = "en"\ntopics = []\nimages = false\nlicence = "test"\n'
        for name, url in sources
    )
