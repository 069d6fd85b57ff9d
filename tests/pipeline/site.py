"""A web site on loopback that answers each request as the test says, and remembers the requests."""

import asyncio
import shutil
import socket
import ssl
import struct
import subprocess
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
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
async def saying(answer: bytes, *, reset: bool = False) -> AsyncIterator[str]:
    """The address of a site that says this to the byte and hangs up; or breaks off, if reset."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answer)
        await writer.drain()
        if reset:
            # Nothing lingers: the other side learns it by an RST.
            connection = writer.get_extra_info("socket")
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}/feed"


def certificate(folder: Path) -> Path:
    """A file with a key and what it signs for itself, for 127.0.0.1 alone."""
    openssl = shutil.which("openssl")
    if not openssl:
        pytest.skip("there is no openssl to make a certificate with")
    path = folder / "site.pem"
    command = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=site"
    named = ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", "-", "-out", "-"]
    made = subprocess.run([openssl, *command.split(), *named], capture_output=True, check=True)
    path.write_bytes(made.stdout)
    return path


@asynccontextmanager
async def serving(tls: ssl.SSLContext | None = None) -> AsyncIterator[Site]:
    site = Site()
    app = web.Application()
    app.router.add_get("/{path:.*}", site._answer)
    server = TestServer(app)
    await server.start_server(ssl=tls)
    async with server:
        site.root = str(server.make_url("")).rstrip("/")
        yield site
        site.closed.set()
