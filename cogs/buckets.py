"""How discord.py keeps to the rate limits that Discord tells it, mended in two places."""

from discord.http import Ratelimit


class Bucket(Ratelimit):
    """One of Discord's limits. What it still has room for goes at once, and nobody sleeps for the
    next one who comes.

    discord.py's own refuses all of a window that lasts longer than it may sleep, so that of ten
    crossposts an hour one would pass. And the request that takes the last place sleeps until the
    window ends before it is answered: a post of which nobody could write down that it is told.
    """

    async def acquire(self) -> None:
        if self.is_expired():
            self.reset()  # type: ignore[no-untyped-call]
        if self.remaining <= 0:
            await super().acquire()
            return
        self._last_request = self._loop.time()
        self.remaining -= 1
        self.outgoing += 1

    async def _refresh(self) -> None:
        if self.expires is not None:
            if not self._pending_requests:
                # Whoever comes next waits, or is told how long.
                return
            self.reset_after = max(0.0, self.expires - self._loop.time())
        await super()._refresh()
