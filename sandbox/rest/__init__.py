"""Discord's REST API v10, as far as the bot uses it; the rest is refused by name."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from sandbox.desk import Desk
from sandbox.errors import ApiError, not_built, unauthorized
from sandbox.faults import Broken, Faults
from sandbox.rest import (
    callbacks,
    channels,
    commands,
    guilds,
    identity,
    pins,
    threads,
    webhooks,
)
from sandbox.rest.bodies import Sent, read
from sandbox.rest.call import Call, Route
from sandbox.rest.invalid import InvalidRequests, shut_out
from sandbox.rest.ratelimits import RateLimits, Verdict, too_many
from sandbox.wire import answer
from sandbox.world import World

PREFIX = "/api/v10"
ROUTES = [
    *identity.ROUTES,
    *guilds.ROUTES,
    *pins.ROUTES,
    *channels.ROUTES,
    *threads.ROUTES,
    *commands.ROUTES,
    *callbacks.ROUTES,
    *webhooks.ROUTES,
]

KEPT_REQUESTS = 2000

_log = logging.getLogger(__name__)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(slots=True)
class Request:
    """A REST request on record; `status` and `answer` are None while, or if never, answered.

    Of the files that came along only the names are kept.
    """

    method: str
    path: str
    body: Any
    status: int | None = None
    query: Mapping[str, str] = field(default_factory=dict)
    answer: bytes | None = None
    """The body as it went out."""
    files: tuple[str, ...] = ()


class Rest:
    """Answers requests: on the record, through the faults, within the limits, then by its route."""

    def __init__(self, world: World, desk: Desk, faults: Faults, limits: RateLimits) -> None:
        self.requests: list[Request] = []
        self.gateway = ""
        self.invalid = InvalidRequests(world.clock)
        self._world = world
        self._desk = desk
        self._faults = faults
        self._limits = limits

    def add_to(self, app: web.Application) -> None:
        for route in ROUTES:
            app.router.add_route(route.method, PREFIX + route.path, self._on_record(route))
        app.router.add_route("*", "/{path:.*}", self._on_record(None))

    def _on_record(self, route: Route | None) -> Handler:
        async def handle(request: web.Request) -> web.StreamResponse:
            path = request.path.removeprefix(PREFIX)
            sent = await read(request)
            record = Request(request.method, path, sent.body, query=request.query)
            record.files = tuple(file.name for file in sent.files.values())
            self._remember(record)
            self._world.changed()
            response = await self._through_faults(route, request, record, sent)
            self._world.changed()
            return response

        return handle

    def _remember(self, record: Request) -> None:
        self.requests.append(record)
        if len(self.requests) > 2 * KEPT_REQUESTS:
            del self.requests[:KEPT_REQUESTS]

    async def _through_faults(
        self, route: Route | None, request: web.Request, record: Request, sent: Sent
    ) -> web.StreamResponse:
        async def respond() -> web.StreamResponse:
            banned_until = self.invalid.banned_until
            if banned_until is not None and self._limits.enforced:
                return shut_out(banned_until - self._world.clock())
            return self._respond(route, request, sent)

        fault = self._faults.of(record.method, record.path)
        try:
            response = await (fault.befall(request, respond) if fault else respond())
        except Broken:
            return web.Response()
        self.invalid.look_at(response)
        record.status = response.status
        if isinstance(response, web.Response) and isinstance(response.body, bytes):
            record.answer = response.body
        return response

    def _respond(self, route: Route | None, request: web.Request, sent: Sent) -> web.StreamResponse:
        verdict = Verdict({})
        try:
            if route is None:
                raise not_built(f"{request.method} {request.path.removeprefix(PREFIX)}")
            if not route.open:
                self._authorize(request)
                channel_id = request.match_info.get("channel_id", "")
                verdict = self._limits.take(route.method, route.path, channel_id)
            if verdict.wait is not None:
                return too_many(verdict, verdict.wait)
            if sent.refusal is not None:
                raise sent.refusal
            if sent.files and not route.files:
                raise not_built(f"files with {route.method} {route.path}")
            reply = route.handler(self._call(request, sent))
        except ApiError as error:
            if error.status == 501:
                _log.warning("%s", error)
            return answer(error.status, error.body, verdict.headers | error.headers)
        return answer(reply.status, reply.body, verdict.headers)

    def _authorize(self, request: web.Request) -> None:
        if request.headers.get("Authorization") != f"Bot {self._world.token}":
            raise unauthorized()

    def _call(self, request: web.Request, sent: Sent) -> Call:
        return Call(
            self._world,
            self._desk,
            self.gateway,
            request.match_info,
            request.query,
            sent.body,
            sent.files,
            self._limits,
        )
