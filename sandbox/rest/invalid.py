"""Counts the requests that should not have been: after too many Cloudflare shuts a bot out.

https://discord.com/developers/docs/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta
from math import ceil

from aiohttp import web

COUNTED_FOR = timedelta(minutes=10)
MOST = 10_000
# Discord says only that the ban ends; an hour is what bots have met.
BANNED_FOR = timedelta(hours=1)
PAGE = "<!doctype html><title>Access denied</title><h1>You are being rate limited</h1>"


class InvalidRequests:
    """Those answered 401, 403 or 429, but of scope shared, in the last ten minutes by the clock.

    Counted whether limits are enforced or not: a bot should have none at all.
    """

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._at: deque[datetime] = deque()
        self._banned_until: datetime | None = None

    @property
    def count(self) -> int:
        self._forget_the_old()
        return len(self._at)

    @property
    def banned_until(self) -> datetime | None:
        """When the ban ends that lasts now, if one does."""
        if self._banned_until is not None and self._clock() >= self._banned_until:
            self._banned_until = None
        return self._banned_until

    def look_at(self, answer: web.StreamResponse) -> None:
        """Count the answer if it is one of these, and begin a ban with one too many."""
        shared = answer.headers.get("X-RateLimit-Scope") == "shared"
        if answer.status not in (401, 403) and (answer.status != 429 or shared):
            return
        self._forget_the_old()
        self._at.append(self._clock())
        if len(self._at) >= MOST and self.banned_until is None:
            self._banned_until = self._clock() + BANNED_FOR

    def _forget_the_old(self) -> None:
        oldest = self._clock() - COUNTED_FOR
        while self._at and self._at[0] <= oldest:
            self._at.popleft()


def shut_out(left: timedelta) -> web.Response:
    """Cloudflare's answer: no JSON, no Via, as Discord itself never sees the request."""
    headers = {"Retry-After": str(ceil(left.total_seconds())), "Server": "cloudflare"}
    return web.Response(status=429, text=PAGE, content_type="text/html", headers=headers)
