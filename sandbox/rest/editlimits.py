"""The limits that Discord keeps for edits beside that of the route, and tells only in bodies.

https://github.com/discord/discord-api-docs/issues/4413 (messages older than an hour)
https://github.com/discord/discord-api-docs/issues/6109 (published messages)
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from sandbox.errors import ApiError, channel_write_limit, too_many_old_edits
from sandbox.models import Json, MessageFlag
from sandbox.rest.windows import Rule, Windows, rounded_up

OLD_AFTER = timedelta(hours=1)
# Discord documents neither. That published messages take three edits an hour is what bots have
# seen for years. Of old messages they only know that few edits of them are taken, whichever of a
# channel's; how many, and that it is counted over twenty minutes, is our guess at a strict reading.
PUBLISHED = Rule(3, 3600.0)
OLD = Rule(3, 1200.0)
TOLD_WAIT = "1"
"""Seconds: what the header says whatever the body does."""


class EditLimits:
    """Counts edits of old and of published messages by the clock."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._windows = Windows[int]()

    def take(self, message: Json) -> None:
        """Count an edit of this message. Raises ApiError 20028 or 30046 where it comes too early.

        Only the second counts as an invalid request: the other's scope is "shared".
        """
        now = self._clock()
        if message["flags"] & MessageFlag.CROSSPOSTED:
            wait = self._windows.take(int(message["id"]), PUBLISHED, now.timestamp())
            if wait is not None:
                raise _too_many("shared", channel_write_limit(), wait)
        if now - datetime.fromisoformat(message["timestamp"]) > OLD_AFTER:
            wait = self._windows.take(int(message["channel_id"]), OLD, now.timestamp())
            if wait is not None:
                raise _too_many("user", too_many_old_edits(), wait)


def _too_many(scope: str, refusal: ApiError, wait: float) -> ApiError:
    """As a 429; the headers of the route's own limit, which has nothing against it, go with it."""
    refusal.body |= {"retry_after": rounded_up(wait), "global": False}
    refusal.headers = {
        "Via": "1.1 sandbox",
        "Retry-After": TOLD_WAIT,
        "X-RateLimit-Scope": scope,
    }
    return refusal
