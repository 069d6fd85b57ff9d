"""How fast we may: requests a second to Discord, seconds between requests to one host."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime

Clock = Callable[[], datetime]
"""Gives now, aware UTC. The only real one is in bot.py."""

AT_ONCE = 2
"""Requests to one host at the same time."""

KEPT = 1000
"""Hosts remembered before those that are idle are forgotten: strangers name ever new ones."""


class Pace:
    """Turns at an even rate; who asks first goes first.

    What a busy loop held up does not go all at once: half a gap at least lies between two.
    """

    def __init__(self, gap: float) -> None:
        self._gap = gap
        self._next = 0.0
        self._went = 0.0
        self._queue = asyncio.Lock()

    @property
    def is_free(self) -> bool:
        """Whether a turn would come at once."""
        return asyncio.get_running_loop().time() >= self._next

    async def turn(self) -> None:
        """Returns when it is the caller's turn, `gap` seconds after the last one was to be."""
        loop = asyncio.get_running_loop()
        asked = loop.time()
        async with self._queue:
            at = max(asked, self._next)
            self._next = at + self._gap
            wait = max(at, self._went + self._gap / 2) - loop.time()
            if wait > 0:
                await asyncio.sleep(wait)
            self._went = loop.time()


_STEP = 0.02
"""Seconds between two looks whether an answer has freed a place sooner."""


class Window:
    """At most so many in any second of whoever counts them, though some take longer to arrive.

    When one is counted nobody here knows, but by how much later than others it may have been: by
    how much later it is answered. So much longer it counts.
    """

    LOST = 5.0
    """Seconds after which an answer is waited for no more."""

    def __init__(self, most: int, seconds: float = 1.0) -> None:
        self._most = most
        self._seconds = seconds
        self._passed: list[Passage] = []
        self._took: deque[float] = deque(maxlen=100)

    async def turn(self) -> "Passage":
        """Returns when one more may go; it does so at once."""
        loop = asyncio.get_running_loop()
        while True:
            now = loop.time()
            self._passed = [each for each in self._passed if each.until > now]
            if len(self._passed) < self._most:
                break
            soonest = min(each.until for each in self._passed)
            await asyncio.sleep(min(soonest - now, _STEP))
        passage = Passage(self, now, now + self._seconds + self.LOST)
        self._passed.append(passage)
        return passage

    def until(self, passage: "Passage") -> float:
        """How long one counts that is answered now."""
        took = asyncio.get_running_loop().time() - passage.at
        self._took.append(took)
        return passage.at + self._seconds + took - min(self._took)


class Passage:
    """A request that went, and until when it counts, on the loop's clock."""

    def __init__(self, window: Window, at: float, until: float) -> None:
        self.at = at
        self.until = until
        self._window = window

    def answered(self) -> None:
        self.until = self._window.until(self)


class _Host:
    def __init__(self, gap: float) -> None:
        self.pace = Pace(gap)
        self.places = asyncio.Semaphore(AT_ONCE)
        self.visitors = 0

    @property
    def is_idle(self) -> bool:
        """Nobody waits for it, nor would have to."""
        return not self.visitors and self.pace.is_free


class HostRests(Exception):  # no error: it comes back by itself
    """A host asked to be left alone until then, and has not been asked for this source."""

    def __init__(self, host: str, until: datetime) -> None:
        super().__init__(host)
        self.until = until


class Hosts:
    """Turns at each host; gap 0 lifts the limit on how many at once, too.

    Who waits for a turn while the host begins to rest gets HostRests instead.
    """

    def __init__(self, gap: float, clock: Clock) -> None:
        self._gap = gap
        self._clock = clock
        self._hosts: dict[str, _Host] = {}
        self._resting: dict[str, datetime] = {}

    @asynccontextmanager
    async def turn(self, name: str) -> AsyncIterator[None]:
        self._check(name)
        if not self._gap:
            yield
            return
        async with self._visited(name) as host, host.places:
            await host.pace.turn()
            self._check(name)
            yield

    @asynccontextmanager
    async def _visited(self, name: str) -> AsyncIterator[_Host]:
        if name not in self._hosts and len(self._hosts) >= KEPT:
            self._hosts = {each: host for each, host in self._hosts.items() if not host.is_idle}
        host = self._hosts.setdefault(name, _Host(self._gap))
        host.visitors += 1
        try:
            yield host
        finally:
            host.visitors -= 1

    def rest(self, name: str, until: datetime) -> None:
        """Nobody gets a turn before then."""
        if len(self._resting) >= KEPT:
            now = self._clock()
            self._resting = {each: at for each, at in self._resting.items() if at > now}
        self._resting[name] = max(until, self._resting.get(name, until))

    def rests_until(self, name: str) -> datetime | None:
        """None: it may be asked."""
        until = self._resting.get(name)
        if until and self._clock() >= until:
            until = None
            del self._resting[name]
        return until

    def _check(self, name: str) -> None:
        if until := self.rests_until(name):
            raise HostRests(name, until)
