"""How fast we may: requests a second to Discord, seconds between requests to one host."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

AT_ONCE = 2
"""Requests to one host at the same time."""


class Pace:
    """Turns at an even rate; who asks first goes first."""

    def __init__(self, gap: float) -> None:
        self._gap = gap
        self._next = 0.0

    async def turn(self) -> None:
        """Returns when it is the caller's turn, at least `gap` seconds after the last one."""
        now = asyncio.get_running_loop().time()
        at = max(now, self._next)
        self._next = at + self._gap
        if at > now:
            await asyncio.sleep(at - now)


class _Host:
    def __init__(self, gap: float) -> None:
        self.pace = Pace(gap)
        self.places = asyncio.Semaphore(AT_ONCE)


class Hosts:
    """Turns at each host; gap 0 lifts the limit on how many at once, too."""

    def __init__(self, gap: float) -> None:
        self._gap = gap
        self._hosts: defaultdict[str, _Host] = defaultdict(lambda: _Host(gap))

    @asynccontextmanager
    async def turn(self, name: str) -> AsyncIterator[None]:
        if not self._gap:
            yield
            return
        host = self._hosts[name]
        async with host.places:
            await host.pace.turn()
            yield
