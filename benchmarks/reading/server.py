"""Sources on many loopback addresses of one port, in a process of their own (Linux)."""

import asyncio
import hashlib
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from time import monotonic

from aiohttp import web

from benchmarks.documents import document

_MODIFIED = "Fri, 20 Nov 2026 09:30:00 GMT"


@contextmanager
def serving(count: int, anew: float = 0, fresh: int = 0) -> Iterator[list[str]]:
    """The addresses of so many sources, each on a host of its own.

    fresh: seconds for which they ask not to be read again; 0: they say nothing of it.

    anew: seconds after which each of them has another document, of new items alone, one after the
    other; 0: never.
    """
    here, there = get_context("spawn").Pipe()
    process = get_context("spawn").Process(target=_run, args=(there, count, anew, fresh))
    process.start()
    there.close()
    try:
        yield here.recv()
    finally:
        here.close()
        process.join()


def _run(told: Connection, count: int, anew: float, fresh: int) -> None:
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    asyncio.run(_serve(told, count, anew, fresh))


async def _serve(told: Connection, count: int, anew: float, fresh: int) -> None:
    """Until the other end is closed."""
    # 127.0.0.1 is left to whatever else listens there.
    hosts = [f"127.0.{1 + number // 250}.{1 + number % 250}" for number in range(count)]
    answers = {host: _Answers(number, count, anew, fresh) for number, host in enumerate(hosts)}

    async def answer(request: web.BaseRequest) -> web.Response:
        return answers[request.url.host or ""].to(request)

    loop, server = asyncio.get_running_loop(), web.Server(answer)
    first = await loop.create_server(server, hosts[0], 0)
    port = first.sockets[0].getsockname()[1]
    rest = await loop.create_server(server, hosts[1:], port) if hosts[1:] else None
    told.send([f"http://{host}:{port}/feed" for host in hosts])
    await asyncio.to_thread(told.poll, None)
    for each in (first, rest):
        if each:
            each.close()
    await server.shutdown()


class _Answers:
    """The document where it is not known yet, 304 where it is."""

    def __init__(self, number: int, count: int, anew: float, fresh: int) -> None:
        self._number, self._count, self._anew = number, count, anew
        self._began = monotonic() - anew * number / count
        self._says = {"Cache-Control": f"max-age={fresh}"} if fresh else {}
        self._write(number)

    def _write(self, number: int) -> None:
        self._written = number
        self._body, kind = document(number)
        self._etag = f'"{hashlib.sha256(self._body).hexdigest()[:16]}"'
        self._known = {"ETag": self._etag, "Last-Modified": _MODIFIED, **self._says}
        self._whole = self._known | {"Content-Type": kind}

    def to(self, request: web.BaseRequest) -> web.Response:
        if self._anew:
            edition = int((monotonic() - self._began) / self._anew)
            if self._written != (number := self._number + edition * self._count):
                self._write(number)
        if request.headers.get("If-None-Match") == self._etag:
            return web.Response(status=304, headers=self._known)
        return web.Response(body=self._body, headers=self._whole)
