"""Discord's rate limits, as far as a bot of one server can meet them.

https://discord.com/developers/docs/topics/rate-limits
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from aiohttp import web

from sandbox.models import Json
from sandbox.rest.editlimits import EditLimits
from sandbox.rest.windows import Rule, Window, Windows, rounded_up
from sandbox.wire import answer

ALL_REQUESTS = Rule(50, 1.0)
MESSAGES = "/channels/{channel_id}/messages"
# By method and route; each limit counts per channel. Other routes meet the global one alone.
#
# Discord documents none of these and may change them; bots are to go by the headers. New messages,
# edits and crossposts are as bots have seen them for years; deletions as seen for young messages
# (older ones have a limit of their own, about 3 in 1/3 s, and after two weeks 30 in 4 s). What is
# known of threads and pins is only that they have limits: theirs are those of messages.
RULES = {
    ("POST", MESSAGES): Rule(5, 5.0),
    ("PATCH", MESSAGES + "/{message_id}"): Rule(5, 5.0),
    ("DELETE", MESSAGES + "/{message_id}"): Rule(5, 1.0),
    ("POST", MESSAGES + "/{message_id}/crosspost"): Rule(10, 3600.0),
    ("POST", MESSAGES + "/{message_id}/threads"): Rule(5, 5.0),
    ("POST", "/channels/{channel_id}/threads"): Rule(5, 5.0),
    ("PUT", MESSAGES + "/pins/{message_id}"): Rule(5, 5.0),
    ("DELETE", MESSAGES + "/pins/{message_id}"): Rule(5, 5.0),
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What to answer a request with, and how many seconds it must wait if it came too early."""

    headers: dict[str, str]
    wait: float | None = None
    everything: bool = False


class RateLimits:
    """Counts requests; times are the event loop's, only X-RateLimit-Reset is told by the clock."""

    def __init__(self, clock: Callable[[], datetime], *, enforced: bool = True) -> None:
        self.enforced = enforced
        self._clock = clock
        self._windows = Windows[tuple[str, str, str]]()
        self._everything = Window(ALL_REQUESTS)
        self._edits = EditLimits(clock)

    def take(self, method: str, route: str, channel_id: str) -> Verdict:
        """Count a request that comes now; one that is not counted gets no headers either."""
        if not self.enforced:
            return Verdict({})
        now = asyncio.get_running_loop().time()
        if not self._everything.take(now):
            return Verdict({}, self._everything.ends_at - now, everything=True)
        rule = RULES.get((method, route))
        if rule is None:
            return Verdict({})
        window = self._windows.of((method, route, channel_id), rule, now)
        passed = window.take(now)
        left = window.ends_at - now
        return Verdict(self._headers(window, left, f"{method} {route}"), None if passed else left)

    def edit(self, message: Json) -> None:
        """Count an edit of this message. Raises ApiError where it meets a limit of its own."""
        if self.enforced:
            self._edits.take(message)

    def _headers(self, window: Window, left: float, bucket: str) -> dict[str, str]:
        reset_at = self._clock() + timedelta(seconds=left)
        return {
            "X-RateLimit-Limit": str(window.rule.limit),
            "X-RateLimit-Remaining": str(max(0, window.rule.limit - window.used)),
            "X-RateLimit-Reset": f"{reset_at.timestamp():.3f}",
            "X-RateLimit-Reset-After": f"{rounded_up(left):.3f}",
            "X-RateLimit-Bucket": hashlib.sha256(bucket.encode()).hexdigest()[:32],
        }


def too_many(verdict: Verdict, wait: float) -> web.Response:
    """The 429; one without a Via header discord.py takes for a ban by Cloudflare."""
    headers = {
        **verdict.headers,
        "Via": "1.1 sandbox",
        # Whole seconds, rounded up; the exact time stands in the body.
        "Retry-After": str(ceil(wait)),
        "X-RateLimit-Scope": "global" if verdict.everything else "user",
    }
    if verdict.everything:
        headers["X-RateLimit-Global"] = "true"
    body = {
        "message": "You are being rate limited.",
        "retry_after": rounded_up(wait),
        "global": verdict.everything,
    }
    return answer(429, body, headers)
