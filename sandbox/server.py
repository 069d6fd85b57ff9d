"""The pretend Discord: REST and gateway of one world, on a loopback port."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from types import TracebackType
from typing import TypeVar

from aiohttp import WSCloseCode, web

from sandbox.cdn import Cdn
from sandbox.desk import Desk
from sandbox.faults import Faults
from sandbox.gateway import Gateway
from sandbox.models import Channel
from sandbox.people.person import Person
from sandbox.rest import PREFIX, Request, Rest
from sandbox.rest.ratelimits import RateLimits
from sandbox.visits import Visits
from sandbox.visits.frontdoor import LIVE, UPLOAD, add_page, admit
from sandbox.world import World

T = TypeVar("T")

HOST = "127.0.0.1"


class Sandbox:
    """Serves its world while it is entered.

    `port` 0 takes any free one, which stays the same if it is entered again. `limits=False` lifts
    the rate limits. `answer_within` is the time in seconds in which the bot must answer an
    interaction, 3 with Discord. One world may be served by one sandbox after another.
    """

    def __init__(
        self,
        clock: Callable[[], datetime],
        world: World | None = None,
        *,
        port: int = 0,
        limits: bool = True,
        answer_within: float = 3.0,
    ) -> None:
        self.world = world or World.default()
        self.world.clock = clock
        self.faults = Faults()
        self._desk = Desk(self.world, answer_within)
        self._gateway = Gateway(self.world, self.faults)
        self._visits = Visits(self._desk, lambda: self._gateway.connected)
        self._limits = RateLimits(clock, enforced=limits)
        self._rest = Rest(self.world, self._desk, self.faults, self._limits)
        self._cdn = Cdn(self.world, self.faults)
        self._port = port
        self._runner: web.AppRunner | None = None

    @property
    def requests(self) -> list[Request]:
        """The REST requests so far, in order; of very many only the newest thousands."""
        return self._rest.requests

    @property
    def invalid_requests(self) -> int:
        """Answers of the last ten minutes that count towards Cloudflare's ban at 10,000."""
        return self._rest.invalid.count

    @property
    def limits(self) -> bool:
        """Whether rate limits are enforced; may be changed at any time."""
        return self._limits.enforced

    @limits.setter
    def limits(self, enforced: bool) -> None:
        self._limits.enforced = enforced

    @property
    def answer_within(self) -> float:
        """Seconds in which the bot must answer an interaction; may be changed at any time."""
        return self._desk.answer_within

    @answer_within.setter
    def answer_within(self, seconds: float) -> None:
        self._desk.answer_within = seconds

    @property
    def awaited(self) -> bool:
        """Whether somebody waits for an answer of the bot's."""
        return self._desk.awaited

    @property
    def api(self) -> str:
        return f"http://{HOST}:{self._port}{PREFIX}"

    @property
    def page(self) -> str:
        """Where a browser finds the page."""
        return f"http://{HOST}:{self._port}/"

    @property
    def gateway(self) -> str:
        return f"ws://{HOST}:{self._port}/gateway"

    async def __aenter__(self) -> Sandbox:
        app = web.Application(middlewares=[admit])
        app.router.add_get("/gateway", self._gateway.accept)
        app.router.add_get(LIVE, self._visits.accept)
        app.router.add_post(UPLOAD, self._visits.uploads.accept)
        add_page(app)
        self._cdn.add_to(app)
        self._rest.add_to(app)
        # Handlers that hang by a fault end with their client, or with the server at once.
        self._runner = web.AppRunner(
            app, access_log=None, handler_cancellation=True, shutdown_timeout=0.01
        )
        await self._runner.setup()
        site = web.TCPSite(self._runner, HOST, self._port)
        await site.start()
        self._port = self._runner.addresses[0][1]
        self._rest.gateway = self._gateway.url = self.gateway
        self.world.attachments.address = f"http://{HOST}:{self._port}"
        self.world.listeners += [self._gateway.tell, self._visits.tell]
        self._desk.listeners.append(self._visits.whisper)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._runner is not None, "entered"
        self.world.listeners.remove(self._gateway.tell)
        self.world.listeners.remove(self._visits.tell)
        self._desk.listeners.remove(self._visits.whisper)
        await self._visits.close()
        await self._gateway.drop(WSCloseCode.GOING_AWAY)
        await self._runner.cleanup()

    async def until(self, condition: Callable[[], T], timeout: float = 10.0) -> T:
        """What the condition gives as soon as it is truthy; looked at again after every change.

        Raises TimeoutError that tells the last requests.
        """
        try:
            async with asyncio.timeout(timeout):
                return await self.world.changes.until(condition)
        except TimeoutError:
            raise TimeoutError(self._account(timeout)) from None

    def person(self, name: str, channel: Channel | str | int | None = None) -> Person:
        """Somebody of the world at the keyboard, in the channel or in the first one they see."""
        where = None if channel is None else self.world.channel(channel)
        return Person(self._desk, self.world.user(name), where)

    @asynccontextmanager
    async def outage(self, status: int = 503) -> AsyncIterator[None]:
        """Discord is out of order: requests and the gateway answer this, connections are lost."""
        with self.faults.outage(status):
            await self._gateway.drop()
            yield

    async def drop_gateways(self) -> None:
        """Close the bot's gateway connections; it may resume."""
        await self._gateway.drop()

    def forget_sessions(self) -> None:
        """As if the bot had been away too long: it can no longer resume, but must identify."""
        self._gateway.forget()

    @property
    def connected(self) -> bool:
        """Whether a bot is at the gateway now."""
        return self._gateway.connected

    def _account(self, timeout: float) -> str:
        last = [f"{one.method} {one.path} -> {one.status}" for one in self.requests[-5:]]
        listening = "connected" if self.connected else "not connected"
        return (
            f"not so within {timeout} s; the bot is {listening} to the gateway; "
            f"last requests: {'; '.join(last) or 'none'}"
        )
