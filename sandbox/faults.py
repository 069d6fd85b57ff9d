"""Faults on demand: what a network or Discord does to a request on a bad day."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from socket import SO_LINGER, SOL_SOCKET, socket
from struct import pack
from typing import TypedDict, Unpack

from aiohttp import web

from sandbox.models import Json
from sandbox.wire import answer

Handler = Callable[[], Awaitable[web.StreamResponse]]


class Broken(Exception):
    """The connection is gone, as a fault wanted it: nobody is left to answer."""


class What(TypedDict, total=False):
    """What befalls a request.

    status, json, headers: answered instead. reset: the connection breaks. hang: no answer
    until release(). delay: seconds before anything else. after_effect: the request does its
    work first, and only its answer is lost. times: for how many requests, None for all.
    """

    status: int
    json: Json
    headers: dict[str, str]
    reset: bool
    hang: bool
    delay: float
    after_effect: bool
    times: int | None


@dataclass(eq=False)
class Fault:
    """What befalls the requests it matches; `hits` counts them."""

    method: str
    path: re.Pattern[str]
    status: int | None = None
    json: Json | None = None
    headers: dict[str, str] = field(default_factory=dict)
    reset: bool = False
    hang: bool = False
    delay: float = 0
    after_effect: bool = False
    times: int | None = 1
    hits: int = 0
    _released: asyncio.Event = field(default_factory=asyncio.Event)

    def release(self) -> None:
        """End the hanging: what hangs is now answered as if nothing had been."""
        self._released.set()

    def matches(self, method: str, path: str) -> bool:
        spent = self.times is not None and self.hits >= self.times
        return not spent and self.method == method and self.path.search(path) is not None

    async def befall(self, request: web.Request, handle: Handler) -> web.StreamResponse:
        """The answer in place of, or after, the one that `handle` would give; or raises Broken."""
        self.hits += 1
        hidden = await handle() if self.after_effect else None
        await asyncio.sleep(self.delay)
        if self.hang:
            await self._released.wait()
        if self.reset:
            _reset(request)
        if self.status is not None:
            return self.refusal()
        return await handle() if hidden is None else hidden

    def refusal(self) -> web.Response:
        """The answer with the status that this fault has."""
        assert self.status is not None, "a fault that answers"
        body = self.json or {"message": f"{self.status}: made by the sandbox", "code": 0}
        return answer(self.status, body, self.headers)


Weather = Callable[[str, str], Fault | None]
"""What befalls a request of this method and path, if anything does."""


def fair(_method: str, _path: str) -> None:
    """Weather in which nothing goes wrong."""


class Faults:
    """The faults in force; of several that match a request, the first one added befalls it.

    What none of them matches meets the weather; sandbox.storm has a bad one.
    """

    def __init__(self) -> None:
        self.weather: Weather = fair
        self._faults: list[Fault] = []
        self._outage: Fault | None = None

    @contextmanager
    def outage(self, status: int = 503) -> Iterator[None]:
        """All requests and all who come to the gateway are answered this, and no fault else."""
        self._outage = Fault("", re.compile(""), status)
        try:
            yield
        finally:
            self._outage = None

    @property
    def refusal(self) -> web.Response | None:
        """What they are answered at the gateway; None while there is no outage."""
        return None if self._outage is None else self._outage.refusal()

    def add(self, method: str, path: str, **what: Unpack[What]) -> Fault:
        """A fault for the next requests of this method whose path the expression finds.

        After a reset aiohttp's client itself repeats what is idempotent (GET, PUT, DELETE, not
        POST or PATCH) if the connection had been used before.
        """
        fault = Fault(method.upper(), re.compile(path), **what)
        self._faults.append(fault)
        return fault

    def clear(self) -> None:
        """End all faults, let go what hangs, let the weather be fair."""
        self.weather = fair
        for fault in self._faults:
            fault.release()
        self._faults.clear()

    def of(self, method: str, path: str) -> Fault | None:
        matching = (fault for fault in self._faults if fault.matches(method, path))
        return self._outage or next(matching, None) or self.weather(method, path)


def _reset(request: web.Request) -> None:
    """Break the connection with a TCP reset, not a polite close."""
    transport = request.transport
    if transport is not None:
        connection: socket = transport.get_extra_info("socket")
        connection.setsockopt(SOL_SOCKET, SO_LINGER, pack("ii", 1, 0))
        transport.abort()
    raise Broken
